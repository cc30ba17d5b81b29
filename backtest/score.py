"""Counts over played cases: every figure as a numerator and a denominator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from backtest.case import Case, Cited
from backtest.run import Mode, Outcome, known_facts, play, scope_alone, scored
from bpo_controls.library.model import Library

TOP = 5
"""A reader looks at the first five gaps before turning the page."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `of`."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, or None when there is nothing to count."""
        return self.hits / self.of if self.of else None

    def __str__(self) -> str:
        return f"{self.hits} / {self.of}"


@dataclass(frozen=True, slots=True)
class Played:
    """A case and its three runs."""

    case: Case
    stated: Outcome
    all: Outcome
    harder: Outcome
    scope_alone: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of some cases.

    `facts` are those that a control in scope takes up, `by_scope_only` those that a scoping question takes up and no
    control; `gaps_beyond` counts gaps that carry none of the provisions cited; `gaps_per_fact` says how broadly facts
    were mapped to controls. The goals are in `backtest.measure`.
    """

    cases: int
    facts: Share
    inferred_facts: Share
    at_standard: Share
    at_depth: Share
    top_five: Share
    top_of_many: Share
    unsupported: Share
    gaps_beyond: Share
    harder_at_standard: Share
    harder_top_five: Share
    all_at_standard: Share
    in_scope: Share
    by_scope_only: Share
    gaps_per_fact: Share
    not_provisions: int


def play_all(library: Library, cases: Iterable[Case]) -> tuple[Played, ...]:
    """Every case, played with the stated facts, with all facts, and with the facts that restate nothing."""
    return tuple(_played(library, case) for case in cases)


def _played(library: Library, case: Case) -> Played:
    stated = play(library, case, "stated")
    facts = known_facts(case, "stated")
    everything, harder = (
        stated if known_facts(case, mode) == facts else play(library, case, mode) for mode in _OTHERS
    )
    return Played(case, stated, everything, harder, scope_alone(library, case))


_OTHERS: tuple[Mode, ...] = ("all", "harder")


def flagged(outcome: Outcome, cited: Cited, *, depth: bool = False) -> tuple[str, ...]:
    """The controls whose raised gap carries what was cited, best rank first."""
    hits = (gap for gap in outcome.gaps if cited in (gap.at_depth if depth else gap.at_standard))
    return tuple(dict.fromkeys(gap.finding.control.id for gap in hits))


def score(played: Iterable[Played]) -> Scores:
    """The figures of these cases together."""
    group = tuple(played)
    return Scores(
        cases=len(group),
        facts=_facts((p.stated for p in group), "stated"),
        inferred_facts=_facts((p.all for p in group), "inferred"),
        at_standard=_flagged((p.stated for p in group), depth=False),
        at_depth=_flagged((p.stated for p in group), depth=True),
        top_five=_top(p.stated for p in group),
        top_of_many=_top(p.stated for p in group if len(p.stated.gaps) > TOP),
        unsupported=_gaps(p.stated for p in group),
        gaps_beyond=_beyond(p.stated for p in group),
        harder_at_standard=_flagged((p.harder for p in group), depth=False),
        harder_top_five=_top(p.harder for p in group),
        all_at_standard=_flagged((p.all for p in group), depth=False),
        in_scope=Share(sum(p.scope_alone[0] for p in group), sum(p.scope_alone[1] for p in group)),
        by_scope_only=_by_scope_only(p.stated for p in group),
        gaps_per_fact=Share(
            sum(len(p.stated.gaps) for p in group), sum(len(p.stated.uptakes) for p in group)
        ),
        not_provisions=sum(bool(cited.not_a_provision) for p in group for cited in p.case.findings),
    )


def by_kind(played: Iterable[Played]) -> dict[str, Scores]:
    """The figures of each kind of case, in alphabetical order."""
    groups: dict[str, list[Played]] = {}
    for one in played:
        groups.setdefault(one.case.kind, []).append(one)
    return {kind: score(groups[kind]) for kind in sorted(groups)}


@dataclass(frozen=True, slots=True)
class DomainCount:
    """Gaps raised in a domain, over how many cases, and how many of them carry a provision that was cited."""

    domain: str
    gaps: int
    cases: int
    cited: int
    best_rank: int | None


def by_domain(library: Library, played: Iterable[Played]) -> tuple[DomainCount, ...]:
    """The gaps of each domain of the library, in report order."""
    group = tuple(played)
    rows = []
    for domain in library.domains:
        gaps = [(p, gap) for p in group for gap in p.stated.gaps if gap.finding.control.domain == domain]
        rows.append(
            DomainCount(
                domain,
                len(gaps),
                len({p.case.id for p, _ in gaps}),
                sum(bool(gap.at_standard) for _, gap in gaps),
                min((gap.rank for _, gap in gaps), default=None),
            )
        )
    return tuple(rows)


def _facts(outcomes: Iterable[Outcome], kind: str) -> Share:
    found = [uptake for outcome in outcomes for uptake in outcome.uptakes if uptake.fact.kind == kind]
    return Share(sum(bool(uptake.controls) for uptake in found), len(found))


def _by_scope_only(outcomes: Iterable[Outcome]) -> Share:
    found = [uptake for outcome in outcomes for uptake in outcome.uptakes]
    return Share(sum(bool(uptake.questions) and not uptake.controls for uptake in found), len(found))


def _flagged(outcomes: Iterable[Outcome], *, depth: bool) -> Share:
    found = [
        bool(flagged(outcome, cited, depth=depth))
        for outcome in outcomes
        for cited in outcome.case.findings
        if scored(cited)
    ]
    return Share(sum(found), len(found))


def _top(outcomes: Iterable[Outcome]) -> Share:
    firsts = [outcome.first_true_gap for outcome in outcomes]
    return Share(sum(gap is not None and gap.rank <= TOP for gap in firsts), len(firsts))


def _gaps(outcomes: Iterable[Outcome]) -> Share:
    gaps = [gap for outcome in outcomes for gap in outcome.gaps]
    return Share(sum(not gap.facts for gap in gaps), len(gaps))


def _beyond(outcomes: Iterable[Outcome]) -> Share:
    gaps = [gap for outcome in outcomes for gap in outcome.gaps]
    return Share(sum(not gap.at_standard for gap in gaps), len(gaps))
