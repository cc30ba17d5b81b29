"""The QA sampling plan of an engagement: sizes, verdicts, draws and hours, each worked by hand."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Subject, answers_of
from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import load_library
from bpo_controls.library.lot_model import LotTables
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.qa_model import QaData, RampStep
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.draw import draw, draw_number, ramp_up, top_up
from bpo_controls.papers.qa_plan import QaPlan, WorkflowPlan, qa_plan
from bpo_controls.papers.sample_size import Plan
from bpo_controls.papers.sample_verdict import errors_allowed, sample_verdict
from tests.cli.conftest import run_in

LIBRARY = load_library()
DATA = paper_data(LIBRARY, "qa", QaData)
TABLES = paper_data(LIBRARY, "lot-tables", LotTables)


def answered(volume: int | None = 6000, workflow: str = "medical-billing") -> Answers:
    """One workflow, and its volume where it is known."""
    given = [Answer("workflows", ENGAGEMENT, (workflow,)), Answer("team_size", ENGAGEMENT, 12)]
    if volume is not None:
        given.append(Answer("monthly_volume", Subject("workflow", workflow), volume))
    return answers_of(given)


def planned(answers: Answers, **given: str) -> QaPlan:
    return qa_plan(LIBRARY, answers, DATA, TABLES, Asked(given), as_of="2026-11-23")


def only(answers: Answers, **given: str) -> WorkflowPlan:
    (found,) = planned(answers, **given).workflows
    return found


def test_the_usual_plan_is_that_of_control_qa_01() -> None:
    # 187 with at most 13 wrong tells 95% from 90% with one wrong verdict in ten either way
    plan = only(answered())
    assert plan.chosen is not None
    assert (plan.target, plan.tolerable, plan.confidence, plan.good_fails) == (95, 90, 90, 10)
    assert (plan.chosen.kind, plan.chosen.n, plan.chosen.c) == ("two-point", 187, 13)
    assert plan.chosen.good_fails <= 0.1
    assert plan.chosen.bad_passes <= 0.1
    # 187 x 8 minutes, a tenth twice, 5% disputed at 20 minutes, 4 hours of calibration
    assert plan.hours == pytest.approx(187 * 8 / 60 * 1.1 + 187 * 0.05 * 20 / 60 + 4)


def test_small_volumes_have_none_wrong_and_the_smallest_are_checked_whole() -> None:
    small = only(answered(499)).chosen
    assert small is not None
    assert (small.kind, small.n, small.c) == ("zero", 22, 0)
    whole = only(answered(20)).chosen
    assert whole is not None
    assert (whole.kind, whole.n, whole.c) == ("all", 20, 2)
    assert only(answered(500)).chosen != small


def test_an_unknown_volume_stays_unknown() -> None:
    plan = only(answered(None))
    assert (plan.volume, plan.chosen, plan.hours) == (None, None, None)
    assert {option.kind for option in plan.options} == {"two-point", "zero"}
    assert planned(answered(None)).hours is None
    assert planned(answers_of([])).scope_known is False


def test_a_volume_of_zero_asks_for_nothing() -> None:
    plan = only(answered(0))
    assert (plan.chosen, plan.options, plan.hours) == (None, (), 0)


def test_the_target_comes_from_the_workflows_own_control() -> None:
    plan = only(answered(workflow="coding"))
    assert (plan.target, plan.tolerable, plan.target_from) == (95, 92, "QA-05")
    posting = only(answered(workflow="payment-posting"))
    assert (posting.target, posting.tolerable, posting.tier, posting.confidence) == (99, 98, "high", 95)
    given = only(answered(workflow="coding"), **{"target@coding": "97"})
    assert (given.target, given.tolerable, given.target_from) == (97, 92, "set")


def test_every_control_named_for_a_target_exists_and_is_about_its_workflow() -> None:
    for workflow, control_id in DATA.target_controls.items():
        ask = LIBRARY.controls[control_id].ask
        assert ask.kind == "number"
        assert ask.met is not None
        assert ask.met.at_least is not None
        assert workflow in str(LIBRARY.controls[control_id].applies_when)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"target": "100"}, "cannot be shown by a sample"),
        ({"target": "0"}, "is out of range"),
        ({"target": "lots"}, "is not a number"),
        ({"tolerable": "95"}, "is not below the target"),
        ({"tolerable@medical-billing": "96"}, "is not below the target"),
        ({"volume": "0"}, "is out of range"),
        ({"volume": "-3"}, "is out of range"),
        ({"volume": "12.5"}, "is not a whole number"),
        ({"confidence": "100"}, "is out of range"),
        ({"results": "120"}, "is not a result"),
        ({"results": "0/0"}, "cannot be"),
        ({"results": "10/11"}, "cannot be"),
        ({"history": "AXR"}, "is not a history"),
        ({"plan": "magic"}, "is not known"),
        ({"plan": "two-point", "target": "99.9", "tolerable": "99.8"}, "does not exist for these numbers"),
        ({"level": "IV"}, "is not known"),
        ({"minutes": "0"}, "is out of range"),
    ],
)
def test_an_impossible_setting_gets_one_line(given: dict[str, str], told: str) -> None:
    with pytest.raises(UserError) as refused:
        planned(answered(400 if "plan" in given else 6000), **given)
    (problem,) = refused.value.diagnostics
    assert problem.code == "bad-setting"
    assert told in problem.message
    assert problem.hint


def test_what_120_reviewed_and_9_wrong_proves() -> None:
    # 120 of 187: not finished; 67 to go with at most 4 wrong. Clopper-Pearson by scipy: 0.0397 and 0.1272
    verdict = only(answered(), results="120/9").verdict
    assert verdict is not None
    assert (verdict.word, verdict.more, verdict.more_errors, verdict.allowed) == ("not-finished", 67, 4, None)
    assert (round(1 - verdict.high, 4), round(1 - verdict.low, 4)) == (0.0397, 0.1272)
    assert verdict.accuracy == pytest.approx(0.925)
    assert verdict.at_least == pytest.approx(1 - 0.1158, abs=1e-4)


@pytest.mark.parametrize(
    ("reviewed", "errors", "word", "allowed"),
    [
        (187, 13, "pass", 13),
        (187, 14, "fail", 13),
        (100, 14, "fail", None),  # more wrong than the plan allows at all
        (100, 13, "not-finished", None),
        (187, 0, "pass", 13),
        (400, 31, "pass", 31),  # scipy: P(at most 31 of 400 at 10%) = 0.075, at most 32 = 0.103
        (400, 32, "fail", 31),
    ],
)
def test_the_verdict_follows_the_plan(reviewed: int, errors: int, word: str, allowed: int | None) -> None:
    bad, sure = Fraction(1, 10), Fraction(9, 10)
    found = sample_verdict(Plan(187, 13), bad, sure, reviewed, errors)
    assert (found.word, found.allowed) == (word, allowed)


def test_a_sample_that_is_too_small_allows_none() -> None:
    assert errors_allowed(21, Fraction(1, 10), Fraction(1, 10)) == -1
    assert errors_allowed(22, Fraction(1, 10), Fraction(1, 10)) == 0


def rows(count: int, **more: str) -> list[dict[str, str]]:
    return [
        {"id": f"I-{n:04}", "agent": f"A{n % 20}", "payer": "Big" if n % 50 else "Rare", **more}
        for n in range(count)
    ]


def test_the_draw_can_be_repeated_with_any_sha_256() -> None:
    listed = rows(500)
    drawn = draw(listed, 22, "s")
    by_hand = sorted(row["id"] for row in listed)
    by_hand.sort(key=lambda id_: hashlib.sha256(f"s:{id_}".encode()).hexdigest())
    assert [one.id for one in drawn] == by_hand[:22]
    assert draw(list(reversed(listed)), 22, "s") == drawn
    assert [one.id for one in draw(listed, 22, "t")] != by_hand[:22]
    assert draw(listed, 30, "s")[:22] == drawn
    assert len(draw(listed, 900, "s")) == 500
    assert draw_number("a", "b") == hashlib.sha256(b"a:b").hexdigest()


def test_every_item_is_drawn_about_as_often_as_any_other() -> None:
    listed = rows(40)
    seen = Counter(one.id for n in range(2000) for one in draw(listed, 10, str(n)))
    # 500 expected each, standard deviation 19
    assert len(seen) == 40
    assert max(abs(count - 500) for count in seen.values()) < 90


def test_strata_are_topped_up_beside_the_draw() -> None:
    listed = rows(500)
    drawn = draw(listed, 22, "s")
    more = top_up(listed, drawn, "payer", 5, "s")
    both = Counter(one.row["payer"] for one in (*drawn, *more))
    assert both["Rare"] == 5
    assert {one.why for one in more} == {"payer"}
    assert not {one.id for one in more} & {one.id for one in drawn}
    few = top_up(rows(3), (), "agent", 5, "s")
    assert len(few) == 3  # a stratum of one item has no more to give


def test_new_hires_are_checked_by_their_week() -> None:
    ramp = (RampStep(1, 2, 100, ""), RampStep(3, 4, 50, ""))
    listed = [
        *rows(10, new_hire="1"),
        *[{**row, "id": "x" + row["id"]} for row in rows(10, new_hire="4")],
        *rows(0),
    ]
    one_agent = [{**row, "agent": row["new_hire"]} for row in listed]
    more = ramp_up(one_agent, (), ramp, "s")
    assert Counter(one.row["new_hire"] for one in more) == {"1": 10, "4": 5}
    assert ramp_up([{**row, "new_hire": "30"} for row in listed], (), ramp, "s") == ()


def test_a_wrong_list_is_told_row_by_row() -> None:
    sheet = ({"id": "1"}, {"id": ""}, {"id": "1"}, {"id": "2", "workflow": "codin"})
    two = answers_of([Answer("workflows", ENGAGEMENT, ("coding", "collections"))])
    with pytest.raises(UserError) as refused:
        qa_plan(LIBRARY, two, DATA, TABLES, Asked({}, {"items": sheet}), as_of="2026-11-23")
    assert [str(one) for one in refused.value.diagnostics] == [
        '--sheet items: row 2: "" is not a workflow in scope (known: coding, collections) [bad-sheet]',
        "--sheet items: row 3: has no id (every item needs one in the column id) [bad-sheet]",
        '--sheet items: row 4: the id "1" stands twice (list every item once) [bad-sheet]',
        '--sheet items: row 5: "codin" is not a workflow in scope (did you mean "coding"?) [bad-sheet]',
    ]


def test_a_list_gives_the_size_of_the_lot_and_the_draw() -> None:
    sheet = tuple(rows(600))
    found = qa_plan(
        LIBRARY, answered(), DATA, TABLES, Asked({"seed": "s"}, {"items": sheet}), as_of="2026-11-23"
    )
    (plan,) = found.workflows
    assert (plan.volume, plan.list_size) == (600, 600)
    common = [one.id for one in plan.drawn if not one.why]
    assert common == [one.id for one in draw(sheet, 187, "s")]


def test_software_that_scores_everything_is_validated_blind() -> None:
    # none wrong, one, two: 45, 77, 105 items show that at most 5% slipped through (90% sure)
    software = only(answered(), scores_all="yes").software
    assert software is not None
    assert (software.passed, software.failed) == ((45, 77, 105), (11, 18, 25))
    assert software.known
    assert only(answered(), scores_all="no").software is None
    unsure = only(answered()).software
    assert unsure is not None
    assert not unsure.known


def test_months_rejected_tighten_the_standard_plan() -> None:
    normal = only(answered(), history="A")
    tight = only(answered(), history="ARR")
    assert tight.switched is not None
    assert tight.switched.strictness == "tightened"
    detail = {option.kind: option.detail for option in tight.options}["table"]
    assert detail.endswith("tightened")
    assert detail != {option.kind: option.detail for option in normal.options}["table"]
    assert "table" not in {one.kind for one in only(answered(), history="RRRRRRR").options}


def test_the_paper_says_what_it_was_not_told(demo: Path, tmp_path: Path) -> None:
    shown = run_in(demo, "paper", "qa", "d", "--set", "results@coding=120/9")
    assert (shown.code, shown.err) == (0, "")
    assert "| Coding | 16,500 | 95% | 92% | 447 | 28 |" in shown.out
    assert "| Not finished | Review 327 more; it passes with at most 19 of them wrong. |" in shown.out
    assert "Nobody has named a seed yet" in shown.out
    data = json.loads(run_in(demo, "paper", "qa", "d", "--json").out)["work"]
    assert [one["chosen"]["n"] for one in data["workflows"]] == [447, 187, 187]
    (tmp_path / "items.csv").write_text(
        "ID,Workflow,Agent\n" + "".join(f"{n},coding,A{n % 3}\n" for n in range(900))
    )
    drawn = run_in(
        demo, "paper", "qa", "d", "--sheet", str(tmp_path / "items.csv"), "--set", "seed=7", "--format", "csv"
    )
    assert drawn.code == 0, drawn.err
    lines = drawn.out.splitlines()
    assert lines[0].lstrip("\ufeff") == "No.,Workflow,Item,Agent,Drawn for,Result"
    wanted = sorted(range(900), key=lambda n: hashlib.sha256(f"7:{n}".encode()).hexdigest())
    assert lines[1].startswith(f"1,Coding,{wanted[0]},")
