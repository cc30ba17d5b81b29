"""Our JSON is that of the standard library, byte for byte."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bpo_controls.words.json_text import json_text
from bpo_controls.words.visible import ACTING_CHARACTER, nothing_acts, visible

PLAIN = some.recursive(
    some.none()
    | some.booleans()
    | some.integers()
    | some.floats(allow_nan=False, allow_infinity=False)
    | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
    max_leaves=30,
)


@given(PLAIN)
def test_it_reads_as_the_standard_library_writes_it(value: object) -> None:
    assert json_text(value) == json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_a_number_that_json_does_not_have_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="JSON has no"):
        json_text({"a": [number]})


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        json_text([{1}])


def test_no_character_that_acts_passes_the_quick_look() -> None:
    passed = [chr(code) for code in range(0x110000) if nothing_acts(chr(code))]
    assert len(passed) > 100_000
    assert not [one for one in passed if ACTING_CHARACTER.search(one)]
    assert visible("a\tb\nc\u202e") == "a\tb\nc[U+202E]"
