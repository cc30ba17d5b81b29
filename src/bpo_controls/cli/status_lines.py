"""Where an engagement stands: as plain data for machines and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bpo_controls.workspace.assessed import AssessedEngagement

if TYPE_CHECKING:
    from bpo_controls.engine.finding import Counts
    from bpo_controls.engine.question_plan import FollowUp


def as_plain(opened: AssessedEngagement) -> dict[str, object]:
    """The machine's form of `status`."""
    from dataclasses import asdict

    from bpo_controls.engine.counts import count
    from bpo_controls.engine.gates import gate_verdicts
    from bpo_controls.engine.question_plan import dormant, follow_ups, progress
    from bpo_controls.engine.ranking import ranked_gaps

    library, answers, assessment = opened.library, opened.answers, opened.assessment
    return {
        "as_of": assessment.as_of,
        "library": {"id": library.id, "version": library.version, "digest": library.digest},
        "progress": asdict(progress(library, answers, assessment)),
        "subjects": {
            kind: None if members is None else [member.id for member in members]
            for kind, members in assessment.subjects.items()
            if kind != "engagement"
        },
        "counts": asdict(count(assessment.findings)),
        "gates": [
            {
                "gate": v.gate,
                "verdict": v.verdict,
                "blockers": [_name(f.control.id, f.subject.id) for f in v.blockers],
            }
            for v in gate_verdicts(assessment)
        ],
        "gaps": [
            {
                "rank": rank,
                "control": f.control.id,
                "subject": f.subject.id,
                "severity": f.severity,
                "status": f.status,
            }
            for rank, f in enumerate(ranked_gaps(assessment), start=1)
        ],
        "follow_ups": [
            {"item": f.item, "subject": f.subject.id, "cause": f.cause, "ask": f.ask}
            for f in follow_ups(library, answers, assessment)
        ],
        "dormant": [
            {"item": item, "subject": subject.id} for item, subject in dormant(library, answers, assessment)
        ],
    }


def print_standing(opened: AssessedEngagement) -> None:
    """Progress, scope, gates, counts by domain, follow-ups by person."""
    from bpo_controls.engine.counts import by_domain, count
    from bpo_controls.terminal.output import data, prose
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words import labels
    from bpo_controls.words.numbers import share

    for line in _head(opened):
        prose(line)
    total = count(opened.assessment.findings)
    rows = [
        (
            labels.domain(domain),
            share(c.met, c.counted),
            str(c.claimed),
            str(c.partly),
            str(c.gap),
            str(c.another_way + c.accepted),
            str(c.unknown),
            str(c.undecided),
        )
        for domain, c in (*by_domain(opened.assessment).items(), ("all", total))
    ]
    data()
    table(
        ("Domain", "Met", "Claimed", "Partly", "Gap", "Other", "Not known", "Undecided"),
        rows,
        numeric=(1, 2, 3, 4, 5, 6, 7),
    )
    prose(_what_is_counted(total))
    for line in _tail(opened):
        prose(line)


def _what_is_counted(total: Counts) -> str:
    """Why the columns add up: what stands under "Other", and what is in none of them."""
    from bpo_controls.words.numbers import plural

    said = "Claimed: in place, the figure has not been given. Other: done another way, or an accepted risk."
    if total.not_applicable:
        verb = "is" if total.not_applicable == 1 else "are"
        said += f" Not counted: {plural(total.not_applicable, 'control')} that {verb} not applicable."
    if total.undecided:
        said += " What is undecided is not counted yet."
    return said


def _head(opened: AssessedEngagement) -> Iterator[str]:
    from bpo_controls.engine.gates import gate_verdicts
    from bpo_controls.engine.question_plan import progress
    from bpo_controls.words import labels
    from bpo_controls.words.answer_words import subjects_words
    from bpo_controls.words.findings import verdict_sentence
    from bpo_controls.words.numbers import date_words, plural

    library, answers, assessment = opened.library, opened.answers, opened.assessment
    file = opened.engagement.file
    yield f"{file.buyer} with {file.vendor}, as of {date_words(assessment.as_of)}"
    done = progress(library, answers, assessment)
    aside = f", {plural(done.set_aside, 'answer')} to follow up" if done.set_aside else ""
    may_open = f"up to {done.may_open}" if done.may_open else "none"
    yield f"{done.answered} answered, {done.open_now} open now, {may_open} may still open{aside}"
    for kind, members in assessment.subjects.items():
        if kind == "engagement":
            continue
        _, many = labels.KIND[kind]
        if members is None:
            yield f"{many.capitalize()}: not known yet"
        elif members:
            yield f"{many.capitalize()}: {subjects_words(library, answers, members)}"
        else:
            yield f"{many.capitalize()}: none"
    yield ""
    for verdict in gate_verdicts(assessment):
        mark = labels.VERDICT_MARK[verdict.verdict]
        yield f"{mark} {labels.GATE[verdict.gate]}: {labels.VERDICT[verdict.verdict].lower()}. {verdict_sentence(verdict)}"


def _tail(opened: AssessedEngagement) -> Iterator[str]:
    from bpo_controls.engine.counts import count
    from bpo_controls.engine.question_plan import dormant, follow_ups
    from bpo_controls.engine.ranking import ranked_gaps
    from bpo_controls.words import labels
    from bpo_controls.words.answer_words import about, item_label
    from bpo_controls.words.findings import blocker_words
    from bpo_controls.words.numbers import capital, plural

    library, answers, assessment = opened.library, opened.answers, opened.assessment
    gaps = ranked_gaps(assessment)
    if gaps:
        total = count(assessment.findings)
        yield ""
        yield f"First to act on, of {plural(total.gap, 'gap')} and {plural(total.partly, 'partly met control')}:"
    for rank, finding in enumerate(gaps[:5], start=1):
        where = (
            "" if finding.subject.kind == "engagement" else f" ({about(library, answers, finding.subject)})"
        )
        yield f"  {rank}. {finding.control.id} {finding.control.title}{where}: {blocker_words(finding)}"
    asked: dict[str, list[FollowUp]] = {}
    for follow_up in follow_ups(library, answers, assessment):
        if follow_up.cause != "unanswered":
            asked.setdefault(capital(labels.role(follow_up.ask)), []).append(follow_up)
    if asked:
        yield ""
        yield "To follow up:"
    for person, items in asked.items():
        yield f"  {person}:"
        for follow_up in items:
            yield f"    - {item_label(library, answers, follow_up.need)}"
    asleep = dormant(library, answers, assessment)
    if asleep:
        yield ""
        yield "Dormant (kept, not counted):"
        for need in asleep:
            yield f"  - {item_label(library, answers, need)}"


def _name(item: str, subject: str) -> str:
    return f"{item}@{subject}" if subject else item
