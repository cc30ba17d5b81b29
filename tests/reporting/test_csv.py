"""CSV: what a spreadsheet and a program read, and what neither may take for a formula."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.reporting.blocks.table import Column, Table
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, DOCUMENTS, NO_TABLE, render
from bpo_controls.reporting.formats import csv as made
from bpo_controls.reporting.formats.csv import harmless
from bpo_controls.words.visible import visible
from tests.reporting.fiction import crowded, rich

WITH_TABLE = [document for document in COMPOSERS if document not in NO_TABLE]


def _read(body: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("document", WITH_TABLE)
def test_a_row_for_each_row_with_the_headers_first(document: str) -> None:
    view = context_for(*rich())
    body = render(view, document, "csv")
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.endswith(b"\r\n")
    assert not re.search(rb"(?<!\r)\n", re.sub(rb'"[^"]*"', b"", body))
    main = COMPOSERS[document](view).main
    assert main is not None
    head, *rows = _read(body)
    assert head == list(main.headers)
    assert len(rows) == len(main.rows) > 0
    assert {len(row) for row in rows} == {len(head)}


def test_which_documents_have_one() -> None:
    assert {document for document, formats in DOCUMENTS.items() if "csv" in formats} == set(WITH_TABLE)
    for document in NO_TABLE:
        assert COMPOSERS[document](context_for(*rich())).main is None


def test_numbers_are_plain() -> None:
    view = context_for(*crowded(1))
    document = COMPOSERS["gap-report"](view)
    columns = (Column("number", "N", kind="number"), Column("text", "Text"))
    table = Table(columns, ((1200, "1,200"), (-5, "-5"), (0.5, "=1"), ("-1+2", date(2026, 12, 1))))
    rows = _read(made.csv(replace(document, main=table)))[1:]
    assert rows == [["1200", "1,200"], ["-5", "'-5"], ["0.5", "'=1"], ["'-1+2", "2026-12-01"]]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "␍=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a\t@x", "a\t'@x"),
        ("a = b; c - d", "a = b; c - d"),
        ("–", "–"),
        ("'=1", "'=1"),
    ],
)
def test_what_starts_a_formula_gets_an_apostrophe(typed: str, read: str) -> None:
    assert harmless(typed) == read


@given(st.text(max_size=40))
def test_no_cell_starts_a_formula_whatever_the_separator(typed: str) -> None:
    for piece in re.split(r"[;\t\n]", harmless(typed)):
        assert not re.match(r"\s*[=+\-@]", piece)
    assert harmless(typed).replace("'", "") == visible(typed).replace("'", "")
