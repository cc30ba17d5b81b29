"""The PDF as a file: tagged, archival, with its data inside, and without a clock."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pytest
from pypdf import PdfReader

from bpo_controls.reporting.blocks.document import Heading, TableBlock
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, render
from bpo_controls.reporting.documents.content.verdicts import actions
from bpo_controls.reporting.formats.logo_svg import logo_svg
from tests.reporting.fiction import crowded, sample
from tests.reporting.made import context, made

ACROSS = ("action-plan", "applicability")
"""Documents whose pages lie on their side."""


@pytest.mark.parametrize("document", COMPOSERS)
def test_tagged_archival_and_self_contained(document: str) -> None:
    with pikepdf.open(io.BytesIO(made(document, "pdf"))) as file:
        root = file.Root
        assert "/StructTreeRoot" in root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-US"
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert COMPOSERS[document](context()).title in metadata["dc:title"]
            assert "Coding and billing, sample year" in metadata["dc:title"]
            assert metadata["xmp:CreateDate"].startswith("2026-11-23T00:00:00")
        attached = file.attachments["assessment.json"]
        assert attached.get_file().read_bytes() == made("assessment", "json")
        assert attached.relationship == pikepdf.Name("/Data")
        assert not any("/JS" in page.obj or "/AA" in page.obj for page in file.pages)
        assert not [
            link for page in file.pages for link in page.get("/Annots", []) if "/URI" in link.get("/A", {})
        ]
        boxes = {tuple(float(side) for side in page.mediabox) for page in file.pages}
        assert boxes == {(0.0, 0.0, 792.0, 612.0) if document in ACROSS else (0.0, 0.0, 612.0, 792.0)}


def test_the_short_checklist_of_a_whole_engagement_fits_four_pages() -> None:
    view = context_for(*crowded(140))
    document = COMPOSERS["checklist-short"](view)
    lines = sum(len(block.table.rows) for block in document.blocks if isinstance(block, TableBlock))
    assert lines > 140
    pages = PdfReader(io.BytesIO(render(view, "checklist-short", "pdf"))).pages
    assert len(pages) <= 4


def test_tables_have_tagged_header_cells() -> None:
    tags: dict[str, int] = {}

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                tags[str(node.S)] = tags.get(str(node.S), 0) + 1
            kids = node.get("/K")
            if kids is not None:
                walk(kids)
        elif isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)

    with pikepdf.open(io.BytesIO(made("gap-report", "pdf"))) as file:
        walk(file.Root.StructTreeRoot)
    assert tags["/Table"] >= 5
    assert tags["/TH"] >= 20
    assert tags["/H1"] >= 6
    assert tags["/L"] >= 1


def test_the_summary_is_one_page_however_much_there_is() -> None:
    for view in (context(), context_for(*crowded(300)), context("named at length")):
        with pikepdf.open(io.BytesIO(render(view, "one-pager", "pdf"))) as file:
            assert len(file.pages) == 1


@pytest.mark.slow
def test_the_answer_stands_on_the_second_page_alone() -> None:
    for name in ("sample", "120 gaps", "named at length"):
        pages = PdfReader(io.BytesIO(made("gap-report", "pdf", name))).pages
        second, third = pages[1].extract_text(), pages[2].extract_text()
        for wanted in ("The answer", "Do these first", "Who owes what", "All parties"):
            assert wanted in second
        assert third.find("Scorecard") >= 0


def test_contents_and_ranks_can_be_followed() -> None:
    view = context()
    with pikepdf.open(io.BytesIO(made("gap-report", "pdf"))) as file:
        links = [
            [note for note in page.get("/Annots", []) if note.get("/Subtype") == "/Link"]
            for page in file.pages
        ]
        with file.open_outline() as outline:
            bookmarks = [item.title for item in outline.root]
    headings = [
        block.text
        for block in COMPOSERS["gap-report"](view).blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    assert bookmarks == headings
    assert len(links[0]) >= len(headings)
    assert len(links[1]) >= len(actions(view))


@pytest.mark.slow
def test_every_page_says_that_it_is_a_draft() -> None:
    for document in COMPOSERS:
        for page in PdfReader(io.BytesIO(made(document, "pdf"))).pages:
            assert "Draft" in page.extract_text()


def test_a_logo_stands_on_the_cover() -> None:
    library, meta, sheet, assessment = sample()
    plain = made("gap-report", "pdf")
    for logo in (PNG, b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'):
        with_logo = context_for(library, meta, sheet, assessment, logo=logo)
        assert render(with_logo, "gap-report", "pdf") != plain
    assert logo_svg(b"neither") == ""
    broken = render(context_for(library, meta, sheet, assessment, logo=b"neither"), "gap-report", "pdf")
    assert broken.startswith(b"%PDF")


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 2, 1, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\x00" + b"\xff\x00\x00" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PNG = _png()
