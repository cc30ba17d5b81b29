"""The tables of `make backtest`. Every share shows what it is a share of."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from backtest.case import Cited
from backtest.economy import (
    CONTROL_QUESTIONS,
    KNOWN,
    SCOPING_MEDIAN,
    Economy,
    most_control_questions,
    scoping_median,
)
from backtest.grid import grid
from backtest.insistence import CARRIED, CARRIED_BY_CORE, UNWANTED, Insistence, total
from backtest.run import Gap, Outcome, Uptake, scored
from backtest.score import TOP, Played, Scores, Share, by_domain, by_kind, flagged, score
from bpo_controls.library.model import Library


def show_all(out: Console, library: Library, played: Sequence[Played]) -> None:
    """The figures without a goal, by kind, by domain, and one line for each case."""
    _overall(out, score(played))
    for one in played:
        if one.stated.undecided:
            out.print(
                Text(
                    f"{one.case.id}: the scope leaves {len(one.stated.undecided)} controls undecided; answer more of it"
                )
            )
    _kinds(out, by_kind(played))
    _domains(out, library, played)
    _cases(out, played)


def _percent(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.1%}"


def _overall(out: Console, scores: Scores) -> None:
    shares: tuple[tuple[str, Share], ...] = (
        (f"first true gap among the first {TOP}", scores.top_five),
        ("raised gaps that no fact supports: a defect of the library", scores.unsupported),
        (f"first true gap among the first {TOP}, of the cases with more than {TOP} gaps", scores.top_of_many),
        ("gaps raised for each stated fact: how broadly facts were mapped", scores.gaps_per_fact),
        ("inferred facts taken up", scores.inferred_facts),
        ("cited provisions carried at full depth", scores.at_depth),
        ("cited provisions carried when inferred facts are known too", scores.all_at_standard),
        ("cited provisions carried without the facts that restate a finding", scores.harder_at_standard),
        (f"first true gap among the first {TOP} without those facts", scores.harder_top_five),
        ("missing controls that the scope alone asks about", scores.in_scope),
        ("raised gaps that carry none of the provisions cited", scores.gaps_beyond),
    )
    rows = [(what, str(share), _percent(share)) for what, share in shares]
    grid(
        out,
        "Also counted, without a goal: everything that no fact mentions is in place",
        ("what", "count", "share"),
        rows,
        numeric=(1, 2),
    )
    if scores.not_provisions:
        out.print(
            f"Left out of the provisions: {scores.not_provisions} citations that name no law (see the cases).\n"
        )


def _row(name: str, scores: Scores) -> tuple[str, ...]:
    shares = (scores.facts, scores.at_standard, scores.top_five)
    return (name, str(scores.cases), *(f"{share}" for share in shares), str(scores.harder_at_standard))


def _kinds(out: Console, kinds: dict[str, Scores]) -> None:
    headings = (
        "kind",
        "cases",
        "facts taken up",
        "provisions",
        f"top {TOP}",
        "harder: provisions",
    )
    grid(
        out, "By kind", headings, [_row(kind, scores) for kind, scores in kinds.items()], numeric=range(1, 6)
    )


def _domains(out: Console, library: Library, played: Sequence[Played]) -> None:
    rows = [
        (
            one.domain,
            str(one.gaps),
            str(one.cases),
            str(one.cited),
            "" if one.best_rank is None else str(one.best_rank),
        )
        for one in by_domain(library, played)
    ]
    headings = ("domain", "gaps raised", "in cases", "with a cited provision", "best rank")
    grid(out, "By domain", headings, rows, numeric=range(1, 5))


def _cases(out: Console, played: Sequence[Played]) -> None:
    rows = []
    for one in played:
        scores = score([one])
        rows.append(
            (one.case.id, str(scores.facts), str(scores.at_standard), str(scores.at_depth), _first(one.stated),
             str(len(one.stated.gaps)), str(scores.harder_at_standard), _first(one.harder))
        )  # fmt: skip
    headings = (
        "case",
        "facts",
        "provisions",
        "at depth",
        "first true",
        "gaps",
        "harder",
        "harder first",
    )
    grid(out, "By case", headings, rows, numeric=range(1, 8))


def _first(outcome: Outcome) -> str:
    return "none" if outcome.first_true_gap is None else str(outcome.first_true_gap.rank)


def show_case(out: Console, played: Played) -> None:
    """One case in full: each fact to its controls, each finding to the gaps that carry it, the gaps in rank order."""
    case, outcome = played.case, played.all
    out.print(Text(f"{case.id}  ({case.kind}, {case.date}, {case.role})\n{case.scope_because}\n"))
    ranks = _ranks(outcome)
    for uptake in outcome.uptakes:
        _fact(out, uptake, ranks)
    out.print()
    for cited in case.findings:
        mark, by = (
            _carried(played, cited)
            if scored(cited)
            else ("not scored", cited.not_a_provision or "circumstance only")
        )
        out.print(Text(f"{mark:<12}{cited.citation}: {cited.what}\n            {by}"))
    out.print()
    rows = [_gap(gap) for gap in played.stated.gaps]
    headings = ("rank", "control", "subject", "status", "severity", "gate", "facts", "carries")
    grid(out, "Gaps, from the stated facts", headings, rows, numeric=(0, 6))
    if outcome.undecided:
        out.print(Text(f"The scope leaves undecided: {', '.join(sorted(set(outcome.undecided)))}\n"))
    _overall(out, score([played]))


def _ranks(outcome: Outcome) -> dict[str, list[Gap]]:
    found: dict[str, list[Gap]] = {}
    for gap in outcome.gaps:
        found.setdefault(gap.finding.control.id, []).append(gap)
    return found


def _fact(out: Console, uptake: Uptake, ranks: dict[str, list[Gap]]) -> None:
    fact = uptake.fact
    marks = [*(["inferred"] if fact.kind == "inferred" else []), *(["restates"] if fact.restates else [])]
    marked = f" [{', '.join(marks)}]" if marks else ""
    out.print(Text(f"{'taken up' if uptake.taken else 'NOT TAKEN':<12}{fact.says}{marked}"))
    for item in uptake.questions:
        out.print(Text(f"            question {item}"))
    for item in uptake.controls:
        gaps = ranks.get(item, [])
        told = "; ".join(
            f"{gap.finding.status}{f' at {gap.finding.subject.id}' if gap.finding.subject.id else ''}, rank {gap.rank}"
            for gap in gaps
        )
        out.print(Text(f"            {item} -> {told or 'no gap'}"))
    for item in uptake.out_of_scope:
        out.print(Text(f"            {item} is out of scope here"))
    out.print(Text(f"            because: {fact.because or fact.not_taken_up}"))


def _carried(played: Played, cited: Cited) -> tuple[str, str]:
    standard = flagged(played.stated, cited)
    depth = flagged(played.stated, cited, depth=True)
    if not standard:
        return "NOT CARRIED", "by no raised gap"
    full = f"; at full depth by {', '.join(depth)}" if depth else "; at full depth by none"
    return "carried", f"by {', '.join(standard)}{full}"


def _gap(gap: Gap) -> tuple[str, ...]:
    finding = gap.finding
    return (str(gap.rank), f"{finding.control.id} {finding.control.title}", finding.subject.id, str(finding.status), finding.severity,
            finding.control.gate, str(len(gap.facts)), ", ".join(one.citation for one in gap.at_standard))  # fmt: skip


def show_insistence(out: Console, counts: Sequence[Insistence]) -> None:
    """What experts insist on, archetype by archetype."""
    rows = [
        (one.archetype, str(one.demands), str(one.full), str(one.partly),
         str(one.demands - one.full - one.partly), str(one.core), str(one.applying), ", ".join(one.unwanted))
        for one in counts
    ]  # fmt: skip
    full, core, unwanted = total(counts)
    rows.append(("all", "", f"{full:.1%}", "", "", f"{core:.1%}", "", f"{unwanted:.1%}"))
    rows.append(
        ("goal", "", f"{CARRIED:.0%}", "", "", f"{CARRIED_BY_CORE:.0%}", "", f"at most {UNWANTED:.0%}")
    )
    headings = ("archetype", "demands", "full", "partly", "none", "full by core", "applying", "unwanted")
    grid(out, "What experts insist on", headings, rows, numeric=range(1, 6))


def show_economy(out: Console, counts: Sequence[Economy]) -> None:
    """Questions asked of each archetype, with goals and known ceilings."""
    rows = [
        (one.archetype, str(one.scoping), str(one.control_questions), str(one.controls)) for one in counts
    ]
    rows.append(("median / most", f"{scoping_median(counts):g}", str(most_control_questions(counts)), ""))
    rows.append(("goal", f"at most {SCOPING_MEDIAN}", f"at most {CONTROL_QUESTIONS}", ""))
    rows.append(("known ceiling", f"{KNOWN.scoping_median:g}", str(KNOWN.control_questions), ""))
    grid(
        out,
        "Questions asked",
        ("archetype", "scoping questions", "control questions", "controls"),
        rows,
        numeric=(1, 2, 3),
    )
