"""The first sheet of the workbook: the verdicts, and numbers that formulas add up over the other sheets."""

from __future__ import annotations

from collections.abc import Mapping

from bpo_controls.engine.gates import SERIOUS
from bpo_controls.library.model import GATES, PARTIES, SEVERITIES
from bpo_controls.reporting.blocks.sheets import Contents, Grid, Pairs, Part, Prose, Sheet, pairs
from bpo_controls.reporting.blocks.table import Cell, Formula, day
from bpo_controls.reporting.documents.content.looked_at import commercial, remarks
from bpo_controls.reporting.documents.content.sheet_counts import Test, added, column_of, count, quoted
from bpo_controls.reporting.documents.content.tallies import STATUSES, tallies
from bpo_controls.reporting.documents.content.verdict_preview import preview
from bpo_controls.reporting.documents.content.verdicts import verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import firm, imprint
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.findings import headline_words
from bpo_controls.words.headings import (
    TEXT,
)
from bpo_controls.words.method import LIMITS
from bpo_controls.words.numbers import capital, listed, percent

_OPEN: Test = ("progress", words.OPEN, quoted(words.OPEN))
"""What the plan has not closed yet."""


def summary(ctx: Context, sheets: tuple[Sheet, ...]) -> tuple[Part, ...]:
    """Everything on the summary, from top to bottom."""
    by_name = {sheet.name: sheet for sheet in sheets}
    names = Pairs(
        (
            (TEXT["for"], ctx.file.buyer),
            (TEXT["with"], ctx.file.vendor),
            (TEXT["prepared_by"], firm(ctx)),
            (TEXT["as_of"], day(ctx.as_of)),
            (words.JUDGED_ON, day(ctx.as_of)),
        ),
        ((words.JUDGED_ON, "As_of"),),
    )
    terms, known_first = commercial(ctx), remarks(ctx)
    return (
        Prose((ctx.name,), "title"),
        Prose((ctx.review_mark,), "caution"),
        names,
        *((pairs(terms),) if terms else ()),
        *((Prose(known_first, "caution"),) if known_first else ()),
        Prose((headline_words(ctx.verdicts),), "lead"),
        Prose((words.BY_GATE,), "heading"),
        Prose((TEXT["verdict_intro"],), "quiet"),
        _gates(ctx, by_name),
        Prose((words.PREVIEW,), "heading"),
        Prose((words.PREVIEW_INTRO,), "quiet"),
        preview(by_name),
        Prose((words.BY_PARTY,), "heading"),
        _parties(by_name),
        Prose((words.PROGRESS_OF,), "heading"),
        _progress(by_name),
        Prose((words.BY_SEVERITY,), "heading"),
        _severities(by_name),
        Prose((words.BY_DOMAIN,), "heading"),
        _domains(by_name["Decisions"]),
        Prose((words.IN_HERE,), "heading"),
        Prose((words.HOW_TO,), "quiet"),
        Contents(tuple((sheet.title, len(sheet.table.rows), sheet.about) for sheet in sheets)),
        Prose((TEXT["imprint"],), "heading"),
        pairs(imprint(ctx)),
        Prose(LIMITS, "quiet"),
    )


def _sums(rows: list[tuple[Cell, ...]], columns: range, label: str = words.TOTAL) -> tuple[Cell, ...]:
    """A last row of sums over the rows above it."""
    letters = "ABCDEFGHIJKLM"
    totals = (
        Formula(f"SUM({letters[at]}{{first}}:{letters[at]}{{last}})", sum(_number(row[at]) for row in rows))
        for at in columns
    )
    return (label, *totals)


def _number(cell: Cell) -> float:
    assert isinstance(cell, Formula)
    return float(cell.value)


def _serious(sheet: Sheet, *tests: Test) -> Formula:
    return added(
        count(sheet, *tests, ("severity", labels.SEVERITY[one], quoted(labels.SEVERITY[one])))
        for one in SERIOUS
    )


def _steps_open(sheet: Sheet, *tests: Test) -> Formula:
    return added(count(sheet, *tests, ("state", one, quoted(one))) for one in (words.OPEN, words.IN_PROGRESS))


def _late(sheet: Sheet, *tests: Test) -> Formula:
    return count(sheet, *tests, ("overdue", words.OVERDUE, quoted(words.OVERDUE)))


def _gates(ctx: Context, by_name: Mapping[str, Sheet]) -> Grid:
    gaps, plan = by_name["Gaps"], by_name["Plan"]
    rows: list[tuple[Cell, ...]] = []
    for gate, mile in zip(verdicts(ctx).gates, tallies(ctx).milestones, strict=True):
        here = ("gate", gate.label, "$A{row}")
        counts = [
            count(gaps, here, _OPEN),
            _serious(gaps, here, _OPEN),
            _steps_open(plan, here),
            _late(plan, here),
        ]
        if rows:  # what is due by an earlier gate is due by this one too
            before = [cell for cell in rows[-1] if isinstance(cell, Formula)]
            counts = [
                Formula(f"{one.text}+{letter}{{above}}", float(one.value) + float(earlier.value))
                for one, earlier, letter in zip(counts, before, "DEFG", strict=True)
            ]
        rows.append(
            (
                gate.label,
                day(mile.iso) or TEXT["no_date"],
                f"{gate.mark} {gate.verdict}",
                *counts,
                gate.sentence,
            )
        )
    headers = (words.GATE, words.DATE, words.VERDICT, words.TO_CLOSE, words.SERIOUS, words.STEPS_OPEN,
               words.OVERDUE, words.WHY)  # fmt: skip
    return Grid(headers, tuple(rows), wide=True, verdicts=tuple(gate.key for gate in verdicts(ctx).gates))


def _parties(by_name: Mapping[str, Sheet]) -> Grid:
    gaps, plan, requests = by_name["Gaps"], by_name["Plan"], by_name["Requests"]
    rows: list[tuple[Cell, ...]] = []
    for party in PARTIES:
        name = labels.PARTY_SHORT[party]
        here = ("party", name, "$A{row}")
        hours = sum(
            float(hour)
            for hour, one in zip(plan.table.values("hours"), plan.table.values("party"), strict=True)
            if one == name and isinstance(hour, (int, float))
        )
        rows.append(
            (
                name,
                count(gaps, here, _OPEN),
                _serious(gaps, here, _OPEN),
                count(plan, here),
                Formula(f"SUMIFS({column_of(plan, 'hours')},{column_of(plan, 'party')},$A{{row}})", hours),
                _steps_open(plan, here),
                _late(plan, here),
                count(requests, here, ("state", words.ASKED, quoted(words.ASKED))),
            )
        )
    headers = (words.WHO, words.TO_CLOSE, words.SERIOUS, words.STEPS, words.HOURS, words.STEPS_OPEN,
               words.OVERDUE, words.ASKED)  # fmt: skip
    return Grid(headers, (*rows, _sums(rows, range(1, len(headers)))), total=True)


def _progress(by_name: Mapping[str, Sheet]) -> Grid:
    lists = (
        ("Plan", "state", words.PROGRESS),
        ("Checks", "result", words.RESULTS),
        ("Requests", "state", words.HANDED_OVER),
    )
    rows = tuple(
        (by_name[name].title, choice, count(by_name[name], (key, choice, "$B{row}")))
        for name, key, choices in lists
        for choice in choices
    )
    return Grid((words.LIST, TEXT["col_state"], words.ITEMS), rows)


def _severities(by_name: Mapping[str, Sheet]) -> Grid:
    gaps = by_name["Gaps"]
    gates = tuple(labels.GATE[gate] for gate in GATES)
    rows: list[tuple[Cell, ...]] = []
    for severity in reversed(SEVERITIES):
        word = labels.SEVERITY[severity]
        counts = [
            count(gaps, ("severity", word, "$A{row}"), ("gate", gate, f"{letter}${{head}}"))
            for gate, letter in zip(gates, "BCD", strict=True)
        ]
        whole = Formula("SUM(B{row}:D{row})", sum(_number(one) for one in counts))
        rows.append((word, *counts, whole))
    headers = (TEXT["col_severity"], *gates, words.TOTAL)
    return Grid(headers, (*rows, _sums(rows, range(1, 5))), total=True)


def _domains(decisions: Sheet) -> Grid:
    """The domains stand in the order in which the sheet has them."""
    domains = dict.fromkeys(str(value) for value in decisions.table.values("domain"))
    standings = tuple(labels.STATUS[one] for one in STATUSES)
    applies = tuple(capital(labels.APPLIES[one]) for one in ("undecided", "no"))
    na = labels.STATUS["not-applicable"]
    rows: list[tuple[Cell, ...]] = []
    for domain in domains:
        here = ("domain", domain, "$A{row}")
        counts = [
            count(decisions, here, ("status", one, f"{letter}${{head}}"))
            for one, letter in zip(standings, "BCDEFGH", strict=True)
        ]
        counted = Formula("SUM(B{row}:H{row})", sum(_number(one) for one in counts))
        rows.append(
            (
                domain,
                *counts,
                counted,
                _share(counts[0], counted),
                count(decisions, here, ("status", na, "K${head}")),
                *(
                    count(decisions, here, ("applies", one, f"{letter}${{head}}"))
                    for one, letter in zip(applies, "LM", strict=True)
                ),
            )
        )
    sums = list(_sums(rows, range(1, 9)))
    sums += [_share(sums[1], sums[8])]
    sums += list(_sums(rows, range(10, 13)))[1:]
    headers = (TEXT["col_domain"], *standings, words.COUNTED, words.SHARE, na, *applies)
    alt = words.CHART_ALT.format(listed([one.lower() for one in standings]))
    return Grid(headers, (*rows, tuple(sums)), total=True, chart=len(standings), alt=alt)


def _share(part: Cell, whole: Cell) -> Formula:
    """Met out of counted in whole percent; only all is 100 and only none is 0. Nothing of nothing has no share."""
    met, counted = int(_number(part)), int(_number(whole))
    text = (
        'IF(I{row}=0,"–",IF(B{row}=0,0,IF(B{row}=I{row},1,'
        "MIN(0.99,MAX(0.01,INT(B{row}/I{row}*100+0.5)/100)))))"
    )
    return Formula(text, percent(met, counted) / 100 if counted else "–", share=True)
