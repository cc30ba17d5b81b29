"""Text to data: YAML 1.2 scalars, places, and one clear line for everything that is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.diagnostics import Location
from bpo_controls.yaml.source import YamlLimits, read_yaml, read_yaml_bytes, read_yaml_file
from tests.problems.line import words_of


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True), ("false", False), ("True", True), ("yes", "yes"), ("no", "no"), ("on", "on"), ("off", "off"),
        ("null", None), ("~", None), ("", None), ("0", 0), ("-7", -7), ("+5", 5), ("1.5", 1.5), ("1e3", 1000.0),
        ("-.5", -0.5), ("010", "010"), ("00", "00"), ("0x1f", "0x1f"), ("0o17", "0o17"), ("1_000", "1_000"),
        ("12:30", "12:30"), ("2024-01-05", "2024-01-05"), ("1.0.0", "1.0.0"), (".inf", ".inf"), (".nan", ".nan"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"), ("'true'", "true"), ('"12"', "12"), ("012.5", "012.5"),
        ("1.", 1.0),
    ],
)  # fmt: skip
def test_scalars_are_those_of_yaml_1_2(written: str, meant: object) -> None:
    parsed = read_yaml(f"a: {written}\n", "f.yaml")
    assert parsed.diagnostics == ()
    assert isinstance(parsed.data, dict)
    assert parsed.data["a"] == meant
    assert type(parsed.data["a"]) is type(meant)


def test_places_of_keys_and_values_count_from_one() -> None:
    parsed = read_yaml("a:\n  bé: [x, {c: 1}]\n", "f.yaml")
    places = parsed.positions
    assert places.of(()) == Location("f.yaml", 1, 1)
    assert places.of_key(("a", "bé")) == Location("f.yaml", 2, 3)
    assert places.of(("a", "bé")) == Location("f.yaml", 2, 7)
    assert places.of(("a", "bé", 0)) == Location("f.yaml", 2, 8)
    assert places.of(("a", "bé", 1, "c")) == Location("f.yaml", 2, 15)
    assert places.of_key(("a", "bé", 1, "c")) == Location("f.yaml", 2, 12)
    assert places.of(("a", "bé", 1, "missing", 4)) == places.of(("a", "bé", 1))
    assert places.of_key(("a", "bé", 0)) == places.of(("a", "bé", 0))


REFUSED = {
    "yaml-duplicate-key": ("a: 1\nb: 2\na: 3\n", '3:1: key "a" stands twice in the same place (it stands first on line 1)'),
    "yaml-tag": ("a: !!str 3", "1:4: the tag !!str is not read (remove it; put text in quotes)"),
    "yaml-merge-key": ("a:\n  <<: {b: 1}", "2:3: merge keys (<<) are not read (write the keys out)"),
    "yaml-alias": ("a: &x [*x]", "1:8: the alias *x stands inside what it names"),
    "yaml-documents": ("a: 1\n---\nb: 2\n", "2:1: a second document starts here (one file holds one document)"),
    "yaml-key": ("? [a]\n: 1\n", "1:3: a key must be a single word or text"),
    "yaml-number": ("a: 1e999", "1:4: the number 1e999 is too large (put it in quotes)"),
    "yaml-character": ("a: b\x00c", "1:5: the character U+0000 cannot stand in a text file (remove it)"),
    "yaml-syntax": ("a:\n\tb: 1\n", "2:1: a tab is used for indentation (use spaces)"),
    "yaml-depth": ("[" * 60, "1:41: is nested more than 40 levels deep"),
}  # fmt: skip


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_gives_one_clear_line(code: str) -> None:
    text, line = REFUSED[code]
    (problem,) = read_yaml(text, "f.yaml").diagnostics
    assert problem.code == code
    assert words_of(problem) == f"f.yaml:{line}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "a: b: c",
            '1:5: a ": " stands where no value can start (put the text in quotes, or check the indentation)',
        ),
        ("a: [1, 2\n", "1:4: a list in [brackets] is not closed, or lacks a comma (close it with ])"),
        ("x: 1\na: {b: 1\n", "2:4: a mapping in {braces} is not closed, or lacks a comma (close it with })"),
        ("a: 'x\n", "1:4: a quote is opened here and never closed (close it)"),
        ("a: @x", "1:4: text cannot start with @ (put it in quotes)"),
        ("a:\n  b: 1\n c: 2", "3:2: the indentation does not fit the lines above (line the keys up)"),
        ('a: "\\q"', "1:5: an unknown escape stands after the backslash (use single quotes)"),
        ("a: - b", "1:4: a list entry (-) cannot start here (put it on a line of its own)"),
        (": x", "1:1: a key is missing before the colon"),
        ("a: !foo!bar x", "1:4: tags (!) are not read (put the text in quotes)"),
    ],
)
def test_syntax_errors_in_plain_words(text: str, line: str) -> None:
    parsed = read_yaml(text, "f.yaml")
    assert [words_of(problem) for problem in parsed.diagnostics] == [f"f.yaml:{line}"]
    assert parsed.data is None
    assert parsed.broken


def test_all_problems_up_to_the_end_are_told_and_the_rest_is_read() -> None:
    parsed = read_yaml("a: 1\na: !x 2\nb: {<<: 3, c: 4, c: 5}\n", "f.yaml")
    assert [d.code for d in parsed.diagnostics] == [
        "yaml-duplicate-key", "yaml-tag", "yaml-merge-key", "yaml-duplicate-key",
    ]  # fmt: skip
    assert parsed.data == {"a": 1, "b": {"c": 4}}
    assert not parsed.broken


def test_line_ends_and_byte_order_marks_of_other_systems_are_no_problem() -> None:
    parsed = read_yaml_bytes(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n", "f.yaml")
    assert parsed.diagnostics == ()
    assert parsed.data == {"a": 1, "b": "x\ny\n"}
    assert parsed.positions.of_key(("a",)) == Location("f.yaml", 1, 1)
    (problem,) = read_yaml("\ufeffa: \x00", "f.yaml").diagnostics
    assert problem.where == Location("f.yaml", 1, 4)
    assert parsed.positions.of_key(("b",)) == Location("f.yaml", 2, 1)


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"a: 1\nb: caf\xe9\n", "f.yaml:2:7: the byte 0xe9 is not UTF-8 text (save the file as UTF-8)"),
        ("a: 1".encode("utf-16"), "f.yaml: is UTF-16 text (save it as UTF-8)"),
        (b"#" * 200, "f.yaml: is larger than 0.000125885 MiB, the most one file may hold (split it, or check what it is)"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_of_ours(raw: bytes, line: str) -> None:
    parsed = read_yaml_bytes(raw, "f.yaml", limits=YamlLimits(size=132))
    assert [words_of(problem) for problem in parsed.diagnostics] == [line]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.yaml"):
        (problem,) = read_yaml_file(path, "shown.yaml").diagnostics
        assert problem.code == "unreadable-file"
        assert str(problem).startswith("shown.yaml: cannot be read: ")


def test_aliases_are_copied_and_counted() -> None:
    parsed = read_yaml("a: &x {b: [1]}\nc: *x\nd: *x\n", "f.yaml")
    assert parsed.data == {"a": {"b": [1]}, "c": {"b": [1]}, "d": {"b": [1]}}
    assert isinstance(parsed.data, dict)
    assert parsed.data["c"] is not parsed.data["a"]
    assert parsed.positions.of(("c", "b", 0)) == Location("f.yaml", 1, 12)
    bomb = "a0: &a0 [x, x, x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 10))
    assert not read_yaml(bomb, "f.yaml").diagnostics
    parsed = read_yaml(bomb, "f.yaml", limits=YamlLimits(nodes=1000))
    assert [d.code for d in parsed.diagnostics] == ["yaml-size"]
    assert parsed.broken


def test_depth_counts_through_aliases() -> None:
    text = "a: &a [[[[1]]]]\nb: [[[*a]]]\n"
    assert read_yaml(text, "f.yaml", limits=YamlLimits(depth=8)).diagnostics == ()
    (problem,) = read_yaml(text, "f.yaml", limits=YamlLimits(depth=7)).diagnostics
    assert problem.code == "yaml-depth"


@given(st.text(alphabet=st.sampled_from("ab:-?[]{}&*!|>'\"#%@` \n\t,<~0.é\u202e\ufeff\x00")))
def test_no_text_makes_the_reader_raise_or_stay_silent_about_nothing(text: str) -> None:
    parsed = read_yaml(text, "f.yaml")
    assert not parsed.broken or parsed.diagnostics
    for problem in parsed.diagnostics:
        assert "\n" not in str(problem)
        assert problem.where is not None
        assert problem.where.file == "f.yaml"


@given(st.binary())
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    parsed = read_yaml_bytes(raw, "f.yaml")
    assert not parsed.broken or parsed.diagnostics


@pytest.mark.parametrize("code", REFUSED)
def test_the_pure_python_parser_refuses_the_same(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert [d.code for d in read_yaml(REFUSED[code][0], "f.yaml").diagnostics] == [code]
