"""Text fits the terminal and cannot act on it."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.terminal.wrap import cells, shortened, wrapped


@given(st.text(), st.integers(12, 90), st.sampled_from(["", "  1  ", "    "]))
def test_no_line_is_wider_than_asked_for_and_nothing_is_lost(text: str, width: int, first: str) -> None:
    lines = wrapped(text, width, first=first)
    room = max(width, cells(first) + 8)
    assert all(cells(line) <= room + 1 for line in lines)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for line in lines for character in line)
    joined = "".join(line[len(first) :] for line in lines).replace(" ", "")
    assert joined == "".join(wrapped(text, 10**6, first="")).replace(" ", "")


def test_words_are_kept_whole() -> None:
    assert wrapped("one two three", 8) == ["one two", "three"]


def test_a_hanging_indent() -> None:
    assert wrapped("alpha beta gamma", 12, first="  1  ", rest="     ") == [
        "  1  alpha",
        "     beta",
        "     gamma",
    ]


def test_a_long_word_is_cut_at_the_edge() -> None:
    assert wrapped("abcdefghijklm", 10) == ["abcdefghij", "klm"]


def test_wide_letters_count_twice() -> None:
    assert cells("日本") == 4
    assert wrapped("日本日本日本", 8) == ["日本日本", "日本"]


def test_an_escape_is_shown_not_sent() -> None:
    (line,) = wrapped("a\x1b[31mb\x07\u202e", 60)
    assert "\x1b" not in line
    assert "\x07" not in line
    assert "\u202e" not in line
    assert line.startswith("a")
    assert "[31mb" in line


def test_shortened_marks_the_cut() -> None:
    assert shortened("alpha beta gamma", 11) == "alpha beta…"
    assert shortened("alpha", 11) == "alpha"
