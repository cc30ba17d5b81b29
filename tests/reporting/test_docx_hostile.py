"""Word templates of anybody's: what Word would fetch is refused, and damage is told in one line."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.reporting.formats.docx.docx_package import PackageError, packed, read_package
from bpo_controls.reporting.formats.docx.docx_template import fill_part, open_template
from bpo_controls.resources import templates_dir

BUNDLED = (templates_dir() / "docx" / "document.docx").read_bytes()
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
FRAME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/frame"
CHUNK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"


def _changed(change: Callable[[str, bytes], tuple[str, bytes] | None]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BUNDLED)) as base,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for entry in base.infolist():
            kept = change(entry.filename, base.read(entry))
            if kept is not None:
                made.writestr(*kept)
    return out.getvalue()


def _with_row(row: str) -> bytes:
    end = b"</Relationships>"
    return _changed(
        lambda name, data: (
            name,
            data.replace(end, row.encode() + end) if name == "word/_rels/document.xml.rels" else data,
        )
    )


def _with_body(xml: str) -> bytes:
    return _changed(
        lambda name, data: (
            name,
            data.replace(b"<w:body>", b"<w:body>" + xml.encode()) if name == "word/document.xml" else data,
        )
    )


OUTSIDE = {
    "hyperlink in the address": f'<Relationship Id="e" Type="{IMAGE}" Target="http://evil.example/hyperlink/x.png" TargetMode="External"/>',
    "mode by a reference": f'<Relationship Id="e" Type="{IMAGE}" Target="http://evil.example/x.png" TargetMode="Ext&#101;rnal"/>',
    "odd prefix": f'<a-b:Relationship xmlns:a-b="{PKG}" Id="e" Type="{IMAGE}" Target="http://evil.example/x.png" TargetMode="External"/>',
    "share of a host": rf'<Relationship Id="e" Type="{FRAME}" Target="\\evil\share/hyperlink" TargetMode="External"/>',
    "no mode": f'<Relationship Id="e" Type="{IMAGE}" Target="http://evil.example/x.png"/>',
    "other mode": f'<Relationship Id="e" Type="{IMAGE}" Target="x.png" TargetMode="external"/>',
    "file address": f'<Relationship Id="e" Type="{IMAGE}" Target="file:///etc/passwd"/>',
    "link to a share": rf'<Relationship Id="e" Type="{LINK}" Target="\\evil\share" TargetMode="External"/>',
    "link to a script": f'<Relationship Id="e" Type="{LINK}" Target="javascript:alert(1)" TargetMode="External"/>',
    "chunk": f'<Relationship Id="e" Type="{CHUNK}" Target="x.html"/>',
    "something else": f'<x xmlns="urn:x" Id="e" Type="{IMAGE}" Target="http://evil.example/x.png"/>',
}  # fmt: skip


@pytest.mark.parametrize("row", OUTSIDE.values(), ids=OUTSIDE)
def test_what_word_would_fetch_is_refused_however_it_is_spelled(row: str) -> None:
    with pytest.raises(PackageError):
        read_package(_with_row(row))


def test_a_web_link_stays() -> None:
    row = f'<Relationship Id="e" Type="{LINK}" Target="https://example.org/?a=1&amp;b=2" TargetMode="External"/>'
    kept = read_package(_with_row(row)).text("word/_rels/document.xml.rels")
    assert 'Target="https://example.org/?a=1&amp;b=2" TargetMode="External"' in kept


def _field(*codes: str) -> str:
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>' for code in codes)
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{char.format('begin')}{runs}{char.format('separate')}{char.format('end')}</w:p>"


@pytest.mark.parametrize(
    "xml",
    [
        _field('INCLUDEPICTURE "http://evil.example/x.png" \\d'),
        _field("INCLUDE", 'PICTURE "http://evil.example/x.png"'),
        _field(" dde", "auto cmd calc"),
        _field('LINK Excel.Sheet "x.xlsx"'),
        '<w:p><w:fldSimple w:instr="INCLUDETEXT &quot;/etc/passwd&quot;"/></w:p>',
        '<w:altChunk xmlns:r="urn:r" r:id="e"/>',
    ],
)
def test_fields_and_chunks_that_fetch_are_refused(xml: str) -> None:
    with pytest.raises(PackageError):
        read_package(_with_body(xml))


def test_fields_that_count_pages_stay() -> None:
    read_package(
        _with_body(_field(" PAGE ") + _field(' TOC \\o "1-3" \\h ') + _field(" REF include_this \\h "))
    )


@pytest.mark.parametrize(
    "name", ["../../x.xml", "/var/x.xml", "word\\..\\x.xml", "C:/x.xml", "word/../../x.xml"]
)
def test_a_part_that_leads_elsewhere_is_refused(name: str) -> None:
    def renamed(part: str, data: bytes) -> tuple[str, bytes]:
        return (name, data) if part == "word/settings.xml" else (part, data)

    with pytest.raises(PackageError):
        read_package(_changed(renamed))


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/document.xml",
                                  "word/header1.xml", "[Content_Types].xml", "_rels/.rels"])  # fmt: skip
def test_a_missing_part_is_one_line(tmp_path: Path, part: str) -> None:
    names = zipfile.ZipFile(io.BytesIO(BUNDLED)).namelist()
    if part not in names:
        part = next(name for name in names if part.partition("1")[0] in name)
    (tmp_path / "docx").mkdir()
    changed = _changed(lambda name, data: None if name == part else (name, data))
    (tmp_path / "docx" / "document.docx").write_bytes(changed)
    with pytest.raises(UserError) as told:
        open_template("checklist", (tmp_path, templates_dir()), draft=False)
    assert told.value.diagnostics[0].code == "word-template"


def test_an_unbound_prefix_is_refused() -> None:
    with pytest.raises(PackageError, match="prefix"):
        read_package(_with_body("<q:x/>"))


@pytest.mark.parametrize("seed", range(120))
def test_damage_is_one_line_or_a_file_that_strict_readers_open(tmp_path: Path, seed: int) -> None:
    drawn = random.Random(seed)
    data = bytearray(BUNDLED)
    if seed % 2:
        for _ in range(drawn.choice((1, 3, 20))):
            data[drawn.randrange(len(data))] = drawn.randrange(256)
    else:
        parts = zipfile.ZipFile(io.BytesIO(BUNDLED)).namelist()
        hit = drawn.choice(parts)

        def damaged(name: str, part: bytes) -> tuple[str, bytes] | None:
            if name != hit:
                return name, part
            at, length = drawn.randrange(len(part)), drawn.choice((1, 4, 60))
            return name, part[:at] + drawn.choice((b"", b"<", b'"', b"w:", b"\xff", b"}}")) + part[
                at + length :
            ]

        data = bytearray(_changed(damaged))
    (tmp_path / "docx").mkdir()
    (tmp_path / "docx" / "document.docx").write_bytes(bytes(data))
    dirs = (tmp_path, templates_dir())
    try:
        template = open_template("checklist", dirs, draft=False)
        values = dict.fromkeys(("as_of", "body", "buyer", "contents", "draft", "firm", "imprint", "logo", "name",
                                "vendor", "running", "title"), "x")  # fmt: skip
        values |= {"cover": "", "body": "", "contents": ""}
        filled = {part: fill_part(template, part, {**values, "t": {}}, dirs) for part in template.sources}
    except UserError as error:
        told = error.diagnostics
    else:
        told = ()
    if told:
        assert {problem.code for problem in told} <= {"word-template", "template-error"}
        assert all("\n" not in str(problem) for problem in told)
        return
    made = packed({**template.package.parts, **{part: text.encode() for part, text in filled.items()}})
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(file.read(name))
