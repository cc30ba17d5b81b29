"""Examples pin a rule down: each test is turned on, and no example could be spared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import ALWAYS, AllOf, AnyOf, Condition
from bpo_controls.library.load import load_library
from bpo_controls.library.model import Control, Example, Library
from bpo_controls.lint.control_rules import examples_missing
from bpo_controls.lint.example_coverage import example_remarks, showings, superfluous
from bpo_controls.words.conditions import condition_in_words

from .build import WORKFLOWS, control, is_, library, question, source, yes

AS_OF = "2026-11-23"
EITHER = AllOf((yes("a"), AnyOf((yes("b"), yes("c")))))


def one_of(when: Condition, *examples: tuple[Mapping[str, object], str], **keys: object) -> Library:
    worked = tuple(Example(given, applies) for given, applies in examples)  # type: ignore[arg-type]
    asked = [WORKFLOWS, question("a"), question("b"), question("c"), question("w", per="workflow")]
    sources = [source("law"), source("old", "vacated", until="2020-01-01")]
    return library(asked, [control("AC-01", when, **keys)], sources=sources, examples={"AC-01": worked})


def told(lib: Library) -> list[tuple[str, str]]:
    found = example_remarks(lib, AS_OF, condition_in_words)
    return [(check, one.message) for check, several in found.items() for one in several]


YES = ({"a": True, "b": True, "c": False}, "yes")
NO = ({"a": True, "b": False, "c": False}, "no")
OPEN = ({"a": True}, "undecided")


def test_a_smallest_set_is_let_stand() -> None:
    assert told(one_of(EITHER, YES, NO, OPEN)) == []
    assert told(one_of(ALWAYS, ({}, "yes"))) == []


def test_a_test_that_nothing_turns_on() -> None:
    early = ({"a": False}, "no")
    assert told(one_of(EITHER, YES, early, OPEN)) == [
        ("untested-part", "no example turns on this test: the answer to “c?” is yes")
    ]


def test_an_example_that_shows_nothing_of_its_own() -> None:
    assert told(one_of(EITHER, YES, NO, OPEN, ({"a": True, "c": True}, "yes"))) == [
        ("example-idle", "example 4 shows nothing that the others do not")
    ]
    assert told(one_of(ALWAYS, ({}, "yes"), ({"a": True}, "yes"))) == [
        ("example-idle", "example 2 shows nothing that the others do not")
    ]


def test_an_unknown_fact_turns_nothing() -> None:
    lib = one_of(EITHER, OPEN)
    (one,) = lib.controls.values()
    assert showings(lib, one, lib.examples[one.id][0], AS_OF) == {Truth.UNKNOWN, 0}
    work = one_of(AllOf((is_("workflow", "coding"), yes("w"))), ({"w": True}, "undecided"), per="workflow")
    (one,) = work.controls.values()
    assert showings(work, one, work.examples[one.id][0], AS_OF) == {Truth.UNKNOWN, 1}


def test_examples_that_come_out_wrong_have_their_own_message() -> None:
    assert told(one_of(EITHER, ({"a": True}, "yes"), ({"a": True}, "yes"))) == []


def test_a_control_that_no_law_calls_for_today_turns_on_nothing() -> None:
    gone = {"basis": "regulation", "sources": ("old",)}
    assert told(one_of(yes("a"), ({"a": True}, "no"), **gone)) == []


def test_of_several_alike_the_first_stays() -> None:
    shown: list[frozenset[Truth | int]] = [frozenset({Truth.TRUE}), frozenset({Truth.TRUE}), frozenset({0})]
    assert superfluous(shown) == [1]


@pytest.fixture(scope="module")
def bundled() -> Library:
    return load_library()


def complaints(lib: Library, one: Control, examples: tuple[Example, ...]) -> int:
    alone = replace(lib, controls={one.id: one}, examples={one.id: examples})
    found = example_remarks(alone, AS_OF, condition_in_words)
    return sum(map(len, found.values())) + len(list(examples_missing(alone, AS_OF)))


def test_removing_any_one_example_of_the_bundled_library_is_noticed(bundled: Library) -> None:
    silent = []
    for one in bundled.controls.values():
        examples = bundled.examples[one.id]
        assert complaints(bundled, one, examples) == 0, one.id
        for index in range(len(examples)):
            rest = (*examples[:index], *examples[index + 1 :])
            if not complaints(bundled, one, rest):
                silent.append(f"{one.id} example {index + 1}")
    assert silent == []
