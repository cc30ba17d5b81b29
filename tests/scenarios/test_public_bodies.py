"""A public body can pay for care or give it; what it is asked goes by the work."""

from __future__ import annotations

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Value, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.truth import Truth
from bpo_controls.library.load import load_library

AS_OF = "2026-11-27"


def applies(control: str, **facts: Value) -> Truth:
    record = Record(answers_of([Answer(item, ENGAGEMENT, value) for item, value in facts.items()]))
    return evaluate(load_library(), record, AS_OF).of(control)[0].applies


@pytest.mark.parametrize(
    ("workflow", "share_of_collections", "no_software_denies"),
    [("medical-billing", Truth.TRUE, Truth.FALSE), ("utilization-review", Truth.FALSE, Truth.TRUE)],
)
def test_a_county_that_bills_for_its_ambulances_is_on_the_side_of_care(
    workflow: str, share_of_collections: Truth, no_software_denies: Truth
) -> None:
    facts: dict[str, Value] = {
        "buyer_kind": ("public-agency",), "workflows": (workflow,), "payer_lines": ("medicare", "medicaid"),
        "fee_model": "share", "data_types": ("billing", "clinical"), "automation": ("rule-engine",),
    }  # fmt: skip
    assert applies("BIL-06", **facts) is share_of_collections
    assert applies("GOV-10", **facts) is no_software_denies
