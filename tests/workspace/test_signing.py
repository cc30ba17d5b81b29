"""Reviews, signatures and what lifts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need
from bpo_controls.answers.engagement_record import Review
from bpo_controls.diagnostics import UserError
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.review_queue import review_queue
from bpo_controls.workspace.engagement import Engagement, open_engagement
from bpo_controls.workspace.record import review_to_plain
from bpo_controls.workspace.signing import sign, signature_of
from bpo_controls.workspace.writer import Writer, open_writer
from tests.answers.small import small_library
from tests.workspace.conftest import NOW

GOAL = Need("goal", ENGAGEMENT)


def opened(directory: Path) -> Engagement:
    return open_engagement(directory, small_library())


def signed(directory: Path, *, by: str = "Robin Sample", assessor: str = "Sam Sample") -> Engagement:
    engagement = opened(directory)
    with open_writer(engagement, lambda: NOW) as writer:
        sign(engagement, writer, by=by, role="privacy officer", assessor=assessor, as_of="2026-11-23")
    return engagement


def said(directory: Path, text: str = "first", by: str = "Ana Example") -> None:
    with open_writer(opened(directory), lambda: NOW) as writer:
        writer.save(Answer("goal", ENGAGEMENT, text, by=by))


def review(writer: Writer, verdict: str, by: str = "Robin Sample") -> None:
    plain = review_to_plain(Review(GOAL, verdict, by, "why?", ""))  # type: ignore[arg-type]
    writer.note_event("reviewed", {"reviews": [plain], "by": by})


def test_a_signature_binds_what_was_on_record(directory: Path) -> None:
    said(directory)
    engagement = signed(directory)
    signature = signature_of(engagement)
    assert signature is not None
    assert signature.stands
    one = signature.sign_off
    assert (one.by, one.event, one.as_of) == ("Robin Sample", 2, "2026-11-23")
    assert (one.record, one.library) == (engagement.events[1].digest, engagement.library.digest)
    again = signature_of(opened(directory))
    assert again is not None
    assert again.stands


@pytest.mark.parametrize("how", ["answer", "undo", "conflict", "settings"])
def test_any_later_change_lifts_it_and_is_named(directory: Path, how: str) -> None:
    said(directory)
    signed(directory)
    engagement = opened(directory)
    if how == "settings":
        path = directory / "engagement.yaml"
        path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    else:
        with open_writer(engagement, lambda: NOW) as writer:
            if how == "answer":
                writer.save(Answer("goal", ENGAGEMENT, "second", by="Ana Example"))
            elif how == "undo":
                writer.undo()
            else:
                writer.save(Answer("goal", ENGAGEMENT, "other", by="Ben Example"))
    signature = signature_of(opened(directory))
    assert signature is not None
    assert not signature.stands
    assert (len(signature.since), signature.other_settings) == (
        (0, True) if how == "settings" else (1, False)
    )


def test_signing_again_stands_again(directory: Path) -> None:
    said(directory)
    signed(directory)
    said(directory, "second")
    signature = signature_of(signed(directory))
    assert signature is not None
    assert signature.stands


@pytest.mark.parametrize(
    ("by", "assessor", "code"),
    [
        ("", "Sam Sample", "signer-missing"),
        ("Robin Sample", "", "signer-missing"),
        ("Robin Sample", "robin  SAMPLE", "own-work"),
    ],
)
def test_who_may_not_sign(directory: Path, by: str, assessor: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        signed(directory, by=by, assessor=assessor)
    assert code in [problem.code for problem in caught.value.diagnostics]
    assert opened(directory).full.sign_offs == ()


def test_what_is_open_is_settled_before(directory: Path) -> None:
    said(directory)
    with open_writer(opened(directory), lambda: NOW) as writer:
        assert writer.save(Answer("goal", ENGAGEMENT, "other", by="Ben Example")).relation == "conflict"
    with pytest.raises(UserError) as caught:
        signed(directory)
    assert "goal" in str(caught.value)
    with open_writer(opened(directory), lambda: NOW) as writer:
        writer.settle(Answer("goal", ENGAGEMENT, "other", by="Ben Example"), "Robin Sample", "he owns it")
        review(writer, "challenged")
    with pytest.raises(UserError, match="challenged"):
        signed(directory)
    with open_writer(opened(directory), lambda: NOW) as writer:
        review(writer, "accepted")
    assert signed(directory).full.sign_offs


def test_a_review_is_of_the_answer_that_was_given(directory: Path) -> None:
    said(directory)
    with open_writer(opened(directory), lambda: NOW) as writer:
        review(writer, "accepted")
        assert writer.record.reviewed[GOAL].verdict == "accepted"
        writer.save(Answer("goal", ENGAGEMENT, "second", by="Ana Example"))
        assert GOAL not in writer.record.reviewed
        writer.undo()
        assert writer.record.reviewed[GOAL].verdict == "accepted"


def test_the_queue_has_what_deserves_a_second_look_first(directory: Path) -> None:
    said(directory)
    with open_writer(opened(directory), lambda: NOW) as writer:
        writer.save(Answer("ACC-01", ENGAGEMENT, "another-way", note="by hand", by="Ana Example"))
        writer.save(Answer("goal", ENGAGEMENT, "other", by="Ben Example"))
    engagement = opened(directory)
    queue = review_queue(engagement.record, evaluate(engagement.library, engagement.record, "2026-11-23"))
    assert [(item.need.item, item.concern) for item in queue] == [
        ("goal", "conflict"),
        ("ACC-01", "another-way"),
    ]
    assert [answer.value for answer in queue[0].contested] == ["other"]


def test_proposals_count_for_nothing_until_a_named_person_confirms(directory: Path) -> None:
    with open_writer(opened(directory), lambda: NOW) as writer:
        writer.propose([Answer("goal", ENGAGEMENT, "proposed", by="Absent Example")], "a questionnaire")
        assert tuple(writer.record.answers) == ()
        (proposal,) = writer.record.proposals
        assert (proposal.id, proposal.origin) == ("2.1", "a questionnaire")
        with pytest.raises(ValueError, match="named person"):
            writer.confirm([proposal], " ")
        writer.confirm([proposal], "Ana Example")
        assert writer.record.proposals == ()
        assert [(answer.value, answer.by) for answer in writer.record.answers] == [
            ("proposed", "Absent Example")
        ]
        writer.propose([Answer("goal", ENGAGEMENT, "differs", by="Other Example")], "a document")
        plan = writer.confirm(writer.record.proposals, "Ana Example")
        assert [row.relation for row in plan.rows] == ["conflict"]
        assert [answer.value for answer in writer.record.contested[GOAL]] == ["differs"]
        writer.propose([Answer("goal", ENGAGEMENT, "third", by="Other Example")], "a document")
        writer.reject(writer.record.proposals, "Ana Example", "a slip")
        assert writer.record.proposals == ()
    assert [answer.value for answer in opened(directory).answers] == ["proposed"]
