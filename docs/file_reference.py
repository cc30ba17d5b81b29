"""The reference of file formats, read off the schemas, the readers and the labels."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

from bpo_controls.answers.entry import KEYS
from bpo_controls.library.json_schema import schemas
from bpo_controls.library.model import DOMAINS, GATES, IMPACTS, PARTIES, PRACTICE, ROLES, SEVERITIES
from bpo_controls.library.paper_kinds import PAPER_KINDS, schema_stem
from bpo_controls.words import labels
from bpo_controls.workspace import journal
from bpo_controls.workspace.engagement_file import EngagementFile, LibraryRef, write_engagement_file
from docs.schema_table import definition_table, schema_tables
from docs.table import table

HEAD = """# File formats

Generated from the code by `make docs`; do not edit.

- [The library](#the-library): what a compliance expert edits
- [The engagement](#the-engagement): `engagement.yaml`, answer files, `answers.yaml`, `journal.jsonl`
- [assessment.json](#assessmentjson): what other programs read
- [The words](#the-words): every closed choice

YAML is read as YAML 1.2 reads it: only `true` and `false` are booleans, `no` is a word, and a date is text until a
key asks for a date. A key that stands twice is an error. Every file is UTF-8.
"""

ANSWER_KEYS = {
    "value": "the answer: `true` or `false`, an option's id, a list of ids or names, a number, a date, or text",
    "dont_know": "nobody here knows; whom to ask, in words",
    "later": "put off: the word `true`",
    "declined": "the respondent would not say; the reason, or `true`",
    "not_applicable": "the question does not apply; the reason",
    "note": "a remark, printed with the answer; needed with `another-way`",
    "by": "who said it",
    "role": "in which role: one of the roles below, or another in words",
    "at": "when, as a date or a moment; filled in when left out",
    "assurance": "how well it is known: `stated` (unless told otherwise), `seen` or `tested`",
    "evidence": "a list of what was seen, each with `title` and, where known, `kept_at`, `period`, `seen_on`",
    "flag": "`true` marks it for the second reviewer",
    "accepted": "the gap is an accepted risk: `by`, `reason`, `until`",
}
ANSWER_EXAMPLE = """\
workflows: [coding, payment-posting]
data_types: [clinical, billing]              # for every workflow in scope
data_types@payment-posting: [billing]        # except this one
sites: [Manila office, Homes in Texas]
site_kind@manila-office: foreign-office
site_kind@homes-in-texas: us-home
ACC-01: 0
PRV-07: {dont_know: the privacy officer}
HND-06:
  value: partly
  note: The note is written, but nobody confirms it.
  by: Robin Sample
  role: operations-lead
  assurance: seen
  evidence:
    - {title: Handover notes, kept_at: shared drive, period: October 2026, seen_on: "2026-11-20"}
"""
JOURNAL_KINDS = {
    "opened": "the engagement began: format of the journal, tool version, library",
    "answer": "one answer, with who, when and for which subject",
    "withdrawn": "one answer was taken back",
    "imported": "answers taken in from a file, all of them or none",
    "contested": "an answer that disagrees with the one on record; both are kept",
    "settled": "somebody said which of them counts",
    "proposed": "answers that count for nothing until a named person confirms them",
    "confirmed": "a named person confirmed proposals",
    "rejected": "a named person turned proposals down",
    "undone": "the event of this number counts no longer",
    "redone": "the event of this number counts again",
    "renamed": "a site, subcontractor or workflow is called otherwise",
    "reviewed": "what the second reviewer decided",
    "signed": "a signature, with the digests it binds",
    "upgraded": "answers carried over to another library",
    "merged": "answers of another branch of this journal",
    "redacted": "a text was removed from earlier lines, which this event vouches for",
    "library-changed": "the library was another one from here on",
    "tracked": "what counts about steps of the action plan: owner, status, done on, evidence, ticket, remarks",
    "own-controls": "which controls of own-controls.yaml count from here on, or are taken back with their answers",
    "steps-proposed": "what a returned workbook says about steps; it counts for nothing until a named person confirms it",
}
LIBRARY_FILES = {
    "library.schema.json": "library.yaml",
    "regimes.schema.json": "regimes.yaml",
    "sources.schema.json": "sources.yaml",
    "coverage.schema.json": "coverage.yaml",
    "workflows.schema.json": "workflows.yaml",
    "scoping.schema.json": "scoping.yaml",
    "controls.schema.json": "a domain's file, such as access.yaml",
    "work.schema.json": "a file of work/",
    "parameters.schema.json": "parameters/",
    "failures.schema.json": "failures/",
    "precedents.schema.json": "precedents.yaml",
    "working-paper.schema.json": "a worksheet of working-papers/",
    "forms.schema.json": "a form of forms/",
    **{f"{schema_stem(name)}.schema.json": f"working-papers/{name}.yaml" for name in PAPER_KINDS},
    "lint.schema.json": "lint.yaml",
}


def file_reference(assessment_schema: Path) -> str:
    """The whole page."""
    return "".join(
        (HEAD, _library(), _engagement(), _answers(), _journal(), _assessment(assessment_schema), _words())
    )


def _library() -> str:
    parts = [
        "\n## The library\n\nA folder of YAML files. `library.yaml`, `workflows.yaml` and `scoping.yaml` must be "
        "there in the first library; a library laid over another needs `library.yaml` alone. A domain's file is "
        "called after it: "
        + ", ".join(f"`{one}.yaml`" for one in DOMAINS)
        + ". Regimes, sources, coverage, precedents, parameters and failures may each be a file, such as "
        "`sources.yaml`, or a folder of files, such as `sources/`. Keys stand in the order of these "
        "tables.\n\nConditions have [a page of their own](../how-to/conditions.md). "
        "[How to write a control](../how-to/write-a-control.md) shows all of it in use.\n"
    ]
    made = schemas()
    for name, title in LIBRARY_FILES.items():
        parts.append(f"\n### {title}\n\n")
        if name == "controls.schema.json":
            parts.append("A list of controls:\n\n" + definition_table(made[name], "ControlDoor"))
            parts.append("\nor, over an earlier library, of retirements:\n\n")
            parts.append(definition_table(made[name], "RetireDoor"))
            continue
        if name == "work.schema.json":
            parts.append(
                "What is special to one piece of work: a mapping from a domain to a list of controls. The controls "
                "have the keys of a domain's file.\n"
            )
            continue
        lead = "A list; each entry has:\n\n" if made[name].get("type") == "array" else ""
        parts.append(lead + schema_tables(made[name]))
    return "".join(parts)


def _engagement() -> str:
    example = EngagementFile(
        buyer="Northside Clinics (made up)",
        vendor="Fairhaven Billing (made up)",
        goal="Bill every visit within three working days.",
        data_involved="Charges, diagnoses and balances of about 20,000 patients.",
        systems_touched="The clinics' billing system over a remote desktop.",
        failure_to_avoid="A former worker who can still open patient accounts.",
        owner="Pat Sample",
        review_date="2027-05-03",
        gate_dates=MappingProxyType({"pilot": "2027-01-11", "go-live": "2027-03-01"}),
        library=LibraryRef("healthcare-bpo", "1.0.0", "81d2…"),
    )
    return (
        "\n## The engagement\n\nA directory that only its owner can read: `engagement.yaml`, `journal.jsonl`, "
        "`answers.yaml` and, after `report`, `out/`.\n\n### engagement.yaml\n\nWritten by `init`, then yours. "
        "The same keys, without `library`, make the file that `init --from` takes.\n\n"
        f"```yaml\n{write_engagement_file(example)}```\n"
    )


def _answers() -> str:
    rows = [(f"`{key}`", ANSWER_KEYS[key]) for key in KEYS]
    return (
        "\n### Answer files\n\nWhat `assess --answers FILE` takes in: a mapping from the id of a question or "
        "control to its answer. `id@subject` is about one workflow, site or subcontractor (`Manila office` is "
        "`manila-office`); a plain id is about all of them. A bare value is enough; a mapping says more. An empty "
        "entry is refused: leave the line out. Names in one text stand apart by commas; a name with a comma stands "
        "in a list. JSON is YAML, so JSON works too.\n\n"
        f"```yaml\n{ANSWER_EXAMPLE}```\n\nA control takes {', '.join(f'`{one}`' for one in PRACTICE)}, or its "
        "number. Exactly one of the first five keys is given:\n\n" + table(("key", "meaning"), rows) + "\n"
        "`answers.yaml` in the engagement has the same format. It mirrors the journal for people to read; a change "
        "made in it by hand is noticed, and the next `assess` offers to take it in.\n"
    )


def _journal() -> str:
    rows = [(f"`{kind}`", JOURNAL_KINDS[kind]) for kind in journal.KINDS]
    line, _ = journal.encode(
        1, "2026-11-23T09:00:00+00:00", "opened", {"format": journal.FORMAT}, journal.START
    )
    return (
        "\n### journal.jsonl\n\nThe record itself: one JSON object a line, only ever added to. `n` counts from 1, "
        "`at` is the moment, `prev` the digest of the line before (zeros in the first), and `digest` the SHA-256 of "
        "the line's own bytes without its `digest` member. A line changed by hand breaks the chain, and every command "
        f"says so. The chain cannot show that the last lines were cut off together with the mirror, or that somebody "
        f"wrote the whole file anew: for that, hold the digest printed in a signed deliverable to the journal.\n\n```json\n{line.decode()}```\n\n"
        + table(("kind", "what happened"), rows)
    )


def _assessment(path: Path) -> str:
    schema = json.loads(path.read_text(encoding="utf-8"))
    return (
        f"\n## assessment.json\n\n{schema['description']} The schema is [docs/schema/assessment.json]"
        f"(../schema/assessment.json); `schema` changes its number when a reader could break.\n\n"
        + schema_tables(schema)
    )


def _words() -> str:
    closed: dict[str, dict[str, str]] = {
        "Domains": {one: labels.domain(one) for one in DOMAINS},
        "Subjects": {one: many for one, (_, many) in labels.KIND.items()},
        "Roles": {one: labels.ROLE[one] for one in ROLES},
        "Parties": {one: labels.PARTY[one] for one in PARTIES},
        "Gates": {one: labels.GATE[one] for one in GATES},
        "Severities": {one: labels.SEVERITY[one] for one in SEVERITIES},
        "Impacts": {one: labels.IMPACT_COST[one] for one in IMPACTS},
        "Bases": labels.BASIS,
        "Answers on the practice scale": {one: labels.PRACTICE[one] for one in PRACTICE},
        "Non-answers": labels.NON_ANSWER,
        "Assurance": labels.ASSURANCE,
        "Status of a finding": labels.STATUS,
        "Whether a control applies": labels.APPLIES,
        "Verdicts of a gate": labels.VERDICT,
        "States of a source": labels.STANDING,
    }
    parts = ["\n## The words\n\nThe word as files have it, and what people read.\n"]
    for title, words in closed.items():
        rows = [(f"`{word}`", meaning) for word, meaning in words.items()]
        parts.append(f"\n### {title}\n\n" + table(("word", "meaning"), rows))
    return "".join(parts)
