"""The pilot plan: the slice, the criteria from the gates, what stops it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Subject, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.library.load import load_library
from bpo_controls.library.lot_model import LotTables
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.pilot_model import PilotData
from bpo_controls.library.qa_model import QaData
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.pilot import PilotPlan, pilot_plan
from bpo_controls.papers.qa_plan import qa_plan
from tests.cli.conftest import run_in

LIBRARY = load_library()
QA, TABLES = paper_data(LIBRARY, "qa", QaData), paper_data(LIBRARY, "lot-tables", LotTables)
DATA = paper_data(LIBRARY, "pilot", PilotData)


def scope(*workflows: str, team: int | None = 21, **volumes: int) -> Answers:
    given = [Answer("workflows", ENGAGEMENT, workflows)]
    if team is not None:
        given.append(Answer("team_size", ENGAGEMENT, team))
    given += [
        Answer("monthly_volume", Subject("workflow", name.replace("_", "-")), many)
        for name, many in volumes.items()
    ]
    return answers_of(given)


def pilot(answers: Answers, **given: str) -> PilotPlan:
    qa = qa_plan(LIBRARY, answers, QA, TABLES, Asked(), as_of="2026-11-23")
    assessment = evaluate(LIBRARY, Record(answers), "2026-11-23")
    return pilot_plan(LIBRARY, answers, assessment, DATA, qa, Asked(given))


def test_the_slice_is_the_sample_that_proves_the_target() -> None:
    # 2,100 items, 21 workdays, 21 people: 100 a day, about 4.8 each; two people do 9.5, so 187 take 20 days
    found = pilot(scope("medical-billing", medical_billing=2100)).slice
    assert found is not None
    assert (found.items, found.wrong, found.agents, found.days) == (187, 13, 2, 20)
    assert found.share == pytest.approx(187 / 2100)
    four = pilot(scope("medical-billing", medical_billing=2100), agents="4").slice
    assert four is not None
    assert four.days == 10


def test_what_is_not_known_is_not_made_up() -> None:
    found = pilot(scope("medical-billing", team=None)).slice
    assert found is not None
    assert (found.items, found.wrong, found.days, found.share) == (None, None, None, None)
    assert pilot(answers_of([])).slice is None


def test_among_equals_the_smallest_sample_comes_first_and_another_can_be_chosen() -> None:
    both = scope("payment-posting", "medical-billing", payment_posting=90000, medical_billing=24000)
    found = pilot(both)
    assert found.slice is not None
    assert found.others
    order = [(one.blockers, one.items or 0) for one in (found.slice, *found.others)]
    assert order == sorted(order)
    other = pilot(both, workflow=found.others[0].workflow)
    assert other.slice == found.others[0]
    with pytest.raises(UserError, match="is not a workflow in scope"):
        pilot(both, workflow="medical-biling")
    with pytest.raises(UserError, match="is out of range"):
        pilot(both, agents="0")


def test_entry_and_exit_come_from_the_gates() -> None:
    found = pilot(scope("medical-billing", medical_billing=2100))
    assert {one.control.gate for one in found.entry} == {"pilot"}
    assert {one.control.gate for one in found.exit} == {"go-live"}
    assert not [one for one in (*found.entry, *found.exit) if one.status == "met"]
    assert {one.subject.id for one in found.entry if one.subject.kind == "workflow"} <= {
        "medical-billing",
        "*",
    }


def test_stops_are_those_that_can_happen_here() -> None:
    claims = "A claim goes out"
    billing = [one.says for one in pilot(scope("medical-billing")).stops]
    calls = [one.says for one in pilot(scope("scheduling")).stops]
    assert any(text.startswith(claims) for text in billing)
    assert not any(text.startswith(claims) for text in calls)
    assert any("caller in danger" in text for text in calls)
    sure = {one.says[:4]: one.sure for one in pilot(scope("medical-billing")).stops}
    assert sure["Data"] is False  # nobody has said yet whether there is personal data


def test_the_paper_names_dates_owner_of_the_stop_and_the_failure_to_avoid(demo: Path) -> None:
    shown = run_in(demo, "paper", "pilot", "d")
    assert (shown.code, shown.err) == (0, "")
    assert (
        "Pilot: January 11, 2027; Go-live: March 1, 2027; Review of this engagement: May 3, 2027."
        in shown.out
    )
    assert "A former worker abroad still able to open patient records" in shown.out
    assert "| More than 13 of the checked items are wrong, before or at 187 | QA lead |" in shown.out
    data = json.loads(run_in(demo, "paper", "pilot", "d", "--json", "--set", "workflow=coding").out)["work"]
    assert (data["slice"]["workflow"], data["slice"]["items"]) == ("coding", 447)
