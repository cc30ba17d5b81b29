"""What is done for the marked rows of the list, all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bpo_controls.answers.answer_model import Need
from bpo_controls.interview import asker, moves
from bpo_controls.interview.plain.parse_line import Typed, answer
from bpo_controls.interview.screen.answer_forms import Entry, WordsForm
from bpo_controls.interview.screen.batch import Batch
from bpo_controls.interview.screen.people_form import PeopleForm
from bpo_controls.words.numbers import plural

if TYPE_CHECKING:
    from bpo_controls.interview.screen.commands import Commands
    from bpo_controls.interview.screen.interview_app import InterviewApp


def hand_over(needs: tuple[Need, ...], app: InterviewApp, commands: Commands) -> None:
    """Ask whom to ask, and put that on record for each."""

    def done(whom: str | None) -> None:
        if whom:
            app.start_batch(Batch(needs, lambda _: moves.DontKnow(whom)))
        else:
            commands.back()

    title = f"Whom to ask about {plural(len(needs), 'question')}?"
    form = PeopleForm(title, commands.people(), app.signs, otherwise="", offer="with nobody named goes back")
    app.push_screen(form, done)


def answer_marked(needs: tuple[Need, ...], app: InterviewApp, commands: Commands) -> None:
    """Ask for one answer, and give it to each."""

    entries = (
        Entry("Answer", needed=True, hint="i in place, p partly, m not in place, a another way, or a figure"),
        Entry("Note to each; needed for another way"),
    )

    def done(words: tuple[str, ...] | None) -> None:
        if words is None:
            commands.back()
            return

        def make(screen: asker.Screen) -> moves.Move | None:
            typed = answer(words[0], screen.asked, triage=screen.triage)
            return moves.Give(typed.raw, words[1]) if isinstance(typed, Typed) else None

        app.start_batch(Batch(needs, make))

    title = f"The same answer to {plural(len(needs), 'question')}"
    app.push_screen(WordsForm(title, entries, app.signs), done)
