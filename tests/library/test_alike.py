"""Texts that say nearly the same: whatever their small words, endings and order; not those that only share a frame."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.lint import alike
from bpo_controls.lint.alike import near_equal, near_pairs
from tests.engine.build import control, library

OTHERS = {
    "a": "Calls are recorded only where the caller has agreed.",
    "b": "Each refund is signed by two people within five working days.",
    "c": "Each denial is sorted by cause within five working days.",
    "d": "Backups are restored as a test every quarter.",
}


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("A refund is signed within five working days by two people.", ["b"]),
        ("Two people sign each of the refunds within five working days.", ["b"]),
        ("Each appeal is answered within five working days.", []),  # a frame that others share
        ("Every quarter backups are tested.", ["d"]),
        (
            "As they can be, for this and that, backups of it are within the quarter restored as a test.",
            ["d"],
        ),
        ("", []),
    ],
)
def test_near_and_not_near(text: str, near: list[str]) -> None:
    assert [other for one, other in near_pairs({**OTHERS, "x": text}) if one == "x"] == near


def test_statements_titles_and_questions_are_compared() -> None:
    said = "Backups are restored as a test every quarter."
    one, other = (
        control("AC-01", statement=said),
        control("AC-02", statement=said, title="Something else entirely"),
    )
    assert [(r.id, r.steps) for r in near_equal(library(controls=[one, other]), "")] == [
        ("AC-02", ("statement",))
    ]
    titled = [control("AC-01", title="Backups come back"), control("AC-02", title="Each backup comes back")]
    assert [r.steps for r in near_equal(library(controls=titled), "")] == [("title",)]


words = st.lists(st.sampled_from(["login", "refund", "claim", "denial", "appeal", "audit"]), max_size=5)


@given(st.lists(words, max_size=7))
def test_no_pair_is_missed_by_looking_only_at_the_heavy_words(texts: list[list[str]]) -> None:
    by_id = {str(index): " ".join(text) for index, text in enumerate(texts)}
    assert set(near_pairs(by_id)) == set(_all_pairs(by_id))


def _all_pairs(texts: dict[str, str]) -> list[tuple[str, str]]:
    bags = {one: set(alike._stems(text)) for one, text in texts.items()}
    often = Counter(word for bag in bags.values() for word in bag)

    def heft(bag: set[str]) -> int:
        return sum(round(1000 * (1 + log(len(bags) / often[word]))) for word in bag)

    return [
        (two, one)
        for one, two in combinations(bags, 2)
        if bags[one] & bags[two] and heft(bags[one] & bags[two]) >= alike.NEAR * heft(bags[one] | bags[two])
    ]
