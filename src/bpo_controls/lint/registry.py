"""Every check by its name. The name is the code of what it finds."""

from __future__ import annotations

from bpo_controls.lint.alike import near_equal
from bpo_controls.lint.clock_checks import clock_row
from bpo_controls.lint.control_rules import (
    examples_missing,
    raise_higher,
    review_due,
    source_not_in_force,
    watch_settled,
)
from bpo_controls.lint.failure_checks import answers_nothing, few_failures, unused_parameter
from bpo_controls.lint.framework_maps import maps_lost, maps_missing, maps_unfounded
from bpo_controls.lint.reading_grade import reading_grade
from bpo_controls.lint.remark import Check
from bpo_controls.lint.uncovered import covered_anyway, uncovered, unknown_regime
from bpo_controls.lint.unused import idle_workflow, unused_option, unused_question, unused_source
from bpo_controls.lint.wording import one_sentence, question_mark, title_length, vague_words

CHECKS: dict[str, Check] = {
    "vague-words": vague_words,
    "one-sentence": one_sentence,
    "title-length": title_length,
    "question-mark": question_mark,
    "reading-grade": reading_grade,
    "review-due": review_due,
    "unused-question": unused_question,
    "unused-option": unused_option,
    "unused-source": unused_source,
    "uncovered": uncovered,
    "covered-anyway": covered_anyway,
    "unknown-regime": unknown_regime,
    "idle-workflow": idle_workflow,
    "examples-missing": examples_missing,
    "maps-lost": maps_lost,
    "maps-missing": maps_missing,
    "maps-unfounded": maps_unfounded,
    "watch-settled": watch_settled,
    "source-not-in-force": source_not_in_force,
    "raise-higher": raise_higher,
    "near-equal": near_equal,
    "few-failures": few_failures,
    "answers-nothing": answers_nothing,
    "unused-parameter": unused_parameter,
    "clock-row": clock_row,
}
"""One registry for all. A check that needs the files as well stands in `library.lint`."""

OF_ENGINE = (
    "unreachable-question",
    "unreachable-control",
    "unreachable-part",
    "idle-condition",
    "untested-part",
    "example-idle",
)
"""Checks that need decisions, which are made above this floor: see `engine.reach` and `engine.pinned`."""
