"""What each reader may see. The filter stands before every document, so that no format can show what it left out.

| edition | names of respondents | internal notes, flags | commercial facts |
| --- | --- | --- | --- |
| none named: for everybody at the table | yes | no | no |
| `buyer` | roles only | no | yes |
| `vendor` | roles only | no | no |
| `internal` | yes | yes | yes |
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Answer,
    Answers,
    NonAnswer,
    Subject,
    Value,
    answers_of,
)
from bpo_controls.answers.engagement_record import Record, Review
from bpo_controls.answers.slug import slug
from bpo_controls.answers.step_track import StepTrack
from bpo_controls.engine.cut import Cut
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.library.model import ROLES, Library, Party
from bpo_controls.reporting.deliver.respondents import Texts, without_names
from bpo_controls.reporting.documents.context import NO_MARK, WHOLE, Context, RecordMark
from bpo_controls.words.headings import TEXT
from bpo_controls.words.specifics import specific_assessment
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.engagement_file import EngagementFile

EDITIONS: Final = ("buyer", "vendor", "internal")
"""The editions by name; "" is the working edition."""

VENDORS: Final[tuple[Party, ...]] = ("vendor", "subcontractor")
"""Whose findings and steps stand in the vendor's edition, with what is done together."""

_NO_NAMES = ("buyer", "vendor")
_COMMERCIAL = ("buyer", "internal")
_MONEY = re.compile(r"[$€£¥%]|\b(?:USD|EUR|GBP|INR|PHP|dollars?|euros?|cents?|per ?cent)\b", re.IGNORECASE)

Subjects = Callable[[Subject], Subject]


def context_for(
    library: Library,
    file: EngagementFile,
    sheet: Answers,
    assessment: Assessment,
    *,
    edition: str = "",
    logo: bytes = b"",
    mark: RecordMark = NO_MARK,
    reviews: tuple[Review, ...] = (),
    cut: Cut = WHOLE,
) -> Context:
    """What every document about an engagement is made from, as the reader of an edition may see it.

    The vendor's edition holds what the vendor and its subcontractors owe, and what is done together; the buyer's holds
    both. `reviews` are those the assessment was made with. Reads nothing else: no clock, no disk. Raises ValueError for
    an edition that does not exist.
    """
    file, seen = for_edition(edition, library, file, sheet)
    if seen is not sheet:
        assessment = (
            _with_answers(assessment, seen)
            if _decide_alike(sheet, seen)
            else specific_assessment(
                library, seen, evaluate(library, Record(seen, reviews=reviews), assessment.as_of)
            )
        )
        sheet = seen
    if edition == "vendor" and not cut.parties:
        cut = replace(cut, parties=VENDORS)
    return Context.of(library, file, sheet, assessment, edition=edition, logo=logo, mark=mark, cut=cut)


def _decide_alike(before: Answers, after: Answers) -> bool:
    """Whether the sheets differ only in what no decision and no wording of a control rests on: notes, names, evidence."""

    def weighs(answer: Answer) -> object:
        until = answer.accepted.until if answer.accepted is not None else None
        return answer.need, answer.value, answer.non_answer, answer.at, until

    return all(weighs(old) == weighs(new) for old, new in zip(before, after, strict=True))


def _with_answers(assessment: Assessment, sheet: Answers) -> Assessment:
    """The same findings with the answers as they may be shown."""
    by_control = {
        control: tuple(
            finding if finding.answer is None else finding._replace(answer=sheet.entries[finding.answer.need])
            for finding in findings
        )
        for control, findings in assessment.by_control.items()
    }
    return replace(assessment, by_control=MappingProxyType(by_control))


def for_edition(
    edition: str, library: Library, file: EngagementFile, sheet: Answers
) -> tuple[EngagementFile, Answers]:
    """What an edition is made from. The very same sheet comes back when nothing was left out.

    A site or subcontractor that has the name of a respondent gets another name and so another id; evaluate
    the sheet anew where it differs. Raises ValueError for an edition that does not exist.
    """
    if edition and edition not in EDITIONS:
        raise ValueError(f"no edition {edition!r}")
    if edition == "internal":
        return file, sheet
    text = _texts(edition, library, file, sheet)
    kept = _filtered(library, sheet, text, names=edition not in _NO_NAMES)
    return _engagement(edition, file, text), kept


def track_for_edition(
    edition: str, library: Library, file: EngagementFile, sheet: Answers
) -> Callable[[StepTrack], StepTrack]:
    """What an edition shows of how a step stands: its texts without amounts, and without names of who answered.

    `file` and `sheet` are those of everybody, before anything was left out.
    """
    if edition == "internal":
        return lambda track: track
    text = _texts(edition, library, file, sheet)

    def shown(track: StepTrack) -> StepTrack:
        return replace(
            track,
            owner=text(track.owner),
            evidence=text(track.evidence),
            ticket=text(track.ticket),
            remarks=text(track.remarks),
            by="" if edition in _NO_NAMES else track.by,
        )

    return shown


def ways_shown(assessed: AssessedEngagement) -> Callable[[StepTrack], tuple[StepTrack, ...]]:
    """Each way in which the workbook of some edition may show how a step stands."""
    file, sheet = assessed.engagement.file, assessed.answers
    ways = [track_for_edition(one, assessed.library, file, sheet) for one in ("", *EDITIONS)]
    return lambda track: tuple(way(track) for way in ways)


def _texts(edition: str, library: Library, file: EngagementFile, sheet: Answers) -> Texts:
    steps: list[Texts] = []
    if edition not in _COMMERCIAL:
        steps.append(_without_amounts(file))
    if edition in _NO_NAMES:
        steps.append(without_names(library, file, sheet))

    def text(given: str) -> str:
        for step in steps:
            given = step(given)
        return given

    return text


def _engagement(edition: str, file: EngagementFile, text: Texts) -> EngagementFile:
    terms = file.commercial if edition in _COMMERCIAL else {}
    return replace(
        file,
        title=text(file.title),
        goal=text(file.goal),
        data_involved=text(file.data_involved),
        systems_touched=text(file.systems_touched),
        failure_to_avoid=text(file.failure_to_avoid),
        owner=text(file.owner),
        second_reviewer=text(file.second_reviewer),
        internal_notes="",
        commercial=MappingProxyType({text(name): text(value) for name, value in terms.items()}),
    )


def _without_amounts(file: EngagementFile) -> Texts:
    """Takes an amount or a rate that `commercial` names out of other texts too.

    Other terms ("three years") are words that notes use for other things, so they are left.
    """
    amounts = sorted(
        {
            value.strip()
            for value in file.commercial.values()
            if re.search(r"\d", value) and _MONEY.search(value)
        },
        key=lambda value: (-len(value), value),
    )
    if not amounts:
        return str
    loose = (r"\s+".join(map(re.escape, amount.split())) for amount in amounts)
    found = re.compile(rf"(?<!\w)(?:{'|'.join(loose)})(?!\w)", re.IGNORECASE)
    return lambda text: found.sub(TEXT["left_out"], text)


def _filtered(library: Library, sheet: Answers, text: Texts, *, names: bool) -> Answers:
    places, subject = _places(library, sheet, text)
    answers = [_answer(library, one, text, names, places, subject) for one in sheet]
    if all(new == old for new, old in zip(answers, sheet, strict=True)):
        return sheet
    return answers_of(answers)


def _places(library: Library, sheet: Answers, text: Texts) -> tuple[dict[str, tuple[str, ...]], Subjects]:
    """The names people gave to sites and subcontractors as they may be shown, and the subjects' ids with them."""
    shown: dict[str, tuple[str, ...]] = {}
    moved: dict[Subject, Subject] = {}
    for question in library.questions.values():
        answer = sheet.get(question.id, ENGAGEMENT)
        if question.kind != "names" or answer is None or not isinstance(answer.value, tuple):
            continue
        given: list[str] = []
        for name in answer.value:
            new, again = text(name), 2
            while new != name and slug(new) in map(slug, given):
                new, again = f"{text(name)} ({again})", again + 1
            given.append(new)
            if question.introduces is not None:
                moved[Subject(question.introduces, slug(name))] = Subject(question.introduces, slug(new))
        shown[question.id] = tuple(given)
    return shown, lambda subject: moved.get(subject, subject)


def _answer(
    library: Library,
    answer: Answer,
    text: Texts,
    names: bool,
    places: dict[str, tuple[str, ...]],
    subject: Subjects,
) -> Answer:
    taken = answer.accepted
    return replace(
        answer,
        subject=subject(answer.subject),
        value=_value(library, answer, text, places),
        non_answer=_non_answer(answer.non_answer, text, names),
        note=text(answer.note),
        by=answer.by if names else "",
        role=answer.role if answer.role in ROLES else text(answer.role),
        evidence=tuple(
            replace(
                one,
                title=text(one.title),
                kept_at=text(one.kept_at),
                period=text(one.period),
                seen_on=text(one.seen_on),
            )
            for one in answer.evidence
        ),
        flagged=False,
        accepted=None if taken is None else replace(taken, by=text(taken.by), reason=text(taken.reason)),
    )


def _value(library: Library, answer: Answer, text: Texts, places: dict[str, tuple[str, ...]]) -> Value | None:
    question = library.questions.get(answer.item)
    if question is not None and question.kind == "names" and answer.item in places:
        return places[answer.item]
    if question is not None and question.kind == "text" and isinstance(answer.value, str):
        return text(answer.value)
    return answer.value


def _non_answer(given: NonAnswer | None, text: Texts, names: bool) -> NonAnswer | None:
    if given is None:
        return None
    if given.kind == "dont-know" and not names:
        # Whom to ask is a person in words of their own; the question's role stands in for them.
        return replace(given, text=given.text if given.text in ROLES else "")
    return replace(given, text=text(given.text))
