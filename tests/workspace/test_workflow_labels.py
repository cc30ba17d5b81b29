"""A workflow goes by the client's own words: everywhere, reversibly, and without moving a decision."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_controls.answers.answer_file import read_answer_file
from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need, Subject
from bpo_controls.answers.engagement_record import Change, Record
from bpo_controls.answers.row_stamp import stamp_of
from bpo_controls.answers.scope_pairs import read_scope_pairs
from bpo_controls.answers.validate import parse_value
from bpo_controls.answers.workflow_labels import called, workflow_named
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.library.model import Library
from bpo_controls.workspace.assessed import decide
from bpo_controls.workspace.branches import plan_label_merge, plan_merge, read_branch
from bpo_controls.workspace.engagement import Engagement, create_engagement, open_engagement
from bpo_controls.workspace.library_upgrade import carry_out, plan_upgrade
from bpo_controls.workspace.reassessment import begin_reassessment
from bpo_controls.workspace.redact import REMOVED, redact
from bpo_controls.workspace.rename import planned_rename
from bpo_controls.workspace.writer import open_writer
from tests.answers.small import small_library
from tests.workspace.conftest import NOW, a_file

LATER = "2026-11-24T09:00:00+00:00"
CODING, BILLING = Subject("workflow", "coding"), Subject("workflow", "billing")
SCOPE = (
    Answer("workflows", ENGAGEMENT, ("coding", "billing")),
    Answer("QA-02", CODING, "partly", note="two doors"),
    Answer("ACC-01", ENGAGEMENT, "in-place"),
)


def titles(library: Library) -> list[str]:
    return [one.title for one in library.workflows.values()]


def said(
    directory: Path, *answers: Answer, at: str = NOW, names: Iterable[tuple[str, str]] = ()
) -> Engagement:
    engagement = open_engagement(directory, small_library())
    with open_writer(engagement, lambda: at) as writer:
        for answer in answers:
            writer.save(answer)
        for before, after in names:
            writer.rename_to(before, after, "Sam Sample")
    return engagement


def test_the_label_is_shown_and_undo_redo_and_the_title_bring_each_name_back(directory: Path) -> None:
    engagement = said(directory, *SCOPE, names=[("coding", "Chart coding")])
    assert titles(engagement.library) == ["Chart coding", "Medical billing"]
    assert engagement.full.labels == {"coding": "Chart coding"}
    assert engagement.library.digest == small_library().digest
    with open_writer(engagement, lambda: NOW) as writer:
        assert writer.rename_to("chart CODING", "HIM coding").name_before == "Chart coding"
        writer.undo()
        assert titles(engagement.library)[0] == "Chart coding"
        writer.undo()
        assert titles(engagement.library)[0] == "Coding"
        writer.redo()
        assert titles(open_engagement(directory, small_library()).library)[0] == "Chart coding"
        back = writer.rename_to("Chart coding", "Coding")
        assert (back.restored, back.name_before, back.name_after) == (True, "Chart coding", "Coding")
        assert engagement.full.labels == {}
    assert titles(open_engagement(directory, small_library()).library) == ["Coding", "Medical billing"]


def test_a_report_of_an_earlier_day_has_the_name_of_that_day(directory: Path) -> None:
    said(directory, *SCOPE)
    engagement = said(directory, at=LATER, names=[("coding", "Chart coding")])
    assert engagement.record_at("2026-11-23").labels == {}
    assert engagement.record_at("2026-11-24").labels == {"coding": "Chart coding"}
    assert titles(called(engagement.library, engagement.record_at("2026-11-23").labels))[0] == "Coding"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("coding", "Medical Billing", "names-alike"),
        ("coding", "billing", "names-alike"),
        ("Nothing of the kind", "X", "unknown-subject"),
        ("coding", " ", "text-empty"),
        ("coding", "MRN 00123456", "looks-like-identifier"),
        ("billing", "chart coding", "names-alike"),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_one_line(
    directory: Path, before: str, after: str, code: str
) -> None:
    engagement = said(directory, *SCOPE, names=[("coding", "Chart coding")])
    with pytest.raises(UserError) as refused:
        planned_rename(engagement.library, engagement.answers, before, after)
    assert [one.code for one in refused.value.diagnostics] == [code]


def test_a_place_of_that_name_goes_first() -> None:
    sites = Answer("sites", ENGAGEMENT, ("Coding", "Cebu"))
    record = Record().after([Change(1, NOW, given=(sites,))])
    assert planned_rename(small_library(), record.answers, "coding", "Makati").before.kind == "site"


def test_id_title_and_label_all_name_the_workflow_in_what_comes_in() -> None:
    library = called(small_library(), {"coding": "Chart coding, inpatient"})
    for word in ("coding", "CODING", "Coding", "Chart coding, inpatient", "chart coding, INPATIENT"):
        assert workflow_named(library, word) == "coding"
        text = f'"QA-02@{word}": partly\n'
        answers, problems = read_answer_file(text, "a.yaml", library, earlier=Record().answers)
        assert [answer.need for answer in answers] == [Need("QA-02", CODING)], problems
        assert parse_value(library.questions["workflows"], word, library) == ("coding",)
    standing = Record().after([Change(1, NOW, given=SCOPE)]).answers
    [without], none = read_scope_pairs(["workflows-=Medical billing"], library, standing)
    assert (without.value, none) == (("coding",), ())


def test_the_check_of_a_row_that_was_sent_out_before_still_fits() -> None:
    plain = small_library()
    labeled = called(plain, {"coding": "Chart coding"})
    stamps = [stamp_of(one, "ab", "workflows", one.questions["workflows"]) for one in (plain, labeled)]
    assert stamps[0] == stamps[1]


def test_a_label_that_a_later_library_uses_for_another_workflow_sleeps() -> None:
    plain = small_library()
    flows = {**plain.workflows, "mail": replace(plain.workflows["coding"], id="mail", title="Chart coding")}
    later = called(replace(plain, workflows=MappingProxyType(flows)), {"coding": "Chart coding", "gone": "X"})
    assert titles(later) == ["Coding", "Medical billing", "Chart coding"]
    assert workflow_named(later, "Chart coding") == "mail"


def test_another_library_keeps_the_label(directory: Path) -> None:
    engagement = said(directory, *SCOPE, names=[("coding", "Chart coding")])
    newer = small_library("1.1.0", "cd" * 32)
    with open_writer(engagement, lambda: NOW) as writer:
        writer.take_library(newer)
        carry_out(engagement, writer, plan_upgrade(engagement.full, newer), "Sam Sample")
    upgraded = open_engagement(directory, newer)
    assert titles(upgraded.library)[0] == "Chart coding"
    assert upgraded.library.digest == newer.digest


def test_next_year_begins_with_the_label(directory: Path, tmp_path: Path) -> None:
    old = said(directory, *SCOPE, names=[("coding", "Chart coding")])
    day = "2027-11-24"
    begun = begin_reassessment(
        old, tmp_path / "new", small_library(), "2026-11-23", day, lambda: f"{day}T09:00:00+00:00"
    )
    assert titles(begun.engagement.library)[0] == "Chart coding"
    assert titles(open_engagement(tmp_path / "new", small_library()).library)[0] == "Chart coding"
    assert len(begun.engagement.record.proposals) == len(SCOPE)


@pytest.fixture
def parted(directory: Path, tmp_path: Path) -> tuple[Path, Path]:
    said(directory, *SCOPE)
    there = tmp_path / "there"
    shutil.copytree(directory, there)
    return directory, there


def joined(directory: Path, there: Path) -> tuple[Engagement, tuple[tuple[str, str], ...]]:
    engagement = open_engagement(directory, small_library())
    branch = read_branch(engagement, there / "journal.jsonl")
    labels = plan_label_merge(engagement, branch)
    with open_writer(engagement, lambda: LATER) as writer:
        writer.merge(plan_merge(engagement, branch, LATER), "copy", renames=labels.renames)
    return open_engagement(directory, small_library()), labels.both


def test_a_merge_takes_the_name_that_only_the_other_side_chose(parted: tuple[Path, Path]) -> None:
    directory, there = parted
    said(there, names=[("coding", "Chart coding")])
    engagement, both = joined(directory, there)
    assert (engagement.full.labels, both) == ({"coding": "Chart coding"}, ())
    with open_writer(engagement, lambda: LATER) as writer:
        writer.undo()
    assert engagement.full.labels == {}


def test_a_merge_keeps_this_side_where_both_chose_and_says_so(parted: tuple[Path, Path]) -> None:
    directory, there = parted
    said(there, names=[("coding", "Chart coding"), ("billing", "Claims")])
    said(directory, names=[("coding", "HIM coding")])
    engagement, both = joined(directory, there)
    assert engagement.full.labels == {"coding": "HIM coding", "billing": "Claims"}
    assert both == (("HIM coding", "Chart coding"),)


def test_a_name_can_be_redacted_from_a_label(directory: Path) -> None:
    said(directory, *SCOPE, names=[("coding", "Coding for Example Valley")])
    redact(directory, "Example Valley", by="Robin Sample", reason="the contract says so", at=LATER)
    assert titles(open_engagement(directory, small_library()).library)[0] == f"Coding for {REMOVED}"


def decisions(engagement: Engagement) -> list[tuple[object, ...]]:
    found = decide(engagement.library, engagement.record, "2026-11-24")
    bare = evaluate(small_library(), engagement.record, "2026-11-24")
    assert [(one.key, one.applies, one.status, one.severity) for one in found.findings] == [
        (one.key, one.applies, one.status, one.severity) for one in bare.findings
    ]
    return [(one.key, one.applies, one.status, one.severity) for one in found.findings]


WORDS = st.sampled_from(["Chart coding", "HIM coding", "Coding", "coding", "Claims", "Medical billing"])
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("name"), st.sampled_from(["coding", "billing"]), WORDS),
        st.tuples(st.just("site"), st.sampled_from(["Manila", "Cebu"]), st.sampled_from(["Makati", "Cebu"])),
        st.tuples(st.just("say"), st.sampled_from(["partly", "in-place"]), st.just("")),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(""), st.just("")),
    ),
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(MOVES)
def test_names_move_no_decision_and_undoing_everything_is_the_beginning(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, str, str]]
) -> None:
    directory = tmp_path_factory.mktemp("names") / "work"
    create_engagement(directory, a_file(), small_library(), at=NOW)
    engagement = said(directory, *SCOPE, Answer("sites", ENGAGEMENT, ("Manila",)))
    begin = len(SCOPE) + 1
    with open_writer(engagement, lambda: NOW) as writer:
        for what, one, other in moves:
            before = decisions(engagement)
            if what == "say":
                writer.save(Answer("QA-02", CODING, one))
            elif what == "undo":
                if len([c for c in engagement.full.changes if c.kind]) > begin:
                    writer.undo()
            elif what == "redo":
                writer.redo()
            else:
                try:
                    writer.rename_to(one, other)
                except UserError:
                    continue
                if what == "name":
                    assert decisions(engagement) == before
            library = open_engagement(directory, small_library()).library
            assert titles(library) == titles(engagement.library)
            named = [engagement.full.labels.get(id_, title) for id_, title in
                     (("coding", "Coding"), ("billing", "Medical billing"))]  # fmt: skip
            assert titles(library) == named
        while writer.undo() is not None:
            pass
        assert engagement.full.labels == {}
        assert not engagement.answers.entries
        assert titles(engagement.library) == titles(small_library())
