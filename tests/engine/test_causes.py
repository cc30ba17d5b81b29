"""Twenty planted changes, each with the one cause that is right, and what else has to hold of every comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Acceptance, Answer, Evidence, NonAnswer, Subject
from bpo_controls.answers.engagement_record import Change, Record, Rename, Review
from bpo_controls.engine.causes import Cause, Comparison, State, compare_states
from bpo_controls.library.model import Control, Library, Option, Raise, Retired
from tests.engine.build import SITES, WORKFLOWS, control, is_, library, measured, question, source, yes

THEN, NOW = "2025-11-23", "2026-11-23"
LIST = (Evidence("Access list", "vault", "2025", "2025-10-01"),)
NEW_LIST = (Evidence("Access list", "vault", "2026", "2026-10-01"),)
MANILA, CEBU = Subject("site", "manila"), Subject("site", "cebu")


def a_library(**more: Control) -> Library:
    controls = {
        "ACC-1": control("ACC-1"),
        "ACC-2": control("ACC-2", ask=measured()),
        "OFF-1": control("OFF-1", yes("offshore")),
        "SEV-1": control("SEV-1", severity="low", raises=(Raise(yes("offshore"), "high", "far away"),)),
        "LAW-1": control("LAW-1", basis="regulation", sources=("rule",)),
        "MIX-1": control("MIX-1", sources=("rule",)),
        "AGE-1": control("AGE-1", ask=replace(measured("days?", 90, 120), unit="days", ages=True)),
        "SITE-1": control("SITE-1", per="site"),
        "KIND-1": control("KIND-1", is_("kind", "big")),
        **more,
    }
    rule = source("rule", effective="2026-06-01")
    kinds = question("kind", "one-of", options=(Option("big", "Big"), Option("small", "Small")))
    return library([WORKFLOWS, SITES, question("offshore"), kinds], controls.values(), sources=[rule])


def said(item: str, value: Any, at: str = THEN, subject: Subject = ENGAGEMENT, **more: Any) -> Answer:
    return Answer(item, subject, value, at=f"{at}T09:00:00+00:00", **more)


BASE = (
    said("sites", ("Manila",)),
    said("offshore", False),
    said("kind", "big"),
    said("ACC-1", "not-in-place"),
    said("ACC-2", 20, evidence=LIST, assurance="seen"),
    said("SEV-1", "partly"),
    said("LAW-1", "in-place"),
    said("MIX-1", "in-place"),
    said("AGE-1", 10, NOW),
    said("SITE-1", "in-place", subject=MANILA),
    said("KIND-1", "in-place"),
)


def record(*answers: Answer, kind: str = "imported", reviews: tuple[Review, ...] = ()) -> Record:
    """The base with these answers in place of its own, given in an event of this kind."""
    first = Change(1, f"{THEN}T09:00:00+00:00", given=BASE, kind="imported")
    second = Change(2, f"{NOW}T09:00:00+00:00", given=answers, reviewed=reviews, kind=kind)
    return Record().after((first, second) if answers or reviews else (first,))


def without(item: str) -> Record:
    given = tuple(one for one in BASE if one.item != item)
    return Record().after((Change(1, f"{NOW}T09:00:00+00:00", given=given, kind="imported"),))


@dataclass(frozen=True)
class Planted:
    """One change and the control that shows it."""

    name: str
    item: str
    cause: Cause
    record: Callable[[], Record] = record
    library: Callable[[], Library] = a_library
    before: str = NOW
    way: str = ""
    start: Callable[[], Record] = record


def _override() -> Record:
    verdict = Review(said("ACC-1", 1).need, "overridden", "Kim Sample", "seen on the visit", NOW)
    return record(said("ACC-1", "in-place", NOW), kind="reviewed", reviews=(verdict,))


def _renamed_control() -> Library:
    made = a_library(**{"ACC-9": control("ACC-9")})
    kept = {id_: one for id_, one in made.controls.items() if id_ != "ACC-1"}
    gone = {"ACC-1": Retired("ACC-1", "access", "t", "2.0.0", "merged", ("ACC-9",))}
    return replace(made, controls=kept, retired=gone)


def _other_option() -> Library:
    made = a_library()
    kinds = replace(made.questions["kind"], options=(Option("huge", "Huge"), Option("small", "Small")))
    renamed = control("KIND-1", is_("kind", "huge"))
    return replace(
        made,
        questions={**made.questions, "kind": kinds},
        controls={**made.controls, "KIND-1": renamed},
    )


def _new_control() -> Library:
    return a_library(**{"NEW-1": control("NEW-1")})


def _gone_control() -> Library:
    made = a_library()
    return replace(made, controls={id_: one for id_, one in made.controls.items() if id_ != "ACC-1"})


def _tighter() -> Library:
    return a_library(**{"ACC-2": control("ACC-2", ask=measured("hours?", 8, 12))})


def _accepted() -> Answer:
    return said("ACC-1", "not-in-place", accepted=Acceptance("Pat Example", "too dear", "2026-05-01"))


PLANTED = (
    Planted("a gap is closed", "ACC-1", "vendor", lambda: record(said("ACC-1", "in-place", NOW)), way="better"),
    Planted("a figure fell back", "ACC-2", "vendor", lambda: record(said("ACC-2", 60, NOW)), way="worse"),
    Planted("a better figure on new evidence, the same standing", "ACC-2", "vendor",
            lambda: record(said("ACC-2", 10, NOW, evidence=NEW_LIST, assurance="seen")), way="same"),
    Planted("scope brings a control in", "OFF-1", "scope", lambda: record(said("offshore", True, NOW)), way="in"),
    Planted("scope takes a control out", "KIND-1", "scope", lambda: record(said("kind", "small", NOW)), way="out"),
    Planted("scope raises the severity", "SEV-1", "scope", lambda: record(said("offshore", True, NOW)), way="other"),
    Planted("a second site, answered at once", "SITE-1@cebu", "scope",
            lambda: record(said("sites", ("Manila", "Cebu"), NOW), said("SITE-1", "not-in-place", NOW, CEBU)), way="in"),
    Planted("the library adds a control", "NEW-1", "library", library=_new_control, way="in"),
    Planted("the library drops a control", "ACC-1", "library", library=_gone_control, way="out"),
    Planted("the library tightens a limit", "ACC-2", "library", library=_tighter, way="worse"),
    Planted("a tighter limit, and the figure moved within the old one", "ACC-2", "library",
            lambda: record(said("ACC-2", 10, NOW)), _tighter, way="worse"),
    Planted("an option is called otherwise and nobody was asked again", "KIND-1", "library",
            library=_other_option, way="other"),
    Planted("a control goes by another id", "ACC-9", "library", lambda: record(said("ACC-9", "not-in-place")),
            _renamed_control, way="same"),
    Planted("a rule takes force", "LAW-1", "law", before=THEN, way="in"),
    Planted("a rule takes force under a control that applied before", "MIX-1", "law", before=THEN, way="same"),
    Planted("an acceptance has ended", "ACC-1", "time", lambda: record(_accepted()), before="2026-01-05",
            start=lambda: record(_accepted()), way="worse"),
    Planted("the reviewer overrode the same answer", "ACC-1", "judged", _override, way="better"),
    Planted("the same evidence read otherwise", "ACC-2", "judged",
            lambda: record(said("ACC-2", 60, NOW, evidence=LIST, assurance="seen")), way="worse"),
    Planted("seen where it was only stated", "SEV-1", "assurance",
            lambda: record(said("SEV-1", "partly", NOW, evidence=NEW_LIST, assurance="seen")), way="same"),
    Planted("said once more, by somebody else", "SEV-1", "none",
            lambda: record(said("SEV-1", "partly", NOW, by="Kim Sample", note="as before")), way="same"),
    Planted("not asked again yet", "SEV-1", "unanswered", lambda: without("SEV-1"), way="other"),
    Planted("a fact of the scope is not confirmed yet", "KIND-1", "unanswered", lambda: without("kind"), way="other"),
    Planted("nobody knew before", "ACC-1", "judged", lambda: record(said("ACC-1", "not-in-place", NOW)),
            start=lambda: record(Answer("ACC-1", ENGAGEMENT, non_answer=NonAnswer("dont-know"))), way="other"),
)  # fmt: skip


def compared(one: Planted) -> Comparison:
    return compare_states(
        State(a_library(), one.start(), one.before), State(one.library(), one.record(), NOW)
    )


@pytest.mark.parametrize("one", PLANTED, ids=lambda one: one.name)
def test_a_planted_change_has_its_one_right_cause(one: Planted) -> None:
    found = {str_of(difference): difference for difference in compared(one).differences}
    difference = found[one.item]
    assert (difference.cause, difference.way) == (one.cause, one.way)


@pytest.mark.parametrize("one", PLANTED, ids=lambda one: one.name)
def test_what_was_not_touched_has_no_cause(one: Planted) -> None:
    touched = {"OFF-1", "SEV-1", "LAW-1", "MIX-1", "AGE-1", one.item}  # by a shared fact, or by the date
    quiet = [found for found in compared(one).differences if str_of(found) not in touched]
    assert {found.cause for found in quiet} == {"none"}


def str_of(difference: Any) -> str:
    key = difference.key
    named = key.subject.id in ("", "manila")
    return key.item if named else f"{key.item}@{key.subject.id}"


def test_each_change_of_a_full_year_is_explained_once() -> None:
    """Several changes at once: each finding that stands otherwise has a cause, and only one."""
    later = record(
        said("offshore", True, NOW), said("ACC-1", "in-place", NOW), said("ACC-2", 30, NOW, evidence=NEW_LIST)
    )
    found = compare_states(State(a_library(), record(), THEN), State(_new_control(), later, NOW))
    causes = {str_of(one): one.cause for one in found.moved}
    assert causes == {
        "ACC-1": "vendor", "ACC-2": "vendor", "OFF-1": "scope", "SEV-1": "scope", "LAW-1": "law", "NEW-1": "library",
    }  # fmt: skip
    assert [str_of(one) for one in found.regressions] == ["ACC-2"]


def test_the_way_there_and_back_moves_the_same_findings() -> None:
    later = State(_new_control(), record(said("offshore", True, NOW), said("ACC-1", "in-place", NOW)), NOW)
    earlier = State(a_library(), record(), THEN)
    there, back = compare_states(earlier, later), compare_states(later, earlier)
    assert {one.key for one in there.moved} == {one.key for one in back.moved}
    assert not compare_states(later, later).moved
    assert {one.cause for one in compare_states(later, later).differences} == {"none"}


def test_a_site_with_another_name_is_the_same_site() -> None:
    rename = Rename(MANILA, Subject("site", "makati"), "sites", "Manila", "Makati")
    later = record().after((Change(3, f"{NOW}T10:00:00+00:00", renamed=(rename,), kind="renamed"),))
    found = compare_states(State(a_library(), record(), NOW), State(a_library(), later, NOW))
    assert not found.moved


def test_a_figure_that_grows_by_itself_is_a_matter_of_time() -> None:
    grown = record(said("AGE-1", 80, THEN))
    found = compare_states(State(a_library(), grown, THEN), State(a_library(), grown, "2026-06-23"))
    assert [(str_of(one), one.cause, one.way) for one in found.moved] == [
        ("LAW-1", "law", "in"),
        ("AGE-1", "time", "worse"),
    ]
