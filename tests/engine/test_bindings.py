"""Tables of values: what binds in a scope on a date, and how a control then reads."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Subject, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate, reevaluate
from bpo_controls.engine.finding import Finding
from bpo_controls.library.condition import Leaf
from bpo_controls.library.model import (
    Library,
    Option,
    VerifyStep,
)
from bpo_controls.library.parameter_model import Parameter, ParameterValue
from bpo_controls.words.specifics import plain_control, specific_assessment, with_names
from tests.engine.build import control, is_, library, question, said, source

AS_OF = "2026-11-27"
STATES = question(
    "states",
    "any-of",
    options=(
        Option("TX", "Texas"),
        Option("MA", "Massachusetts"),
        Option("all", "Every state", covers_all=True),
    ),
)
ROWS = (
    ParameterValue("Medicare Advantage", 7, "calendar days", "ma", None, since="2026-01-01"),
    ParameterValue("Medicare Advantage", 14, "calendar days", "ma", None, until="2026-01-01"),
    ParameterValue("Texas", 3, "working days", "tx", is_("states", "TX")),
    ParameterValue("Massachusetts", 2, "working days", "mass", is_("states", "MA")),
)


def tables(binds: str = "each", rows: tuple[ParameterValue, ...] = ROWS) -> Library:
    table = Parameter("clock", "The clock", binds, "the time the contract sets", rows)  # type: ignore[arg-type]
    lib = library(
        [STATES],
        [control("ESC-01", statement="Each request is decided within {clock}.", placeholders=("clock",))],
        sources=[source("ma"), source("tx"), source("mass")],
    )
    return replace(lib, parameters={"clock": table})


def finding(lib: Library, *answers: Answer, as_of: str = AS_OF) -> Finding:
    sheet = answers_of(answers)
    return specific_assessment(lib, sheet, evaluate(lib, Record(sheet), as_of)).of("ESC-01")[0]


def test_every_value_that_binds_is_named_with_its_source() -> None:
    found = finding(tables(), said("states", ("TX",)))
    assert found.control.statement == (
        "Each request is decided within 7 calendar days (Medicare Advantage, cite ma); "
        "3 working days (Texas, cite tx)."
    )
    assert [row.label for row in found.bindings[0].values] == ["Medicare Advantage", "Texas"]
    assert found.bindings[0].open == ()


def test_the_date_decides_which_value_counts() -> None:
    found = finding(tables(), said("states", ("TX",)), as_of="2025-12-31")
    assert "14 calendar days" in found.control.statement
    assert "7 calendar days" not in found.control.statement


def test_only_the_lowest_or_highest_counts_where_the_table_says_so() -> None:
    rows = tuple(replace(row, unit="days") for row in ROWS)
    answers = [said("states", ("TX", "MA"))]
    assert (
        "within 2 days (Massachusetts, cite mass)."
        in finding(tables("lowest", rows), *answers).control.statement
    )
    assert "within 7 days (Medicare Advantage" in finding(tables("highest", rows), *answers).control.statement


def test_an_open_question_is_named_and_asked() -> None:
    found = finding(tables())
    assert found.control.statement == (
        "Each request is decided within 7 calendar days (Medicare Advantage, cite ma). [More may bind, depending on the answer to “states?”]"
    )
    assert ("states", ENGAGEMENT) in found.needs


def test_where_nothing_binds_the_table_has_words() -> None:
    found = finding(tables(rows=ROWS[2:]), said("states", ("MA",)), as_of="2026-01-01")
    assert "2 working days" in found.control.statement
    nothing = finding(tables(rows=ROWS[2:3]), said("states", ("MA",)))
    assert nothing.control.statement == "Each request is decided within the time the contract sets."


def test_a_choice_that_covers_all_counts_as_every_choice() -> None:
    found = finding(tables(), said("states", ("all",)))
    assert [row.label for row in found.bindings[0].values] == ["Medicare Advantage", "Texas", "Massachusetts"]


def test_an_answer_that_only_a_table_reads_decides_the_control_anew() -> None:
    lib = tables()
    before = evaluate(lib, Record(answers_of([])), AS_OF)
    after = answers_of([said("states", ("TX",))])
    assert reevaluate(lib, before, Record(after), ["states"]) == evaluate(lib, Record(after), AS_OF)


def test_long_lists_name_the_first_and_count_the_rest() -> None:
    rows = tuple(ParameterValue(f"State {n}", n, "days", "ma") for n in range(1, 10))
    found = finding(tables(rows=rows))
    assert "4 days (State 4, cite ma); and 5 more listed limits." in found.control.statement
    assert len(found.bindings[0].values) == 9


def test_names_are_filled_in_and_are_never_read_as_placeholders() -> None:
    lib = library(
        [], [control("GOV-01", title="{vendor} reports to {buyer}", placeholders=("buyer", "vendor"))]
    )
    named = with_names(lib, {"buyer": "{vendor} Health", "vendor": "Sample {buyer}"})
    assert named.controls["GOV-01"].title == "Sample {buyer} reports to {vendor} Health"
    assert with_names(lib).controls["GOV-01"].title == "The vendor reports to the buyer"


def test_a_subject_is_called_by_its_name() -> None:
    from tests.engine.build import SITES

    lib = library([SITES], [control("WRK-01", per="site", title="{site} is locked", placeholders=("site",))])
    sheet = answers_of([said("sites", ("Cebu homes", "Manila"))])
    found = specific_assessment(lib, sheet, evaluate(lib, Record(sheet), AS_OF)).of("WRK-01")
    assert [one.control.title for one in found] == ["Cebu homes is locked", "Manila is locked"]
    assert found[0].subject == Subject("site", "cebu-homes")


def test_conditions_of_a_table_read_any_workflow() -> None:
    rows = (ParameterValue("Coding", 1, "day", "ma", Leaf("workflow", "one_of", ("coding",))),)
    from tests.engine.build import WORKFLOWS

    lib = tables(rows=rows)
    lib = replace(lib, questions={**lib.questions, "workflows": WORKFLOWS})
    assert "1 day (Coding" in finding(lib, said("workflows", ("billing", "coding"))).control.statement
    assert "the contract sets" in finding(lib, said("workflows", ("billing",))).control.statement


def test_a_text_that_begins_with_nobodys_name_begins_as_a_sentence() -> None:
    step = VerifyStep("examine", "{buyer} approved it", "{buyer} signed")
    made = control("ESC-02", statement="{vendor} answers.", placeholders=("vendor", "buyer"), verify=(step,))
    lib = library([STATES], [made])
    plain = plain_control(lib, made)
    assert (plain.statement, plain.verify[0].what, plain.verify[0].accept) == (
        "The vendor answers.", "The buyer approved it", "the buyer signed"
    )  # fmt: skip
    named = with_names(lib, {"vendor": "iRev"}).controls["ESC-02"]
    assert named.statement == "iRev answers."
