"""A library in many files: folders of one kind, work/ with controls by domain, domains of its own, retired ids."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from bpo_controls.library.model import (
    DOMAINS,
    Failure,
    Retired,
)
from bpo_controls.library.parameter_model import Parameter, ParameterValue
from bpo_controls.yaml.text import dump_yaml
from tests.library.test_load import acc_01, base, change, firm, loaded, told  # noqa: F401

TABLE = {
    "id": "notice-clock",
    "title": "Time to give notice",
    "unit": "days",
    "otherwise": "the contract's own time",
    "values": [{"for": "everyone", "value": 60, "source": "hipaa-164.312-a"}],
}
FAILURE = {
    "id": "coding-late",
    "workflow": "coding",
    "step": "end",
    "mode": "late",
    "fails": "It is late.",
    "hurts": "the buyer",
    "shows": "denials",
    "controls": ["ACC-01"],
    "carried": "full",
}


def write(path: Path, data: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(dump_yaml(data))


def source_id(folder: Path) -> str:
    return next(iter(loaded(folder).sources))


def test_a_kind_may_be_a_folder_of_files(base: Path) -> None:  # noqa: F811
    whole = (base / "sources.yaml").read_text()
    before = loaded(base)
    (base / "sources.yaml").unlink()
    (base / "sources").mkdir()
    (base / "sources" / "law.yaml").write_text(whole)
    after = loaded(base)
    assert list(after.sources) == list(before.sources)
    assert after.digest != before.digest


def test_work_holds_controls_by_domain(base: Path) -> None:  # noqa: F811
    write(base / "work" / "coding.yaml", {"qa-depth": [acc_01(id="QA-30")], "access": [acc_01(id="ACC-30")]})
    library = loaded(base)
    assert library.controls["QA-30"].domain == "qa-depth"
    assert list(library.controls) == ["ACC-01", "ACC-30", "QA-30", "WRK-01", "WRK-02"]
    write(base / "work" / "coding.yaml", {"qa-deep": [acc_01(id="QA-30")]})
    assert (
        told(base)[0]
        == f'{PurePosixPath("controls", "work", "coding.yaml")}:1:1: unknown domain "qa-deep" (did you mean "qa-depth"?)'
    )
    write(base / "work" / "coding.yaml", [acc_01(id="QA-30")])
    assert "must be a mapping from domains to lists of controls" in told(base)[0]


def test_a_library_may_add_a_thirteenth_domain(base: Path) -> None:  # noqa: F811
    assert loaded(base).domains == DOMAINS
    over = firm()
    (over / "library.yaml").write_text((over / "library.yaml").read_text() + "domains: [fair-treatment]\n")
    write(over / "fair-treatment.yaml", [acc_01(id="FAI-01")])
    library = loaded(base, over)
    assert library.domains == (*DOMAINS, "fair-treatment")
    assert library.controls["FAI-01"].domain == "fair-treatment"


def test_a_file_of_no_domain_is_named_with_the_nearest(base: Path) -> None:  # noqa: F811
    write(base / "acess.yaml", [acc_01(id="ACC-30")])
    assert told(base) == ['controls/acess.yaml: is not a file of a library (did you mean "access"?)']


def test_an_id_alone_may_be_kept_as_retired(base: Path) -> None:  # noqa: F811
    (base / "privacy.yaml").write_text(
        "- {id: PRV-09, retired: {in: 1.1.0, replaced_by: [ACC-01], because: two became one}}\n"
    )
    assert loaded(base).retired == {
        "PRV-09": Retired("PRV-09", "privacy", "", "1.1.0", "two became one", ("ACC-01",))
    }


def test_tables_and_failures_are_read(base: Path) -> None:  # noqa: F811
    source = source_id(base)
    table = {**TABLE, "values": [{"for": "everyone", "value": 60, "source": source, "from": "2026-01-01"}]}
    write(base / "parameters" / "clocks.yaml", [table])
    write(base / "failures" / "coding.yaml", [FAILURE])
    change(base / "access.yaml", "  statement: ", "  statement: Notice in {notice-clock} to {buyer} - ")
    library = loaded(base)
    assert library.parameters["notice-clock"] == Parameter(
        "notice-clock",
        "Time to give notice",
        "each",
        "the contract's own time",
        (ParameterValue("everyone", 60, "days", source, None, "2026-01-01"),),
    )
    assert library.failures["coding-late"] == Failure(
        "coding-late", "coding", "end", "late", "It is late.", "the buyer", "denials", ("ACC-01",), "full"
    )
    assert library.controls["ACC-01"].placeholders == ("buyer", "notice-clock")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{notice-clok}", 'nothing is called {notice-clok} (did you mean "notice-clock"?)'),
        ("{site}", "{site} has a name only in a control decided per site (set per: site, or write it out)"),
        ("{1 + 1}", "nothing is called {1 + 1}"),
    ],
)
def test_a_name_in_braces_is_known(base: Path, text: str, problem: str) -> None:  # noqa: F811
    write(
        base / "parameters.yaml",
        [{**TABLE, "values": [{"for": "all", "value": 1, "source": source_id(base)}]}],
    )
    change(base / "access.yaml", "  title: Access ends when the job ends", f"  title: Access ends {text}")
    assert any(problem in line for line in told(base)), told(base)


def test_a_failure_names_what_exists_and_says_what_is_missing(base: Path) -> None:  # noqa: F811
    write(
        base / "failures.yaml",
        [{**FAILURE, "workflow": "codng", "controls": ["ACC-99"], "carried": "partly"}],
    )
    assert told(base) == [
        'controls/failures.yaml:2:13: unknown workflow "codng" (did you mean "coding"?)',
        'controls/failures.yaml:9:7: unknown control "ACC-99" (did you mean "ACC-01"?)',
        "controls/failures.yaml:10:12: coding-late: carried partly needs because",
    ]


def test_a_lowest_value_is_chosen_among_numbers(base: Path) -> None:  # noqa: F811
    rows = [{"for": "all", "value": "soon", "source": source_id(base)}]
    write(base / "parameters.yaml", [{**TABLE, "binds": "lowest", "values": rows}])
    assert "the lowest value can only be chosen among numbers" in told(base)[0]
