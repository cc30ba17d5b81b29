"""Controls that an engagement adds for itself: they behave like the library's own, and mistakes are told."""

from __future__ import annotations

import pytest

from bpo_controls.answers.answer_model import answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.library.model import Library
from bpo_controls.library.own_controls import with_own_controls
from tests.engine.build import control, library, said

NAME = "own-controls.yaml"
ONE = b"""\
- id: CON-01
  title: The vendor answers the board twice a year
  statement: The vendor's account lead reports to the buyer's board in March and September.
  source: contract, section 4.2
  severity: high
  gate: pilot
- id: CON-02
  title: Reports arrive by the fifth
  statement: The monthly report arrives by the fifth working day.
  source: contract, schedule B
  unit: working days
  met: {at_most: 5}
  partly: {at_most: 8}
"""


def base() -> Library:
    return library([], [control("ACC-01")])


def lines(raw: bytes) -> list[str]:
    with pytest.raises(UserError) as caught:
        with_own_controls(base(), raw, NAME)
    return [str(one) for one in caught.value.diagnostics]


def test_they_are_decided_ranked_and_sourced_like_any_other() -> None:
    lib = with_own_controls(base(), ONE, NAME)
    assert list(lib.controls) == ["ACC-01", "CON-01", "CON-02"]
    assert lib.digest != base().digest
    findings = {
        one.control.id: one
        for one in evaluate(
            lib, Record(answers_of([said("CON-01", "not-in-place"), said("CON-02", 7)])), "2026-11-27"
        ).findings
    }
    assert (findings["CON-01"].status, findings["CON-01"].severity) == ("gap", "high")
    assert findings["CON-02"].status == "partly"
    assert lib.sources[findings["CON-01"].sources[0]].citation == "contract, section 4.2"


def test_an_empty_file_adds_nothing() -> None:
    assert list(with_own_controls(base(), b"# nothing yet\n", NAME).controls) == ["ACC-01"]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (ONE.replace(b"CON-01", b"ACC-01"), "own-controls.yaml:1:7: ACC-01 is taken: the library has it (choose another number)"),
        (ONE.replace(b"CON-02", b"CON-01"), "own-controls.yaml:7:7: CON-01 is taken: it stands above (choose another number)"),
        (ONE.replace(b"gate: pilot", b"domain: acces"), 'own-controls.yaml:6:11: unknown domain "acces" (did you mean "access"?)'),
        (ONE.replace(b"  unit: working days\n", b""), "own-controls.yaml:7:3: CON-02: unit and met belong together (give both, or neither)"),
        (b"id: CON-01\n", "must be a list of controls"),
        (ONE.replace(b"  source: contract, section 4.2\n", b""), 'CON-01: the key "source" is missing'),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(raw: bytes, problem: str) -> None:
    assert any(problem in line for line in lines(raw)), lines(raw)
