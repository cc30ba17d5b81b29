"""What a document was cut to, in words that stand on every page of it."""

from __future__ import annotations

from bpo_controls.answers.answer_model import Answers, Subject
from bpo_controls.engine.cut import JOINT, Cut
from bpo_controls.library.model import Library
from bpo_controls.words import labels
from bpo_controls.words.answer_words import about
from bpo_controls.words.numbers import listed, number

ONLY_GAPS = "gaps and partly met"


def cut_words(library: Library, answers: Answers, cut: Cut, kept: int, of: int) -> str:
    """`24 of 126 controls: vendor and both parties, pilot`; nothing where nothing was left out. Counts are controls."""
    if not cut:
        return ""
    return f"{number(kept)} of {number(of)} controls: {', '.join(_parts(library, answers, cut))}"


def _parts(library: Library, answers: Answers, cut: Cut) -> list[str]:
    parties = dict.fromkeys((*cut.parties, JOINT)) if cut.parties else ()
    parts = [
        listed([labels.PARTY_SHORT[one].lower() for one in parties]),
        listed([labels.GATE[one].lower() for one in cut.gates]),
        listed([about(library, answers, Subject("site", one)) for one in cut.sites]),
        listed([about(library, answers, Subject("workflow", one)) for one in cut.workflows]),
        listed([labels.domain(one).lower() for one in cut.domains]),
        listed([labels.SEVERITY[one].lower() for one in cut.severities]),
        ONLY_GAPS if cut.gaps else "",
    ]
    return [part for part in parts if part]
