"""What the verdicts would be if the plan is to be believed: formulas over the workbook's own sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bpo_controls.engine.gates import CONDITIONAL, SERIOUS
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import GATES
from bpo_controls.reporting.blocks.sheets import Grid, Sheet
from bpo_controls.reporting.blocks.table import Cell, Column, Formula, Table
from bpo_controls.reporting.documents.content.sheet_counts import added, column_of, count, quoted
from bpo_controls.words import labels
from bpo_controls.words import workbook_words as words
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital

_SEVERITY = "severity"
_OPEN_APPLIES = capital(labels.APPLIES[Truth.UNKNOWN.value])


def with_progress(gaps: Sheet, plan: Sheet, checks: Sheet) -> Table:
    """The table of gaps with a column that says how far each is: open, said to be done, or passed when looked at.

    A gap is open while one of its steps is neither done nor accepted, and again when a check of it fails.
    """
    states = _states(plan)
    results = _results(checks)
    at_id, at_about = gaps.table.place("id"), gaps.table.place("subject")
    text = _progress_text(plan, checks)
    cells = [
        Formula(
            text,
            _progress(
                states.get(str(row[at_id]), ()), results.get((str(row[at_id]), str(row[at_about])), ())
            ),
        )
        for row in gaps.table.rows
    ]
    place = gaps.table.place("status") + 1
    column = Column("progress", words.PROGRESS_OF_GAP, kind="choice", width=14, scale="progress")
    return Table(
        (*gaps.table.columns[:place], column, *gaps.table.columns[place:]),
        tuple((*row[:place], cell, *row[place:]) for row, cell in zip(gaps.table.rows, cells, strict=True)),
    )


def _states(plan: Sheet) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for id_, state in zip(plan.table.values("id"), plan.table.values("state"), strict=True):
        found.setdefault(str(id_), []).append(str(state))
    return found


def _results(checks: Sheet) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    columns = (checks.table.values(key) for key in ("id", "subject", "result"))
    for id_, about, result in zip(*columns, strict=True):
        found.setdefault((str(id_), str(about)), []).append(str(result))
    return found


def _progress(states: Sequence[str], results: Sequence[str]) -> str:
    closed = states and all(state in (words.DONE, words.ACCEPTED) for state in states)
    if not closed or words.FAILED in results:
        return words.OPEN
    return words.PASSED if results and all(one == words.PASSED for one in results) else words.SAID_DONE


def _progress_text(plan: Sheet, checks: Sheet) -> str:
    """The same as `_progress`, for the spreadsheet. Texts are compared as they are: no sign in them counts as a wildcard."""
    mine, about_me = f"Gaps[{_row(TEXT['col_id'])}]", f"Gaps[{_row(TEXT['col_subject'])}]"
    steps = f"COUNTIFS({column_of(plan, 'id')},{mine})"
    closed = "+".join(
        f"COUNTIFS({column_of(plan, 'id')},{mine},{column_of(plan, 'state')},{quoted(one)})"
        for one in (words.DONE, words.ACCEPTED)
    )
    here = f"({column_of(checks, 'id')}={mine})*({column_of(checks, 'subject')}={about_me})"
    failed = f"SUMPRODUCT({here}*({column_of(checks, 'result')}={quoted(words.FAILED)}))"
    passed = f"SUMPRODUCT({here}*({column_of(checks, 'result')}={quoted(words.PASSED)}))"
    looked = f"SUMPRODUCT({here})"
    return (
        f"IF(OR({steps}=0,{steps}>{closed},{failed}>0),{quoted(words.OPEN)},"
        f"IF(AND({looked}>0,{passed}={looked}),{quoted(words.PASSED)},{quoted(words.SAID_DONE)}))"
    )


def _row(heading: str) -> str:
    return f"[#This Row],[{heading}]"


def preview(by_name: Mapping[str, Sheet]) -> Grid:
    """For each gate what still blocks it, what is not known, what is a condition, and the verdict that follows.

    Counts are of critical and high controls; what is due by an earlier gate is due by a later one too.
    """
    gaps, decisions = by_name["Gaps"], by_name["Decisions"]
    rows: list[tuple[Cell, ...]] = []
    for gate in GATES:
        here = ("gate", labels.GATE[gate], "$A{row}")

        def gap_count(*tests: tuple[str, str]) -> Formula:
            return added(
                count(gaps, here, *((key, word, quoted(word)) for key, word in tests), _serious(one))  # noqa: B023
                for one in SERIOUS
            )

        def decision_count(*tests: tuple[str, str]) -> Formula:
            return added(
                count(decisions, here, *((key, word, quoted(word)) for key, word in tests), _serious(one))  # noqa: B023
                for one in SERIOUS
            )

        blocking = gap_count(("status", labels.STATUS["gap"]), ("progress", words.OPEN))
        unknown = added(
            (decision_count(("status", labels.STATUS["unknown"])), decision_count(("applies", _OPEN_APPLIES)))
        )
        others = [one for one in CONDITIONAL if one != "partly"]
        conditions = added(
            (
                gap_count(("status", labels.STATUS["partly"]), ("progress", words.OPEN)),
                gap_count(("progress", words.SAID_DONE)),
                *(decision_count(("status", labels.STATUS[one])) for one in others),
            )
        )
        counts = [blocking, unknown, conditions]
        if rows:
            before = [cell for cell in rows[-1][1:4] if isinstance(cell, Formula)]
            counts = [
                Formula(f"{one.text}+{letter}{{above}}", float(one.value) + float(earlier.value))
                for one, earlier, letter in zip(counts, before, "BCD", strict=True)
            ]
        rows.append((labels.GATE[gate], *counts, _verdict(counts)))
    headers = (words.GATE, words.STILL_BLOCKING, words.NOT_KNOWN, words.CONDITIONS, words.WOULD_BE)
    return Grid(headers, tuple(rows), judged=4)


def _serious(severity: str) -> tuple[str, str, str]:
    word = labels.SEVERITY[severity]
    return (_SEVERITY, word, quoted(word))


def _verdict(counts: Sequence[Formula]) -> Formula:
    words_of = [labels.VERDICT[key] for key in ("not-ready", "cannot-tell", "ready-with-conditions", "ready")]
    found = next(
        (word for one, word in zip(counts, words_of, strict=False) if float(one.value) > 0), words_of[-1]
    )
    bad, unsure, soft, good = map(quoted, words_of)
    return Formula(f"IF(B{{row}}>0,{bad},IF(C{{row}}>0,{unsure},IF(D{{row}}>0,{soft},{good})))", found)
