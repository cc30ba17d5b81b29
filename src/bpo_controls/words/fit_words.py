"""Sentences of the workflow fit."""

from __future__ import annotations

T: dict[str, str] = {
    "title": "Workflow fit",
    "about": "Per workflow what speaks for outsourcing it, what against, where it is fragile, and what to fix first. Unknown stays unknown.",
    "lead": "What speaks for giving each workflow away, what speaks against it, and where it would break. Scores run from 0 (speaks against) to 3 (speaks for). Nothing is weighed and nothing is added up: a reader can check every line.",
    "scope_unknown": "Nobody has said yet which workflows there are.",
    "answer": "The answer",
    "matrix": "What speaks for and against",
    "matrix_intro": "Scores from answers, or from the worst standing of the controls named. A question mark is not known; a dash has no bearing here.",
    "unknown": "What to find out",
    "unknown_intro": "These criteria have no answer yet. Score one with --set, for example --set rules@coding=2.",
    "signs": "Signs that it is fragile",
    "signs_intro": "Red: a control that would have the sign gone is a gap. Amber: one is only partly met, or claimed without proof.",
    "first": "What to fix first",
    "first_intro": "The gaps and partly met controls behind the scores and signs, in rank order, each with its first step.",
    "none_first": "No gap stands behind these scores.",
    "col_workflow": "Workflow",
    "col_verdict": "Verdict",
    "col_for": "Speaks for",
    "col_against": "Speaks against",
    "col_open": "Not known",
    "col_criterion": "Criterion",
    "col_ask": "Ask",
    "col_sign": "Sign",
    "col_state": "State",
    "col_why": "Why it breaks there",
    "col_look": "How it shows",
    "col_behind": "Controls behind it",
    "col_control": "Control",
    "col_standing": "Standing",
    "col_step": "First step",
    "col_who": "Who",
    "col_key": "--set",
    "hard": "(hard)",
    "nothing": "none",
    "set": "scored with the command",
    "all": "every workflow",
}

WORD: dict[str, str] = {
    "fit": "Fit",
    "conditions": "Fit with conditions",
    "prepare": "Prepare first",
    "cannot-tell": "Cannot tell yet",
    "no-fit": "Not a fit as it stands",
}

STATE: dict[str, str] = {"red": "Red", "amber": "Amber", "clear": "Clear", "not-known": "Not known"}
