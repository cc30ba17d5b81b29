"""Scripts that our fonts lack: a font of the system, or codes and one warning; never codes in the title."""

from __future__ import annotations

import io

import pypdf
import pytest

from bpo_controls.reporting.deliver.write_deliverables import without_font
from bpo_controls.reporting.formats.templates import escape
from bpo_controls.reporting.pictures import glyphs
from bpo_controls.reporting.pictures.fonts import font_folders
from bpo_controls.reporting.pictures.typst_process import typeset
from bpo_controls.resources import templates_dir

HAN, THAI, PRIVATE = "\u682a\u5f0f", "\u0e01\u0e02", "\ue000"


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_IN_SYSTEM", {})


def test_letters_without_a_font_stand_as_codes_and_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_drawn", lambda letters: not set(letters) & set(HAN))
    assert glyphs.shown(f"A {HAN} {THAI}") == f"A [U+682A U+5F0F] {THAI}"
    assert glyphs.shown(f"{HAN[0]}b") == "[U+682A]b"
    assert glyphs.missing_scripts() == ("Chinese",)
    told = without_font([("checklist", "pdf")])
    assert [(one.code, "Chinese" in one.message) for one in told] == [("font-missing", True)]
    assert without_font([("checklist", "docx")]) == ()


def test_the_tries_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    def never(letters: str) -> bool:
        tried.append(letters)
        return False

    monkeypatch.setattr(glyphs, "_drawn", never)
    text = "".join(chr(code) for code in range(0x4E00, 0x5E00))
    assert glyphs.shown(text).startswith("[U+4E00 U+4E01")
    assert len(tried) <= 40


def test_a_letter_that_no_font_has_is_found_out() -> None:
    assert glyphs.shown(f"x{PRIVATE}y") == "x[U+E000]y"
    assert glyphs.missing_scripts() == ()


def test_the_title_is_never_in_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_drawn", lambda _: False)
    assert escape.typst_unseen(HAN) == f'"{HAN}"'
    source = f'#set document(title: {escape.typst_unseen(HAN)})\n#set text(lang: "en")\n= a'
    made = typeset(source, "pdf", fonts=font_folders([templates_dir()]), standards=["ua-1", "a-3a"], stamp=0)
    title = pypdf.PdfReader(io.BytesIO(made[0])).metadata
    assert title is not None
    assert title.title == HAN


def test_a_long_word_is_copied_out_as_it_was_typed() -> None:
    address = "https://example.org/shared/compliance/reviews/2026/october/access-review-final.xlsx?version=12"
    house = (templates_dir() / "typst" / "house.typ.j2").read_text("utf-8")
    rule = next(line for line in house.splitlines() if line.startswith('#show regex("[^'))
    source = f'#set page(width: 9cm)\n{rule}\nKept at #"{address}"; and on.'
    text = pypdf.PdfReader(io.BytesIO(typeset(source, "pdf", fonts=())[0])).pages[0].extract_text()
    assert address in text.replace("\n", "")
    assert not set(text) & set("\u200b\u00ad\u2060\ufeff")
    assert text.count("\n") >= 1
