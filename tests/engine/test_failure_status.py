"""The failure catalog in an engagement: what stands open, what is feared, and the core that covers it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bpo_controls.answers.answer_model import Answer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.core_set import core_controls, is_special
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.failure_status import failures_in_scope, feared
from bpo_controls.engine.ranking import experience, ranked_gaps, risk_key
from bpo_controls.library.condition import ALWAYS, Across, AllOf, AnyOf, Not
from bpo_controls.library.model import Failure, Library
from tests.engine.build import WORKFLOWS, control, is_, library, question, said, yes

AS_OF = "2026-11-27"
COMMON = frozenset({"phi", "personal_data"})


def failure(
    id_: str, *controls: str, workflow: str = "coding", fails: str = "It fails.", **more: Any
) -> Failure:
    return Failure(
        id_, workflow, "decision", "wrong", fails, "the buyer", "denials", controls, "full", **more
    )


def catalog(*failures: Failure, controls: tuple[str, ...] = ("QA-01", "QA-02", "QA-03")) -> Library:
    made = [
        control(one, is_("workflow", "coding") if one == "QA-01" else is_("workflow", "coding", "billing"))
        for one in controls
    ]
    return replace(library([WORKFLOWS], made), failures={one.id: one for one in failures})


def states(lib: Library, *answers: Answer) -> dict[str, str]:
    sheet = answers_of([said("workflows", ("coding",)), *answers])
    return {one.failure.id: one.state for one in failures_in_scope(lib, evaluate(lib, Record(sheet), AS_OF))}


def test_a_failure_is_held_only_when_every_applying_control_is_met() -> None:
    lib = catalog(failure("upcoding", "QA-01", "QA-02"))
    assert states(lib) == {"upcoding": "unknown"}
    assert states(lib, said("QA-01", "in-place")) == {"upcoding": "unknown"}
    assert states(lib, said("QA-01", "in-place"), said("QA-02", "not-in-place")) == {"upcoding": "weak"}
    assert states(lib, said("QA-01", "not-in-place"), said("QA-02", "not-in-place")) == {"upcoding": "open"}
    assert states(lib, said("QA-01", "in-place"), said("QA-02", "in-place")) == {"upcoding": "held"}


def test_failures_of_other_workflows_are_out_of_scope() -> None:
    assert states(catalog(failure("late", "QA-02", workflow="billing"))) == {}


def test_what_people_fear_is_found_by_its_words() -> None:
    lib = catalog(
        failure("upcoding", "QA-01", fails="Coders add diagnoses that no record supports."),
        failure("backlog", "QA-02", fails="Charts wait in an unseen backlog until filing limits pass."),
    )
    sheet = answers_of([said("workflows", ("coding",))])
    found = failures_in_scope(lib, evaluate(lib, Record(sheet), AS_OF))
    assert [one.failure.id for one in feared(found, "a hidden backlog of charts nobody sees")] == ["backlog"]
    assert feared(found, "rain") == ()


def test_the_core_takes_special_controls_first_and_then_what_answers_most_failures() -> None:
    lib = catalog(
        failure("one", "QA-03"), failure("two", "QA-03"), failure("three", "QA-02"), failure("four", "QA-02"),
        failure("five", "QA-02"), controls=("QA-01", "QA-02", "QA-03"),
    )  # fmt: skip
    everybody = control("GOV-01", severity="critical")
    common = control("GOV-02", severity="medium")
    lib = replace(lib, controls={**lib.controls, "GOV-01": everybody, "GOV-02": common})
    lib = replace(lib, failures={**lib.failures, "six": failure("six", "GOV-02")})
    sheet = answers_of([said("workflows", ("coding",))])
    assessment = evaluate(lib, Record(sheet), AS_OF)
    assert core_controls(lib, assessment) == ("QA-02", "QA-03", "QA-01", "GOV-02", "GOV-01")
    assert core_controls(lib, assessment, 2) == ("QA-02", "QA-03")
    assert core_controls(lib, assessment, 2, first=["GOV-01"]) == ("GOV-01", "QA-02")


def test_severity_comes_before_failures_among_special_controls() -> None:
    lib = catalog(failure("one", "QA-02"), controls=("QA-01", "QA-02"))
    lib = replace(
        lib, controls={**lib.controls, "QA-01": replace(lib.controls["QA-01"], severity="critical")}
    )
    assessment = evaluate(lib, Record(answers_of([said("workflows", ("coding",))])), AS_OF)
    assert core_controls(lib, assessment) == ("QA-01", "QA-02")


def test_what_a_program_or_a_place_brings_is_special_and_what_data_bring_is_not() -> None:
    data, medicare = yes("phi"), is_("payer_lines", "medicare")
    assert is_special(AllOf((data, medicare)), COMMON)
    assert is_special(Across("site", every=False, part=yes("offshore")), COMMON)
    assert not is_special(ALWAYS, COMMON)
    assert not is_special(AnyOf((data, medicare)), COMMON)
    assert not is_special(Not(medicare), COMMON)
    assert is_special(data, frozenset())


def test_a_special_control_that_names_no_workflow_comes_before_common_ones() -> None:
    lib = library(
        [WORKFLOWS, question("phi"), question("payer_lines", "any-of", options=("medicare", "medicaid"))],
        [
            control("GOV-01", yes("phi"), severity="critical"),
            control("GOV-02", AllOf((yes("phi"), is_("payer_lines", "medicare"))), severity="medium"),
            control("QA-01", is_("workflow", "coding"), severity="medium"),
        ],
    )
    lib = replace(lib, common_facts=COMMON)
    sheet = answers_of(
        [said("workflows", ("coding",)), said("phi", True), said("payer_lines", ("medicare",))]
    )
    assert core_controls(lib, evaluate(lib, Record(sheet), AS_OF)) == ("QA-01", "GOV-02", "GOV-01")


def test_the_core_holds_only_what_applies() -> None:
    lib = catalog(failure("one", "QA-01"))
    assessment = evaluate(lib, Record(answers_of([said("workflows", ("billing",))])), AS_OF)
    assert "QA-01" not in core_controls(lib, assessment)


def test_a_known_failure_of_the_work_weighs_as_much_as_three_cases() -> None:
    cases = {
        "GOV-01": control("GOV-01", precedents=("a", "b", "c", "d")),
        "GOV-02": control("GOV-02", precedents=("a", "b")),
        "GOV-03": control("GOV-03"),
        "GOV-04": control("GOV-04", severity="critical"),
    }
    failures = (
        failure("one", "GOV-03"), failure("two", "GOV-03", "GOV-02"), failure("elsewhere", "GOV-01", workflow="billing")
    )  # fmt: skip
    lib = replace(library([WORKFLOWS], cases.values()), failures={one.id: one for one in failures})
    gaps = [said(one, "not-in-place") for one in cases]
    record = Record(answers_of([said("workflows", ("coding",)), *gaps]))
    coding = evaluate(lib, record, AS_OF)
    assert {one.control.id: experience(one) for one in coding.findings} == {
        "GOV-01": 4, "GOV-02": 5, "GOV-03": 6, "GOV-04": 0
    }  # fmt: skip
    assert [one.control.id for one in ranked_gaps(coding)] == ["GOV-04", "GOV-03", "GOV-02", "GOV-01"]
    by_risk = [one.control.id for one in sorted(coding.findings, key=risk_key)]
    assert by_risk == ["GOV-03", "GOV-02", "GOV-01", "GOV-04"]
    both = Record(answers_of([said("workflows", ("coding", "billing")), *gaps]))
    again = reevaluate(lib, coding, both, ["workflows"])
    assert experience(again.of("GOV-01")[0]) == 7
    assert [experience(one) for one in again.findings] == [
        experience(one) for one in evaluate(lib, both, AS_OF).findings
    ]


def test_a_control_of_each_workflow_counts_that_workflows_failures_alone() -> None:
    each = control("QA-01", is_("workflow", "coding", "billing"), per="workflow")
    failures = (
        failure("one", "QA-01"),
        failure("two", "QA-01"),
        failure("three", "QA-01", workflow="billing"),
    )
    lib = replace(library([WORKFLOWS], [each]), failures={one.id: one for one in failures})
    found = evaluate(lib, Record(answers_of([said("workflows", ("coding", "billing"))])), AS_OF)
    assert {one.subject.id: one.known_failures for one in found.findings} == {"coding": 2, "billing": 1}
