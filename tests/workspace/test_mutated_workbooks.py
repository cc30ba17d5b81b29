"""Workbooks that were damaged on the way: no traceback, nothing wrong taken in, each refusal with a reason.

`BPO_MUTANTS=1000` asks for a thousand of them; some dozens run by default.
"""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import Answer, Need
from bpo_controls.answers.rules import answer_problems
from bpo_controls.diagnostics import Level, UserError
from bpo_controls.engine.question_plan import asked_item
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.returned_answers import Returned, read_returned, read_sheet_file
from tests.workspace.questionnaires import AS_OF, Filler, begun, sent_workbook

MUTANTS = int(os.environ.get("BPO_MUTANTS", "70"))
FILLED = {
    "minors": "No",
    "people_count": 200_000,
    "ESC-02": 96,
    "ESC-11": 12,
    "DOC-05": 90,
    "PRV-01": "Partly in place",
    "WRK-01": 97,
    "data_types@coding": "Charges, balances, claims and payment history",
}
SHEET = "xl/worksheets/sheet2.xml"
Mutate = Callable[[bytes, random.Random], bytes]


def _flipped(raw: bytes, dice: random.Random) -> bytes:
    """A byte of the file as it lies on the disk."""
    at = dice.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << dice.randrange(8))]) + raw[at + 1 :]


def _cut_off(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def _with_junk(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw))
    return raw[:at] + dice.randbytes(dice.randrange(1, 200)) + raw[at:]


def _part_changed(raw: bytes, dice: random.Random) -> bytes:
    """A byte inside a part, with the checksums of the archive put right."""
    return _repacked(raw, dice, lambda _name, body: _flipped(body, dice) if body else body)


def _part_gone(raw: bytes, dice: random.Random) -> bytes:
    return _repacked(raw, dice, lambda _name, _body: None)


def _part_cut(raw: bytes, dice: random.Random) -> bytes:
    return _repacked(raw, dice, lambda _name, body: _cut_off(body, dice) if body else body)


def _rows_exchanged(raw: bytes, dice: random.Random) -> bytes:
    """Two cells of the sheet exchange what they hold: ids, checks, answers or headings."""

    def exchange(body: bytes) -> bytes:
        cells = list(re.finditer(rb"<v>([^<]*)</v>", body))
        one, other = sorted(dice.sample(cells, 2), key=lambda cell: cell.start())
        return (
            body[: one.start(1)]
            + other.group(1)
            + body[one.end(1) : other.start(1)]
            + one.group(1)
            + body[other.end(1) :]
        )

    return _on_sheet(raw, exchange)


def _row_gone(raw: bytes, dice: random.Random) -> bytes:
    def drop(body: bytes) -> bytes:
        row = dice.choice(list(re.finditer(rb"<row .*?</row>", body, re.DOTALL)))
        return body[: row.start()] + body[row.end() :]

    return _on_sheet(raw, drop)


def _row_twice(raw: bytes, dice: random.Random) -> bytes:
    def repeat(body: bytes) -> bytes:
        row = dice.choice(list(re.finditer(rb"<row .*?</row>", body, re.DOTALL)))
        return body[: row.end()] + row.group() + body[row.end() :]

    return _on_sheet(raw, repeat)


def _on_sheet(raw: bytes, change: Callable[[bytes], bytes]) -> bytes:
    return _packed(raw, lambda name, body: change(body) if name == SHEET else body)


def _repacked(raw: bytes, dice: random.Random, change: Callable[[str, bytes], bytes | None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(raw)) as old:
        chosen = dice.choice(old.namelist())
    return _packed(raw, lambda name, body: change(name, body) if name == chosen else body)


def _packed(raw: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = change(name, old.read(name))
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


OUTSIDE: tuple[Mutate, ...] = (_flipped, _cut_off, _with_junk, _part_gone, _row_gone, _row_twice)
"""What cannot change a single value: all that is read afterwards is what was typed."""
INSIDE: tuple[Mutate, ...] = (_part_changed, _part_cut, _rows_exchanged)
"""What can turn one typed value into another, as a slip of the hand can."""


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> AssessedEngagement:
    return begun(tmp_path_factory.mktemp("job"))


@pytest.fixture(scope="module")
def filled(job: AssessedEngagement, tmp_path_factory: pytest.TempPathFactory) -> Path:
    filler = Filler(sent_workbook(job, tmp_path_factory.mktemp("sent")))
    for key, value in FILLED.items():
        filler.put(key, "answer", value)
    return filler.save(tmp_path_factory.mktemp("filled") / "filled.xlsx")


def _read(job: AssessedEngagement, path: Path) -> Returned:
    return read_returned(
        read_sheet_file(path), job.library, job.engagement.events[0].digest, job.answers, today=AS_OF
    )


@pytest.fixture(scope="module")
def truth(job: AssessedEngagement, filled: Path) -> dict[Need, Answer]:
    found = {answer.need: answer for answer in _read(job, filled).answers}
    assert len(found) == len(FILLED)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("mutate", [*OUTSIDE, *INSIDE], ids=lambda one: one.__name__.strip("_"))
def test_a_damaged_workbook_never_says_what_nobody_typed(
    mutate: Mutate, job: AssessedEngagement, filled: Path, truth: dict[Need, Answer], tmp_path: Path
) -> None:
    raw = filled.read_bytes()
    path = tmp_path / "returned.xlsx"
    for number in range(-(-MUTANTS // len((*OUTSIDE, *INSIDE)))):
        path.write_bytes(mutate(raw, random.Random(f"{mutate.__name__} {number}")))
        try:
            returned = _read(job, path)
        except UserError as error:
            (problem,) = error.diagnostics
            assert problem.message, number
            assert problem.hint, number
            continue
        for answer in returned.answers:
            assert answer.need in truth, (number, answer)
            asked = asked_item(job.library, answer.item)
            assert not answer_problems(asked, answer, job.library), (number, answer)
            if mutate in OUTSIDE:
                assert answer == truth[answer.need], (number, answer)
        missing = truth.keys() - {answer.need for answer in returned.answers}
        told = [one for one in returned.problems if one.level is Level.ERROR]
        if missing and mutate not in (_row_gone, _part_changed, _rows_exchanged):
            assert told or returned.problems, (number, missing)
