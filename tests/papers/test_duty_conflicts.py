"""An organization chart with twenty conflicts planted by hand: none is missed, and none is made up."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.cli.sheet_files import read_sheet
from bpo_controls.diagnostics import UserError
from bpo_controls.library.load import load_library
from bpo_controls.library.paper_model import paper_data
from bpo_controls.library.register_model import AccessData
from bpo_controls.papers.duty_conflicts import check_conflicts

DATA = paper_data(load_library(), "access", AccessData)

CHART = """\
person,role,duties,system
Ann Sample,Payment poster,Post payments; Post contractual adjustments,Billing
ann  sample,,Issue refund,Bank portal
Ben Sample,Cash receiver,Open mail or lockbox; Endorse and deposit,Bank portal
Ben Sample,,Reconcile bank,Ledger
Cat Sample,A/R specialist,Work open accounts; Request adjustment; Approve adjustment,Billing
Dan Sample,Coder,Assign codes; Review coding quality,Encoder
Eve Sample,Examiner,Adjudicate claims; Release payment run; Audit claims,Claims
Fay Sample,Access admin,administer-users,Directory
Fay Sample,Security,review-audit-logs,Log server
Gus Sample,Agent,Change contact details; Give PHI by phone,CRM
Hal Sample,Registrar,Collect copays; Approve adjustment,Registration
Ida Sample,Denial specialist,Write appeal; Write off denied balance,Billing
Jon Sample,Developer,Develop automation; Put automation into production,Robots
Kim Sample,Billing lead,Maintain billing rules; Override claim edits,Billing
Lee Sample,Release of information,Release information; Approve release; Log disclosures,Records
Max Sample,Provider data,Maintain provider master; Adjudicate claims,Claims
Ned Sample,Biller,Edit claim data; Send statements,Billing
Ola Sample,Claim release,Release claims,Billing
Pia Sample,Coding auditor,Review coding quality,Encoder
Quinn Sample,Coder,Assign codes; Issue physician query,Encoder
Ray Sample,Refund approver,Approve refund,Billing
Ray Sampel,Treasury,Issue refund,Bank portal
Sam Sample,Team lead,Handle complaint; Issue goodwill credit,CRM
Tia Sample,Call quality,Score calls; Access call recordings,CRM
Uma Sample,Scheduler,Create appointment; Cancel appointment,Scheduling
Vic Sample,Data owner,Approve access; Certify access,Directory
Wes Sample,Suspense,Resolve unapplied cash; Identify credit balance,Billing
Xia Sample,Grievance,Resolve grievance,CRM
Yan Sample,Member agent,Answer member calls; Intake grievance,CRM
"""

PLANTED = {
    ("Ann Sample", "sod-01"),  # posts and refunds
    ("Ann Sample", "sod-03"),  # posts payments and contractual adjustments
    ("Ben Sample", "sod-07"),  # opens mail, reconciles
    ("Ben Sample", "sod-08"),  # deposits, reconciles
    ("Cat Sample", "sod-10"),  # works accounts, approves adjustments
    ("Cat Sample", "sod-11"),  # requests and approves them
    ("Dan Sample", "sod-22"),  # codes and reviews codes
    ("Eve Sample", "sod-40"),  # decides claims and releases the payment
    ("Eve Sample", "sod-47"),  # … and audits them
    ("Fay Sample", "sod-59"),  # administers users, reviews logs
    ("Gus Sample", "sod-51"),  # changes the address, then discloses
    ("Hal Sample", "sod-16"),  # takes cash, approves write-offs
    ("Ida Sample", "sod-34"),  # writes appeals, writes balances off
    ("Jon Sample", "sod-63"),  # builds robots, releases them
    ("Kim Sample", "sod-30"),  # makes the rules, overrides them
    ("Lee Sample", "sod-55"),  # releases, approves releases
    ("Lee Sample", "sod-56"),  # releases, logs
    ("Max Sample", "sod-38"),  # keeps providers, decides claims
}
"""Eighteen that lie in one row or across rows; the two others are in `MORE`."""

MORE = """\
Zoe Sample,Payment poster,Post payments,Billing
Zoe Sample,Administrator,Administer users,Directory
Abe Sample,Charge master,Maintain charge master; Enter charges,Charges
"""
MORE_PLANTED = {("Zoe Sample", "sod-66"), ("Abe Sample", "sod-21")}


def rows_of(text: str, folder: Path) -> tuple[dict[str, str], ...]:
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return read_sheet(file)  # type: ignore[return-value]


def found_in(rows: tuple[dict[str, str], ...]) -> set[tuple[str, str]]:
    return {(one.person.name, one.conflict.id) for one in check_conflicts(rows, DATA).found}


def test_the_twenty_planted_conflicts_are_found_and_no_other(tmp_path: Path) -> None:
    planted = PLANTED | MORE_PLANTED
    assert len(planted) == 20
    check = check_conflicts(rows_of(CHART + MORE, tmp_path), DATA)
    assert {(one.person.name, one.conflict.id) for one in check.found} == planted
    assert len(check.found) == 20
    assert check.unread == ()
    assert check.assumed == ()
    severities = [one.conflict.severity for one in check.found]
    assert severities == sorted(severities, key=("high", "medium", "low").index)


def test_each_conflict_says_why_and_what_helps(tmp_path: Path) -> None:
    first = check_conflicts(rows_of(CHART, tmp_path), DATA).found[0]
    assert (first.person.name, first.person.duties["issue-refund"]) == ("Ann Sample", ("Bank portal",))
    assert first.conflict.why
    assert first.conflict.instead


def test_a_workbook_says_the_same_as_the_csv(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate((CHART + MORE).splitlines()):
            sheet.write_row(number, 0, line.split(","))
    assert found_in(read_sheet(file)) == PLANTED | MORE_PLANTED  # type: ignore[arg-type]


def test_two_people_of_one_name_are_told_apart_by_their_id(tmp_path: Path) -> None:
    text = "id,person,duties\n1,Ann Sample,Post payments\n2,Ann Sample,Issue refund\n"
    assert found_in(rows_of(text, tmp_path)) == set()
    same = text.replace("2,Ann", "1,Ann")
    assert found_in(rows_of(same, tmp_path)) == {("Ann Sample", "sod-01")}


def test_what_the_library_does_not_know_is_told_not_dropped(tmp_path: Path) -> None:
    text = "person,role,duties\nAnn Sample,Payment poster,Post payments; Water the plants\nBen Sample,Wizard,\nCat Sample,Payment poster,\n"
    check = check_conflicts(rows_of(text, tmp_path), DATA)
    assert [(one.row, one.person, one.text) for one in check.unread] == [
        (1, "Ann Sample", "Water the plants"),
        (2, "Ben Sample", "Wizard"),
    ]
    assert check.assumed == ("Cat Sample",)
    assert {(one.person.name, one.conflict.id) for one in check.found} == {("Cat Sample", "sod-03")}


@given(st.lists(st.lists(st.sampled_from(sorted(DATA.duties)), max_size=6), max_size=8))
def test_a_conflict_is_found_when_and_only_when_one_person_holds_both(duties: list[list[str]]) -> None:
    rows = [{"person": f"P{n}", "duties": "; ".join(some)} for n, some in enumerate(duties)]
    expected = {
        (f"P{n}", conflict.id)
        for n, some in enumerate(duties)
        for conflict in DATA.conflicts
        if set(conflict.duties) <= set(some)
    }
    assert {(one.person.name, one.conflict.id) for one in check_conflicts(rows, DATA).found} == expected


def test_a_damaged_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    file.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(UserError) as refused:
        read_sheet(file)
    assert [one.code for one in refused.value.diagnostics] == ["workbook-unusable"]


def test_every_role_and_conflict_of_the_library_hangs_together() -> None:
    used = {duty for role in DATA.roles for duty in role.duties}
    in_conflict = {duty for one in DATA.conflicts for duty in one.duties}
    assert used | in_conflict <= set(DATA.duties)
    assert len({frozenset(one.duties) for one in DATA.conflicts}) == len(DATA.conflicts)
