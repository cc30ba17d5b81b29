"""Coverage: what carries a source, what leaves it out, how it is counted, and what the audit protocol finds."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from bpo_controls.library.audit_protocol import audited
from bpo_controls.library.coverage import Coverage, How, by_regime, coverage, regime_title, tally
from bpo_controls.library.frameworks import FRAMEWORKS, Framework, lines_of, valid_ids
from bpo_controls.library.load import Reading, load_library, read
from bpo_controls.library.model import Library, Source, SourceState, Watch
from bpo_controls.lint.framework_maps import SECURITY_MAPS, maps_missing
from bpo_controls.lint.library_checks import lint
from tests.library.bad_case import AS_OF, HERE
from tests.problems.line import words_of

RULE_3 = """\
- id: rule-3
  citation: Rule 3
  title: Logs are read
  regime: sample-law
  says: Somebody reads the log each week.
  state: in-force
  binds: [plan]
"""
FIRM = "id: firm\ntitle: A firm's own\nversion: 1.0.0\nmaintained-by: Tests\nreviewed-on: '2026-11-01'\nreview-by: '2027-11-01'\n"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base library with a third rule that no control carries."""
    shutil.copytree(HERE / "base", tmp_path / "controls")
    monkeypatch.chdir(tmp_path)
    with Path("controls/sources.yaml").open("a", encoding="utf-8") as file:
        file.write(RULE_3)
    return Path("controls")


def told(*folders: Path) -> list[str]:
    reading = read(folders)
    return [f"{d.code} {words_of(d)}" for d in (*reading.diagnostics, *lint(reading, as_of=AS_OF))]


def library_of(reading: Reading) -> Library:
    assert reading.library is not None, reading.diagnostics
    return reading.library


def how(library: Library) -> dict[str, How]:
    return {one.source.id: one.how for one in coverage(library)}


def test_a_line_with_its_reason_settles_what_no_control_carries(base: Path) -> None:
    assert how(load_library([base])) == {"rule-1": "carried", "rule-2": "watched", "rule-3": "open"}
    (base / "coverage.yaml").write_text("- {source: rule-3, because: it binds the plan alone}\n")
    assert told(base) == []
    library = load_library([base])
    assert how(library)["rule-3"] == "left-out"
    assert library.left_out["rule-3"].because == "it binds the plan alone"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "- {source: rule-33, because: none}",
            'unknown-source controls/coverage.yaml:1:12: unknown source "rule-33" (did you mean "rule-3"?)',
        ),
        (
            "- {source: rule-3, because: one}\n- {source: rule-3, because: two}",
            "duplicate-id controls/coverage.yaml:2:12: rule-3 stands twice in this library "
            "(it stands first at controls/coverage.yaml:1:3; ids are forever)",
        ),
        (
            '- {source: rule-3, because: ""}',
            "wrong-type controls/coverage.yaml:1:29: rule-3: because must not be empty",
        ),
        (
            "- {source: rule-3}",
            'missing-key controls/coverage.yaml:1:3: rule-3: the key "because" is missing '
            "(why no control carries it)",
        ),
        (
            "- {because: one, source: rule-3}",
            'key-order controls/coverage.yaml:1:4: rule-3: "source" comes before "because" '
            "(the order of keys is the same in every entry)",
        ),
        (
            "source: rule-3",
            'wrong-type controls/coverage.yaml:1:1: must be a list of coverage (start each entry with "- source: …")',
        ),
    ],
)
def test_what_can_be_wrong_with_a_line(base: Path, text: str, problem: str) -> None:
    (base / "coverage.yaml").write_text(text + "\n")
    assert told(base) == [problem]


def test_an_exception_is_written_by_the_id_of_the_source(base: Path) -> None:
    (base / "lint.yaml").write_text("- {check: uncovered, id: rule-3, because: to come}\n")
    assert told(base) == []


def test_a_later_library_adds_lines_and_takes_them_out_by_carrying(base: Path) -> None:
    firm = Path("firm")
    firm.mkdir()
    (firm / "library.yaml").write_text(FIRM)
    (firm / "coverage.yaml").write_text("- {source: rule-3, because: not our work}\n")
    assert told(base, firm) == []
    (base / "coverage.yaml").write_text("- {source: rule-3, because: it binds the plan alone}\n")
    (silent,) = told(base, firm)
    assert silent.startswith("override-silent firm/coverage.yaml:1:12: rule-3 is already")
    (firm / "coverage.yaml").unlink()
    control = Path("controls/workforce.yaml").read_text().split("- id: WRK-02")[1]
    control = f"- id: WRK-02{control.replace('sources: []', 'sources: [rule-3]')}  overrides: our own\n"
    (firm / "workforce.yaml").write_text(control)
    assert told(base, firm) == []
    library = load_library([base, firm])
    assert how(library)["rule-3"] == "carried"
    assert library.left_out == {}


def test_retired_controls_carry_nothing(base: Path) -> None:
    path = base / "access.yaml"
    path.write_text(path.read_text() + "  retired: {in: 1.2.0, because: nobody leaves}\n")
    assert how(load_library([base])) == {"rule-1": "open", "rule-2": "open", "rule-3": "open"}


@pytest.mark.parametrize(
    ("state", "verdict"), [("in-force", "open"), ("upcoming", "watched"), ("stayed", "watched")]
)
def test_law_in_force_must_be_carried_not_watched(base: Path, state: SourceState, verdict: How) -> None:
    library = load_library([base])
    watching = replace(library.controls["WRK-02"], watch=(Watch("rule-3", "would change it"),))
    rule = replace(library.sources["rule-3"], state=state)
    changed = replace(
        library,
        controls={**library.controls, "WRK-02": watching},
        sources={**library.sources, "rule-3": rule},
    )
    assert how(changed)["rule-3"] == verdict


def test_lines_and_names_belong_to_the_library(base: Path) -> None:
    before = load_library([base])
    assert regime_title(before, "sample-law") == "sample-law"
    (base / "regimes.yaml").write_text("- {id: other, title: Another}\n- {id: sample-law, title: A law}\n")
    after = load_library([base])
    assert after.digest != before.digest
    assert regime_title(after, "sample-law") == "A law"
    assert list(by_regime(after, coverage(after))) == ["sample-law"]
    assert load_library([base]).regimes == after.regimes  # from the cache


def test_a_tally_adds_up(base: Path) -> None:
    taken = tuple(coverage(load_library([base])))
    count = tally(taken)
    assert (count.total, count.carried, count.watched, count.left_out, count.open) == (3, 1, 1, 0, 1)
    assert [one.direct for one in taken] == [True, False, False]


def test_a_regime_asks_for_maps(base: Path) -> None:
    regime = "- {id: sample-law, title: A law, maps: [nist-csf-2.0, pci-dss-4.0.1]}\n"
    (base / "regimes.yaml").write_text(regime)
    (base / "coverage.yaml").write_text("- {source: rule-3, because: it binds the plan alone}\n")
    assert told(base) == [
        "maps-missing controls/access.yaml:28:9: ACC-01: a security control needs maps to pci-dss-4.0.1"
    ]
    library = library_of(read([base]))
    other = replace(library.controls["WRK-02"], sources=("rule-1",))
    changed = replace(library, controls={"WRK-02": other})
    assert [remark.message for remark in maps_missing(changed, AS_OF)] == [
        "a security control needs maps to nist-csf-2.0 and pci-dss-4.0.1 because of rule-1"
    ]


def test_whoever_carries_the_security_rule_is_mapped_to_both_of_nists() -> None:
    assert load_library().regimes["hipaa-security"].maps == SECURITY_MAPS
    assert set(get_args(Framework)) == set(FRAMEWORKS)


WHOLE = {"hhs-cpg": 20, "hicp-405d": 10, "nist-800-66r2": 22, "iso-27001-2022": 93, "soc2-tsc": 61}
"""Frameworks whose number of entries is fixed by their publisher."""


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_each_list_of_ids_is_whole(framework: str) -> None:
    ids = valid_ids(framework)
    assert len(ids) == WHOLE.get(framework, len(ids))
    assert len(ids) > 9
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not re.fullmatch(FRAMEWORKS[framework], one)] == []


def taken(citation: str, *carried_by: str, because: str = "") -> Coverage:
    source = Source(citation, f"45 CFR {citation}", "", "", "", "in-force", binds=("business-associate",))
    return Coverage(source, carried_by, (), because)


def test_an_audited_citation_is_looked_for_whole_in_parts_and_around() -> None:
    found = {
        one.citation: (one.sources, one.how)
        for one in audited(
            (
                taken("164.306(a)", "GOV-14"),
                taken("164.306(b)", because="defines nothing to do"),
                taken("164.308(a)(2)"),
                taken("164.404(a)(1)", "ESC-11"),
                taken("164.404(a)(2)"),
                taken("164.410(a)", "ESC-02"),
                taken("164.410(b)", because="a clock"),
                taken("164.414", "ESC-02"),
                taken("164.3080", "ACC-01"),
            )
        )
    }
    assert found["164.306(a)"] == (("164.306(a)",), "carried")
    assert found["164.306(b)"] == (("164.306(b)",), "left-out")
    assert found["164.308(a)(2)"] == (("164.308(a)(2)",), "open")
    assert found["164.404(a)"] == (("164.404(a)(1)", "164.404(a)(2)"), "open")
    assert found["164.410"] == (("164.410(a)", "164.410(b)"), "carried")
    assert found["164.414(b)"] == (("164.414",), "carried")
    assert found["164.308(a)(3)(i)"] == ((), "open")
    assert len(found) == len(lines_of("ocr-audit-protocol"))
