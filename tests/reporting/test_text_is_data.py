"""What people type can never act in a deliverable (promise 11)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, render
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.formats.templates import escape
from bpo_controls.reporting.pictures.glyphs import shown
from bpo_controls.workspace.engagement_file import Branding
from tests.reporting.fiction import AS_OF, LIBRARY, META, answers
from tests.reporting.hostile import ESCAPES, HOSTILE, LONG, SCRIPTS


def _rendered(markdown: str) -> tuple[str, set[str]]:
    """The text a Markdown reader sees, and the kinds of tokens that made it."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    text, kinds = [], set()
    for token in reader.parse(markdown):
        kinds.add(token.type)
        for child in token.children or []:
            kinds.add(child.type)
            text.append(child.content if child.type == "text" else "\n" if "break" in child.type else "")
    return "".join(text), kinds


INLINE = {"inline", "text", "text_special", "paragraph_open", "paragraph_close"}


@pytest.mark.parametrize("typed", [*HOSTILE, ESCAPES, SCRIPTS])
def test_markdown_reads_as_typed(typed: str) -> None:
    from bpo_controls.words.visible import visible

    text, kinds = _rendered(escape.markdown(typed))
    assert text == " ".join(visible(typed).split())
    assert kinds <= INLINE


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_reads_as_typed_in_markdown_everywhere(typed: str) -> None:
    from bpo_controls.words.visible import visible

    escaped = escape.markdown(typed)
    wanted = " ".join(visible(typed).split())
    text, kinds = _rendered(escaped)
    assert text.strip() == wanted.strip()
    assert kinds <= INLINE
    cell, _ = _rendered(f"| h |\n| --- |\n| {escaped} |\n")
    assert cell.removeprefix("h").strip() == wanted
    item, _ = _rendered(f"- **x:** {escaped}\n")
    assert item.removeprefix("x:").strip() == wanted


def test_no_bare_address_is_left_for_an_autolinker() -> None:
    for typed in HOSTILE:
        escaped = escape.markdown(typed)
        assert not re.search(r"https?://|www\.|[a-z]@", escaped), escaped


def test_acting_characters_are_shown() -> None:
    text = escape.markdown(ESCAPES)
    assert "␛" in text
    assert "␇" in text
    assert r"\[U+009B\]" in text
    assert r"\[U+202E\]" in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]", text)


def _hostile_view() -> Context:
    everything = " ¶ ".join((*HOSTILE, ESCAPES, SCRIPTS, LONG))
    meta = replace(META, buyer=everything, vendor=everything, title="", goal=everything, branding=Branding(firm=everything),
                   owner=everything, failure_to_avoid=everything)  # fmt: skip
    said = [replace(one, note=everything, by=everything) for one in answers()]
    said.append(Answer("sites", ENGAGEMENT, (everything, "Manila", LONG), by=everything))
    library = replace(
        LIBRARY,
        title=everything,
        controls={
            name: replace(one, title=everything, statement=everything, evidence=(everything,))
            for name, one in LIBRARY.controls.items()
        },
    )
    sheet = answers_of(said)
    return context_for(library, meta, sheet, evaluate(library, Record(sheet), AS_OF))


@pytest.mark.slow
def test_hostile_text_in_every_place_of_every_deliverable() -> None:
    view = _hostile_view()
    for document in COMPOSERS:
        _, kinds = _rendered(render(view, document, "md").decode())
        assert not {
            kind for kind in kinds if "html" in kind or "link" in kind or "image" in kind or "code" in kind
        }
        assert "s_open" not in kinds
        assert render(view, document, "pdf").startswith(b"%PDF")
    raw = render(view, "assessment", "json")
    assert json.loads(raw)["engagement"]["goal"] == view.file.goal
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]", raw.decode())


@pytest.mark.slow
def test_pdf_reads_as_typed() -> None:
    pages = PdfReader(BytesIO(render(_hostile_view(), "gap-report", "pdf"))).pages
    flat = re.sub(r"[\s\u200b]+", "", "".join(page.extract_text() for page in pages))
    for typed in HOSTILE:
        assert re.sub(r"\s+", "", typed) in flat, typed
    assert "[U+001B][31m" in flat
    assert "[U+4E2DU+6587]" in flat
    assert "😀" in flat


def test_what_no_font_has_is_shown_as_code_points() -> None:
    assert shown("Ελλάδα Привет שלום – ● é") == "Ελλάδα Привет שלום – ● é"
    assert shown("中文 😀") == "[U+4E2D U+6587] 😀"
    assert shown("Ελλάδα", latin_only=True).startswith("[U+0395 ")


def test_every_character_said_to_be_shown_makes_an_archival_pdf() -> None:
    from bpo_controls.reporting.pictures import glyphs

    characters = [
        chr(code)
        for item in (glyphs._RANGES + glyphs._EMOJI).split()
        for code in range(int(item.partition("-")[0], 16), int(item.rpartition("-")[2], 16) + 1)
    ]
    assert len(characters) > 4000
    view = context_for(
        LIBRARY, META, answers_of(answers()), evaluate(LIBRARY, Record(answers_of(answers())), AS_OF)
    )
    from bpo_controls.reporting.formats.pdf import _compiled, _inputs, typst_source
    from bpo_controls.reporting.formats.templates.environment import template_dirs

    dirs = template_dirs()
    document = COMPOSERS["checklist"](view)
    document = replace(document, look=replace(document.look, running=" ".join(characters)))
    assert _compiled(typst_source(document, dirs), _inputs(document), dirs, document.look.stamp)
