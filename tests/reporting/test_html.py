"""The HTML deliverables as files: sound markup, nothing from outside, and text that stays text."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpo_controls.reporting.blocks.color import contrast
from bpo_controls.reporting.blocks.entry_block import Entry
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, composed, render
from bpo_controls.reporting.documents.content.tallies import tallies
from bpo_controls.reporting.documents.content.verdicts import verdicts
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import look
from bpo_controls.reporting.formats.html import PAPER, _digest, _readable, _tones, html
from bpo_controls.reporting.formats.templates import escape
from bpo_controls.reporting.formats.templates.environment import template_dirs
from bpo_controls.words.visible import visible
from tests.reporting.fiction import crowded, sample
from tests.reporting.hostile import ESCAPES, HOSTILE, LONG, SCRIPTS
from tests.reporting.made import context
from tests.reporting.test_text_is_data import _hostile_view
from tests.reporting.walking import texts_in

DOCUMENTS = tuple(COMPOSERS)
LINKS = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "srcset",
    "xlink:href",
    "background",
    "cite",
)


@pytest.fixture(scope="module")
def view() -> Context:
    return context()


@pytest.fixture(scope="module")
def hostile() -> Context:
    return _hostile_view()


def page(view: Context, document: str) -> str:
    return render(view, document, "html").decode()


def parsed(text: str) -> Any:
    """The tree; fails on anything that an HTML reader would have to mend."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


def elements(tree: Any) -> Iterator[Any]:
    yield from (node for node in tree.iter() if isinstance(node.tag, str))


def shape(tree: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes: what typed text must not be able to change."""
    return [(str(node.tag), tuple(sorted(map(str, node.attrib)))) for node in elements(tree)]


def seen(tree: Any) -> str:
    return " ".join("".join(tree.find("body").itertext()).split())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_markup_is_sound(view: Context, document: str) -> None:
    tree = parsed(page(view, document))
    ids = [node.get("id") for node in elements(tree) if node.get("id")]
    assert len(ids) == len(set(ids))
    for link in (node.get("href") for node in elements(tree) if node.tag == "a"):
        assert link.startswith("#")
        assert link[1:] in ids


@pytest.mark.parametrize("document", DOCUMENTS)
def test_nothing_comes_from_outside(view: Context, document: str) -> None:
    text = page(view, document)
    for node in elements(parsed(text)):
        for name, value in node.attrib.items():
            assert not str(name).startswith("on")
            assert name != "style"
            if name in LINKS:
                assert str(value).startswith(("#", "data:image/")), (node.tag, name, value)
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style
    assert not re.search(r"url\((?!data:font/woff2;base64,)|@import|expression", style[1])
    script = re.search(r"<script>(.*?)</script>", text, re.S)
    assert script
    assert not re.search(
        r"fetch|XMLHttp|import|WebSocket|sendBeacon|innerHTML|eval|document\.write", script[1]
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_policy_lets_only_our_own_script_and_style_run(hostile: Context, document: str) -> None:
    text = page(hostile, document)
    policy = next(
        str(node.get("content"))
        for node in elements(parsed(text))
        if node.get("http-equiv") == "Content-Security-Policy"
    )
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")
    for tag in ("style", "script"):
        runs = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S)
        assert len(runs) == 1
        assert f"{tag}-src 'sha256-{b64encode(sha256(runs[0].encode()).digest()).decode()}'" in policy
    assert not re.search(r"<(iframe|object|embed|link|base|meta http-equiv=\"refresh)", text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_hostile_text_changes_no_markup(hostile: Context, document: str) -> None:
    """Typed text, wherever it stands, makes no element and no attribute that harmless text would not make."""
    text = page(hostile, document)
    tree = parsed(text)
    allowed = {"a", "article", "blockquote", "body", "button", "caption", "dd", "details", "div", "dl", "dt", "figcaption",
               "figure", "footer", "form", "h1", "h2", "h3", "h4", "head", "header", "html", "img", "input", "label", "li",
               "main", "meta", "nav", "ol", "option", "p", "script", "section", "select", "span", "strong", "style",
               "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul"}  # fmt: skip
    for node in elements(tree):
        assert str(node.tag) in allowed or str(node.tag).startswith("{http://www.w3.org/2000/svg}"), node.tag
    assert "alert(1)" in seen(tree) or document in ("one-pager", "applicability")
    assert not [node for node in elements(tree) if node.tag == "script" and "alert" in (node.text or "")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]", text)


@pytest.mark.parametrize("typed", [*HOSTILE, ESCAPES, SCRIPTS, LONG, "\ufffe\U0001ffff", "a\n\n\nb"])
def test_html_reads_as_typed(typed: str) -> None:
    tree = parsed(f'<!DOCTYPE html><title>x</title><p title="{escape.html(typed)}">{escape.html(typed)}</p>')
    wanted = re.sub("[\ufffe\U0001ffff]", "\ufffd", visible(typed))
    assert tree.find("body/p").text == wanted
    assert tree.find("body/p").get("title") == wanted
    assert len(tree.find("body")) == 1


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_stays_text_in_element_attribute_and_style(typed: str) -> None:
    page_ = f'<!DOCTYPE html><title>{escape.html(typed)}</title><p title="{escape.html(typed)}">{escape.html(typed)}|'
    tree = parsed(page_)
    assert shape(tree) == [("html", ()), ("head", ()), ("title", ()), ("body", ()), ("p", ("title",))]
    literal = escape.css_string(typed)
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9a-f]+ )*"', literal)
    back = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), literal[1:-1])
    assert back == tree.find("head/title").text or not typed or "\ufffd" in back


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_sentence_of_the_document_is_on_the_page(view: Context, document: str) -> None:
    """Without a script everything can be read: the text stands in the markup, and gaps stand open."""
    made = composed(view, document, "html")
    text = page(view, document)
    tree = parsed(text)
    said = seen(tree)
    for block in made.blocks:
        for sentence in texts_in(block):
            assert " ".join(sentence.split()) in said, sentence
    assert all(node.get("open") is not None for node in elements(tree) if node.get("class") == "gap item")


def test_gaps_and_checks_carry_what_is_filtered_by(view: Context) -> None:
    gaps = [node for node in elements(parsed(page(view, "gap-report"))) if node.get("class") == "gap item"]
    assert [node.get("id") for node in gaps] == ["gap-1", "gap-2", "gap-3"]
    for node, gap in zip(gaps, _entries(view, "gap-report"), strict=True):
        assert [key for key, _ in gap.facets] == ["domain", "severity", "party", "gate", "status"]
        assert all(node.get(f"data-{key}") == word for key, word in gap.facets)
    checks = [node for node in elements(parsed(page(view, "checklist"))) if node.get("class") == "check item"]
    items = _entries(view, "checklist")
    assert len(checks) == len(items)
    for node, item in zip(checks, items, strict=True):
        assert [key for key, _ in item.facets] == ["domain", "severity", "party", "gate"]
        assert all(node.get(f"data-{key}") == word for key, word in item.facets)


def _entries(view: Context, document: str) -> list[Entry]:
    return [block for block in composed(view, document, "html").blocks if isinstance(block, Entry)]


def test_choices_stand_in_their_natural_order(view: Context) -> None:
    tree = parsed(page(view, "checklist"))
    choices = {
        node.get("data-facet"): [one.text for one in node.iter("option")][1:]
        for node in elements(tree)
        if node.tag == "select"
    }
    order = list(tallies(view).heat.columns)
    assert choices["severity"] == sorted(choices["severity"], key=order.index)
    gates = [gate.label for gate in verdicts(view).gates]
    assert choices["gate"] == sorted(choices["gate"], key=gates.index)
    assert all(len(one) > 1 for one in choices.values())


def test_tables_say_what_they_are(view: Context) -> None:
    for document in DOCUMENTS:
        for table in (node for node in elements(parsed(page(view, document))) if node.tag == "table"):
            assert table.find("caption").text
            heads = table.findall("thead/tr/th")
            assert heads
            assert all(head.get("scope") == "col" for head in heads)
            assert all(len(row) == len(heads) for row in table.iter("tr"))


def test_ticks_are_kept_under_what_the_document_says(view: Context) -> None:
    made = COMPOSERS["checklist"](view)
    assert f'data-digest="{_digest(made)}"' in page(view, "checklist")
    assert _digest(made) == _digest(COMPOSERS["checklist"](context_for(*sample())))
    assert _digest(made) != _digest(replace(made, blocks=made.blocks[1:]))


@pytest.mark.parametrize(
    "color", ["#1f4e79", "#000000", "#7a1f1f", "#00695c", "#767676", "#0000ff", "#777777"]
)
def test_the_firms_colors_read_by_day_and_night(view: Context, color: str) -> None:
    tones = _tones(replace(look(view), ink=color, accent=color))
    for name, tone in tones.items():
        for ground in ("#12171e", "#1b222b") if name.endswith("night") else ("#ffffff", PAPER):
            assert contrast(tone, ground) >= 4.5, (name, tone, ground)
    assert _readable("#FFFFFF", PAPER, "#000000") != "#FFFFFF"


PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(("logo", "kind"), [(PNG, "png"), (SVG, "svg+xml"), (b"\xff\xd8\xffjpeg", "jpeg")])
def test_the_logo_stands_inside_as_an_image(view: Context, logo: bytes, kind: str) -> None:
    tree = parsed(page(replace(view, logo=logo), "one-pager"))
    (image,) = [node for node in elements(tree) if node.tag == "img"]
    assert image.get("alt") == look(view).author
    assert image.get("src") == f"data:image/{kind};base64,{b64encode(logo).decode()}"


def test_a_firm_brings_its_own_looks_and_fonts(view: Context, tmp_path: Any) -> None:
    fonts = tmp_path / "html" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / "sans-regular.woff2").write_bytes(b"our own")
    (tmp_path / "html" / "house.css.j2").write_text('b { src: url({{ fonts["sans-regular"] }}) }')
    text = html(COMPOSERS["one-pager"](view), template_dirs([tmp_path])).decode()
    assert f"<style>b {{ src: url(data:font/woff2;base64,{b64encode(b'our own').decode()}) }}</style>" in text


@pytest.mark.parametrize("many", [0, 1, 120])
def test_any_number_of_gaps_makes_a_page(many: int) -> None:
    made = context_for(*crowded(many))
    tree = parsed(page(made, "gap-report"))
    assert len([node for node in elements(tree) if node.get("class") == "gap item"]) == many + 3


def test_the_fonts_inside_are_made_from_those_in_templates() -> None:
    from fontTools.ttLib import TTFont

    from docs import web_fonts

    for name, source in web_fonts.FONTS.items():
        kept = TTFont(BytesIO((web_fonts.MADE / f"{name}.woff2").read_bytes()))
        whole = TTFont(web_fonts.SOURCES / f"{source}.ttf").getBestCmap()
        assert set(kept.getBestCmap()) == set(whole) & web_fonts.LETTERS
        names = {record.nameID: str(record) for record in kept["name"].names}
        assert names[1].startswith("Report ")
        assert "SIL Open Font License" in names[13]
        assert "Adobe" in names[0]
    marks = TTFont(BytesIO((web_fonts.MADE / "marks.woff2").read_bytes()))
    assert set(marks.getBestCmap()) == set(map(ord, web_fonts.MARKS))
