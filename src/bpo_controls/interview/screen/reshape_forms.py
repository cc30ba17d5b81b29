"""Forms that change what is asked about, or what is asked: another name, a control beyond the library."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.answers.answer_model import Subject
from bpo_controls.interview.screen.answer_forms import Entry, WordsForm
from bpo_controls.interview.screen.signs import Signs
from bpo_controls.words import reshape_words as words
from bpo_controls.words.numbers import listed


def rename_form(
    places: Sequence[tuple[Subject, str]], here: Subject | None, signs: Signs
) -> WordsForm | None:
    """Which place or company, and its new name; None when there is none. The one asked about stands there already."""
    if not places:
        return None
    usual = next((name for subject, name in places if subject == here), places[0][1])
    entries = (Entry(words.WHICH, value=usual, needed=True), Entry(words.NEW_NAME, needed=True))
    return WordsForm(words.RENAME, entries, signs, (listed([name for _, name in places]),))


def own_control_form(signs: Signs) -> WordsForm:
    """The fields of a control of the engagement's own, in the order of `words.reshape_words.OWN_FIELDS`."""
    entries = [
        Entry(label, needed=place < words.NEEDED, hint=example)
        for place, (_, label, example) in enumerate(words.OWN_FIELDS)
    ]
    return WordsForm(words.OWN, entries, signs)


def drop_control_form(own: Sequence[tuple[str, str]], here: str, signs: Signs) -> WordsForm | None:
    """Which control beyond the library is taken back; None when there is none. The one asked about stands there already."""
    if not own:
        return None
    usual = next((id_ for id_, _ in own if id_ == here), own[-1][0])
    shown = tuple(f"{id_} {title}" for id_, title in own)
    return WordsForm(words.DISOWN, (Entry(words.WHICH_OWN, value=usual, needed=True),), signs, shown)
