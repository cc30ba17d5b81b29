"""Answers of every shape, for properties."""

from __future__ import annotations

from hypothesis import strategies as st

from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Acceptance,
    Answer,
    Evidence,
    NonAnswer,
    Subject,
)

HOSTILE = (
    "{{ 7*7 }}",
    "#set text(size: 90pt)",
    "=cmd|' /C calc'!A0",
    "<script>alert(1)</script>",
    "[bold]x[/bold]",
    "../../etc/passwd",
    "%YAML 1.1\n--- !!python/object:os.system x",
    "- a: b # c",
    "'\"\\ \t|\n> folded",
    "no",
    "010",
    "12:30",
    "שלום עולם",
    "🏥👩‍⚕️",
    "W" * 300,
    "a\u2028b\x85c",
)

texts = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
subjects = st.just(ENGAGEMENT) | st.builds(
    Subject, st.sampled_from(["workflow", "site", "subcontractor"]), names
)
values = st.one_of(
    st.booleans(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
    st.lists(texts, max_size=3).map(tuple),
)
extras = {
    "note": texts,
    "by": texts,
    "role": texts,
    "at": st.sampled_from(["", "2026-11-23T09:00:00+00:00"]),
    "assurance": st.sampled_from(["stated", "seen", "tested"]),
    "evidence": st.lists(st.builds(Evidence, texts, texts, texts, texts), max_size=2).map(tuple),
    "flagged": st.booleans(),
    "accepted": st.none() | st.builds(Acceptance, texts, texts, texts),
}
answers = st.builds(Answer, item=names, subject=subjects, value=values, **extras) | st.builds(
    Answer,
    item=names,
    subject=subjects,
    non_answer=st.builds(
        NonAnswer, st.sampled_from(["dont-know", "later", "declined", "not-applicable"]), texts
    ),
    **extras,
)
