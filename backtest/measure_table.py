"""The measure as tables: every figure with its count, its interval and its goal."""

from __future__ import annotations

from rich.console import Console

from backtest.background import DRAWS, GAP, PARTLY
from backtest.bootstrap import RESAMPLES
from backtest.grid import grid
from backtest.measure import Figure, Measure
from backtest.orders import FIRST
from backtest.reach import QUESTIONS


def show_measure(out: Console, found: Measure) -> None:
    """Facts and provisions, rank in a noisy background, and how soon the interview comes to the true gaps."""
    _taken(out, found)
    _ranks(out, found)
    _reach(out, found)
    out.print(f"Intervals: middle 95% of {RESAMPLES:,} resamples of the incidents.\n")


def _taken(out: Console, found: Measure) -> None:
    rows = [
        ("facts that a control in scope takes up", *_counted(found.facts)),
        ("facts that only a scoping question takes up", *_counted(found.by_scope_only)),
        ("cited provisions that a raised gap carries", *_counted(found.provisions)),
    ]
    if found.exchanged is not None:
        one = found.exchanged
        rows.append(
            (
                "the same with the findings of other incidents",
                "",
                f"{one.mean:.1%}",
                f"{one.low:.1%} – {one.high:.1%}",
                "",
            )
        )
    title = f"{found.cases} case{'' if found.cases == 1 else 's'}, {found.incidents} incident{'' if found.incidents == 1 else 's'}"
    grid(out, title, ("what", "count", "share", "interval", "goal"), rows, numeric=(1, 2))


def _ranks(out: Console, found: Measure) -> None:
    rows = [
        (one.name, _value(one.auc, 3), _bounds(one.auc, 3), _value(one.first), _bounds(one.first),
         _value(one.decile), _bounds(one.decile), _goal(one.auc, 2))
        for one in found.orders
    ]  # fmt: skip
    title = (
        f"True gaps in a noisy background: {found.ranked} cases with a true gap, {found.gaps_listed:.0f} gaps listed "
        f"on average, {DRAWS} draws (gap {GAP:.0%}, partly {PARTLY:.0%})"
    )
    headings = (
        "order",
        "AUC",
        "interval",
        f"one in first {FIRST}",
        "interval",
        "in top tenth",
        "interval",
        "goal (AUC)",
    )
    grid(out, title, headings, rows, numeric=(1, 3, 5))


def _reach(out: Console, found: Measure) -> None:
    rows = []
    for one in found.reach:
        cells = [
            cell
            for figure in one.after
            for cell in (f"{_number(figure.hits)} / {figure.of:g}", _value(figure), _bounds(figure))
        ]
        rows.append((one.name, *cells, _goal(one.after[0])))
    headings = ["control questions asked in"]
    for count in QUESTIONS:
        headings += [f"after {count}", "share", "interval"]
    grid(
        out,
        "True gaps that the questions have reached",
        (*headings, f"goal (after {QUESTIONS[0]})"),
        rows,
        numeric=(1, 2, 4, 5),
    )


def _counted(figure: Figure) -> tuple[str, str, str, str]:
    return (f"{figure.hits:g} / {figure.of:g}", _value(figure), _bounds(figure), _goal(figure))


def _number(value: float) -> str:
    return f"{value:.0f}"


def _value(figure: Figure, digits: int | None = None) -> str:
    return "–" if figure.value is None else _told(figure.value, digits)


def _bounds(figure: Figure, digits: int | None = None) -> str:
    if figure.bounds is None:
        return "–"
    low, high = figure.bounds
    return f"{_told(low, digits)} – {_told(high, digits)}"


def _goal(figure: Figure, digits: int | None = None) -> str:
    if figure.goal is None:
        return ""
    told = f"{figure.goal:.0%}" if digits is None else f"{figure.goal:.{digits}f}"
    return f"at least {told}{'  <- missed' if figure.missed else ''}"


def _told(value: float, digits: int | None) -> str:
    """A percentage, or with `digits` a plain number."""
    return f"{value:.1%}" if digits is None else f"{value:.{digits}f}"
