"""A firm's own Word template: what it may hold, what is told about mistakes, and what a hostile one cannot do."""

from __future__ import annotations

import contextlib
import re
import time
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import docx as reader
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn

from bpo_controls.diagnostics import UserError
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import render
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import cover
from bpo_controls.reporting.formats.docx import docx_package
from bpo_controls.reporting.formats.docx.docx_styles import style_ids
from bpo_controls.reporting.formats.docx.docx_template import _source
from docs.word_template import FOLDER, MADE, template
from tests.reporting.fiction import sample
from tests.reporting.made import context

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'


@pytest.fixture(scope="module")
def view() -> Context:
    return context()


def plain_word() -> reader.document.Document:
    """A document as Word makes it, with none of our styles, that says it is a draft."""
    file = reader.Document()
    file.sections[0].header.paragraphs[0].text = "{{ firm }} {{ draft }}"
    return file


def made(
    view: Context, file: reader.document.Document, folder: Path, name: str = "document"
) -> reader.document.Document:
    (folder / "docx").mkdir(exist_ok=True)
    file.save(str(folder / "docx" / f"{name}.docx"))
    return read(view, folder)


def read(view: Context, folder: Path) -> reader.document.Document:
    data = render(view, "gap-report", "docx", templates=[folder])
    assert isinstance(data, bytes)
    return reader.Document(BytesIO(data))


def put(folder: Path, data: bytes) -> None:
    (folder / "docx").mkdir(exist_ok=True)
    (folder / "docx" / "document.docx").write_bytes(data)


def complaint(view: Context, folder: Path) -> str:
    with pytest.raises(UserError) as raised:
        read(view, folder)
    (problem,) = raised.value.diagnostics
    assert problem.where is not None
    assert problem.where.file.startswith(str(folder))
    assert "\n" not in str(problem)
    return str(problem).removeprefix(str(folder))


def changed(parts: Mapping[str, str | bytes] = {}, without: str = "") -> bytes:
    """The bundled template with parts in place of its own or beside them."""
    own = docx_package.read_package(template(close=False)).parts
    new = {name: text.encode() if isinstance(text, str) else text for name, text in parts.items()}
    return docx_package.packed({name: data for name, data in {**own, **new}.items() if name != without})


def with_text(paragraphs: str) -> bytes:
    """The bundled template with other paragraphs before the report."""
    package = docx_package.read_package(template(close=False))
    text = package.text(package.main)
    return changed({package.main: text.replace("<w:body>", f"<w:body>{paragraphs}", 1)})


def typed(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize("name", MADE)
def test_the_bundled_files_are_what_the_script_makes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == template(close=MADE[name])


def test_a_plain_word_file_is_enough(view: Context, tmp_path: Path) -> None:
    file = plain_word()
    file.add_paragraph("{{ title }} for {{ buyer }}", style="Title")
    file.add_paragraph("{{p body }}")
    file.add_paragraph("The end")
    file.styles["Normal"].element.find(qn("w:name")).set(qn("w:val"), "House text")
    out = made(view, file, tmp_path)
    texts = [one.text for one in out.paragraphs]
    assert texts[0] == "Gap report for Example Valley Health"
    assert texts[-1] == "The end"
    assert "The answer" in texts
    assert out.sections[0].header.paragraphs[0].text == "Sample Advisers Draft, not yet reviewed"
    # Its own look where it has one, ours where it has none; nothing refers to a style that is not there.
    fonts = out.styles["Heading 1"].element.find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:ascii")) is None
    assert out.styles["Report Lead"].font.size.pt == 15
    ids = {one.style_id for one in out.styles}
    used = {one.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn")
            for root in (out.element, out.styles.element) for one in root.iter(qn(tag))}  # fmt: skip
    assert used <= ids
    assert len(ids) == len(list(out.styles))
    kinds = [one.type for one in out.styles if one.element.get(qn("w:default")) == "1"]
    assert len(kinds) == len(set(kinds))


def test_a_placeholder_in_several_runs_loops_and_rows(view: Context, tmp_path: Path) -> None:
    file = plain_word()
    split = file.add_paragraph()
    for piece, bold in (
        ("About {", True),
        ("{ na", False),
        ("me }", True),
        ("}, to {{ vendor", False),
        (" }}.", True),
    ):
        split.add_run(piece).bold = bold
    file.add_paragraph("{%p for line in cover if line.label == “Owner” %}")
    file.add_paragraph("{{ line.label }}: {{ line.text }}")
    file.add_paragraph("{%p endfor %}")
    table = file.add_table(rows=4, cols=2)
    for place, text in enumerate(("{%tr for line in cover %}", "{{ line.label }}", "{%tr endfor %}", "last")):
        table.rows[place].cells[0].text = text
    file.add_paragraph("{{ body }}")
    out = made(view, file, tmp_path)
    texts = [one.text for one in out.paragraphs]
    assert texts[0] == "About Coding and billing, sample year, to Sample Source Services."
    assert texts[1] == "Owner: Director of revenue cycle (fictional)"
    assert [row.cells[0].text for row in out.tables[0].rows] == [
        *(line.label for line in cover(view)),
        "last",
    ]


def test_the_file_of_a_document_goes_before_that_of_all(view: Context, tmp_path: Path) -> None:
    for name in ("document", "gap-report"):
        file = plain_word()
        file.add_paragraph(f"from {name}")
        file.add_paragraph("{{p body }}")
        out = made(view, file, tmp_path, name)
    assert out.paragraphs[0].text == "from gap-report"


def test_the_logo_stands_where_it_is_asked_for(tmp_path: Path) -> None:
    from dataclasses import replace

    view = replace(context_for(*sample()), logo=LOGO)
    file = plain_word()
    file.sections[0].header.add_paragraph("{{ logo }}")
    file.add_paragraph("{{p body }}")
    out = made(view, file, tmp_path)
    header = out.sections[0].header
    (blip,) = header._element.iter(qn("a:blip"))
    image = header.part.related_parts[blip.get(qn("r:embed"))]
    assert image.content_type == "image/png"


def test_a_template_of_word_becomes_a_document_and_forgets_where_it_lay(
    view: Context, tmp_path: Path
) -> None:
    kind = "wordprocessingml.document.main"
    bundled = docx_package.read_package(template(close=False))
    types = bundled.text("[Content_Types].xml").replace(kind, kind.replace("document.main", "template.main"))
    attached = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///C:/Users/fictional/Normal.dotm" TargetMode="External"/></Relationships>'
    )
    settings = bundled.text("word/settings.xml").replace(
        "<w:zoom", '<w:attachedTemplate r:id="rId1"/><w:zoom'
    )
    settings = settings.replace("<w:settings ", '<w:settings xmlns:r="http://x.test/r" ')
    put(tmp_path, changed({"[Content_Types].xml": types, "word/_rels/settings.xml.rels": attached,
                           "word/settings.xml": settings}))  # fmt: skip
    data = render(view, "gap-report", "docx", templates=[tmp_path])
    assert isinstance(data, bytes)
    with zipfile.ZipFile(BytesIO(data)) as file:
        everything = b"".join(file.read(name) for name in file.namelist())
    assert b"Normal.dotm" not in everything
    assert b"attachedTemplate" not in everything
    assert b"template.main+xml" not in everything


MISTAKES = {
    "unknown placeholder": (with_text(typed("{{ titel }}")), 'word/document.xml has no meaning (did you mean "title"?)'),
    "unknown line": (with_text(typed("{{ t.contentz }}")), "contentz"),
    "syntax": (with_text(typed("{{ title ")), "in word/document.xml"),
    "open loop": (with_text(typed("{%p for line in cover %}")), "in word/document.xml"),
    "two bodies": (with_text(typed("{{p body }}")), "has 2 {{p body }}"),
    "body amid text": (with_text(typed("See {{ body }} there")), "does not stand alone in its paragraph"),
    "row amid cells": (with_text(typed("{% if title %}") + "<w:p/>" + typed("x")), "in word/document.xml"),
    "half a paragraph": (with_text("<w:tbl><w:tr><w:tc>" + typed("{% for line in cover %}") + "</w:tc></w:tr></w:tbl>" + typed("{% endfor %}")), "is not XML"),
    "section end": (with_text('<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{%p if title %}</w:t></w:r></w:p>' + typed("{%p endif %}")),
                    "where a section ends"),
    "no draft": (changed({f"word/{name}.xml": f'<w:hdr xmlns:w="{docx_package.W}"/>' for name in ("header1", "header2")}),
                 "no header or footer has {{ draft }}"),
    "no zip": (b"PK nothing", "it is not a Word file (.docx)"),
    "empty": (b"", "it is not a Word file (.docx)"),
    "no types": (changed({"[Content_Types].xml": "<Types/>"}), "it is not a Word file (.docx)"),
    "strict": (changed({"word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
               "Strict Open XML"),
    "macros": (changed({"word/vbaProject.bin": b"x"}), "it holds macros"),
    "not XML": (changed({"word/styles.xml": "<w:styles"}), "word/styles.xml is not XML"),
    "entities": (changed({"word/styles.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
                 "word/styles.xml declares a document type"),
    "code page": (changed({"word/styles.xml": '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16")}),
                  "word/styles.xml is not UTF-8 text"),
    "outside": (changed({"word/_rels/header1.xml.rels":
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
        'Type="http://x.test/image" Target="http://x.test/p.png" TargetMode="External"/></Relationships>'}),
        "refers to a file outside"),
    "many parts": (changed({f"word/{n}.bin": b"" for n in range(docx_package.PARTS)}), "more than 1,000 parts"),
    "deep": (changed({"word/more.xml": "<a>" * 300 + "</a>" * 300}), "word/more.xml is nested more than 256 deep"),
    "many placeholders": (with_text(typed("{{ title }}") * 5_001), "more than 5,000 placeholders"),
    "bomb": (changed({"word/more.xml": b" " * (docx_package.PART + 1)}), "word/more.xml unpacks to more than 8 MB"),
    "bombs": (changed({f"word/{n}.bin": bytes(docx_package.ALL // 3) for n in range(4)}), "unpacks to more than"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_clear_line(view: Context, tmp_path: Path, mistake: str) -> None:
    data, said = MISTAKES[mistake]
    put(tmp_path, data)
    assert said in complaint(view, tmp_path)


def test_a_template_without_a_place_for_the_report(view: Context, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no \{\{p body \}\}: there is no place for the report"):
        made(view, plain_word(), tmp_path)


def test_a_misnamed_style_is_told_with_the_nearest_name(view: Context, tmp_path: Path) -> None:
    file = plain_word()
    file.add_paragraph("{{p body }}")
    file.styles.add_style("Report Tabel", WD_STYLE_TYPE.PARAGRAPH)
    with pytest.raises(UserError, match=r'no style "report tabel" .* did you mean "report table"'):
        made(view, file, tmp_path)


HOSTILE = {
    "growth": "{%p for a in range(99999999) %}x{%p endfor %}",
    "loops": "".join(["{%p for a in range(9999) %}" for _ in range(4)] + ["{%p endfor %}" for _ in range(4)]),
    "text": "{{ title * 999999999 }}",
    "python": "{{ title.__class__.__mro__ }}",
    "file": "{% include '/etc/passwd' %}",
    "folder": "{% include '../../../etc/passwd' %}",
    "import": "{% import 'os' as os %}",
    "recursion": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_reads_nothing_and_ends(view: Context, tmp_path: Path, name: str) -> None:
    paragraphs = "".join(typed(one) for one in re.split(r"(?<=%\})(?=\{%p|x)|(?<=x)(?=\{%p)", HOSTILE[name]))
    put(tmp_path, with_text(paragraphs))
    start = time.monotonic()
    assert "passwd:" not in complaint(view, tmp_path)
    assert time.monotonic() - start < 12


@pytest.mark.parametrize(
    "xml",
    [
        "<w:p><w:r><w:t>" + "{{" * 2_000_000 + "</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>" + "{%p x " * 1_000_000 + "</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:t>{</w:t></w:r></w:p>" * 20_000,
        "<w:tr><w:p><w:r><w:t>{%tr x %}</w:t></w:r></w:p>" * 200 + "</w:tr>" * 200 + "<w:p/>" * 500_000,
    ],
    ids=["unclosed", "paragraphs", "runs", "rows"],
)
def test_what_is_read_before_jinja_is_read_in_one_pass(xml: str) -> None:
    start = time.monotonic()
    with contextlib.suppress(docx_package.PackageError):
        _source(xml, "x")
    assert time.monotonic() - start < 10


def test_styles_without_end_are_read_in_one_pass() -> None:
    start = time.monotonic()
    assert style_ids("<w:styles>" + "<w:style/>" * 400_000 + "</w:styles>") == {}
    assert time.monotonic() - start < 10


def test_braces_outside_of_text_stay_braces(view: Context, tmp_path: Path) -> None:
    field = "<w:p><w:r><w:instrText>{{ secret }} {% x %}</w:instrText></w:r></w:p>"
    put(tmp_path, with_text(f'<w:p w:rsidR="{{{{ title }}}}"/>{field}'))
    out = read(view, tmp_path)
    codes = ["".join(one.itertext()) for one in out.element.body.iter(qn("w:instrText"))]
    assert codes[0] == "{{ secret }} {% x %}"
    assert out.element.body[0].get(qn("w:rsidR")) == "{{ title }}"
