"""What `reassess` says about the steps of the last assessment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bpo_controls.answers.step_track import StepProposal
    from bpo_controls.workspace.earlier import Earlier
    from bpo_controls.workspace.reassessment import Begun


def show_steps(steps: Sequence[StepProposal], earlier: Earlier, begun: Begun | None) -> None:
    """What waits about steps that were open, and once, when the engagement was begun, what of them is not carried over."""
    from bpo_controls.terminal.output import prose
    from bpo_controls.words import reassess_words as words
    from bpo_controls.words.numbers import capital, plural
    from bpo_controls.words.track_words import then_words, update_words

    if steps:
        prose(words.STEPS.format(len(steps)))
    reworded = begun.steps.reworded if begun is not None else ()
    for one in steps:
        then = earlier.steps.get(one.update.step)
        parts = [
            *([then_words(then)] if then is not None else []),
            *([words.REWORDED] if one.update.step in reworded else []),
        ]
        more = f" ({'; '.join(parts)})" if parts else ""
        prose(f"{one.id:>6}  {update_words(one.update)}{more}", rest=" " * 8)
    if begun is None:
        return
    if earlier.steps:
        count = len(earlier.steps)
        prose(words.STEPS_THEN.format(capital(plural(count, "step")), "was" if count == 1 else "were"))
    for left in begun.steps.left:
        prose(words.left_words(left.step, left.track.fields, left.cause), rest="    ")
    if begun.steps.unconfirmed:
        prose(words.UNCONFIRMED.format(plural(begun.steps.unconfirmed, "proposal")))
