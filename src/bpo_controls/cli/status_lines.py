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
        "conflicts": sorted(_name(need.item, need.subject.id) for need in opened.record.contested),
        "proposals": len(opened.record.proposals),
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


def print_standing(opened: AssessedEngagement, *, everything: bool = False) -> None:
    """Progress, scope, gates, first gaps and whom to chase, on one screen of 80 by 24.

    With `everything` the counts by domain, every follow-up by name and what does not count now as well.
    """
    from bpo_controls.terminal.output import data, prose, width
    from bpo_controls.terminal.wrap import shortened

    if everything:
        _print_everything(opened)
        return
    for line in _short(opened):
        data(shortened(line, width()) if line else "")
    prose("status --all shows every domain and follow-up; questions lists, agenda says whom to ask what.")


def _short(opened: AssessedEngagement) -> Iterator[str]:
    """At most 23 lines, each cut to the width."""
    from bpo_controls.engine.counts import count
    from bpo_controls.engine.gates import gate_verdicts
    from bpo_controls.engine.question_plan import follow_ups
    from bpo_controls.engine.ranking import ranked_gaps
    from bpo_controls.words import labels
    from bpo_controls.words.answer_words import about
    from bpo_controls.words.findings import blocker_words, counts_words
    from bpo_controls.words.numbers import capital, date_words, plural

    library, answers, assessment = opened.library, opened.answers, opened.assessment
    yield from (line for line in _head(opened, gates=False) if line)
    yield ""
    for verdict in gate_verdicts(assessment):
        date = opened.engagement.file.gate_dates.get(verdict.gate, "")
        when = f", {date_words(date)}" if date else ""
        many = f", {plural(len(verdict.blockers), 'control')} in the way" if verdict.blockers else ""
        word = labels.VERDICT[verdict.verdict].lower()
        yield f"{labels.VERDICT_MARK[verdict.verdict]} {labels.GATE[verdict.gate]}{when}: {word}{many}"
    total = count(assessment.findings)
    if total.counted:
        yield (
            " · ".join(f"{name} {text.partition(' ')[0]}" for name, text in counts_words(total))
            + f", of {total.counted}"
        )
    gaps = ranked_gaps(assessment)
    if gaps:
        yield ""
        yield f"First to act on, of {plural(total.gap, 'gap')} and {plural(total.partly, 'partly met control')}:"
    for rank, finding in enumerate(gaps[:5], start=1):
        where = (
            "" if finding.subject.kind == "engagement" else f" ({about(library, answers, finding.subject)})"
        )
        yield f"  {rank}. {finding.control.id} {blocker_words(finding)}: {finding.control.title}{where}"
    chase: dict[str, int] = {}
    for one in follow_ups(library, answers, assessment):
        if one.cause in ("dont-know", "declined", "figure"):
            chase[one.ask] = chase.get(one.ask, 0) + 1
    if chase:
        yield ""
        people = sorted(chase.items(), key=lambda pair: -pair[1])
        yield "To chase: " + " · ".join(f"{capital(labels.role(who))} {many}" for who, many in people)
    yield _register_hint(opened)


def _register_hint(opened: AssessedEngagement) -> str:
    """In the place of the empty line at the end, so that the screen stays within its lines."""
    from bpo_controls.interview.people import unregistered_people
    from bpo_controls.words.people_words import hint

    return hint(len(unregistered_people(opened.answers, opened.engagement.file)))


def _print_everything(opened: AssessedEngagement) -> None:
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
        )
        for domain, c in (*by_domain(opened.assessment).items(), ("all", total))
    ]
    data()
    table(
        ("Domain", "Met", "Claimed", "Partly", "Gap", "Other", "Not known"),
        rows,
        numeric=(1, 2, 3, 4, 5, 6),
    )
    prose(_what_is_counted(total))
    undecided = [
        f"{labels.domain(domain)} {c.undecided}"
        for domain, c in by_domain(opened.assessment).items()
        if c.undecided
    ]
    if undecided:
        prose(f"Not decided yet, and not counted: {', '.join(undecided)}.")
    for line in _tail(opened):
        prose(line)


def _what_is_counted(total: Counts) -> str:
    """Why the columns add up: what stands under "Other", and what is in none of them."""
    from bpo_controls.words.numbers import plural

    said = "Claimed: in place, the figure has not been given. Other: done another way, or an accepted risk."
    if total.not_applicable:
        verb = "is" if total.not_applicable == 1 else "are"
        said += f" Not counted: {plural(total.not_applicable, 'control')} that {verb} not applicable."
    return said


def _head(opened: AssessedEngagement, *, gates: bool = True) -> Iterator[str]:
    from bpo_controls.engine.gates import gate_verdicts
    from bpo_controls.engine.question_plan import progress
    from bpo_controls.words import labels
    from bpo_controls.words.answer_words import subjects_words
    from bpo_controls.words.findings import verdict_sentence
    from bpo_controls.words.numbers import date_words
    from bpo_controls.words.signature_words import signed_words, waiting_words
    from bpo_controls.workspace.signing import signature_of

    library, answers, assessment = opened.library, opened.answers, opened.assessment
    file = opened.engagement.file
    yield f"{file.buyer} with {file.vendor}, as of {date_words(assessment.as_of)}"
    done = progress(library, answers, assessment)
    chase = f", {done.to_chase} to chase" if done.to_chase else ""
    may_open = f"up to {done.may_open}" if done.may_open else "none"
    yield f"{done.answered} answered, {done.open_now} open now, {may_open} may still open{chase}"
    if waiting := waiting_words(opened.record):
        yield waiting
    signature = signature_of(opened.engagement)
    if signature is not None and signature.stands:
        yield f"{signed_words(signature.sign_off)}, as of {date_words(signature.sign_off.as_of)}"
    elif signature is not None:
        yield f"The signature of {signature.sign_off.by} no longer stands; `check` says why"
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
    if not gates:
        return
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
    waiting = follow_ups(library, answers, assessment)
    chase = [one for one in waiting if one.cause in ("dont-know", "declined", "figure")]
    put_off = [one for one in waiting if one.cause == "later"]
    for heading, items in (("To chase:", chase), ("Put off, and still open:", put_off)):
        asked: dict[str, list[FollowUp]] = {}
        for one in items:
            asked.setdefault(capital(labels.role(one.ask)), []).append(one)
        if asked:
            yield ""
            yield heading
        for person, owed in asked.items():
            yield f"  {person}:"
            for one in owed:
                cause = " (the figure)" if one.cause == "figure" else ""
                yield f"    - {item_label(library, answers, one.need)}{cause}"
    if hint := _register_hint(opened):
        yield ""
        yield hint
    asleep = dormant(library, answers, assessment)
    if asleep:
        yield ""
        yield "Dormant (kept, not counted):"
        for need in asleep:
            yield f"  - {item_label(library, answers, need)}"


def _name(item: str, subject: str) -> str:
    return f"{item}@{subject}" if subject else item
