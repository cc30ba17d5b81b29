"""A planted case in which the answer is known: which order finds the true gap, and how well."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from backtest.background import GAP, PARTLY, Background, background, noise, without_own
from backtest.orders import auc, orders, popularity, qualities, quality
from backtest.run import play
from bpo_controls.answers.answer_model import answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Finding
from bpo_controls.library.model import Library
from tests.backtest.tiny import LIBRARY, tiny
from tests.engine.build import control, library

WORST: Library = library(
    controls=[
        control("ZZZ-01", severity="critical"),
        *(control(f"ACC-{n:02}", severity="low") for n in range(1, 41)),
    ]
)
"""One critical control, last in the alphabet, and forty that hardly matter."""


def findings(of: Library = WORST) -> dict[str, Finding]:
    return {
        one.control.id: one._replace(status="gap")
        for one in evaluate(of, Record(answers_of(())), "2026-11-23").findings
    }


def planted(true: str, incident: str = "one") -> Background:
    found = findings()
    return Background(
        incident, incident, (found[true],), tuple(one for id_, one in found.items() if id_ != true)
    )


@pytest.mark.parametrize(
    ("true", "invented", "share"),
    [
        ([(1,)], [(2,), (3,)], 1.0),
        ([(3,)], [(1,), (2,)], 0.0),
        ([(2,)], [(1,), (2,), (3,), (4,)], 0.625),
        ([()], [(), ()], 0.5),
        ([(1,), (4,)], [(2,), (3,)], 0.5),
    ],
)
def test_the_share_of_pairs(
    true: list[tuple[int, ...]], invented: list[tuple[int, ...]], share: float
) -> None:
    assert auc(true, invented) == share


def test_the_worst_gap_is_found_by_severity_and_missed_by_the_alphabet() -> None:
    found = qualities(planted("ZZZ-01"), {})
    assert found["the product's rank"].auc == 1.0
    assert found["the product's rank"].first == found["the product's rank"].decile == 1.0
    assert found["severity alone"].auc == 1.0
    assert found["alphabetical by id"].auc == 0.0
    assert found["alphabetical by id"].first == found["alphabetical by id"].decile == 0.0
    assert found["random"].auc == 0.5
    assert 0.0 < found["random"].first < 0.8


def test_severity_alone_cannot_tell_equals_apart() -> None:
    found = qualities(planted("ACC-01"), {})
    assert found["severity alone"].auc < 0.5
    assert found["alphabetical by id"].auc == 1.0


def test_popularity_is_counted_in_other_incidents() -> None:
    one, same, other = planted("ACC-07"), planted("ACC-07"), planted("ACC-07", "two")
    alone = popularity([one, same])
    assert alone["one"]["ACC-07"] == 0
    both = popularity([one, same, other])
    assert both["one"]["ACC-07"] == 1
    assert qualities(one, both["one"])["popularity in other incidents"].auc == 1.0
    assert qualities(one, alone["one"])["popularity in other incidents"].auc == 0.5


def test_the_first_tenth_is_rounded_up() -> None:
    found = findings()
    true = [found["ACC-01"], found["ACC-05"]]
    invented = [found[f"ACC-{n:02}"] for n in range(6, 18)]
    drawn = quality(true, invented, orders({})["alphabetical by id"], random.Random(1))
    assert drawn.decile == 1.0
    drawn = quality(true, invented[:8], orders({})["alphabetical by id"], random.Random(1))
    assert drawn.decile == 0.5


def test_noise_is_as_common_as_it_says_and_repeats() -> None:
    one = planted("ZZZ-01")
    draws = list(noise(one, 200))
    listed = [finding for drawn in draws for finding in drawn]
    assert abs(len(listed) / (200 * 40) - GAP - PARTLY) < 0.02
    assert abs(sum(finding.status == "gap" for finding in listed) / len(listed) - 0.5) < 0.03
    assert [len(drawn) for drawn in noise(one, 200)] == [len(drawn) for drawn in draws]
    assert len({len(drawn) for drawn in draws}) > 1


def test_what_a_fact_mentions_is_no_noise(tmp_path: Path) -> None:
    """ACC-01 and ACC-03 at one office are true; QA-01 is inferred and neither; what no fact mentions is left."""
    found = background(play(LIBRARY, tiny(tmp_path)), frozenset())
    assert [(one.control.id, one.subject.id) for one in found.true] == [
        ("ACC-01", ""),
        ("ACC-03", "hill-office"),
    ]
    assert [(one.control.id, one.subject.id) for one in found.quiet] == [
        ("ACC-02", ""),
        ("ACC-03", "river-office"),
    ]


def test_a_case_is_no_precedent_of_itself() -> None:
    finding = findings()["ZZZ-01"]
    known = finding._replace(control=replace(finding.control, precedents=("this", "that")))
    assert without_own(known, frozenset({"this"})).control.precedents == ("that",)
    assert without_own(known, frozenset({"those"})) is known
