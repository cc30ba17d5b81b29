"""The session looks around: finds by words, lists, goes anywhere, steps back, and says why a key did nothing."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    EVERY,
    Acceptance,
    Answer,
    Answers,
    Evidence,
    Need,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.interview.asker import Dormant, Recorded, Refused, Said, Stepped, TakenBack
from bpo_controls.interview.moves import (
    AcceptRisk,
    AddEvidence,
    Back,
    ChangeEvidence,
    DontKnow,
    Flag,
    Give,
    GoTo,
    Keep,
    Move,
    Note,
    Onward,
    Quit,
    Redo,
    SameForAll,
    Settle,
    Skip,
    Step,
    SwitchRespondent,
    TakeBack,
    Undo,
)
from bpo_controls.interview.notice_words import differing_lines, notice_lines
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.sitting_plan import Plan
from tests.interview.scripted import InMemory, Scripted
from tests.interview.tiny import BILLING, CODING, NOW, interview

TWO = Answer("workflows", ENGAGEMENT, ("coding", "billing"))
LOGINS = Answer("logins", ENGAGEMENT, True)
REMOTE = Answer("remote", ENGAGEMENT, True)
GAP = Answer("GOV-01", ENGAGEMENT, "not-in-place", by="Ana Example", role="operations-lead", at=NOW)
ALL_BUT_GOV = (
    Answer("workflows", ENGAGEMENT, ("coding",)),
    Answer("sites", ENGAGEMENT, ()),
    Answer("data", CODING, ("none",)),
    Answer("logins", ENGAGEMENT, False),
    Answer("start", ENGAGEMENT, "2026-12-01"),
    Answer("volume", ENGAGEMENT, 5),
    Answer("fear", ENGAGEMENT, "Late claims"),
    Answer("stage", ENGAGEMENT, "new"),
)


def play(*moves: Move, answers: tuple[Answer, ...] = (), **more: object) -> tuple[Scripted, InMemory]:
    journal = InMemory(answers_of(answers) if answers else Answers())
    asker = Scripted(list(moves), **{k: v for k, v in more.items() if k in ("at_rest", "settles")})  # type: ignore[arg-type]
    rest = {k: v for k, v in more.items() if k not in ("at_rest", "settles")}
    interview(asker, journal, **rest)  # type: ignore[arg-type]
    return asker, journal


def asked(asker: Scripted) -> list[str]:
    return [f"{s.asked.id}@{s.subject.id}" if s.subject.id else s.asked.id for s in asker.screens]


def told(asker: Scripted, kind: type) -> list[object]:
    return [one for one in asker.notices if isinstance(one, kind)]


# ---- notes, evidence, taking back, undoing (defects 3, 4, 16, 17) ----


def test_a_second_note_is_added_and_the_first_stays() -> None:
    _, journal = play(Note("first"), Note("second"), Give("coding"), Back(), Note("third"), Quit())
    assert journal.answers.entries[TWO.need].note == "first\nsecond\nthird"


def test_a_note_can_be_rewritten_and_taken_out() -> None:
    _, journal = play(Note("frist"), Give("coding"), Back(), Note("first", instead=True), Quit())
    assert journal.answers.entries[TWO.need].note == "first"
    _, journal = play(Note("x y"), Give("coding"), Back(), Note("", instead=True), Quit())
    assert journal.answers.entries[TWO.need].note == ""


def test_taking_back_says_what_goes_along_and_undo_brings_all_of_it_back() -> None:
    seen = Evidence("List", "drive", "2026", "2026-11-01")
    gap = replace(GAP, note="Only Fridays", evidence=(seen, seen), assurance="seen")
    asker, journal = play(GoTo("GOV-01"), TakeBack(), Undo(), Quit(), answers=(TWO, gap))
    (taken,) = told(asker, TakenBack)
    assert isinstance(taken, TakenBack)
    assert (taken.noted, taken.evidence) == (True, 2)
    assert journal.answers.entries[gap.need] == gap
    (step,) = told(asker, Stepped)
    assert step == Stepped(False, (("GOV-01 Somebody owns it", "Not in place"),))
    assert asked(asker)[-1] == "GOV-01"


def test_undo_of_an_overwritten_answer_brings_the_earlier_one_back_and_redo_the_later() -> None:
    by = {"by": "Ana Example"}
    moves = (GoTo("GOV-01"), Give("in-place"), Undo(), Redo(), Redo(), Quit())
    asker, journal = play(*moves, answers=(TWO, GAP), **by)
    assert journal.answers.entries[GAP.need].value == "in-place"
    assert [s.redone for s in told(asker, Stepped)] == [False, True]  # type: ignore[attr-defined]
    assert [r.problem.code for r in told(asker, Refused)] == ["nothing-to-redo"]  # type: ignore[attr-defined]


def test_what_was_undone_in_front_is_asked_again() -> None:
    asker, journal = play(Give("coding"), Undo(), Give("mail"), Quit())
    assert asked(asker) == ["workflows", "sites", "workflows", "sites"]
    assert journal.answers.entries[TWO.need].value == ("mail",)


def test_the_description_of_another_way_does_not_stay_as_a_note_to_a_number() -> None:
    other = Answer("ACC-02", ENGAGEMENT, "another-way", note="A guard at the door", by="Ana Example", at=NOW)
    asker, journal = play(
        GoTo("ACC-02"), Give(90), Quit(), answers=(TWO, LOGINS, REMOTE, other), by="Ana Example"
    )
    assert journal.answers.entries[other.need].note == ""
    (recorded,) = told(asker, Recorded)
    assert recorded.left_behind == "A guard at the door"  # type: ignore[attr-defined]


def test_evidence_is_changed_and_taken_out_one_by_one() -> None:
    wrong, right, more = Evidence("https://x"), Evidence("Log"), Evidence("List")
    moves = (
        AddEvidence("seen", wrong), Give("coding"), Back(), AddEvidence("seen", more), ChangeEvidence(1, right),
        ChangeEvidence(2), ChangeEvidence(5), Quit(),
    )  # fmt: skip
    asker, journal = play(*moves)
    assert journal.answers.entries[TWO.need].evidence == (right,)
    assert journal.answers.entries[TWO.need].assurance == "seen"
    assert not any(one.assurance_reset for one in told(asker, Recorded))  # type: ignore[attr-defined]
    assert [one.problem.code for one in told(asker, Refused)] == ["no-such-evidence"]  # type: ignore[attr-defined]


# ---- differing answers (defect 2) ----


def test_a_weaker_answer_of_somebody_else_is_asked_about_and_both_stay() -> None:
    seen = replace(GAP, assurance="seen", evidence=(Evidence("List"),))
    asker, journal = play(
        GoTo("GOV-01"),
        Give("in-place"),
        GoTo("GOV-01"),
        Quit(),
        answers=(TWO, seen),
        by="Ben Example",
        settles="open",
    )
    assert journal.answers.entries[GAP.need] == seen
    assert [one.causes for one in asker.differing] == [("somebody-else", "weaker")]
    assert [one.value for one in asker.screens[-1].contested] == ["in-place"]
    (recorded,) = told(asker, Recorded)
    assert isinstance(recorded, Recorded)
    assert list(notice_lines(recorded)) == [
        "Not settled. This counts for now: Not in place. Kept beside it: In place. c settles it."
    ]
    assert next(differing_lines(asker.differing[0])) == (
        "This differs from the answer on record, comes from somebody else and is less well known. Both are kept."
    )
    asker, journal = play(GoTo("GOV-01"), Settle(), Settle(), Quit(), answers=(TWO,), settles="given")
    assert [one.problem.code for one in told(asker, Refused)] == ["nothing-to-settle"] * 2  # type: ignore[attr-defined]


def test_one_answer_for_all_that_differs_takes_the_place_of_what_was_put_off() -> None:
    every = Answer("data", Subject("workflow", EVERY), ("none",), by="Ana Example", at=NOW)
    for settles, stands in (("given", ("clinical",)), ("standing", None), ("open", None)):
        later = Answer("data", CODING, non_answer=NonAnswer("later"))
        journal = InMemory(answers_of((TWO, Answer("sites", ENGAGEMENT, ()), every, later)))
        moves = [GoTo("data@coding"), SameForAll(Give("clinical")), Quit()]
        interview(Scripted(moves, settles=settles), journal, by="Ben Example")  # type: ignore[arg-type]
        found = journal.answers.get("data", CODING)
        assert found is not None
        assert found.value == stands, settles


def test_a_conflict_left_open_is_settled_later() -> None:
    journal = InMemory(answers_of((TWO, GAP)))
    interview(Scripted([GoTo("GOV-01"), Give("partly"), Quit()], settles="open"), journal, by="Ben Example")
    later = Scripted([GoTo("GOV-01"), Settle(), Quit()], settles="given")
    interview(later, journal, by="Ana Example")
    assert journal.answers.entries[GAP.need].value == "partly"
    assert not journal.record.contested


# ---- a finished engagement (defect 5) ----


def test_a_finished_engagement_stays_open_for_corrections() -> None:
    finished = (*ALL_BUT_GOV, GAP)
    rest: list[Move] = [Give("x"), GoTo("GOV-01"), Quit()]
    asker, journal = play(Give("partly"), answers=finished, at_rest=rest, by="Ana Example")
    assert asked(asker) == ["GOV-01"]
    assert journal.answers.entries[GAP.need].value == "partly"
    assert told(asker, Said) == [
        Said("No question is on the screen. list names all, g goes to one, q stops.")
    ]
    asker, journal = play(answers=finished, at_rest=[Undo(), Back()])
    assert asked(asker) == ["GOV-01"]  # back leads to what was answered last


def test_a_session_opens_at_the_question_asked_for() -> None:
    asker, _ = play(Quit(), answers=(*ALL_BUT_GOV, GAP), plan=Plan(start="fear"))
    assert asked(asker) == ["fear"]
    asker, _ = play(Quit(), plan=Plan(start="ACC-99"))
    assert asked(asker) == ["workflows"]
    assert told(asker, Refused)


# ---- going anywhere, keys that did nothing (defects 10, 11, 15) ----


def test_a_question_for_another_role_is_gone_to_all_the_same_and_said() -> None:
    asker, _ = play(GoTo("data@coding"), Onward(), Quit(), answers=(TWO,), role="it-security")
    assert asked(asker)[1:] == ["data@coding", asked(asker)[0]]
    (said,) = told(asker, Said)
    assert said == Said("data is for the privacy officer, outside what this session asks. o leads back.")


def test_onward_at_the_open_question_and_going_to_the_one_on_the_screen_say_so() -> None:
    asker, _ = play(Onward(), GoTo("workflows"), Step(-1), Quit())
    assert [one.problem.code for one in told(asker, Refused)] == ["open-already", "no-neighbor"]  # type: ignore[attr-defined]
    assert told(asker, Said) == [Said("That is the question on the screen.")]


def test_an_area_can_be_entered_and_left() -> None:
    asker, _ = play(GoTo("the data"), Give("clinical"), Onward(), Quit(), answers=(TWO,))
    assert asked(asker) == ["sites", "data@coding", "data@billing", "sites"]


def test_after_going_to_an_open_question_the_rest_of_its_area_comes_next() -> None:
    answers = (TWO, LOGINS, REMOTE)
    asker, _ = play(GoTo("ACC-01"), Give("in-place"), Give("20"), Quit(), answers=answers)
    assert asked(asker)[:3] == ["sites", "ACC-01", "ACC-02"]
    assert asked(asker)[3] == "sites"


def test_jumping_over_records_nothing_and_the_question_stays_open() -> None:
    asker, journal = play(Skip(), Quit())
    assert asked(asker) == ["workflows", "sites"]
    assert not journal.events


def test_a_control_that_does_not_apply_is_no_place_to_go() -> None:
    asker, _ = play(GoTo("ACC-01"), Quit(), answers=(TWO, Answer("logins", ENGAGEMENT, False)))
    (refused,) = told(asker, Refused)
    assert refused.problem.hint == "it does not apply here; bpo-controls explain ACC-01 says why"  # type: ignore[attr-defined]


def test_a_dormant_answer_is_shown() -> None:
    sleeping = Answer("ACC-02", ENGAGEMENT, 30)
    asker, _ = play(GoTo("ACC-02"), Quit(), answers=(TWO, Answer("logins", ENGAGEMENT, False), sleeping))
    assert told(asker, Dormant)


# ---- marks ----


def test_flag_and_take_the_flag_off() -> None:
    asker, journal = play(Flag(), GoTo("GOV-01"), Flag(), Quit(), answers=(TWO, GAP))
    assert journal.answers.entries[GAP.need].flagged
    assert [one.problem.code for one in told(asker, Refused)] == ["nothing-to-flag"]  # type: ignore[attr-defined]
    _, journal = play(GoTo("GOV-01"), Flag(), Flag(), Quit(), answers=(TWO, GAP))
    assert not journal.answers.entries[GAP.need].flagged


def test_a_gap_is_accepted_as_a_risk_and_nothing_else_is() -> None:
    risk = AcceptRisk("Cara Example, COO", "Small volume until spring", "2027-06-30")
    asker, journal = play(GoTo("GOV-01"), risk, Quit(), answers=(TWO, GAP))
    kept = Acceptance("Cara Example, COO", "Small volume until spring", "2027-06-30")
    assert journal.answers.entries[GAP.need].accepted == kept
    (recorded,) = told(asker, Recorded)
    assert recorded.standing == "accepted"  # type: ignore[attr-defined]
    met = replace(GAP, value="in-place")
    asker, journal = play(GoTo("GOV-01"), risk, AcceptRisk("", "x", "soon"), Quit(), answers=(TWO, met))
    assert journal.answers.entries[GAP.need].accepted is None
    assert len(told(asker, Refused)) == 2


# ---- lists and finding ----


def lookup_of(*answers: Answer, moves: tuple[Move, ...] = ()) -> Scripted:
    asker, _ = play(*moves, Quit(), answers=answers)
    return asker


def test_words_are_found_in_titles_questions_answers_and_notes() -> None:
    noted = replace(GAP, note="Voicemail of the second team")
    asker = lookup_of(TWO, noted)
    assert asker.opening is not None
    find = asker.opening.lookup.find
    assert [row.need.item for row in find("voicemail")] == ["GOV-01"]
    assert [row.need.item for row in find("owns")] == ["GOV-01"]
    assert [row.need for row in find("kinds data")] == [Need("data", CODING), Need("data", BILLING)]
    assert [row.need.item for row in find("ana example")] == ["GOV-01"]
    assert find("") == find("...") == ()
    assert find("no such thing") == ()


def test_words_that_stand_side_by_side_are_found_first() -> None:
    noted = replace(GAP, note="Whose many volumes a month")
    asker = lookup_of(TWO, noted)
    assert asker.opening is not None
    found = [row.need.item for row in asker.opening.lookup.find("many a month")]
    assert found[0] == "volume"
    assert "GOV-01" in found


def test_what_does_not_apply_is_found_last_and_says_so() -> None:
    asker = lookup_of(TWO, Answer("logins", ENGAGEMENT, False))
    assert asker.opening is not None
    (row,) = asker.opening.lookup.find("ACC-02")
    assert row.state == "out"


def test_the_filters_count_what_they_list() -> None:
    claimed = Answer("ACC-02", ENGAGEMENT, "in-place", by="Ana Example")
    flagged = replace(GAP, flagged=True)
    asker = lookup_of(TWO, LOGINS, REMOTE, flagged, claimed, moves=(DontKnow("the qa lead"),))
    assert asker.opening is not None
    lookup = asker.opening.lookup
    counts = lookup.counts()
    assert {name: len(lookup.rows(name)) for name in counts} == counts
    assert [row.need.item for row in lookup.rows("gaps")] == ["GOV-01"]
    assert [row.need.item for row in lookup.rows("flagged")] == ["GOV-01"]
    assert [row.need.item for row in lookup.rows("changed")] == ["sites"]
    assert [(row.need.item, row.who) for row in lookup.rows("chase")] == [
        ("sites", "QA lead"),
        ("ACC-02", "Ana Example"),
    ]
    assert [row.need.item for row in lookup.rows(person="ana")] == ["ACC-02", "GOV-01"]
    assert {row.area for row in lookup.rows(area="access")} == {"Access"}


# ---- people (defects 8, 12, 21) ----


def test_people_met_so_far_are_offered_and_one_is_one_whatever_the_letters() -> None:
    asker, journal = play(SwitchRespondent(), Give("coding"), Quit(), answers=(GAP,), by="ana EXAMPLE")
    assert asker.known == (Respondent("Ana Example", "operations-lead"),)
    answer = journal.answers.entries[TWO.need]
    assert (answer.by, answer.role) == ("Ana Example", "operations-lead")


def test_a_name_can_come_with_its_role() -> None:
    _, journal = play(Give("coding"), Quit(), by="Tanya Sample, UM director")
    answer = journal.answers.entries[TWO.need]
    assert (answer.by, answer.role) == ("Tanya Sample", "UM director")


def test_whom_to_ask_is_the_person_once_known() -> None:
    _, journal = play(DontKnow("the operations lead, ana  example"), Quit(), answers=(GAP,))
    non_answer = journal.answers.entries[TWO.need].non_answer
    assert non_answer is not None
    assert non_answer.text == "Ana Example"


def test_keep_without_an_answer_says_what_to_do() -> None:
    asker, _ = play(Keep(), Quit())
    assert [one.problem.code for one in told(asker, Refused)] == ["nothing-to-keep"]  # type: ignore[attr-defined]


# ---- triage, order, first ----


def test_in_a_triage_in_place_is_enough_and_the_figure_is_chased() -> None:
    answers = (TWO, LOGINS, REMOTE)
    asker, journal = play(GoTo("ACC-02"), Give("in-place"), Quit(), answers=answers, plan=Plan(triage=True))
    assert asker.screens[0].triage
    (recorded,) = told(asker, Recorded)
    assert recorded.standing == "claimed"  # type: ignore[attr-defined]
    assert asker.screens[-1].progress.to_chase == 1
    assert journal.answers.entries[Need("ACC-02", ENGAGEMENT)].value == "in-place"


def test_figures_still_to_come_are_asked_in_a_later_session() -> None:
    claimed = Answer("GOV-01", ENGAGEMENT, "in-place")
    figure = Answer("ACC-02", ENGAGEMENT, "in-place")
    rest = [a for a in ALL_BUT_GOV if a.item != "logins"]
    journal = InMemory(
        answers_of((*rest, LOGINS, REMOTE, Answer("ACC-01", ENGAGEMENT, "in-place"), claimed, figure))
    )
    asker = Scripted([Give(20)], goes_through=True)
    interview(asker, journal)
    assert asked(asker) == ["ACC-02"]
    assert journal.answers.entries[figure.need].value == 20


def test_first_stops_after_so_many_and_counts_no_corrections() -> None:
    asker, _ = play(Give("coding"), Back(), Keep(), Give("Home"), Give("clinical"), plan=Plan(first=2))
    assert asker.summaries[0].ended == "enough"
    assert asked(asker) == ["workflows", "sites", "workflows", "sites"]
