"""Editions: what a reader must not see is in no file of that reader's edition, however deep inside."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import StreamObject

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Acceptance,
    Answer,
    Answers,
    Evidence,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.deliver.editions import EDITIONS, context_for, for_edition
from bpo_controls.reporting.deliver.render import DOCUMENTS, FORMATS, render_all
from bpo_controls.reporting.documents.assessment_json import assessment_data
from bpo_controls.reporting.documents.context import Context
from bpo_controls.words.headings import TEXT
from bpo_controls.words.specifics import specific_assessment
from bpo_controls.workspace import engagement_file
from bpo_controls.workspace.engagement_file import EngagementFile
from tests.reporting.fiction import AS_OF, LIBRARY, META, answers, sample

ALL = [(document, fmt) for document, formats in DOCUMENTS.items() for fmt in formats]
WORKING = ""

NOTE, TERM, PRICE = "CANARYNOTE", "CANARYTERM", "USD 7,431.55"
PEOPLE = ("Zebedee Quillfeather", "Ottoline Vandermolen", "Peregrin Asquithson")
"""The first two answer; the third is who has to be asked."""

FLAG = TEXT["flagged"]


def _loud() -> tuple[EngagementFile, Answers]:
    """The fiction with a canary wherever a name, a note, a flag or a fee can stand."""
    first, second, third = PEOPLE
    given, family = second.split()
    texts = (
        f"{first} says so.",
        f"See {family}, {given}, and {second.upper()}.",
        f"Ask {given} or Mr {family}; it cost {PRICE}.",
        f"Mail to {first.lower().replace(' ', '.')}@example.test about {first.split()[1]}'s list.",
    )
    said: list[Answer] = []
    for place, answer in enumerate(answers()):
        text = texts[place % len(texts)]
        name, role = ((first, "it-security"), (second, "operations-lead"), (f"{first}, CISO", ""))[place % 3]
        proof = Evidence(f"Proof: {text}", f"Drive of {second}, {text}", f"Quarter of {first}", "2026-11-19")
        nothing = answer.non_answer
        if nothing is not None:
            nothing = replace(nothing, text=f"{third} in hosting" if nothing.kind == "dont-know" else text)
        value = answer.value
        if answer.item == "sites":
            value = ("Manila", f"Home of {first}", f"Home of {second}", "Homes in Texas")
        taken = answer.accepted and Acceptance(second, f"{text} It is for {first}.", "2027-04-01")
        said.append(
            replace(answer, value=value, non_answer=nothing, note=f"{text} {answer.note}".strip(), by=name, role=role,
                    evidence=(proof,), flagged=True, accepted=taken)
        )  # fmt: skip
    home = Subject("site", "home-of-zebedee-quillfeather")
    said += [
        Answer("site_kind", home, "home", by=first, role="it-security"),
        Answer("WRK-01", home, "not-in-place", by=first, role="it-security", note=f"{second} knows", flagged=True),
        Answer("ESC-01", ENGAGEMENT, non_answer=NonAnswer("declined", f"{first} is away"), by=first, role=f"{first}'s deputy"),
        Answer("BIL-01", Subject("workflow", "billing"), non_answer=NonAnswer("later"), by=second, role="coder"),
        Answer("RES-01", ENGAGEMENT, non_answer=NonAnswer("dont-know", third), by=second, role="qa-lead"),
    ]  # fmt: skip
    meta = replace(
        META,
        title=f"Work with {first}",
        goal=f"What {second} wants for {PRICE}",
        data_involved=f"Data of {first}",
        systems_touched=f"The system of {second}",
        failure_to_avoid=f"That {given} is blamed",
        owner=f"{first}, director",
        second_reviewer=f"Dr. {second}",
        internal_notes=f"{NOTE}: be careful",
        commercial=MappingProxyType({"price per record": PRICE, "term": f"{TERM}, three years"}),
    )
    return meta, answers_of(said)


@cache
def _view(edition: str) -> Context:
    meta, sheet = _loud()
    return context_for(LIBRARY, meta, sheet, evaluate(LIBRARY, Record(sheet), AS_OF), edition=edition)


@cache
def _files(edition: str, document: str, fmt: str) -> Mapping[str, bytes]:
    return render_all(_view(edition), document, fmt)


@cache
def _texts(edition: str, document: str, fmt: str) -> Mapping[str, str]:
    """All that is in each file of a deliverable, flat."""
    files = _files(edition, document, fmt)
    return {name: flat("\n".join(everything_in(name, body))) for name, body in files.items()}


def everything_in(name: str, body: bytes) -> Iterator[str]:
    """Every text in a file: of the file itself, its members, attachments, metadata and embedded data."""
    yield name
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            yield archive.comment.decode("latin-1")
            for member in archive.infolist():
                yield from everything_in(member.filename, archive.read(member))
    elif body.startswith(b"%PDF"):
        yield from _in_pdf(body)
    else:
        text = re.sub(r"data:font/[^)\"']*", "", body.decode("utf-8", "replace"))
        yield text
        # Word and HTML break a text with markup; what is left without it is read as a whole.
        yield re.sub(r"<[^>]*>", "", text)
        for found in re.findall(r"base64,([A-Za-z0-9+/=]{16,})", text):
            yield base64.b64decode(found).decode("utf-8", "replace")


def _in_pdf(body: bytes) -> Iterator[str]:
    reader = PdfReader(io.BytesIO(body))
    yield "\n".join(page.extract_text() for page in reader.pages)
    yield str(reader.metadata)
    yield reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata is not None else ""
    yield str([getattr(one, "title", "") for one in _outline(reader.outline)])
    for held in reader.attachments.values():
        for one in held:
            yield from everything_in("attachment", one)
    for number in range(int(str(reader.trailer["/Size"]))):
        found = reader.get_object(number) if number else None
        yield str(found)
        if isinstance(found, StreamObject) and found.get("/Subtype") != "/Image" and "/Length1" not in found:
            yield found.get_data().decode("latin-1")


def _outline(found: object) -> Iterator[object]:
    for one in found if isinstance(found, list) else [found]:
        if isinstance(one, list):
            yield from _outline(one)
        else:
            yield one


def flat(text: str) -> str:
    """Small letters without blanks and signs, so that no line break, hyphen or escape hides a word."""
    return re.sub(r"[\W_]+", "", text).casefold()


NAMES = {flat(word) for name in PEOPLE for word in name.split()}
NAMES.discard(flat("Peregrin"))
"""Each respondent's first and last name. Of who is only to be asked, the first name stands in no other text."""

FORBIDDEN = {
    WORKING: {NOTE, TERM, PRICE, FLAG},
    "buyer": {NOTE, FLAG} | NAMES,
    "vendor": {NOTE, TERM, PRICE, FLAG} | NAMES,
    "internal": set(),
}


@pytest.mark.slow
@pytest.mark.parametrize("edition", [WORKING, "buyer", "vendor"])
@pytest.mark.parametrize(("document", "fmt"), ALL)
def test_nothing_leaks(document: str, fmt: str, edition: str) -> None:
    for name, text in _texts(edition, document, fmt).items():
        assert text
        assert {one for one in FORBIDDEN[edition] if flat(one) in text} == set(), name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edition", "wanted"),
    [
        (WORKING, {*PEOPLE}),
        ("buyer", {TERM, PRICE}),
        ("internal", {NOTE, TERM, PRICE, FLAG, *PEOPLE}),
    ],
)
@pytest.mark.parametrize("fmt", [fmt for fmt in DOCUMENTS["gap-report"] if fmt != "csv"])
def test_what_belongs_there_is_there(fmt: str, edition: str, wanted: set[str]) -> None:
    volumes = ("gap-report", "gap-report-appendix")
    text = "".join(text for one in volumes for text in _texts(edition, one, fmt).values())
    assert {one for one in wanted if flat(one) not in text} == set()


def test_the_assessment_says_for_whom_it_is_and_keeps_the_contract() -> None:
    import json

    schema = json.loads(
        (Path(__file__).parents[2] / "docs" / "schema" / "assessment.json").read_text("utf-8")
    )
    for edition in (WORKING, *EDITIONS):
        data = json.loads(
            _files(edition, "assessment", "json")[f"assessment.{edition}.json".replace("..", ".")]
        )
        jsonschema.Draft202012Validator(schema).validate(data)
        assert data.get("edition", "") == edition
        assert ("commercial" in data["engagement"]) == (edition in ("buyer", "internal"))
        assert ("internal_notes" in data["engagement"]) == (edition == "internal")
        assert ('"flagged"' in json.dumps(data)) == (edition == "internal")


def test_decisions_and_verdicts_are_the_same_in_every_edition() -> None:
    def decided(edition: str) -> list[tuple[object, ...]]:
        found = assessment_data(_view(edition))["findings"]
        return [(one["control"], one["applies"], one["status"], one["rank"]) for one in found]

    assert decided("buyer") == decided("internal") == decided(WORKING)
    assert set(decided("vendor")) < set(decided(WORKING))


def test_a_role_stands_where_a_name_stood() -> None:
    meta, sheet = _loud()
    library = LIBRARY
    told = replace(meta, goal=f"{PEOPLE[0]} wants it. Ask {PEOPLE[1]}, or Zebedee.")
    shown, _ = for_edition("buyer", library, told, sheet)
    assert shown.goal == "The IT security lead wants it. Ask the operations lead, or the IT security lead."
    assert shown.buyer == META.buyer


def test_a_role_is_not_told_twice() -> None:
    said = Answer("logins", ENGAGEMENT, True, by="Pat Example", role="director of revenue cycle, buyer")
    asked = Answer("stores", ENGAGEMENT, True, by="Ana Sample", role="it-security")
    told = replace(
        META, owner="Pat Example, director of revenue cycle", goal="Ana Sample, IT security lead, agrees."
    )
    shown, _ = for_edition("buyer", LIBRARY, told, answers_of([said, asked]))
    assert shown.owner == "The director of revenue cycle, buyer"
    assert shown.goal == "The IT security lead, agrees."


def test_a_name_that_others_have_too_is_left_to_them() -> None:
    said = Answer("logins", ENGAGEMENT, True, by="Bill Example", role="it-security", note="x")
    meta = replace(
        META, buyer="Example Valley Health", goal="Example Valley Health and Bill Example. Bill the payer."
    )
    library = replace(
        LIBRARY,
        questions={
            **LIBRARY.questions,
            "q": replace(LIBRARY.questions["logins"], ask="Who writes the bill?"),
        },
    )
    shown, _ = for_edition("vendor", library, meta, answers_of([said]))
    assert shown.goal == "Example Valley Health and the IT security lead. Bill the payer."
    shown, _ = for_edition(
        "vendor", library, replace(meta, goal="We asked Bill about Billing."), answers_of([said])
    )
    assert shown.goal == "We asked the IT security lead about Billing."


def test_a_place_with_the_name_of_a_respondent_gets_another_id_and_keeps_its_answers() -> None:
    meta, sheet = _loud()
    _, shown = for_edition("buyer", LIBRARY, meta, sheet)
    answer = shown.get("sites", ENGAGEMENT)
    assert answer is not None
    assert answer.value == (
        "Manila",
        "Home of the IT security lead",
        "Home of the operations lead",
        "Homes in Texas",
    )
    assert shown.get("WRK-01", Subject("site", "home-of-the-it-security-lead")) is not None
    assert len(shown) == len(sheet)


def test_filtering_twice_is_filtering_once_and_nothing_to_hide_changes_nothing() -> None:
    library, meta, sheet, _ = sample()
    assert for_edition("", library, meta, sheet)[1] is sheet
    for edition in (WORKING, *EDITIONS):
        once = for_edition(edition, LIBRARY, *_loud())
        assert for_edition(edition, LIBRARY, *once) == once


def test_an_edition_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="board"):
        for_edition("board", *sample()[:3])


def test_the_engagement_may_name_every_format() -> None:
    assert engagement_file.FORMATS == FORMATS


_WORDS = st.text(st.characters(categories=("Lu", "Ll", "Mn", "Pd", "Zs")), min_size=1, max_size=12)
_NAME = st.lists(
    st.text(st.characters(categories=("Lu", "Ll")), min_size=2, max_size=9), min_size=2, max_size=3
)


@settings(max_examples=60, deadline=None)
@given(_NAME, st.lists(_WORDS, max_size=3), st.sampled_from([" ", ".", "_", "  ", " X. "]))
def test_a_whole_name_never_stays(name: list[str], around: list[str], between: str) -> None:
    words = [f"Q{word.lower()}x" for word in name]
    note = " ".join([*around, between.join(words), *around])
    said = Answer("logins", ENGAGEMENT, True, by=" ".join(words), role="it-security", note=note)
    _, shown = for_edition("buyer", LIBRARY, META, answers_of([said]))
    (answer,) = shown
    import unicodedata

    assert unicodedata.normalize("NFC", between.join(words)).casefold() not in answer.note.casefold()
    assert answer.by == ""


@pytest.mark.parametrize("edition", ["", *EDITIONS])
def test_the_findings_of_an_edition_are_those_of_its_own_answers(edition: str) -> None:
    """Whether they are taken over or decided anew: nothing of the whole record shows through."""
    file, sheet = _loud()
    whole = specific_assessment(LIBRARY, sheet, evaluate(LIBRARY, Record(sheet), AS_OF))
    shown, seen = for_edition(edition, LIBRARY, file, sheet)
    expected = specific_assessment(LIBRARY, seen, evaluate(LIBRARY, Record(seen), AS_OF))
    made = context_for(LIBRARY, file, sheet, whole, edition=edition)
    if edition != "vendor":
        assert made.assessment == expected
    assert made.file == shown
    assert all(
        finding.answer in list(seen) for finding in made.assessment.findings if finding.answer is not None
    )
