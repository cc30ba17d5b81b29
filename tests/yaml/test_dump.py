"""Data to text: readable, the same each time, and read back as it was by every YAML reader."""

from __future__ import annotations

import math
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.yaml.source import read_yaml
from bpo_controls.yaml.text import dump_yaml

NASTY = [
    "no", "yes", "on", "y", "null", "~", "", " ", " x", "x ", "010", "0x1f", "1e3", "12:30", "2024-01-05", "1_000", "=",
    "=cmd|' /C calc'!A0", "{{ 7*7 }}", "#set text", "[bold]", "<script>", "a: b", "a #b", "a:", "- a", "? a", "!x", "&x",
    "*x", "|", ">", "'", '"', "\\", "@x", "`x`", "%x", "...", "---", "a\nb", "a\n\nb\n", "a\n b",
    " a\nb", "\na", "a \nb", "a\tb",
    "\x1b[31m", "\x00", "\x85", "\u2028", "\ufeff", "🙂", "👩‍👩‍👧", "שלום", "\u202eabc", "../../etc/passwd", "a\rb", "<<", "nan", "é",
]  # fmt: skip

plain_data: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(NASTY),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(NASTY), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(plain_data)
def test_what_is_written_is_read_back(data: Any) -> None:
    text = dump_yaml(data, header="written\nby a test \x1b")
    parsed = read_yaml(text, "f.yaml")
    assert parsed.diagnostics == ()
    assert parsed.data == data
    assert repr(parsed.data) == repr(data)  # 1 is not 1.0 is not true


@given(plain_data)
def test_a_yaml_1_1_reader_reads_the_same(data: Any) -> None:
    read = yaml.safe_load(dump_yaml(data))
    assert read == data
    assert repr(read) == repr(data)


@given(plain_data)
def test_nothing_invisible_is_written(data: Any) -> None:
    assert all(c.isprintable() or c == "\n" for c in dump_yaml(data))


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_as_value_key_and_item(text: str) -> None:
    data = {"a": text, text or "b": [text, {"c": text}]}
    assert read_yaml(dump_yaml(data), "f.yaml").data == data


def test_it_reads_well() -> None:
    data = {
        "QA-02@coding": "partly",
        "list": ["a", {"b": 1, "c": [1.5, None]}, [], {}],
        "note": "one\ntwo",
        "k": "no",
    }
    assert dump_yaml(data, header="Where things stand.") == (
        "# Where things stand.\n"
        "QA-02@coding: partly\n"
        "list:\n"
        "  - a\n"
        "  - b: 1\n"
        "    c:\n"
        "      - 1.5\n"
        "      - null\n"
        "  - []\n"
        "  - {}\n"
        "note: |-\n"
        "  one\n"
        "  two\n"
        'k: "no"\n'
    )


@pytest.mark.parametrize(
    "data", [{"a": "\ud800"}, math.inf, [math.nan], {1: "x"}, {"k" * 1001: 1}, {"a": object()}]
)
def test_what_yaml_cannot_hold_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        dump_yaml(data)
