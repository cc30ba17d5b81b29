"""The escalation matrix with a register of people, contract clocks and terms of the engagement's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import answers_of
from bpo_controls.papers.named_people import NamedPerson, named_people, who_fits
from tests.cli.conftest import run_in

AS_OF = ("--as-of", "2026-11-23")
PEOPLE = """people:
  - {name: Robin Register, role: privacy-officer, side: vendor, phone: "+1 555 0100", deputy: Kim Standin}
  - {name: Lou Nophone, role: privacy officer, side: buyer}
  - {name: Sam Norole, side: vendor, phone: "+1 555 0199"}
"""
CLOCKS = """- trigger: breach
  due: "{vendor} tells the plan's privacy office"
  within: 24 hours
  by: "{vendor}"
  plan: Example Health Plan
  citation: Delegation agreement, section 7.3
"""
TERMS = """- id: CON-01
  title: Severity-one incidents reach the buyer within two hours
  statement: "{vendor} tells {buyer} of a severity-one incident within two hours."
  domain: escalation
  source: Master services agreement, section 9.4
  unit: hours
  met: {at_most: 2}
  question: In the worst case of the last quarter, how many hours passed before {buyer} was told?
- id: CON-02
  title: A bond covers the posters
  statement: "{vendor} holds a bond for everyone who posts."
  source: Master services agreement, section 9.1
"""


@pytest.fixture
def filled(demo: Path, tmp_path: Path) -> Path:
    shutil.copytree(demo / "d", tmp_path / "d")
    file = tmp_path / "d" / "engagement.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("people: []\n", PEOPLE), encoding="utf-8")
    (tmp_path / "d" / "contract-clocks.yaml").write_text(CLOCKS, encoding="utf-8")
    (tmp_path / "d" / "own-controls.yaml").write_text(TERMS, encoding="utf-8")
    return tmp_path


def test_the_register_names_with_phone_and_deputy_and_nothing_is_filled_from_nothing(filled: Path) -> None:
    ran = run_in(filled, "paper", "escalation", "d", *AS_OF)
    assert ran.code == 0, ran.err
    work = json.loads(run_in(filled, "paper", "escalation", "d", "--json", *AS_OF).out)["work"]
    (breach,) = [one for one in work["triggers"] if one["id"] == "breach"]
    (step,) = [one for one in breach["steps"] if "privacy officers of" in one["who"]]
    named = {one["name"]: one for one in step["named"]}
    assert named["Robin Register"]["phone"] == "+1 555 0100"
    assert named["Robin Register"]["deputy"] == "Kim Standin"
    assert named["Lou Nophone"]["phone"] == ""
    assert "Robin Register, privacy officer; in their absence Kim Standin" in ran.out
    assert "Robin Register: +1 555 0100" in ran.out
    assert "Lou Nophone:" not in ran.out
    assert "Sam Norole" not in ran.out  # no role, so there is no step for this person


def test_contract_clocks_and_own_terms_stand_in_the_matrix(filled: Path) -> None:
    text = run_in(filled, "paper", "escalation", "d", *AS_OF).out
    row = next(line for line in text.splitlines() if "plan's privacy office" in line)
    assert "24 hours from discovery" in row
    assert "Delegation agreement, section 7.3" in row
    assert "What the contract itself says about escalation" in text
    term = next(line for line in text.splitlines() if "CON-01" in line)
    assert "At most 2 hours" in term
    assert "Master services agreement, section 9.4" in term
    assert "CON-02" not in text  # another domain


def test_without_any_of_it_the_matrix_has_none(demo: Path) -> None:
    text = run_in(demo, "paper", "escalation", "d", *AS_OF).out
    assert "What the contract itself says" not in text
    assert "+1 555" not in text


def test_an_edition_that_names_nobody_does_not_name_the_register_either(filled: Path) -> None:
    for edition in ("buyer", "vendor"):
        text = run_in(filled, "paper", "escalation", "d", "--edition", edition, *AS_OF).out
        assert "Robin Register" not in text
        assert "+1 555" not in text


def test_a_broken_file_of_contract_clocks_is_refused_with_its_place(filled: Path) -> None:
    (filled / "d" / "contract-clocks.yaml").write_text(
        "- {trigger: breech, due: x, within: 1 hour}\n", encoding="utf-8"
    )
    ran = run_in(filled, "paper", "escalation", "d", *AS_OF)
    assert ran.code == 2
    assert "contract-clocks.yaml:1" in ran.err


def test_side_and_role_decide_who_fits() -> None:
    people = named_people(
        answers_of(()),
        (
            NamedPerson("A", "privacy officer", "vendor"),
            NamedPerson("B", "privacy officer", "buyer"),
            NamedPerson("C", "team lead", "vendor"),
        ),
    )
    assert [one.name for one in who_fits("privacy officers of {vendor} and {buyer}", people)] == ["B", "A"]
    assert [one.name for one in who_fits("privacy officer of {vendor}", people)] == ["A"]
    assert who_fits("security desk of the shift", people) == ()
