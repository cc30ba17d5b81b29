"""The plain interview at a pipe: what a person reads, whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Answer,
    Evidence,
    Need,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.interview.plain.line_interview import LineInterview
from bpo_controls.interview.session import Outcome
from bpo_controls.terminal.stream import LONGEST_LINE, Terminal
from bpo_controls.terminal.wrap import cells
from tests.interview.scripted import InMemory
from tests.interview.tiny import (
    BILLING,
    CODING,
    EVERY_WORKFLOW,
    NOW,
    control,
    interview,
    library,
    question,
    when,
)


class Narrow(Terminal):
    columns = 79

    @property
    def width(self) -> int:
        return self.columns


def typed(
    *lines: str, journal: InMemory | None = None, width: int = 79, **more: Any
) -> tuple[str, Outcome, InMemory]:
    """What a person sees who types these lines, then closes the pipe."""
    out = io.StringIO()
    terminal = Narrow(io.StringIO("".join(f"{line}\n" for line in lines)), out)
    Narrow.columns = width
    outcome, journal = interview(LineInterview(terminal), journal, **more)
    return out.getvalue(), outcome, journal


def standing(*pairs: tuple[str, Subject, object]) -> InMemory:
    return InMemory(answers_of(Answer(item, subject, value) for item, subject, value in pairs))  # type: ignore[arg-type]


TWO = ("workflows", ENGAGEMENT, ("coding", "billing"))
SITES = ("sites", ENGAGEMENT, ("Home",))


def test_the_first_screens_whole() -> None:
    text, outcome, _ = typed("1 2", '"Home, Texas"', "q")
    assert (
        text
        == """\
One question at a time. Each answer is saved before the next question comes.
Type ? to hear why a question is asked, / to find, h for all keys, q to stop.

The work 1 of 7 · 0 answered · 8 open · about 6 min

Which pieces of work?
  1  Coding
  2  Medical billing
  3  Mailing and print
  One or more, for example: 1 3
Keys: ? why, d don't know, l later, / find, h more
Answer: 1 2
Recorded: Coding; Medical billing.
2 questions opened. w tells which.

The work 2 of 7 · 1 answered · 9 open · about 7 min

Name each place.
  One name, or several with commas between them; none if there are none.
Keys: ? why, d don't know, l later, b back, / find, h more
Answer: "Home, Texas"
Recorded: Home, Texas.

The data 1 of 2 · 2 answered · 8 open · about 6 min

For Coding:
Which kinds of data?
  1  Clinical notes
  2  Charges, balances and claims
  3  No data (only by itself)
  One or more, for example: 1 3
Keys: ? why, d don't know, l later, b back, = for all, / find, h more
Answer: q

Stopped here. Everything recorded is saved. 2 changes recorded this time.
2 answered · 8 open
"""
    )
    assert outcome.ended == "quit"


def test_a_whole_interview_to_its_summary() -> None:
    text, outcome, journal = typed(
        "1", "none", "1", "2", "2026-12-01", "500", "Late claims", "l", "d Ana Example", "2", "2"
    )
    assert outcome.ended == "finished"
    assert outcome.missing == ()
    assert text.endswith(
        """\
Nothing is left to ask. 11 changes recorded this time.
9 answered · 0 open · 1 to chase

Set aside, and whom to ask:
  Ana Example:
    PRV-01 The title of PRV-01 (Coding)
""".replace("The title of PRV-01", "Data is shielded")
    )
    assert "Nothing else is open. 1 question put off; here once more." in text
    assert journal.answers.entries[Need("fear", ENGAGEMENT)].value == "Late claims"


def test_a_bad_entry_gets_one_line_and_the_prompt_again() -> None:
    text, _, _ = typed("7", "knitting", "1 knitting", "", "1", "q")
    tail = text[text.index("Answer: 7") :]
    assert tail.splitlines()[:9] == [
        "Answer: 7",
        "There is no choice 7 (1 to 3). [no-such-key]",
        "Answer: knitting",
        'No choice "knitting" (1 Coding, 2 Medical billing, 3 Mailing and print).',
        "[unknown-option]",
        "Answer: 1 knitting",
        'No choice "1" (1 Coding, 2 Medical billing, 3 Mailing and print).',
        "[unknown-option]",
        "Answer: ",
    ]
    # An empty line shows the question again: on a small terminal it may have scrolled away.
    assert tail.count("Which pieces of work?") == 1


def test_looking_back_shows_what_was_said_and_enter_keeps_it() -> None:
    text, _, journal = typed("1", "b", "", "q", by="Ana Example", role="operations-lead")
    assert "Looking back, 1 step before the open question.\n\nWhich pieces of work?" in text
    assert "Answer now: Coding\n  Ana Example, operations lead, November 23, 2026, stated.\n" in text
    assert "Answer (Enter keeps it): \n" in text
    assert len(journal.events) == 1


def test_dormant_answers_are_named() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True), ("remote", ENGAGEMENT, True),
                       ("ACC-01", ENGAGEMENT, "in-place"), ("ACC-02", ENGAGEMENT, 3))  # fmt: skip
    text, _, _ = typed("g logins", "no", "g logins", "yes", "q", journal=journal)
    assert (
        """\
Recorded: No.
2 controls went out. w tells which.
3 answers are now dormant; they come back if you change this:
  From outside?
  ACC-01 Logins are named
  ACC-02 Access ends when the job ends
"""
        in text
    )
    assert "3 answers count again:" in text


def test_same_for_all_with_and_without_the_answer_on_the_line() -> None:
    for lines in (["= 1"], ["=", "1"]):
        text, _, journal = typed(*lines, "q", journal=standing(TWO, SITES))
        assert journal.answers.entries[Need("data", EVERY_WORKFLOW)].value == ("clinical",)
        assert "Recorded for Coding and Medical billing: Clinical notes." in text
    assert "The next answer is for Coding and Medical billing.\nAnswer for all 2: 1\n" in text


def test_equals_alone_repeats_the_answer_given_last() -> None:
    text, _, journal = typed("1", "=", "q", journal=standing(TWO, SITES))
    assert journal.answers.entries[Need("data", CODING)].value == ("clinical",)
    assert journal.answers.entries[Need("data", BILLING)].value == ("clinical",)
    assert "b back, = same again, / find, h more\nAnswer: =\nRecorded: Clinical notes.\n" in text
    three = ("workflows", ENGAGEMENT, ("coding", "billing", "mail"))
    text, _, journal = typed("1", "=", "q", journal=standing(three, SITES))
    assert journal.answers.entries[Need("data", EVERY_WORKFLOW)].value == ("clinical",)
    assert journal.answers.entries[Need("data", CODING)].value == ("clinical",)
    assert (
        "= same for all, / find, h more\nAnswer: =\nRecorded for Medical billing, and Mailing and print: Clinical notes."
        in text
    )


def test_a_bad_answer_for_all_does_not_leave_the_next_one_for_all() -> None:
    _, _, journal = typed("= 9", "1", "q", journal=standing(TWO, SITES))
    assert ("data", CODING) in journal.answers.entries
    assert ("data", BILLING) not in journal.answers.entries


def test_dont_know_not_applicable_and_declined() -> None:
    _, _, journal = typed("d", "", "x", "", "nothing is sent there", "r", "", "q", journal=standing(TWO))
    assert journal.answers.entries[Need("sites", ENGAGEMENT)].non_answer == NonAnswer(
        "dont-know", "the operations lead"
    )
    assert journal.answers.entries[Need("data", CODING)].non_answer == NonAnswer(
        "not-applicable", "nothing is sent there"
    )
    assert journal.answers.entries[Need("data", BILLING)].non_answer == NonAnswer("declined")


def test_not_applicable_without_a_reason_leads_back_with_nothing_recorded() -> None:
    text, _, journal = typed("x", "", "", "q")
    assert "A reason is needed; Enter again goes back to the question:" in text
    assert not journal.events


def test_evidence_step_by_step() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True))
    text, _, journal = typed(
        "g ACC-01", "e", "9", "2", "1", "HR share", "2026 Q3", "31/12/2025", "2026-12-24", "2026-11-20", "1", "q",
        journal=journal,
    )  # fmt: skip
    answer = journal.answers.entries[Need("ACC-01", ENGAGEMENT)]
    assert answer.assurance == "seen"
    assert answer.evidence == (Evidence("Departure list", "HR share", "2026 Q3", "2026-11-20"),)
    assert "1, 2 or 3 is expected." in text
    assert '"31/12/2025" is not a date (write 2025-12-31).' in text
    assert "2026-12-24 is still to come (today is 2026-11-23)." in text
    assert "Evidence held; it is recorded with the answer." in text


def test_done_another_way_asks_what_is_done() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True))
    text, _, journal = typed("g ACC-01", "4", "", "A guard at the door", "q", journal=journal)
    assert "What is done instead, and why is that enough?" in text
    answer = journal.answers.entries[Need("ACC-01", ENGAGEMENT)]
    assert (answer.value, answer.note) == ("another-way", "A guard at the door")


def test_a_measurement_takes_a_number_or_a_letter() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True), ("remote", ENGAGEMENT, True))
    text, _, journal = typed("g ACC-02", "soon", "72 hours", "g ACC-02", "m", "q", journal=journal)
    assert "  A number of hours. Or i in place, p partly, m not in place, a another way.\n" in text
    assert "Recorded: 72 hours. Partly met.\n" in text
    assert "Recorded: Not in place. Gap.\n" in text


def test_why_tells_reason_limit_and_source() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True), ("remote", ENGAGEMENT, True))
    text, _, _ = typed("g ACC-02", "?", "q", journal=journal)
    assert (
        """
Why we ask: Without ACC-02 things go wrong.
What must be true: ACC-02 holds.
What passes: At most 24 hours.
Partly passes: At most 72 hours.
Where the limit comes from: agreement between the parties.
Evidence to ask for: Departure list; Deactivation log.
Who usually knows: The IT security lead.
Rests on: 45 CFR 1.1, A rule.
Id: ACC-02

""".replace("agreement between", "Agreement between")
        in text
    )


def test_what_it_changed() -> None:
    text, _, _ = typed("w", "g logins", "1", "w", "q", journal=standing(TWO, SITES))
    assert "The last answer changed nothing else." in text
    assert "1 control came in:\n  ACC-01 Logins are named\n" in text


def test_note_at_a_yes_no_question_warns_about_n() -> None:
    text, _, journal = typed("g logins", "n", "", "2", "q", journal=standing(TWO, SITES))
    assert "n is for a note. For No press Enter, then 2." in text
    assert journal.answers.entries[Need("logins", ENGAGEMENT)].value is False


def test_identifiers_are_shown_masked_and_kept_only_on_request() -> None:
    text, _, journal = typed("g fear", "patient SSN 123-45-6789", "", "q")
    assert "That looks like a Social Security number" in text
    assert "Left out; nothing was recorded." in text
    assert "123-45-6789" not in text.replace("Answer: patient SSN 123-45-6789", "")
    assert not journal.events
    _, _, journal = typed("g fear", "patient SSN 123-45-6789", "keep", "q")
    assert journal.answers.entries[Need("fear", ENGAGEMENT)].value == "patient SSN 123-45-6789"


def test_who_is_answering_is_asked_once() -> None:
    text, _, journal = typed("Ana Example", "3", "1", "none", "q", by=None)
    assert text.count("Who is answering?") == 1
    assert {(a.by, a.role) for a in journal.answers} == {("Ana Example", "it-security")}
    _, _, journal = typed("", "", "1", "s", "Ben Example", "Auditor", "none", "q", by=None)
    assert [(a.by, a.role) for a in journal.answers] == [("", ""), ("Ben Example", "Auditor")]


def test_with_a_role_only_the_name_is_asked() -> None:
    text, _, journal = typed("Ana Example", "1", "q", by=None, role="privacy-officer", journal=standing(TWO))
    assert "Role:" not in text
    assert journal.answers.entries[Need("data", CODING)].by == "Ana Example"


HOSTILE = (
    "{{ 7*7 }}", "#set text(red)", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "[bold]x[/bold]",
    "../../etc/passwd", "%s %n {0}", "مرحبا بالعالم", "👩‍⚕️ 🏥", "W" * 300,
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_recorded_and_shown_as_typed(words: str) -> None:
    text, _, journal = typed("g fear", words, "g fear", "q")
    assert journal.answers.entries[Need("fear", ENGAGEMENT)].value == words
    assert "49" not in text
    # Spaces and line ends aside, the echo and the answer shown again hold every letter.
    assert "".join(words.split()) in "".join(text[text.index("Answer now") :].split())


def test_an_escape_typed_is_refused_and_one_in_the_library_is_made_visible() -> None:
    text, _, journal = typed("g fear", "a\x1b[2Jb", "q")
    assert "\x1b" not in text
    assert "terminal escape" in text
    assert not journal.events
    evil = library(
        questions=[question("x", "text", ask="Really\x1b[2J?", why="\u202ewhy", also_for=("gap-report",))],
        controls=[],
    )
    text, _, _ = typed("?", "q", tiny=evil)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_very_long_line_is_refused_in_one_line() -> None:
    text, _, journal = typed("x" * 1_000_000, "g fear", "y" * 5_000, "q")
    assert f"That line has 1,000,000 characters; at most {LONGEST_LINE:,} can be taken." in " ".join(
        text.split()
    )
    assert "5,000 characters; at most 2,000 are kept" in " ".join(text.split())
    assert not journal.events
    assert len(text) < 5_000


@pytest.mark.parametrize("width", [24, 30, 50, 79])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    lines: Sequence[str] = (
        "1 2",
        "h",
        "?",
        "Home",
        "=",
        "1",
        "b",
        "",
        "w",
        "1",
        "?",
        "e",
        "2",
        "1",
        "",
        "",
        "",
        "q",
    )
    text, _, _ = typed(*lines, width=width)
    for line in text.splitlines():
        if not line.startswith(("Answer", "Enter")) and "leaves" not in line and ": " not in line[-30:]:
            assert cells(line) <= width, line


def test_the_end_of_the_pipe_is_quitting() -> None:
    text, outcome, journal = typed("1", "x")
    assert outcome.ended == "quit"
    assert outcome.missing
    assert len(journal.answers) == 1
    assert "Stopped here." in text


def test_resuming_says_so_and_nothing_is_asked_twice() -> None:
    _, _, journal = typed("1", "Home", "q")
    text, _, _ = typed("q", journal=journal)
    assert text.startswith("Going on where we stopped. 2 answered · ")
    assert "Which pieces of work?" not in text
    assert NOW[:10] == "2026-11-23"


def test_the_question_comes_again_when_someone_else_answers() -> None:
    text, _, _ = typed("s", "Sam Example", "2", "q")
    assert text.count("Which pieces of work?") == 2


def test_an_identifier_in_evidence_is_found_where_it_is_typed() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True))
    text, _, journal = typed(
        "g ACC-01", "e", "2", "Chart of SSN 123-45-6789", "", "Departure list", "HR share", "", "", "1", "q",
        journal=journal,
    )  # fmt: skip
    answer = journal.answers.entries[Need("ACC-01", ENGAGEMENT)]
    assert answer.evidence == (Evidence("Departure list", "HR share"),)
    before, after = text.split("Left out; nothing was recorded.")
    assert "Where is it kept?" not in before
    assert "What was seen?" in after


def test_an_identifier_that_is_kept_is_asked_about_once() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, True))
    text, _, journal = typed(
        "g ACC-01", "e", "2", "Chart of SSN 123-45-6789", "keep", "", "", "", "1", "q", journal=journal
    )
    assert text.count("That looks like") == 1
    assert journal.answers.entries[Need("ACC-01", ENGAGEMENT)].evidence == (
        Evidence("Chart of SSN 123-45-6789"),
    )


def test_a_dormant_answer_is_shown_not_denied() -> None:
    journal = standing(TWO, SITES, ("logins", ENGAGEMENT, False), ("ACC-01", ENGAGEMENT, "in-place"))
    text, _, _ = typed("g acc-01", "q", journal=journal)
    assert "ACC-01 Logins are named: this answer is dormant. It is kept, and does" in text
    assert "  Answer now: In place\n" in text
    assert "neither answered" not in text


def test_an_id_without_its_zero_is_understood_as_a_slip() -> None:
    text, _, _ = typed("g acc-1", "q")
    assert 'There is no question or control "acc-1" (did you mean "ACC-01"?).' in text


def test_going_back_with_a_note_puts_nothing_off() -> None:
    text, outcome, journal = typed("n", "Ask about Cebu", "q", journal=standing(TWO))
    assert "(put off)" not in text
    assert "(open; your note is kept with it)" in " ".join(text.split())
    assert journal.answers.entries[Need("sites", ENGAGEMENT)].note == "Ask about Cebu"
    assert ("sites", ENGAGEMENT) in outcome.missing


def test_names_after_equals_stand_with_commas() -> None:
    three = ("workflows", ENGAGEMENT, ("coding", "billing", "mail"))
    text, _, _ = typed("=", "", "q", journal=standing(three, SITES))
    assert "The next answer is for Coding, Medical billing, and Mailing and print.\n" in text


def test_what_changed_again_names_all() -> None:
    many = [control(f"ACC-{n:02}", when("logins", True), title=f"Title {n}") for n in range(1, 21)]
    text, _, _ = typed(
        "g logins", "1", "w", "w", "q", journal=standing(TWO, SITES), tiny=library(controls=many), width=50
    )
    first, second = text.split("20 controls came in:\n")[1:]
    assert "  and 8 more; w again names all\n" in first
    assert "ACC-20" not in first
    assert "ACC-20 Title 20" in second
    assert "more;" not in second
