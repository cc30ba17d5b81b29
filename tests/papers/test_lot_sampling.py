"""Lot-by-lot sampling: when inspection is tightened, eased, reduced or stopped."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bpo_controls.library.load import load_library
from bpo_controls.library.lot_model import LotTables
from bpo_controls.library.paper_model import paper_data
from bpo_controls.papers.lot_sampling import code_letter, lot_sample, nearest_aql, switch

TABLES = paper_data(load_library(), "lot-tables", LotTables)
RULES = TABLES.switching


def after(lots: str, *, agreed: bool = False) -> tuple[str, str, bool]:
    found = switch(RULES, [lot == "A" for lot in lots], reduce_agreed=agreed)
    return found.strictness, found.because, found.may_reduce


@pytest.mark.parametrize(
    ("lots", "strictness", "because"),
    [
        ("", "normal", "start"),
        ("A", "normal", "kept"),
        ("R", "normal", "kept"),
        ("RR", "tightened", "tightened"),
        ("RAAAR", "tightened", "tightened"),  # two of five in a row
        ("RAAAAR", "normal", "kept"),  # two of six
        ("RRAAAA", "tightened", "kept"),
        ("RRAAAAA", "normal", "normal-again"),
        ("RRAAARAAAA", "tightened", "kept"),  # five in a row start anew after a rejection
        ("RRAAARAAAAA", "normal", "normal-again"),
        ("RRRRRR", "tightened", "kept"),  # four not accepted while tightened
        ("RRRRRRR", "discontinued", "stopped"),
        ("RRRARARARR", "discontinued", "stopped"),
        ("RRAAAAAR", "normal", "kept"),  # rejections before tightening no longer count
    ],
)
def test_each_rule_by_hand(lots: str, strictness: str, because: str) -> None:
    assert after(lots)[:2] == (strictness, because)


def test_reduced_needs_ten_lots_and_an_agreement() -> None:
    assert after("A" * 9) == ("normal", "kept", False)
    assert after("A" * 10) == ("normal", "kept", True)
    assert after("A" * 10, agreed=True) == ("reduced", "reduced", False)
    assert after("A" * 12, agreed=True)[0] == "reduced"
    assert after("A" * 12 + "R", agreed=True) == ("normal", "rejected", False)


def test_plans_get_stricter_and_arrows_lead_to_a_plan_with_its_own_size() -> None:
    letter = code_letter(TABLES, 16_500)
    assert letter == "M"
    plans = [lot_sample(TABLES, letter, "4.0", how) for how in ("reduced", "normal", "tightened")]
    assert [(plan.n, plan.accept, plan.reject) for plan in plans] == [
        (125, 10, 13),
        (315, 21, 22),
        (315, 18, 19),
    ]
    with pytest.raises(ValueError, match="no code letter"):
        code_letter(TABLES, 1)


def test_the_aql_is_never_above_the_rate() -> None:
    assert nearest_aql(TABLES, Fraction(5, 100)) == "4.0"
    assert nearest_aql(TABLES, Fraction(4, 100)) == "4.0"
    assert nearest_aql(TABLES, Fraction(5, 1000)) == "0.40"
    assert nearest_aql(TABLES, Fraction(1, 100_000)) is None
