"""The first sheet of the workbook: the verdicts, and numbers that formulas add up over the other sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bpo_controls.library.model import DOMAINS, GATES, PARTIES, SEVERITIES
from bpo_controls.reporting.blocks.workbook import (
    Cell,
    Contents,
    Formula,
    Grid,
    Pairs,
    Part,
    Prose,
    Sheet,
    day,
)
from bpo_controls.reporting.documents.content.tallies import STATUSES
from bpo_controls.reporting.view import View
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, listed, percent

Tests = tuple[tuple[str, str], ...]
"""Headers of a sheet's columns, each with the word wanted below it. A word in braces or with $ is a cell instead."""


def parts(view: View, sheets: tuple[Sheet, ...]) -> tuple[Part, ...]:
    """Everything on the summary, from top to bottom."""
    by_name = {sheet.name: sheet for sheet in sheets}
    names = Pairs(
        (
            (view.t["for"], view.buyer),
            (view.t["with"], view.vendor),
            (view.t["prepared_by"], view.prepared_by),
            (view.t["as_of"], day(view.as_of_iso)),
            (words.JUDGED_ON, day(view.as_of_iso)),
        ),
        ((words.JUDGED_ON, "As_of"),),
    )
    return (
        Prose((view.name,), "title"),
        Prose((view.t["draft"],), "caution"),
        names,
        *((Pairs(tuple((line.label, line.text) for line in view.commercial)),) if view.commercial else ()),
        *((Prose(view.remarks, "caution"),) if view.remarks else ()),
        Prose((view.headline,), "lead"),
        Prose((words.BY_GATE,), "heading"),
        Prose((view.t["verdict_intro"],), "quiet"),
        _gates(view, by_name),
        Prose((words.BY_PARTY,), "heading"),
        _parties(by_name),
        Prose((words.PROGRESS_OF,), "heading"),
        _progress(by_name),
        Prose((words.BY_SEVERITY,), "heading"),
        _severities(by_name),
        Prose((words.BY_DOMAIN,), "heading"),
        _domains(by_name),
        Prose((words.IN_HERE,), "heading"),
        Prose((words.HOW_TO,), "quiet"),
        Contents(tuple((sheet.title, len(sheet.rows), sheet.about) for sheet in sheets)),
        Prose((view.t["imprint"],), "heading"),
        Pairs(tuple((line.label, line.text) for line in view.imprint)),
        Prose(view.limits, "quiet"),
    )


def _count(sheet: Sheet, *tests: tuple[str, str, str]) -> Formula:
    """How many rows hold every word: (header, the word, the word or the cell that has it in the formula)."""
    at = [_matches(sheet, header, word) for header, word, _ in tests]
    value = sum(all(row) for row in zip(*at, strict=True))
    where = ",".join(f"{sheet.name}[{header}],{cell}" for header, _, cell in tests)
    return Formula(f"COUNTIFS({where})", value)


def _matches(sheet: Sheet, header: str, word: str) -> list[bool]:
    return [cell == word for cell in sheet.texts(header)]


def _quoted(word: str) -> str:
    return f'"{word}"'


def _added(formulas: Iterable[Formula]) -> Formula:
    found = list(formulas)
    return Formula("+".join(one.text for one in found), sum(float(one.value) for one in found))


def _sums(rows: list[tuple[Cell, ...]], columns: range, label: str = words.TOTAL) -> tuple[Cell, ...]:
    """A last row of sums over the rows above it."""
    letters = "ABCDEFGHIJKL"
    totals = (
        Formula(f"SUM({letters[at]}{{first}}:{letters[at]}{{last}})", sum(_number(row[at]) for row in rows))
        for at in columns
    )
    return (label, *totals)


def _number(cell: Cell) -> float:
    assert isinstance(cell, Formula)
    return float(cell.value)


def _serious(sheet: Sheet, *tests: tuple[str, str, str]) -> Formula:
    severity = TEXT["col_severity"]
    return _added(
        _count(sheet, *tests, (severity, labels.SEVERITY[one], _quoted(labels.SEVERITY[one])))
        for one in ("critical", "high")
    )


def _steps_open(sheet: Sheet, *tests: tuple[str, str, str]) -> Formula:
    state = TEXT["col_state"]
    return _added(
        _count(sheet, *tests, (state, one, _quoted(one))) for one in (words.OPEN, words.IN_PROGRESS)
    )


def _late(sheet: Sheet, *tests: tuple[str, str, str]) -> Formula:
    return _count(sheet, *tests, (words.OVERDUE, words.OVERDUE, _quoted(words.OVERDUE)))


def _gates(view: View, by_name: Mapping[str, Sheet]) -> Grid:
    gaps, plan = by_name["Gaps"], by_name["Plan"]
    rows: list[tuple[Cell, ...]] = []
    for gate, mile in zip(view.gates, view.tallies.milestones, strict=True):
        here = (TEXT["col_gate"], gate.label, "$A{row}")
        counts = [_count(gaps, here), _serious(gaps, here), _steps_open(plan, here), _late(plan, here)]
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
    return Grid(headers, tuple(rows), wide=True, verdicts=tuple(gate.key for gate in view.gates))


def _parties(by_name: Mapping[str, Sheet]) -> Grid:
    gaps, plan, requests = by_name["Gaps"], by_name["Plan"], by_name["Requests"]
    who = TEXT["col_party"]
    rows: list[tuple[Cell, ...]] = []
    for party in PARTIES:
        name = labels.PARTY_SHORT[party]
        here = (who, name, "$A{row}")
        hours = sum(
            float(hour)
            for hour, one in zip(plan.texts(TEXT["col_hours"]), plan.texts(who), strict=True)
            if one == name and isinstance(hour, (int, float))
        )
        rows.append(
            (
                name,
                _count(gaps, here),
                _serious(gaps, here),
                _count(plan, here),
                Formula(f"SUMIFS(Plan[{TEXT['col_hours']}],Plan[{who}],$A{{row}})", hours),
                _steps_open(plan, here),
                _late(plan, here),
                _count(requests, here, (TEXT["col_state"], words.ASKED, _quoted(words.ASKED))),
            )
        )
    headers = (words.WHO, words.TO_CLOSE, words.SERIOUS, words.STEPS, words.HOURS, words.STEPS_OPEN,
               words.OVERDUE, words.ASKED)  # fmt: skip
    return Grid(headers, (*rows, _sums(rows, range(1, len(headers)))), total=True)


def _progress(by_name: Mapping[str, Sheet]) -> Grid:
    state, result = TEXT["col_state"], words.COLUMN["result"]
    lists = (
        ("Plan", state, words.PROGRESS),
        ("Checks", result, words.RESULTS),
        ("Requests", state, words.HANDED_OVER),
    )
    rows = tuple(
        (by_name[name].title, choice, _count(by_name[name], (header, choice, "$B{row}")))
        for name, header, choices in lists
        for choice in choices
    )
    return Grid((words.LIST, state, words.ITEMS), rows)


def _severities(by_name: Mapping[str, Sheet]) -> Grid:
    gaps = by_name["Gaps"]
    gates = tuple(labels.GATE[gate] for gate in GATES)
    rows: list[tuple[Cell, ...]] = []
    for severity in reversed(SEVERITIES):
        word = labels.SEVERITY[severity]
        counts = [
            _count(
                gaps, (TEXT["col_severity"], word, "$A{row}"), (TEXT["col_gate"], gate, f"{letter}${{head}}")
            )
            for gate, letter in zip(gates, "BCD", strict=True)
        ]
        whole = Formula("SUM(B{row}:D{row})", sum(_number(one) for one in counts))
        rows.append((word, *counts, whole))
    headers = (TEXT["col_severity"], *gates, words.TOTAL)
    return Grid(headers, (*rows, _sums(rows, range(1, 5))), total=True)


def _domains(by_name: Mapping[str, Sheet]) -> Grid:
    decisions = by_name["Decisions"]
    found = set(decisions.texts(TEXT["col_domain"]))
    known = [labels.domain(one) for one in DOMAINS if labels.domain(one) in found]
    other = sorted(str(one) for one in found if one not in known)
    standings = tuple(labels.STATUS[one] for one in STATUSES)
    applies = tuple(capital(labels.APPLIES[one]) for one in ("undecided", "no"))
    na = labels.STATUS["not-applicable"]
    status, decided = TEXT["col_status"], TEXT["col_applies"]
    rows: list[tuple[Cell, ...]] = []
    for domain in (*known, *other):
        here = (TEXT["col_domain"], domain, "$A{row}")
        counts = [
            _count(decisions, here, (status, one, f"{letter}${{head}}"))
            for one, letter in zip(standings, "BCDEFG", strict=True)
        ]
        counted = Formula("SUM(B{row}:G{row})", sum(_number(one) for one in counts))
        rows.append(
            (
                domain,
                *counts,
                counted,
                _share(counts[0], counted),
                _count(decisions, here, (status, na, "J${head}")),
                *(
                    _count(decisions, here, (decided, one, f"{letter}${{head}}"))
                    for one, letter in zip(applies, "KL", strict=True)
                ),
            )
        )
    sums = list(_sums(rows, range(1, 8)))
    sums += [_share(sums[1], sums[7])]
    sums += list(_sums(rows, range(9, 12)))[1:]
    headers = (TEXT["col_domain"], *standings, words.COUNTED, words.SHARE, na, *applies)
    alt = words.CHART_ALT.format(listed([one.lower() for one in standings]))
    return Grid(headers, (*rows, tuple(sums)), total=True, chart=len(standings), alt=alt)


def _share(part: Cell, whole: Cell) -> Formula:
    """Met out of counted in whole percent; only all is 100 and only none is 0. Nothing of nothing has no share."""
    met, counted = int(_number(part)), int(_number(whole))
    text = (
        'IF(H{row}=0,"–",IF(B{row}=0,0,IF(B{row}=H{row},1,'
        "MIN(0.99,MAX(0.01,INT(B{row}/H{row}*100+0.5)/100)))))"
    )
    return Formula(text, percent(met, counted) / 100 if counted else "–", share=True)
