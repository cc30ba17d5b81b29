"""The figures that cannot flatter: each with its interval over incidents and what it is to be held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from backtest.background import Background, background
from backtest.bootstrap import Part, interval
from backtest.orders import Quality, popularity, qualities
from backtest.permuted import Permuted, carried_by_each, permuted
from backtest.reach import QUESTIONS, Asked, interview_order, reached, reached_by_chance, risk_order
from backtest.run import Outcome, scored
from backtest.score import Played, flagged
from bpo_controls.library.model import Library

FACTS = 0.9
"""Share of stated facts that a control in scope takes up."""
PROVISIONS = 0.9
"""Share of cited provisions that a raised gap carries."""
AUC = 0.85
"""Chance that the product's rank puts a true gap before an invented one."""
REACHED = 0.6
"""Share of true gaps within the first 20 control questions, asked as `--order risk` asks them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A share of what cases add up to, with the middle 95% over resampled incidents. None: nothing to count."""

    hits: float
    of: float
    bounds: tuple[float, float] | None
    goal: float | None = None

    @property
    def value(self) -> float | None:
        """The share."""
        return self.hits / self.of if self.of else None

    @property
    def missed(self) -> bool:
        """Whether there is a goal, something to count, and the goal is not reached."""
        return self.goal is not None and self.value is not None and self.value < self.goal


@dataclass(frozen=True, slots=True)
class OrderFigures:
    """One order of gaps in the noisy background."""

    name: str
    auc: Figure
    first: Figure
    decile: Figure


@dataclass(frozen=True, slots=True)
class ReachFigures:
    """True gaps reached after each number of `QUESTIONS`, asked in one order."""

    name: str
    after: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """Everything counted over some cases. `ranked` are the cases with a true gap, which alone can be ranked."""

    cases: int
    incidents: int
    facts: Figure
    by_scope_only: Figure
    provisions: Figure
    exchanged: Permuted | None
    ranked: int
    gaps_listed: float
    orders: tuple[OrderFigures, ...]
    reach: tuple[ReachFigures, ...]

    @property
    def missed(self) -> bool:
        """Whether any goal is missed."""
        figures = [self.facts, self.provisions, *(one.auc for one in self.orders)]
        return any(one.missed for one in (*figures, *(after for one in self.reach for after in one.after)))


def measure(library: Library, played: Sequence[Played]) -> Measure:
    """The figures of these cases, from their stated facts alone."""
    outcomes = [one.stated for one in played]
    own = _own(outcomes)
    backgrounds = [background(one, own[one.case.incident]) for one in outcomes]
    with_gaps = [one for one in backgrounds if one.true and one.quiet]
    return Measure(
        cases=len(outcomes),
        incidents=len(own),
        facts=_figure((_facts(one, by_control=True) for one in outcomes), FACTS),
        by_scope_only=_figure(_facts(one, by_control=False) for one in outcomes),
        provisions=_figure((_provisions(one) for one in outcomes), PROVISIONS),
        exchanged=permuted(
            carried_by_each(library, outcomes),
            [sum(map(scored, one.case.findings)) for one in outcomes],
            [one.case.incident for one in outcomes],
        ),
        ranked=len(with_gaps),
        gaps_listed=_mean_listed(with_gaps),
        orders=_orders(with_gaps),
        reach=_reach(library, outcomes, own),
    )


def _own(outcomes: Iterable[Outcome]) -> dict[str, frozenset[str]]:
    """The ids of the cases about each incident."""
    found: dict[str, set[str]] = {}
    for one in outcomes:
        found.setdefault(one.case.incident, set()).add(one.case.id)
    return {incident: frozenset((incident, *ids)) for incident, ids in found.items()}


def _figure(parts: Iterable[Part], goal: float | None = None) -> Figure:
    found = tuple(parts)
    hits, of = sum(part.hits for part in found), sum(part.of for part in found)
    return Figure(hits, of, interval(found), goal)


def _facts(outcome: Outcome, *, by_control: bool) -> Part:
    taken = [
        one for one in outcome.uptakes if (one.controls if by_control else one.questions and not one.controls)
    ]
    return Part(outcome.case.incident, len(taken), len(outcome.uptakes))


def _provisions(outcome: Outcome) -> Part:
    cited = [one for one in outcome.case.findings if scored(one)]
    return Part(outcome.case.incident, sum(bool(flagged(outcome, one)) for one in cited), len(cited))


def _mean_listed(backgrounds: Sequence[Background]) -> float:
    """How long the noisy list of a case is, on average."""
    lengths = [len(one.true) + len(one.quiet) / 2 for one in backgrounds]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _orders(backgrounds: Sequence[Background]) -> tuple[OrderFigures, ...]:
    popular = popularity(backgrounds)
    found = [(one.incident, qualities(one, popular[one.incident])) for one in backgrounds]
    names = list(dict.fromkeys(name for _, by_order in found for name in by_order))
    return tuple(_order(name, found, AUC if name == names[0] else None) for name in names)


def _order(name: str, found: Sequence[tuple[str, Mapping[str, Quality]]], goal: float | None) -> OrderFigures:
    """Each case counts once, however many gaps it has."""
    drawn = [(incident, by_order[name]) for incident, by_order in found if name in by_order]
    return OrderFigures(
        name,
        _figure((Part(incident, one.auc, 1) for incident, one in drawn), goal),
        _figure(Part(incident, one.first, 1) for incident, one in drawn),
        _figure(Part(incident, one.decile, 1) for incident, one in drawn),
    )


def _reach(
    library: Library, outcomes: Sequence[Outcome], own: Mapping[str, frozenset[str]]
) -> tuple[ReachFigures, ...]:
    interview = [(one.case.incident, interview_order(library, one)) for one in outcomes]
    ranked = [(one.case.incident, risk_order(library, one, own[one.case.incident])) for one in outcomes]
    return (
        ReachFigures("interview order", _after(interview, reached)),
        ReachFigures("order of risk", _after(ranked, reached, REACHED)),
        ReachFigures("random order", _after(interview, reached_by_chance)),
    )


def _after(
    asked: Sequence[tuple[str, Asked]], count: Callable[[Asked, int], float], goal: float | None = None
) -> tuple[Figure, ...]:
    """One figure for each number of questions; the goal is for the first."""
    return tuple(
        _figure(
            (Part(incident, count(one, after), one.wanted) for incident, one in asked),
            goal if n == 0 else None,
        )
        for n, after in enumerate(QUESTIONS)
    )
