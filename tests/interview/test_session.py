"""The loop: what is asked, what is recorded, where back leads, what goes to sleep."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Acceptance,
    Answer,
    Answers,
    Evidence,
    Need,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.answers.reconcile import Reconciled
from bpo_controls.interview.asker import (
    Attached,
    Consequences,
    Recorded,
    Refused,
    SecondRound,
    TakenBack,
)
from bpo_controls.interview.moves import (
    AddEvidence,
    Back,
    Declined,
    DontKnow,
    Give,
    GoTo,
    Keep,
    Later,
    Move,
    NotApplicable,
    Note,
    Onward,
    Quit,
    SameForAll,
    SwitchRespondent,
    TakeBack,
    WhatChanged,
)
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.session import Outcome
from tests.interview.scripted import InMemory, Scripted
from tests.interview.tiny import BILLING, CODING, EVERY_WORKFLOW, MAIL, NOW, interview


def play(
    *moves: Move, journal: InMemory | None = None, keeps_text: bool = False, **more: Any
) -> tuple[Scripted, Outcome, InMemory]:
    asker = Scripted(moves, keeps_text=keeps_text)
    outcome, journal = interview(asker, journal, **more)
    return asker, outcome, journal


def asked(asker: Scripted) -> list[str]:
    return [f"{s.asked.id}@{s.subject.id}" if s.subject.id else s.asked.id for s in asker.screens]


def notices(asker: Scripted, kind: type) -> list[object]:
    return [one for one in asker.notices if isinstance(one, kind)]


def standing(*pairs: tuple[str, Subject, object]) -> InMemory:
    return InMemory(answers_of(Answer(item, subject, value) for item, subject, value in pairs))  # type: ignore[arg-type]


TWO = ("workflows", ENGAGEMENT, ("coding", "billing"))
START = (Give("coding billing"), Give("Home"))


def test_each_answer_is_on_disk_before_the_next_question() -> None:
    journal = InMemory()
    seen: list[int] = []

    def move(screen: object) -> Move:
        seen.append(len(journal.answers))
        return (*START, Give("clinical"), Quit())[len(seen) - 1]

    interview(Scripted(move), journal)
    assert seen == [0, 1, 2, 3]


def test_an_answer_carries_who_when_and_in_what_role() -> None:
    _, _, journal = play(Give("coding"), by="Ana Example", role="operations-lead")
    assert journal.answers.entries[Need("workflows", ENGAGEMENT)] == Answer(
        "workflows", ENGAGEMENT, ("coding",), by="Ana Example", role="operations-lead", at=NOW
    )


def test_a_bad_answer_is_told_and_the_question_stands() -> None:
    asker, _, journal = play(Give("knitting"), Give("coding"), Quit())
    assert asked(asker)[:2] == ["workflows", "workflows"]
    (problem,) = notices(asker, Refused)
    assert "knitting" in str(problem)
    assert len(journal.events) == 1


def test_an_answer_that_cannot_be_saved_is_never_called_recorded() -> None:
    class Full(InMemory):
        def save(self, answer: Answer, instead_of: Iterable[Need] = ()) -> Reconciled:  # noqa: ARG002
            raise OSError("no space")

    asker = Scripted([Give("coding")])
    with pytest.raises(OSError, match="no space"):
        interview(asker, Full())
    assert not notices(asker, Recorded)


def test_back_shows_the_answer_and_keep_leads_forward_again() -> None:
    asker, _, journal = play(*START, Back(), Back(), Keep(), Keep(), Quit())
    assert asked(asker) == ["workflows", "sites", "data@coding", "sites", "workflows", "sites", "data@coding"]
    assert [s.looking_back for s in asker.screens] == [0, 0, 0, 1, 2, 1, 0]
    assert asker.screens[4].present is not None
    assert asker.screens[4].present.value == ("coding", "billing")
    assert len(journal.events) == 2


def test_back_goes_past_the_start_of_this_session() -> None:
    journal = standing(("logins", ENGAGEMENT, True), TWO, ("sites", ENGAGEMENT, ("Home",)))
    asker, _, _ = play(Back(), Back(), Back(), Back(), Quit(), journal=journal)
    assert asked(asker) == ["data@coding", "logins", "sites", "workflows", "workflows"]
    assert asker.screens[2].present is not None
    assert notices(asker, Refused)


def test_onward_returns_to_the_open_question() -> None:
    asker, _, _ = play(*START, Back(), Back(), Onward(), Quit())
    assert asked(asker)[-2:] == ["workflows", "data@coding"]


def test_changing_an_early_answer_puts_later_ones_to_sleep_and_back() -> None:
    journal = standing(
        ("workflows", ENGAGEMENT, ("coding",)),
        ("sites", ENGAGEMENT, ("Home",)),
        ("data", CODING, ("none",)),
        ("logins", ENGAGEMENT, True),
        ("remote", ENGAGEMENT, True),
        ("ACC-01", ENGAGEMENT, "in-place"),
        ("ACC-02", ENGAGEMENT, 30),
    )
    asker, _, journal = play(GoTo("logins"), Give("no"), GoTo("logins"), Give("yes"), Quit(), journal=journal)
    first, second = notices(asker, Recorded)
    assert isinstance(first, Recorded)
    assert isinstance(second, Recorded)
    assert first.asleep == (
        "From outside?",
        "ACC-01 Logins are named",
        "ACC-02 Access ends when the job ends",
    )
    assert second.awake == first.asleep
    assert journal.answers.entries[Need("ACC-02", ENGAGEMENT)].value == 30


def test_a_sleeping_answer_is_passed_over_on_the_way_back() -> None:
    journal = standing(TWO, ("logins", ENGAGEMENT, False), ("remote", ENGAGEMENT, True))
    asker, _, _ = play(Back(), Quit(), journal=journal)
    assert asked(asker)[1] == "logins"


def test_later_comes_again_at_the_end_and_stays_open() -> None:
    journal = standing(
        TWO, ("data", CODING, ("none",)), ("data", BILLING, ("none",)), ("sites", ENGAGEMENT, ())
    )
    asker, outcome, journal = play(
        Give("no"), Later(), Give("5"), Later(), Give("new"), Give("in-place"),
        Give("2026-12-01"), Later(),
        journal=journal,
    )  # fmt: skip
    assert asked(asker) == ["logins", "start", "volume", "fear", "stage", "GOV-01", "start", "fear"]
    assert [n for n in asker.notices if isinstance(n, SecondRound)] == [SecondRound(2)]
    assert outcome.ended == "finished"
    assert outcome.missing == (("fear", ENGAGEMENT),)
    assert asker.summaries[0].set_aside[0].follow_up.cause == "later"
    again, _, _ = play(Give("that"), journal=journal)
    assert asked(again) == ["fear"]


def test_dont_know_is_set_aside_with_whom_to_ask_and_offered_in_the_next_session() -> None:
    asker, _, journal = play(DontKnow("the CIO"), Quit())
    assert journal.answers.entries[Need("workflows", ENGAGEMENT)].non_answer == NonAnswer(
        "dont-know", "the CIO"
    )
    assert asked(asker)[1] != "workflows"
    done = answers_of(
        (
            *journal.answers,
            Answer("sites", ENGAGEMENT, ()),
            *(Answer(item, ENGAGEMENT, False) for item in ("logins",)),
            Answer("start", ENGAGEMENT, "2026-12-01"),
            Answer("volume", ENGAGEMENT, 1),
            Answer("fear", ENGAGEMENT, "x"),
            Answer("stage", ENGAGEMENT, "new"),
            Answer("GOV-01", ENGAGEMENT, "partly"),
        )
    )
    again = Scripted([Keep()], goes_through=True)
    outcome, _ = interview(again, InMemory(done))
    assert asked(again) == ["workflows"]
    assert again.screens[0].present is not None
    assert outcome.ended == "finished"
    declined, _ = interview(Scripted([], goes_through=False), InMemory(done))
    assert declined.ended == "finished"


def test_not_applicable_insists_on_a_reason() -> None:
    asker, _, journal = play(NotApplicable("  "), NotApplicable("no such thing"), Quit())
    assert len(notices(asker, Refused)) == 1
    assert journal.answers.entries[Need("workflows", ENGAGEMENT)].non_answer == NonAnswer(
        "not-applicable", "no such thing"
    )


def test_declined_needs_none() -> None:
    _, _, journal = play(Declined(), Quit())
    assert journal.answers.entries[Need("workflows", ENGAGEMENT)].non_answer == NonAnswer("declined")


THREE = ("workflows", ENGAGEMENT, ("coding", "billing", "mail"))


def test_same_for_all_leaves_answers_of_their_own_alone() -> None:
    journal = standing(THREE, ("sites", ENGAGEMENT, ()), ("data", BILLING, ("none",)))
    asker, _, journal = play(SameForAll(Give("clinical")), Quit(), journal=journal)
    assert asker.screens[0].others == ("Mailing and print",)
    (told,) = notices(asker, Recorded)
    assert isinstance(told, Recorded)
    assert told.names == ("Coding", "Mailing and print")
    assert told.own_kept == ("Medical billing",)
    assert journal.answers.get("data", CODING) == journal.answers.get("data", MAIL)
    assert journal.answers.get("data", BILLING).value == ("none",)  # type: ignore[union-attr]
    assert ("data", EVERY_WORKFLOW) in journal.answers.entries


def test_same_for_all_reaches_what_was_put_off_in_one_event() -> None:
    journal = standing(THREE, ("sites", ENGAGEMENT, ()))
    _, outcome, journal = play(Later(), SameForAll(Give("clinical")), Quit(), journal=journal)
    assert outcome.answers == journal.answers
    assert journal.answers.get("data", CODING).value == ("clinical",)  # type: ignore[union-attr]
    change = journal.record.changes[-1]
    assert [answer.need for answer in change.given] == [("data", EVERY_WORKFLOW)]
    assert change.withdrawn == (("data", CODING),)


def test_an_answer_for_all_can_be_changed_for_one_and_looked_back_at() -> None:
    journal = standing(THREE, ("sites", ENGAGEMENT, ()))
    asker, _, journal = play(
        SameForAll(Give("clinical")), Back(), Give("billing"), GoTo("data@coding"), Quit(), journal=journal
    )
    assert asked(asker)[2] == "data@*"
    assert journal.answers.get("data", MAIL).value == ("billing",)  # type: ignore[union-attr]


def test_same_for_all_of_one_subject_is_refused() -> None:
    asker, _, journal = play(SameForAll(Give("coding")), Quit())
    assert len(notices(asker, Refused)) == 1
    assert not journal.events


def test_a_note_and_evidence_go_with_the_answer() -> None:
    seen = Evidence("Contract", "Shared drive", "2026", "2026-11-20")
    asker, _, journal = play(Note("Ask again"), AddEvidence("seen", seen), Give("coding"), Quit())
    assert notices(asker, Attached) == [Attached("note"), Attached("evidence")]
    answer = journal.answers.entries[Need("workflows", ENGAGEMENT)]
    assert (answer.note, answer.assurance, answer.evidence) == ("Ask again", "seen", (seen,))
    assert len(journal.events) == 1


def test_a_note_on_an_answer_that_stands_is_recorded_at_once() -> None:
    _, _, journal = play(Give("coding"), Back(), Note("Only inpatient"), Quit())
    answer = journal.answers.entries[Need("workflows", ENGAGEMENT)]
    assert (answer.value, answer.note) == (("coding",), "Only inpatient")


def test_a_note_without_an_answer_survives_quitting() -> None:
    _, _, journal = play(Note("Mind the second site"), Quit())
    asker, _, journal = play(GoTo("workflows"), Give("coding"), Quit(), journal=journal)
    assert asker.screens[1].note == "Mind the second site"
    answer = journal.answers.entries[Need("workflows", ENGAGEMENT)]
    assert (answer.value, answer.note) == (("coding",), "Mind the second site")


def test_a_changed_answer_is_only_stated_again() -> None:
    seen = Evidence("Contract")
    asker, _, journal = play(
        AddEvidence("tested", seen), Give("coding"), Back(), Give("billing"), Back(), Give("billing"), Quit()
    )
    answer = journal.answers.entries[Need("workflows", ENGAGEMENT)]
    assert (answer.assurance, answer.evidence) == ("stated", ())
    assert [n.assurance_reset for n in notices(asker, Recorded)] == [False, True, False]  # type: ignore[attr-defined]
    (differing,) = asker.differing
    assert (differing.standing.evidence, differing.causes) == ((seen,), ("weaker",))


def test_an_accepted_risk_stays_with_the_same_answer_only() -> None:
    risk = Acceptance("Ana Example", "small volume", "2027-06-30")
    gap = Answer("GOV-01", ENGAGEMENT, "not-in-place", accepted=risk)
    _, _, journal = play(GoTo("GOV-01"), Give("not-in-place"), journal=InMemory(answers_of([gap])))
    assert journal.answers.entries[Need("GOV-01", ENGAGEMENT)].accepted == risk
    _, _, journal = play(GoTo("GOV-01"), Give("partly"), journal=InMemory(answers_of([gap])))
    assert journal.answers.entries[Need("GOV-01", ENGAGEMENT)].accepted is None


def test_evidence_from_the_future_is_refused() -> None:
    asker, _, journal = play(AddEvidence("seen", Evidence("Contract", seen_on="2027-01-01")), Quit())
    assert "still to come" in str(notices(asker, Refused)[0])
    assert not journal.events


def test_done_another_way_needs_words() -> None:
    journal = standing(TWO, ("logins", ENGAGEMENT, True))
    asker, _, journal = play(
        GoTo("ACC-01"),
        Give("another-way"),
        Give("another-way", note="A guard at the door"),
        Quit(),
        journal=journal,
    )
    assert len(notices(asker, Refused)) == 1
    assert journal.answers.entries[Need("ACC-01", ENGAGEMENT)].note == "A guard at the door"


@pytest.mark.parametrize(
    "moves",
    [
        [GoTo("fear"), Give("patient SSN 123-45-6789 was sent out")],
        [Note("patient SSN 123-45-6789 was sent out"), Give("coding")],
        [NotApplicable("patient SSN 123-45-6789 was sent out")],
        [AddEvidence("seen", Evidence("Letter to patient SSN 123-45-6789")), Give("coding")],
    ],
)
def test_text_like_an_identifier_is_kept_only_on_request(moves: Sequence[Move]) -> None:
    refused, _, journal = play(*moves)
    assert "123-45" not in str(journal.events)
    assert refused.masked
    assert "123-45" not in str(refused.masked)
    _, _, journal = play(*moves, keeps_text=True)
    assert "123-45-6789" in str(journal.events)


def test_what_was_kept_once_is_not_asked_about_again() -> None:
    asker, _, _ = play(
        Note("patient SSN 123-45-6789"), Give("coding"), Back(), Give("billing"), Quit(), keeps_text=True
    )
    assert len(asker.masked) == 1


def test_what_the_last_answer_changed() -> None:
    asker, _, _ = play(WhatChanged(), GoTo("logins"), Give("yes"), WhatChanged(), Quit())
    nothing, something = notices(asker, Consequences)
    assert nothing == Consequences(())
    assert isinstance(something, Consequences)
    assert "1 control came in:" in something.lines
    assert "  ACC-01 Logins are named" in something.lines


def test_take_back_opens_the_question_again() -> None:
    asker, _, journal = play(Give("coding"), Back(), TakeBack(), Quit())
    assert isinstance(asker.notices[-1], TakenBack)
    assert asked(asker) == ["workflows", "sites", "workflows", "workflows"]
    assert not journal.answers.entries


def test_go_to_refuses_the_unknown_and_the_closed() -> None:
    asker, _, _ = play(GoTo("logns"), GoTo("remote"), GoTo("LOGINS"), Quit())
    wrong, closed = notices(asker, Refused)
    assert 'did you mean "logins"' in str(wrong)
    assert "neither answered nor open" in str(closed)
    assert asked(asker)[-1] == "logins"


def test_only_the_questions_of_a_role_or_a_section() -> None:
    journal = standing(TWO)
    asker, outcome, _ = play(Give("none"), Give("none"), journal=journal, role="privacy-officer")
    assert asked(asker) == ["data@coding", "data@billing"]
    assert outcome.ended == "finished"
    assert asker.summaries[0].open_elsewhere > 0
    assert journal.answers.entries[Need("data", CODING)].role == "privacy-officer"
    asker, _, _ = play(Quit(), journal=standing(TWO), section="governance")
    assert asked(asker) == ["GOV-01"]


def test_someone_else_answers() -> None:
    class Two(Scripted):
        def identify(
            self,
            present: Respondent,  # noqa: ARG002
            known: tuple[Respondent, ...],  # noqa: ARG002
            *,
            role_fixed: bool,  # noqa: ARG002
        ) -> Respondent:
            return Respondent("Ben Example", "qa-lead")

    journal = InMemory()
    interview(Two([Give("coding"), SwitchRespondent(), Give("Home"), Quit()]), journal)
    assert [a.by for a in journal.answers] == ["", "Ben Example"]


def test_ctrl_c_loses_nothing() -> None:
    def moves(screen: object, count: list[int] = []) -> Move:  # noqa: B006
        count.append(1)
        if len(count) == 3:
            raise KeyboardInterrupt
        return START[len(count) - 1]

    asker = Scripted(moves)
    outcome, journal = interview(asker)
    assert outcome.ended == "interrupted"
    assert outcome.answers == journal.answers
    assert len(journal.answers) == 2
    assert asker.summaries[0].ended == "interrupted"


def test_end_of_input_is_quitting() -> None:
    _, outcome, journal = play(Give("coding"))
    assert outcome.ended == "quit"
    assert outcome.recorded == 1
    assert len(journal.answers) == 1


def test_an_empty_sheet_has_nothing_behind_it() -> None:
    asker, _, _ = play(Back(), Keep(), TakeBack(), Quit(), journal=InMemory(Answers()))
    assert len(notices(asker, Refused)) == 3
