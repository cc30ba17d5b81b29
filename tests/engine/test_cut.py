"""What a cut keeps of a rule that names workflows."""

from __future__ import annotations

import pytest

from bpo_controls.engine.cut import Cut, names_workflow
from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf, Not

CODING = Leaf("workflow", "one_of", ("coding", "records"))


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        (CODING, True),
        (Leaf("workflow", "one_of", ("records",)), False),
        (Leaf("office", "one_of", ("coding",)), False),
        (AllOf((Leaf("phi", "one_of", (True,)), AnyOf((CODING,)))), True),
        (Across("workflow", every=False, part=CODING), True),
        (Not(CODING), False),
        (AllOf(()), False),
    ],
)
def test_a_rule_names_a_workflow_unless_it_leaves_it_out(condition: Condition, named: bool) -> None:
    assert names_workflow(condition, ("coding",)) is named


def test_an_empty_cut_cuts_nothing() -> None:
    assert not Cut()
    assert Cut(gaps=True)
    assert Cut(domains=("access",))
