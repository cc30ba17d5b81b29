"""`library coverage`, run as people run it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bpo_controls.cli.shell_completion import regimes
from bpo_controls.library.load import load_library

from .conftest import AS_OF, Run

BASE = Path(__file__).parents[1] / "library" / "base"
MORE = """\
- id: rule-10
  citation: Rule 10
  title: Logs are read
  regime: sample-law
  says: Somebody reads the log each week.
  state: in-force
  effective: "2020-01-01"
  binds: [plan]
- id: rule-9
  citation: Rule 9
  title: What a login is
  regime: sample-law
  says: A login is a name and a secret.
  state: upcoming
  effective: "2027-01-01"
  binds: [subcontractor]
- id: card-1
  citation: Card rule 1
  title: Cards are not kept
  regime: cards
  says: Nobody keeps a card number.
  state: proposed
  binds: [merchant]
"""


@pytest.fixture
def library(tmp_path: Path) -> str:
    """The base library, with rules that are left out, open and proposed."""
    shutil.copytree(BASE, tmp_path / "controls")
    with (tmp_path / "controls" / "sources.yaml").open("a", encoding="utf-8") as file:
        file.write(MORE)
    (tmp_path / "controls" / "regimes.yaml").write_text(
        "- {id: cards, title: Card rules}\n- {id: sample-law, title: The Sample Act}\n"
    )
    (tmp_path / "controls" / "coverage.yaml").write_text("- {source: rule-9, because: it defines a term}\n")
    return "controls"


def test_the_table_counts_what_binds_somebody_and_is_law(run: Run, library: str) -> None:
    ran = run("library", "coverage", library, "--as-of", AS_OF, COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "Regime      Taken up  Left out  Open  What it is\n"
        "────────────────────────────────────────────────────\n"
        "sample-law    1 of 3         1     1  The Sample Act\n"
        "\n"
        "All obligations: 1 of 3 carried, 1 left out with a reason, 1 open.\n"
        "Those that bind the vendor itself: 1 of 2 carried, 1 left out with a reason,\n"
        "none open.\n"
        "Those that reach it through the buyer: 0 of 1 carried, 0 left out with a\n"
        "reason, 1 open.\n"
        "Not law on November 23, 2026, and so not counted above: 1, of which 0 watched,\n"
        "0 left out with a reason, 1 open.\n"
    )


def test_a_regime_is_shown_line_by_line_in_the_order_of_the_law(run: Run, library: str) -> None:
    ran = run("library", "coverage", library, "--regime", "sample-law", "--as-of", AS_OF, COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "The Sample Act\n"
        "\n"
        "Binding the vendor itself: 1 of 2 carried, 1 left out with a reason, none open.\n"
        "  Rule 1, Logins belong to people: carried by ACC-01.\n"
        "  Rule 9, What a login is (not yet in force): left out. It defines a term.\n"
        "\n"
        "Reaching it through the buyer: 0 of 1 carried, 0 left out with a reason, 1\n"
        "open.\n"
        "  Rule 10, Logs are read: OPEN.\n"
    )


def test_law_has_dates(run: Run, library: str) -> None:
    ran = run("library", "coverage", library, "--regime", "sample-law", "--as-of", "2027-01-01")
    assert "Rule 9, What a login is: left out. It defines a term.\n" in ran.out
    ran = run("library", "coverage", library, "--regime", "cards", "--as-of", AS_OF)
    assert ran.out == (
        "Card rules\n\nNot law on that day: 0 of 1 carried, 0 left out with a reason, 1 open.\n"
        "  Card rule 1, Cards are not kept (proposed, not law): OPEN.\n"
    )


def test_machines_get_the_same(run: Run, library: str) -> None:
    ran = run("library", "coverage", library, "--as-of", AS_OF, "--json")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    assert told["all"] == {"total": 3, "carried": 1, "watched": 0, "left_out": 1, "open": 1}
    assert [(r["regime"], r["title"], r["total"]) for r in told["regimes"]] == [
        ("sample-law", "The Sample Act", 3)
    ]
    assert told["regimes"][0]["binding_the_vendor"]["total"] == 2
    rule = next(o for o in told["obligations"] if o["source"] == "rule-9")
    assert (rule["covered"], rule["left_out_because"], rule["standing"]) == (
        "left-out",
        "it defines a term",
        "upcoming",
    )


@pytest.mark.parametrize(
    ("arguments", "code", "err"), [((), 1, "1 obligation open.\n"), (("--json",), 1, "1 obligation open.\n")]
)
def test_an_open_obligation_fails_a_run_that_asks_for_it(
    run: Run, library: str, tmp_path: Path, arguments: tuple[str, ...], code: int, err: str
) -> None:
    command = ("library", "coverage", library, "--fail-on-open", "--as-of", AS_OF, *arguments)
    ran = run(*command)
    assert (ran.code, ran.err) == (code, err)
    with (tmp_path / "controls" / "coverage.yaml").open("a") as file:
        file.write("- {source: rule-10, because: it binds the plan alone}\n")
    assert run(*command).code == 0  # the proposed rule is no obligation


def test_an_unknown_regime_is_told_with_the_nearest(run: Run, library: str) -> None:
    ran = run("library", "coverage", library, "--regime", "sample-laws")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == '--regime: no source is of regime "sample-laws" (did you mean "sample-law"?) [unknown-regime]\n'
    )


def test_the_shell_completes_regimes() -> None:
    known = {source.regime for source in load_library().sources.values()}
    assert set(regimes("hipaa-")) == {one for one in known if one.startswith("hipaa-")}
    assert "hipaa-security" in regimes("hipaa-s")


def test_the_bundled_library_names_the_rules_of_hipaa_first_and_the_audit_protocol(run: Run) -> None:
    ran = run("library", "coverage", "--as-of", AS_OF, COLUMNS="80")
    assert (ran.code, ran.err) == (0, "")
    rows = [line.split()[0] for line in ran.out.splitlines() if line.startswith("hipaa-")]
    assert rows[:3] == ["hipaa-security", "hipaa-breach", "hipaa-privacy"]
    assert ran.out.splitlines()[2].startswith("hipaa-security")
    assert all(len(line) < 80 for line in ran.out.splitlines())
    words = " ".join(ran.out.split())
    assert "Of 72 citations that the HHS audit protocol looks at under the Security Rule, " in words
    assert (
        "Of 18 citations that the HHS audit protocol looks at under the Breach Notification Rule, " in words
    )


@pytest.mark.parametrize("regime", ["hipaa-security", "hipaa-breach", "hipaa-privacy"])
def test_nothing_of_hipaa_is_open(run: Run, regime: str) -> None:
    ran = run("library", "coverage", "--regime", regime, "--as-of", AS_OF, "--fail-on-open")
    assert (ran.code, ran.err) == (0, ""), [line for line in ran.out.splitlines() if "OPEN" in line]
