"""Reading a library: every file, every problem, then the checked model. Cached, because YAML is slow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError, ordered
from bpo_controls.library.files import digest_of, library_files
from bpo_controls.library.model import Control, Example, Library, Retired
from bpo_controls.plain_file import read_plain_file
from bpo_controls.resources import controls_dir

if TYPE_CHECKING:
    from bpo_controls.library.entries import Shelf
    from bpo_controls.library.files import LibraryFile
    from bpo_controls.library.problems import Document, Problems


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a library: the model (None when there are errors), every problem, every place."""

    library: Library | None
    diagnostics: tuple[Diagnostic, ...]
    shelf: Shelf
    documents: tuple[Document, ...]

    def place(self, item: str, *steps: str | int, kind: str = "") -> Location | None:
        """Where an entry stands, or a value inside it: `place("ACC-07", "examples", 0)`. None for unknown ids.

        `kind` looks in that list of the shelf alone: a line of `coverage` has the id of its source.
        """
        shelf = self.shelf
        for entries in (getattr(shelf, kind),) if kind else (
            shelf.controls, shelf.questions, shelf.derived, shelf.sources,
            shelf.workflows, shelf.precedents, shelf.sections, shelf.regimes, shelf.parameters, shelf.failures, shelf.papers, shelf.forms,
        ):  # fmt: skip
            entry = entries.get(item)
            if entry is not None:
                spot = entry.spot.at(*steps)
                return spot.document.parsed.positions.of(spot.path)
        return None


def load_library(paths: Sequence[Path] = (), *, cache: bool = True) -> Library:
    """The library in these folders, a later one laid over an earlier one; without folders the bundled one.

    Raises UserError with every problem found. Warnings do not stop it. With `cache` a library that was read
    before, by this version and from the same bytes, comes from the user's cache directory.
    """
    folders = tuple(paths) or (controls_dir(),)
    contents, problems = _read_files(folders)
    key = digest_of(contents) if cache and not problems else ""
    if key:
        from bpo_controls.library import cache as store

        kept = store.fetch(key)
        if kept is not None:
            return kept
    reading = _build(contents, problems)
    if reading.library is None:
        raise UserError(*(d for d in reading.diagnostics if d.level is Level.ERROR))
    if key:
        store.keep(key, reading.library)
    return reading.library


def read(paths: Sequence[Path] = ()) -> Reading:
    """Reads a library and keeps the place of everything in it, for lint. Never raises for bad content."""
    contents, problems = _read_files(tuple(paths) or (controls_dir(),))
    return _build(contents, problems)


def _read_files(
    folders: Sequence[Path],
) -> tuple[list[tuple[LibraryFile, bytes]], list[Diagnostic]]:
    files, found = library_files(folders)
    problems = list(found)
    contents = []
    for file in files:
        try:
            contents.append((file, read_plain_file(file.path, 16 * 1024 * 1024)))
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            problems.append(Diagnostic("unreadable-file", f"cannot be read: {reason}", Location(file.name)))
    return contents, problems


def _build(contents: Sequence[tuple[LibraryFile, bytes]], found: Sequence[Diagnostic]) -> Reading:
    # pydantic and yaml come in with these; a warm cache never gets here.
    from bpo_controls.library.entries import fill_shelf
    from bpo_controls.library.problems import Document, Problems
    from bpo_controls.yaml.source import read_yaml_bytes

    problems = Problems(list(found))
    documents = tuple(Document(file, read_yaml_bytes(raw, file.name)) for file, raw in contents)
    shelf = fill_shelf(documents, problems)
    library = _assemble(shelf, digest_of(contents), problems)
    return Reading(None if problems.errors else library, ordered(problems.found), shelf, documents)


def _assemble(shelf: Shelf, digest: str, problems: Problems) -> Library | None:
    from bpo_controls.library import build_form
    from bpo_controls.library import build_model as build
    from bpo_controls.library.cross_checks import check_cycles, check_references
    from bpo_controls.library.entries import domain_of
    from bpo_controls.library.entry_checks import check_common_facts
    from bpo_controls.library.paper_kinds import paper_kind
    from bpo_controls.library.placeholders import check_placeholders
    from bpo_controls.library.vocabulary import Fact, Vocabulary, built_in_facts

    workflows = {one: build.workflow(entry) for one, entry in shelf.workflows.items()}
    partial = bool({"questions", "derived", "workflows"} & shelf.unread)
    workflows_partial = "workflows" in shelf.unread or bool(shelf.broken.get("workflows"))
    facts: dict[str, Fact] = built_in_facts(workflows.values(), workflows_partial)
    for name, asked in shelf.questions.items():
        facts.setdefault(name, build.fact_of_question(asked.door, workflows, workflows_partial))
    for name, follows in shelf.derived.items():
        facts.setdefault(name, Fact(name, "yes-no", follows.door.per, asked=False))
    broken = frozenset(shelf.broken.get("questions", ())) | frozenset(shelf.broken.get("derived", ()))
    words = Vocabulary(facts, broken, partial)

    check_references(shelf, problems)
    questions = {
        name: build.question(entry, workflows, words, problems) for name, entry in shelf.questions.items()
    }
    derived = {
        name: rule
        for name, follows in shelf.derived.items()
        if (rule := build.derived(follows, words, problems)) is not None
    }
    check_cycles(shelf, questions, derived, problems)
    domains = shelf.domains
    controls: dict[str, Control] = {}
    examples: dict[str, tuple[Example, ...]] = {}
    retired: dict[str, Retired] = {}
    in_order = sorted(shelf.controls.items(), key=lambda item: domains.index(domain_of(item[1])))
    for name, entry in in_order:
        before = len(problems.found)
        worked = build.examples(entry, words, problems)
        made = build.control(entry, domain_of(entry), words, problems)
        if made is None or len(problems.found) != before:
            continue
        door = shelf.retirements[name].door.retired if name in shelf.retirements else entry.door.retired
        if door is not None:
            retired[name] = build.retired(name, domain_of(entry), entry.door.title, door)
        else:
            controls[name] = made
            examples[name] = worked
    for name, retirement in shelf.retirements.items():
        if name not in retired:
            retired[name] = build.retired(name, domain_of(retirement), "", retirement.door.retired)
    parameters = {
        name: table
        for name, one in shelf.parameters.items()
        if (table := build.parameter(one, words, problems)) is not None
    }
    papers = {
        name: paper_kind(name).build(entry, name, words, problems) for name, entry in shelf.papers.items()
    }
    forms = {
        name: build_form.form(entry, name, shelf, words, problems) for name, entry in shelf.forms.items()
    }
    check_placeholders(shelf, problems)
    check_common_facts(shelf.libraries, words, problems)
    if problems.errors:
        return None
    if not shelf.libraries:
        return None
    doors = [entry.door for entry in shelf.libraries]
    return Library(
        id="+".join(door.id for door in doors),
        title=doors[-1].title,
        version="+".join(door.version for door in doors),
        maintained_by=doors[-1].maintained_by,
        reviewed_on=min(door.reviewed_on for door in doors),
        review_by=min(door.review_by for door in doors),
        digest=digest,
        sources={name: build.source(entry) for name, entry in shelf.sources.items()},
        workflows=workflows,
        sections=tuple(build.section(entry) for entry in shelf.sections.values()),
        questions=questions,
        derived=derived,
        controls=controls,
        retired=retired,
        precedents={name: build.precedent(entry) for name, entry in shelf.precedents.items()},
        regimes={name: build.regime(entry) for name, entry in shelf.regimes.items()},
        left_out=build.left_out(shelf),
        domains=domains,
        common_facts=frozenset(fact for door in doors for fact in door.common_facts),
        parameters=parameters,
        failures={name: build.failure(one) for name, one in shelf.failures.items()},
        papers=papers,
        forms=forms,
        examples=examples,
    )
