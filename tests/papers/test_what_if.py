"""`what-if`: what a change of scope adds and removes, gates included, and nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Subject, answers_of
from bpo_controls.answers.scope_pairs import read_scope_pairs
from bpo_controls.library.load import load_library
from tests.cli.conftest import run_in, tree

LIBRARY = load_library()
ANSWERS = answers_of(
    [
        Answer("workflows", ENGAGEMENT, ("coding", "medical-billing")),
        Answer("sites", ENGAGEMENT, ("Manila, tower 2", "Cebu homes")),
        Answer("team_size", ENGAGEMENT, 20),
    ]
)


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("workflows=coding", ("coding",)),
        ("workflows+=payment-posting", ("coding", "medical-billing", "payment-posting")),
        ("workflows += coding", ("coding", "medical-billing")),
        ("workflows-=coding", ("medical-billing",)),
        ("sites+=Austin", ("Manila, tower 2", "Cebu homes", "Austin")),
        ("sites-=cebu homes", ("Manila, tower 2",)),
        ("team_size=4", 4),
    ],
)
def test_a_pair_gives_the_whole_answer(pair: str, value: object) -> None:
    (answer,), problems = read_scope_pairs([pair], LIBRARY, ANSWERS)
    assert problems == ()
    found = answer.value
    assert (sorted(found) if isinstance(found, tuple) else found) == (
        sorted(value) if isinstance(value, tuple) else value
    )


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("team_size+=4", "team_size is no list"),
        ("states+=TX", ""),
        ("workflows-=collections", "workflows does not hold collections"),
        ("workflows-=coding,medical-billing", "workflows would be empty"),
        ("buyer_kind+=hospital", "buyer_kind has no list yet to change"),
        ("workflows+=codin", 'no choice "codin"'),
        ("ACC-01=0", "ACC-01 is a control"),
        ("workflows", "gives no value"),
        ("site_kind@austin=us-home", "austin"),
    ],
)
def test_what_cannot_be_gets_one_line(pair: str, told: str) -> None:
    _, problems = read_scope_pairs([pair], LIBRARY, ANSWERS)
    assert len(problems) == 1
    assert told in problems[0].message
    assert problems[0].hint


def test_a_fact_about_a_site_in_scope_is_taken() -> None:
    (answer,), problems = read_scope_pairs(["site_kind@cebu-homes=us-home"], LIBRARY, ANSWERS)
    assert problems == ()
    assert (answer.subject, answer.value) == (Subject("site", "cebu-homes"), "us-home")


def test_adding_and_taking_away_are_each_others_mirror(demo: Path, tmp_path: Path) -> None:
    before = tree(demo)
    added = json.loads(run_in(demo, "what-if", "d", "workflows+=payment-posting", "--json").out)
    assert {"control": "QA-06", "subject": ""} in added["came_in"] or any(
        one["control"] == "QA-06" for one in added["came_in"]
    )
    assert added["went_out"] == []
    assert [gate["gate"] for gate in added["gates"]] == ["pilot", "go-live", "scale"]
    assert all(gate["open"][1] > gate["open"][0] for gate in added["gates"])
    assert {"item": "monthly_volume", "subject": "payment-posting"} in added["opened"]
    hours = {one["party"]: one["monthly"] for one in added["hours"]}
    assert hours["buyer"][1] > hours["buyer"][0]
    removed = json.loads(run_in(demo, "what-if", "d", "sites-=Cebu homes", "--json").out)
    assert {"control": "WRK-05", "subject": "cebu-homes"} in removed["went_out"]
    assert {"item": "site_kind", "subject": "cebu-homes"} in removed["dormant"]
    assert tree(demo) == before


def test_the_text_says_what_is_different_and_that_nothing_was_written(demo: Path) -> None:
    told = run_in(demo, "what-if", "d", "sites-=Cebu homes", "team_size=4")
    assert told.code == 0
    assert "  sites: without Cebu homes\n" in told.out
    assert "  team_size: 4 people (now: 38 people)\n" in told.out
    assert "controls would go out:\n" in told.out
    assert "(Cebu homes)" in told.out
    assert "cebu-homes" not in told.out
    assert told.err == "Nothing was written. To make it so, give the answer in: bpo-controls assess\n"
    same = run_in(demo, "what-if", "d", "team_size=38")
    assert "Nothing would change: no control, no question, no gate." in same.out
    here = run_in(demo / "d", "what-if", "team_size=4")
    assert here.code == 0
    nothing = run_in(demo, "what-if", "d")
    assert (nothing.code, nothing.out) == (2, "")
    assert nothing.err.endswith("[not-a-fact]\n")
