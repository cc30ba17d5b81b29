"""Word deliverables, read back by a library that is none of ours and by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections import defaultdict
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx as reader
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.blocks.document import (
    Document,
    Heading,
    PictureBlock,
    SignOff,
    TableBlock,
)
from bpo_controls.reporting.blocks.entry_block import Box, Entry, text_row
from bpo_controls.reporting.blocks.table import Column, Table
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, composed, render
from bpo_controls.reporting.documents.content.brief_findings import blocking_entries
from bpo_controls.reporting.documents.content.count_tables import owed
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.formats.docx.docx_entry import entry_paragraphs
from bpo_controls.reporting.formats.docx.docx_lines import KEEP, Lines
from bpo_controls.reporting.formats.docx.docx_pieces import Pen, bookmark, column_widths
from bpo_controls.words.visible import visible
from bpo_controls.workspace.engagement_file import Branding
from tests.reporting.fiction import AS_OF, LIBRARY, META, answers, crowded, sample
from tests.reporting.hostile import ESCAPES, HOSTILE, LONG, SCRIPTS
from tests.reporting.made import context, made
from tests.reporting.walking import texts_in

A14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


@pytest.fixture(scope="module")
def view() -> Context:
    return context()


@pytest.fixture(scope="module", params=list(COMPOSERS))
def pair(request: pytest.FixtureRequest, view: Context) -> tuple[Document, Any]:
    """A document as blocks, and its Word file read back."""
    return COMPOSERS[request.param](view), opened(view, request.param)


def opened(view: Context, document: str) -> Any:
    return reader.Document(BytesIO(_file(view, document)))


def _file(view: Context, document: str) -> bytes:
    return made(document, "docx") if view is context() else render(view, document, "docx")


def said(file: Any) -> str:
    """All text of the body, line breaks as spaces, without white space."""
    pieces = []
    for node in file.element.body.iter():
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
    return squeezed("".join(pieces))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", visible(text))


def test_every_text_of_every_block_stands_in_the_file(pair: tuple[Document, Any]) -> None:
    document, file = pair
    text = said(file)
    for block in document.blocks:
        for one in texts_in(block):
            assert squeezed(one) in text, (block.kind, one)


def test_headings_are_headings_in_order(pair: tuple[Document, Any]) -> None:
    document, file = pair
    wanted = []
    for block in document.blocks:
        match block:
            case Heading():
                wanted.append((block.level, block.text))
            case Entry():
                named = " · ".join(part for part in (block.rank, block.id, block.title) if part)
                wanted.append((3 if block.compact else 2, named))
            case SignOff():
                wanted += [(2, f"Sign-off: {one}") for one in block.signers]
            case _:
                pass
    found = [
        (int(one.style.name[-1]), one.text)
        for one in file.paragraphs
        if one.style.name.startswith("Heading ")
    ]
    assert found == wanted


def test_every_cell_of_every_table(pair: tuple[Document, Any]) -> None:
    document, file = pair
    by_name: dict[str, list[Any]] = {}
    for table in file.tables:
        caption = table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        by_name.setdefault(caption, []).append(table)
    for block in document.blocks:
        if isinstance(block, TableBlock) and block.table.rows:
            wanted = [list(block.table.headers), *([*row] for row in block.table.texts)]
            found = [
                [[visible(cell.text) for cell in row.cells] for row in table.rows]
                for table in by_name[block.name]
            ]
            assert wanted in found, block.name


def test_tables_repeat_their_header_and_keep_rows_whole(pair: tuple[Document, Any]) -> None:
    _, file = pair
    for table in file.tables:
        for place, row in enumerate(table.rows):
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
            assert (row._tr.trPr.find(qn("w:tblHeader")) is not None) == (place == 0)
        room = file.sections[0].page_width - file.sections[0].left_margin - file.sections[0].right_margin
        assert sum(column.width for column in table.columns) <= room
        assert all(column.width > 0 for column in table.columns)


def test_pictures_have_a_text_instead(pair: tuple[Document, Any]) -> None:
    document, file = pair
    wanted = [block.picture.alt for block in document.blocks if isinstance(block, PictureBlock)]
    found = [one.find(".//" + qn("wp:docPr")) for one in file.element.body.iter(qn("w:drawing"))]
    assert [one.get("descr") for one in found] == [" ".join(one.split()) for one in wanted]
    ids = [one.get("id") for one in file.element.body.iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids))
    assert all(one.image.content_type == "image/png" for one in _images(file))


def _images(file: Any) -> list[Any]:
    return [part.target_part for part in file.part.rels.values() if part.reltype.endswith("/image")]


def test_every_link_leads_somewhere(pair: tuple[Document, Any]) -> None:
    document, file = pair
    marks = [one.get(qn("w:name")) for one in file.element.body.iter(qn("w:bookmarkStart"))]
    links = [one.get(qn("w:anchor")) for one in file.element.body.iter(qn("w:hyperlink"))]
    assert len(marks) == len(set(marks))
    assert set(links) <= set(marks)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", one) for one in marks)
    if document.id == "gap-report":
        assert {"report_gap_1", "report_answer", "report_sign_off"} <= set(links)


def test_pages_say_that_they_are_a_draft_and_which_page_they_are(pair: tuple[Document, Any]) -> None:
    document, file = pair
    for section in file.sections:
        for header in (section.header, section.first_page_header):
            assert "Draft, not yet reviewed" in header.paragraphs[0].text
        for footer in (section.footer, section.first_page_footer):
            fields_ = [one.get(qn("w:instr")).strip() for one in footer._element.iter(qn("w:fldSimple"))]
            assert fields_ == ["PAGE", "NUMPAGES"]
        assert document.title in section.header.paragraphs[0].text


def test_what_the_file_says_of_itself(pair: tuple[Document, Any]) -> None:
    document, file = pair
    core = file.core_properties
    assert core.title == f"{document.title}: {document.name}"
    assert (core.author, core.last_modified_by, core.language) == (
        "Sample Advisers",
        "Sample Advisers",
        "en-US",
    )
    assert str(core.created)[:10] == str(core.modified)[:10] == AS_OF
    lang = file.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert lang.get(qn("w:val")) == "en-US"


def test_contents_are_there_before_any_program_renews_them(view: Context) -> None:
    file = opened(view, "gap-report")
    entries = [one.text.rstrip("\t") for one in file.paragraphs if one.style.name == "toc 1"]
    parts = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert entries == parts
    assert file.settings.element.find(qn("w:updateFields")) is None
    kinds = [one.get(qn("w:fldCharType")) for one in file.element.body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * len(
        parts
    )  # no TOC around them: LibreOffice lays out only these
    asked = [one.text for one in file.element.body.iter(qn("w:instrText")) if "PAGEREF" in one.text]
    assert len(asked) == len(parts)


def test_the_file_has_a_theme_and_is_confidential_on_every_page(view: Context) -> None:
    file = opened(view, "gap-report")
    assert any(one.reltype.endswith("/theme") for one in file.part.rels.values())
    for footer in (file.sections[0].footer, file.sections[0].first_page_footer):
        assert footer.paragraphs[0].text.startswith("Confidential · As of ")


def test_wide_tables_lie_across(view: Context) -> None:
    plan, report = opened(view, "action-plan").sections[0], opened(view, "gap-report").sections[0]
    assert plan.page_width == report.page_height > plan.page_height


def test_boxes_to_tick(view: Context) -> None:
    file = opened(view, "checklist")
    boxes = list(file.element.body.iter(f"{A14}checkbox"))
    blocks = composed(view, "checklist").blocks
    wanted = 3 * sum(
        len(block.boxes) for block in blocks if isinstance(block, Entry)
    )  # passed, failed, not seen
    assert len(boxes) == wanted > 5
    ids = [one.get(qn("w:val")) for one in file.element.body.iter(qn("w:id"))]
    assert len(ids) == len(set(ids)) == wanted


@pytest.mark.parametrize(("length", "kept"), [(200, [True, True, True]), (400, [False, False, True])])
def test_a_long_check_goes_over_the_page_and_its_last_line_stays_with_the_boxes(
    length: int, kept: list[bool]
) -> None:
    rows = tuple(text_row(label, "x" * length) for label in ("Look at", "Try", "Ask for"))
    entry = Entry("ACC-01", "A check", rows, boxes=(Box("The whole work"),), compact=True)
    pen = Pen(defaultdict(lambda: "Any"))
    written = entry_paragraphs(Lines(pen, 1, frozenset()), entry, 9000)
    lines = [one for one in written.split("<w:p>") if "<w:numPr>" in one]
    assert [KEEP in one for one in lines] == kept


def test_numbered_steps_begin_at_one_in_each_gap(view: Context) -> None:
    file = opened(view, "gap-report")
    numbers = {one.get(qn("w:val")) for one in file.element.body.iter(qn("w:numId"))}
    lists = {one.get(qn("w:numId")): one for one in file.part.numbering_part.element.iter(qn("w:num"))}
    assert numbers <= lists.keys()
    restarted = [one for one in lists.values() if one.find(qn("w:lvlOverride")) is not None]
    assert len(restarted) == len(blocking_entries(view)) > 0


def test_same_in_same_out(view: Context) -> None:
    for document in COMPOSERS:
        assert _file(view, document) == _file(context_for(*sample()), document)
    with zipfile.ZipFile(BytesIO(_file(view, "gap-report"))) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not re.search(r"rsid|paraId", file.read("word/document.xml").decode())


def test_the_firms_colors_and_logo(view: Context) -> None:
    logo = (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="40" height="10"/></svg>'
    )
    library, meta, sheet, assessment = sample()
    branding = replace(meta.branding, color="#123456", accent="#654321")
    colored = context_for(library, replace(meta, branding=branding), sheet, assessment, logo=logo)
    file = opened(colored, "gap-report")
    styles = file.styles.element.xml
    assert 'w:val="123456"' in styles
    assert 'w:val="654321"' in styles
    assert 'w:val="16324F"' not in styles
    first = next(file.element.body.iter(qn("wp:docPr")))
    assert first.get("descr") == "Sample Advisers"


# Text is data -----------------------------------------------------------------------------------


def test_hostile_text_reads_as_typed_in_every_document() -> None:
    fields_ = "{ INCLUDETEXT /etc/passwd } { DDEAUTO c:\\x } \ufffe\uffff"
    everything = " ¶ ".join(
        (*HOSTILE, ESCAPES, SCRIPTS, LONG, fields_, "{{ body }} {%p if x %} <!--report body-->")
    )
    meta = replace(META, buyer=everything, vendor=everything, title="", goal=everything,
                   branding=Branding(firm=everything))  # fmt: skip
    notes = [replace(one, note=everything, by=everything) for one in answers()]
    notes.append(Answer("sites", ENGAGEMENT, (everything, "Manila", LONG), by=everything))
    controls = {
        name: replace(one, title=everything, statement=everything, evidence=(everything,))
        for name, one in LIBRARY.controls.items()
    }
    library = replace(LIBRARY, controls=controls)
    sheet = answers_of(notes)
    view = context_for(library, meta, sheet, evaluate(library, Record(sheet), AS_OF))
    for document in COMPOSERS:
        file = opened(view, document)
        words = said(file)
        for typed in (*HOSTILE, SCRIPTS, "<!--report body-->", "{ INCLUDETEXT /etc/passwd }"):
            assert squeezed(typed) in words, (document, typed)
        codes = {"".join(one.itertext()).split()[0] for one in file.element.body.iter(qn("w:instrText"))}
        assert codes <= {"TOC", "PAGEREF"}
        assert not [one for one in file.part.rels.values() if one.is_external]


def test_a_thousand_gaps_and_none() -> None:
    many = opened(context_for(*crowded(300)), "gap-report")
    assert sum(one.style.name == "Heading 2" for one in many.paragraphs) > 300
    bare = answers_of(())
    none = opened(context_for(LIBRARY, META, bare, evaluate(LIBRARY, Record(bare), AS_OF)), "gap-report")
    assert "No gap and no partly met control is known" in "\n".join(one.text for one in none.paragraphs)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(view: Context, tmp_path: Path) -> None:
    from pypdf import PdfReader

    names = ("gap-report", "checklist", "one-pager")
    for name in names:
        (tmp_path / f"{name}.docx").write_bytes(_file(view, name))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.docx") for name in names)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    pages = {name: PdfReader(tmp_path / f"{name}.pdf").pages for name in names}
    text = pages["gap-report"][1].extract_text()
    assert "The answer" in text
    assert f"Page 2 of {len(pages['gap-report'])}" in re.sub(r"\s+", " ", text)
    assert len(pages["one-pager"]) == 1


# Pieces ------------------------------------------------------------------------------------------


def test_tables_never_touch(view: Context) -> None:
    from bpo_controls.reporting.formats.docx.docx_file import docx
    from bpo_controls.reporting.formats.templates.environment import template_dirs

    table = TableBlock("A table", owed(view))
    document = replace(COMPOSERS["gap-report"](view), blocks=(table, table, table))
    body = list(reader.Document(BytesIO(docx(document, template_dirs()))).element.body)
    tags = [one.tag for one in body]
    assert tags.count(qn("w:tbl")) == 3
    assert all(qn("w:tbl") not in pair for pair in pairwise(tags) if pair[0] == pair[1])
    assert tags[-2:] == [qn("w:p"), qn("w:sectPr")]


def test_long_anchors_make_short_names_that_differ() -> None:
    long = "party-" * 20
    assert bookmark(long + "1") != bookmark(long + "2")
    assert len(bookmark(long)) == 40
    assert bookmark("gap-1") == "report_gap_1"


_TABLES = st.integers(1, 14).flatmap(
    lambda many: st.builds(
        lambda headers, rows, shares: Table(
            tuple(
                Column(str(at), head, share=share)
                for at, (head, share) in enumerate(zip(headers, shares, strict=True))
            ),
            tuple(map(tuple, rows)),
        ),
        st.lists(st.text(max_size=20), min_size=many, max_size=many),
        st.lists(st.lists(st.text(max_size=200), min_size=many, max_size=many), max_size=4),
        st.lists(st.sampled_from((0, 0, 1, 2.5)), min_size=many, max_size=many),
    )
)


@given(_TABLES, st.integers(2000, 20000))
@settings(max_examples=150, deadline=None)
def test_columns_fit_whatever_they_hold(table: Table, room: int) -> None:
    widths = column_widths(table, room)
    assert len(widths) == len(table.headers)
    assert sum(widths) <= room
    assert all(one > 0 for one in widths)
