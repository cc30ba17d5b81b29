"""From files to the model: what stands in it, several libraries over each other, the digest."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.library.condition import ALWAYS, AllOf, AnyOf, Leaf
from bpo_controls.library.load import load_library, read
from bpo_controls.library.model import Example, Library, Limits, Option, Raise, Retired
from bpo_controls.yaml.text import dump_yaml
from tests.library.bad_case import HERE
from tests.problems.line import words_of

BASE = HERE / "base"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the base library, seen as `controls/`."""
    shutil.copytree(BASE, tmp_path / "controls")
    monkeypatch.chdir(tmp_path)
    return Path("controls")


def loaded(*folders: Path) -> Library:
    return load_library(folders, cache=False)


def told(*folders: Path) -> list[str]:
    return [words_of(problem) for problem in read(folders).diagnostics]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def firm(*controls: dict[str, object], **files: object) -> Path:
    folder = Path("firm")
    folder.mkdir()
    identity = (BASE / "library.yaml").read_text().replace("id: sample", "id: firm").replace("1.2.0", "0.3.0")
    (folder / "library.yaml").write_text(identity)
    if controls:
        (folder / "access.yaml").write_text(dump_yaml(list(controls)))
    for stem, data in files.items():
        (folder / f"{stem}.yaml").write_text(dump_yaml(data))
    return folder


def acc_01(**changes: object) -> dict[str, object]:
    entry = read([BASE]).shelf.controls["ACC-01"].spot.data
    return {**entry, **changes}


def test_the_model_holds_what_the_files_say(base: Path) -> None:
    library = loaded(base)
    assert (library.id, library.version, library.review_by) == ("sample", "1.2.0", "2027-11-01")
    assert list(library.controls) == ["ACC-01", "WRK-01", "WRK-02"]
    control = library.controls["ACC-01"]
    assert control.domain == "access"
    assert control.applies_when == AllOf(
        (Leaf("phi", "one_of", (True,)), Leaf("vendor_has_logins", "one_of", (True,)))
    )
    assert control.raises == (
        Raise(Leaf("home_based", "one_of", (True,)), "critical", "nobody collects the badge"),
    )
    assert (control.ask.met, control.ask.partly) == (Limits(at_most=24), Limits(at_most=72))
    assert library.examples["ACC-01"][1] == Example({"data_types": ("none",)}, "no")
    assert control.verify[0].method == "examine"
    assert control.maps == {"nist-csf-2.0": ("PR.AA-01",), "nist-800-53r5": ("AC-2", "AC-2(3)")}
    assert library.sources["rule-1"].verified == "regulation text, 2026-11-01"
    assert library.sources["rule-2"].verified == ""
    assert library.controls["WRK-02"].applies_when == ALWAYS
    assert library.controls["WRK-02"].ask.kind == "practice"
    either = library.controls["WRK-01"].applies_when
    assert isinstance(either, AnyOf)
    assert either.parts[1] == AllOf(
        (
            Leaf("traits", "one_of", ("shapes-claims",)),
            AllOf((Leaf("team_size", "at_least", (2,)), Leaf("team_size", "below", (50,)))),
            Leaf("data_types", "excludes", ("none",)),
        )
    )
    assert library.questions["workflows"].options == (
        Option("coding", "Coding"),
        Option("member-support", "Member support"),
    )
    assert library.questions["data_types"].options[2].alone
    assert library.questions["start_date"].ask_when == Leaf("phi", "one_of", (True,))


def test_the_bundled_library_loads() -> None:
    reading = read()
    assert [str(problem) for problem in reading.diagnostics] == []
    assert reading.library is not None
    assert reading.library.introducer("workflow") is not None


def test_all_problems_of_all_files_come_in_one_error(base: Path) -> None:
    change(base / "access.yaml", "severity: high", "severity: huge")
    change(base / "workforce.yaml", "gate: scale", "gate: never")
    (base / "sources.yaml").write_text("- [")
    with pytest.raises(UserError) as caught:
        loaded(base)
    assert [(d.where.file, d.code) for d in caught.value.diagnostics if d.where] == [
        ("controls/access.yaml", "unknown-word"),
        ("controls/sources.yaml", "yaml-syntax"),
        ("controls/workforce.yaml", "unknown-word"),
    ]


def test_a_slip_in_a_question_is_not_told_again_where_the_question_is_used(base: Path) -> None:
    change(base / "scoping.yaml", "kind: yes-no", "kind: yesno")
    assert told(base) == [
        'controls/scoping.yaml:60:11: vendor_has_logins: kind cannot be "yesno" (did you mean "yes-no"?)'
    ]
    (base / "scoping.yaml").write_text("questions: [")
    assert [line.split(":")[0] for line in told(base)] == ["controls/scoping.yaml"]


def test_paths_outside_the_working_directory_stand_as_given(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(base / "access.yaml", "gate: pilot", "gate: later")
    assert told(base.absolute())[0].startswith("controls/access.yaml:11:9: ")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert told(tmp_path / "controls")[0].startswith(f"{tmp_path}/controls/access.yaml:11:9: ")
    assert told(Path("../controls"))[0].startswith("../controls/access.yaml:11:9: ")


def test_the_digest_follows_every_byte_and_nothing_else(base: Path) -> None:
    before = loaded(base).digest
    assert len(before) == 64
    (base / "notes.txt").write_text("x")
    (base / "demo").mkdir()
    (base / "lint.yaml").write_text("[]\n")
    assert loaded(base).digest == before
    change(base / "access.yaml", "\n  why:", "\n\n  why:")
    assert loaded(base).digest != before


def test_a_later_library_adds_and_rewords_with_a_reason(base: Path) -> None:
    added = acc_01(id="ACC-02")
    reworded = acc_01(severity="critical", overrides="our contracts say so")
    library = loaded(base, firm(reworded, added))
    assert (library.id, library.version) == ("sample+firm", "1.2.0+0.3.0")
    assert list(library.controls) == ["ACC-01", "ACC-02", "WRK-01", "WRK-02"]
    assert library.controls["ACC-01"].severity == "critical"
    assert library.digest != loaded(base).digest


def test_a_later_library_retires_with_a_reason(base: Path) -> None:
    note = {"in": "0.3.0", "because": "merged"}
    library = loaded(base, firm({"id": "ACC-01", "retired": note, "overrides": "our WRK-02 covers it"}))
    assert list(library.controls) == ["WRK-01", "WRK-02"]
    assert library.retired["ACC-01"] == Retired(
        "ACC-01", "access", "Access ends when the job ends", "0.3.0", "merged"
    )


def test_a_later_library_says_why_and_whom_it_changes(base: Path) -> None:
    lines = told(base, firm({"id": "ACC-01", "retired": {"in": "0.3.0", "because": "merged"}}))
    assert lines == [
        "firm/access.yaml:1:7: ACC-01 is already in the library before: controls/access.yaml:1:3 "
        "(to change it on purpose, add overrides: and the reason)"
    ]


def test_a_retired_control_moves_aside_and_keeps_its_id(base: Path) -> None:
    change(
        base / "access.yaml",
        "  examples:",
        "  retired: {in: 1.2.0, replaced_by: [WRK-02], because: merged}\n  examples:",
    )
    library = loaded(base)
    assert list(library.controls) == ["WRK-01", "WRK-02"]
    assert library.retired["ACC-01"] == Retired(
        "ACC-01", "access", "Access ends when the job ends", "1.2.0", "merged", ("WRK-02",)
    )
    change(base / "workforce.yaml", "- id: WRK-02", "- id: ACC-01")
    assert any("ACC-01 stands twice" in line for line in told(base))


def test_the_order_of_keys_and_files_does_not_change_the_model(base: Path) -> None:
    before = loaded(base).controls
    entries = [dict(reversed(entry.items())) for entry in [acc_01()]]
    (base / "access.yaml").write_text(dump_yaml(entries))
    assert loaded(base).controls == before


def test_a_first_line_for_editors_is_a_comment(base: Path) -> None:
    path = base / "access.yaml"
    path.write_text(
        "# yaml-language-server: $schema=../docs/schema/controls.schema.json\n" + path.read_text()
    )
    assert told(base) == []


def test_a_measurement_says_which_numbers_make_sense(base: Path) -> None:
    ask = loaded(base).controls["ACC-01"].ask
    assert (ask.whole, ask.minimum, ask.maximum) == (False, 0, None)
    change(
        base / "access.yaml",
        "    unit: hours\n",
        "    unit: hours\n    whole: true\n    range: {at_least: 1, at_most: 96}\n",
    )
    change(base / "scoping.yaml", "    unit: people\n", "    unit: people\n    whole: true\n")
    library = loaded(base)
    ask = library.controls["ACC-01"].ask
    assert (ask.whole, ask.minimum, ask.maximum) == (True, 1, 96)
    assert library.questions["team_size"].whole
    change(base / "access.yaml", "range: {at_least: 1", "range: {at_least: 30")
    assert any("no number in range can reach met" in line for line in told(base))


def test_a_percentage_ends_at_a_hundred(base: Path) -> None:
    change(base / "access.yaml", "    unit: hours\n", "    unit: percent\n")
    assert loaded(base).controls["ACC-01"].ask.maximum == 100


def test_a_source_can_have_a_condition_of_its_own(base: Path) -> None:
    scope = "  sources: [rule-1]\n  sources_only_when:\n    rule-1: {phi: true}\n"
    change(base / "access.yaml", "  sources: [rule-1]\n", scope)
    assert told(base) == [
        "controls/access.yaml:27:12: ACC-01: basis regulation needs a source that has no condition of its own "
        "(it applies only while one of its sources is in force; else use good-practice or risk)"
    ]
    change(base / "access.yaml", "basis: regulation", "basis: risk")
    assert loaded(base).controls["ACC-01"].source_scope == {"rule-1": Leaf("phi", "one_of", (True,))}
    change(base / "access.yaml", "    rule-1: {phi: true}", "    rule-2: {phi: true}")
    assert 'controls/access.yaml:29:13: "rule-2" is not among the sources of ACC-01' in told(base)[0]
    change(base / "access.yaml", "    rule-2: {phi: true}", "    rule-1: {phii: true}")
    assert 'unknown fact "phii"' in told(base)[0]
