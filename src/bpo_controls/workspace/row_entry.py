"""One row of a table as an entry of an answer file: what was typed, and what cannot be understood."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never

from bpo_controls.answers.measure import parse_date
from bpo_controls.answers.phi import identifier_problem
from bpo_controls.answers.typed_text import visible
from bpo_controls.diagnostics import Diagnostic, Level, Location
from bpo_controls.library.model import Control, Question
from bpo_controls.words import labels, workbook_words
from bpo_controls.words import questionnaire_words as words
from bpo_controls.workspace.answer_tables import TableRow
from bpo_controls.workspace.sheet_grid import GridCell
from bpo_controls.yaml.source import Plain


class RowReader:
    """Reads rows that one person filled in. `name` and `role` are of the person who signs unless a row says otherwise.

    `today` (ISO date) refuses answers of a day to come; `problems` collects what is wrong.
    """

    def __init__(self, name: str, role: str, today: str) -> None:
        self.name = name
        self.role = role_named(role)
        self.today = today
        self.problems: list[Diagnostic] = []

    def entry(self, row: TableRow, asked: Question | Control | None) -> Plain | None:
        """The answer of a row as an answer file has it; None where it says nothing, or cannot be read."""
        if not self._readable(row) or self._names_patient(row):
            return None
        kind = row.table.kind
        entry: dict[str, Plain] = {}
        match kind:
            case "questionnaire" | "plain" | "follow-ups":
                if not self._said(row, asked, entry):
                    return None
            case "checklist":
                if not self._checked(row, entry):
                    return None
            case _:
                assert_never(kind)
        for key, column in (
            ("note", "note"),
            ("at", "answered_on"),
            ("at", "at"),
            ("assurance", "assurance"),
        ):
            if text := row.cell(column).text:
                entry[key] = text
        if "at" in entry and not self._given_by_now(str(entry["at"]), row):
            return None
        by = row.cell("answered_by").text or row.cell("by").text
        if by or self.name:
            entry["by"] = by or self.name
        role = row.cell("role").text or (self.role if not by else "")
        if role:
            entry["role"] = role_named(role)
        if any(row.cell(key).text for key in ("document", "kept_at", "period")) and "evidence" not in entry:
            entry["evidence"] = {
                name: text
                for name, column in (("title", "document"), ("kept_at", "kept_at"), ("period", "period"))
                if (text := row.cell(column).text)
            }
        return entry

    def _given_by_now(self, day: str, row: TableRow) -> bool:
        found = parse_date(day[:10])
        if isinstance(found, Diagnostic) or not self.today or found <= self.today:
            return True
        self._tell(
            "date-to-come", f"{found} is still to come", row.where("answered_on"), f"today is {self.today}"
        )
        return False

    def _readable(self, row: TableRow) -> bool:
        fine = True
        for key in row.table.columns:
            cell = row.cell(key)
            if cell.error:
                self._tell(
                    "cell-unusable",
                    f"shows an error of the spreadsheet ({visible(cell.text)})",
                    row.where(key),
                    "type the answer itself",
                )
            elif cell.formula and cell.value is None:
                self._tell(
                    "cell-unusable",
                    "holds a formula that was never worked out",
                    row.where(key),
                    "type the answer itself",
                )
            else:
                continue
            fine = False
        return fine

    def _names_patient(self, row: TableRow) -> bool:
        """Whether a cell seems to name a patient: told before anything else is read of it, and never repeated."""
        found = False
        for key in (*words.FILLED, "value"):
            contact = key in ("reason", "kept_at", "answered_by")
            text = row.cell(key).text
            problem = identifier_problem(text, "the cell", contact=contact) if text else None
            if problem is not None:
                self.problems.append(replace(problem, where=row.where(key)))
                found = True
        return found

    def _said(self, row: TableRow, asked: Question | Control | None, entry: dict[str, Plain]) -> bool:
        """What stands in the answer and in the column for none. False when the two cannot be understood."""
        answer = row.cell("answer") if row.cell("answer").filled else row.cell("value")
        typed = row.cell("no_answer").text
        reason = row.cell("reason").text
        open_text = isinstance(asked, Question) and asked.kind == "text"
        kind = _no_answer(typed) or ("" if open_text or typed else _no_answer(answer.text))
        if answer.filled and not (kind and not typed):
            entry["value"] = _value(answer, asked)
        if typed and not _no_answer(typed):
            self._tell(
                "unknown-option",
                f'no choice "{visible(typed)}"',
                row.where("no_answer"),
                "choose from: " + ", ".join(words.NO_ANSWER.values()),
            )
            return False
        if kind:
            entry[kind.replace("-", "_")] = True if kind == "later" or not reason else reason
        elif reason:
            self._tell(
                "one-answer",
                "says whom to ask or why, but not that there is no answer",
                row.where("reason"),
                f"pick one of “{words.COLUMN['no_answer']}”, or move it to the note",
            )
            return False
        return True

    def _checked(self, row: TableRow, entry: dict[str, Plain]) -> bool:
        """What a check of the checklist came to; a proof that is kept somewhere makes it more than a statement."""
        result = row.cell("result").text
        values = {workbook_words.PASSED: "in-place", workbook_words.FAILED: "not-in-place"}
        if result in ("", workbook_words.NOT_SEEN):
            return False
        if result not in values:
            self._tell(
                "unknown-option",
                f'no choice "{visible(result)}"',
                row.where("result"),
                "choose from: " + ", ".join(workbook_words.RESULTS),
            )
            return False
        entry["value"] = values[result]
        if kept := row.cell("kept_at").text:
            entry["assurance"] = "seen"
            entry["evidence"] = {"title": words.CHECKED, "kept_at": kept}
        return True

    def _tell(self, code: str, message: str, where: Location, hint: str, level: Level = Level.ERROR) -> None:
        self.problems.append(Diagnostic(code, message, where, hint, level))


def _value(cell: GridCell, asked: Question | Control | None) -> Plain:
    """The cell as an answer file would hold it. A percent format is minded: 0.9 shown as 90% is "90%"."""
    number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    if number and cell.percent:
        assert isinstance(cell.value, (int, float))
        return f"{cell.value * 100:.10g}%"
    numeric = isinstance(asked, Control) or (asked is not None and asked.kind == "number")
    if isinstance(cell.value, bool) or (number and numeric):
        return cell.value
    if isinstance(asked, Question) and asked.kind == "any-of" and re.search(r"[;\n]", cell.text):
        return [part.strip() for part in re.split(r"[;\n]", cell.text) if part.strip()]  # labels hold commas
    return cell.text


def _no_answer(text: str) -> str:
    """The kind of non-answer that a word stands for, or ""."""
    folded = re.sub(r"[^a-z]+", "-", re.sub(r"['\u2019]", "", text.strip().casefold())).strip("-")
    known = {
        "dont-know": "dont-know",
        "not-known": "dont-know",
        "do-not-know": "dont-know",
        "unknown": "dont-know",
        "n-a": "not-applicable",
        "na": "not-applicable",
    }
    kinds = {kind: kind for kind in words.NO_ANSWER}
    return {**known, **kinds}.get(folded, "")


def one_line(cell: GridCell) -> str:
    return " ".join(cell.text.split())


def role_named(text: str) -> str:
    """The id of a role said in words, else the text."""
    folded = text.casefold().removeprefix("the ")
    return next((role for role, name in labels.ROLE.items() if folded in (role, name.casefold())), text)
