"""The gap report says how this work fails and which limits bind; without a catalog it says nothing of either."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.engagement_record import Record
from bpo_controls.library.model import (
    Failure,
    Library,
)
from bpo_controls.library.parameter_model import Parameter, ParameterValue
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import render
from bpo_controls.workspace.assessed import decide
from tests.reporting.fiction import AS_OF, LIBRARY, sample


def failure(id_: str, fails: str, *controls: str) -> Failure:
    return Failure(id_, "coding", "decision", "late", fails, "patients", "returned mail", controls, "full")


def report(library: Library, failure_to_avoid: str = "") -> str:
    _, meta, answers, _ = sample()
    file = replace(meta, failure_to_avoid=failure_to_avoid)
    context = context_for(library, file, answers, decide(library, Record(answers), AS_OF))
    return "".join(render(context, one, "md").decode() for one in ("gap-report", "gap-report-appendix"))


def test_open_failures_are_listed_and_the_feared_one_comes_first() -> None:
    library = replace(
        LIBRARY,
        failures={
            "held": failure("held", "Something that the library holds already.", "EXC-02"),
            "backlog": failure("backlog", "A hidden backlog of charts outlives the filing limit.", "ACC-01"),
        },
    )
    text = report(library, "a backlog of charts that stays hidden")
    feared = text.partition("The failure to avoid")[2]
    assert "A hidden backlog of charts outlives the filing limit." in feared
    assert text.count("A hidden backlog of charts") == 2


def test_without_a_catalog_the_section_is_left_out() -> None:
    assert "How this work fails" not in report(LIBRARY)


def test_a_long_table_of_limits_is_printed_whole_beside_the_gap() -> None:
    source = next(iter(LIBRARY.sources))
    rows = tuple(ParameterValue(f"State {n}", n, "days", source) for n in range(1, 9))
    table = Parameter("clock", "The clock", "each", "the contract's time", rows)
    control = LIBRARY.controls["ACC-01"]
    library = replace(
        LIBRARY,
        parameters={"clock": table},
        controls={
            **LIBRARY.controls,
            "ACC-01": replace(control, statement="It ends within {clock}.", placeholders=("clock",)),
        },
    )
    text = report(library)
    assert "It ends within 1 day (State 1" in text
    assert "and 4 more listed limits" in text
    assert "8 days (State 8" in text.partition("Limits that bind here")[2]
    assert "Limits that bind here" not in report(LIBRARY)
