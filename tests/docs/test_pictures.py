"""The pictures show what the program makes today, are small, and say in words what one sees."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from importlib.metadata import version
from pathlib import Path

import pytest

from bpo_controls.reporting.deliver.render import render
from bpo_controls.reporting.documents.context import Context
from docs.generate import HERE
from docs.pictures import commands, sample, screens, spreads
from docs.pictures.palette import small
from docs.pictures.picture import RECORD, Picture, is_fresh, recorded
from docs.pictures.terminal import COLUMNS, terminal_svg

pytestmark = pytest.mark.slow

FOLDER = HERE / "pictures"
DRAWN = sorted([*FOLDER.glob("*.png"), *FOLDER.glob("*.svg")])
PAGES = sorted([*HERE.parent.glob("*.md"), *HERE.rglob("*.md")])
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Context:
    return sample.write(tmp_path_factory.mktemp("pictures"))


def _stale(pictures: list[Picture]) -> list[str]:
    assert pictures
    record = recorded()
    return [one.name for one in pictures if not is_fresh(one, record)]


def test_pages_are_fresh(view: Context) -> None:
    pinned = re.search(r"^typst==(.+)$", (HERE.parent / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    if version("typst") != pinned[1]:
        pytest.skip(f"the pages were drawn by Typst {pinned[1]}")
    assert _stale(list(spreads.spreads(view))) == [], "run `make pictures`, and look at them"


def test_screens_are_fresh(view: Context) -> None:
    assert _stale(list(screens.screens(view))) == [], "run `make pictures`, and look at them"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX terminal")
def test_terminals_are_fresh(tmp_path: Path) -> None:
    sample.write(tmp_path)
    assert _stale(list(commands.terminals(tmp_path))) == [], "run `make pictures`, and look at them"


def test_another_word_makes_a_picture_stale(view: Context) -> None:
    picture = next(screens.screens(view))
    other = Picture(picture.name, picture.shows.replace(b"Access ends", b"Access stops"), picture.draw)
    assert is_fresh(picture, recorded())
    assert not is_fresh(other, recorded())
    assert not is_fresh(Picture("missing.png", b"", picture.draw), recorded())


def test_every_file_is_recorded_and_shown_and_nothing_else_is() -> None:
    shown = {
        (page.parent / link).resolve()
        for page in PAGES
        for _, link in IMAGE.findall(page.read_text(encoding="utf-8"))
    }
    assert set(recorded()) == {path.name for path in DRAWN}, f"{RECORD.name}: run `make pictures`"
    assert shown == set(DRAWN)


def test_every_picture_says_in_words_what_one_sees() -> None:
    told = [found for page in PAGES for found in IMAGE.findall(page.read_text(encoding="utf-8"))]
    for words, link in told:
        assert len(words.split()) >= 12, f"{link}: say what one sees, with the numbers that matter"
    readme = IMAGE.findall((HERE.parent / "README.md").read_text(encoding="utf-8"))
    assert len(readme) == 3


def test_numbers_told_are_numbers_seen(view: Context) -> None:
    seen = {one.name: render(view, one.document, "md").decode() for one in spreads.SPREADS}
    seen |= {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
    for page in PAGES:
        for words, link in IMAGE.findall(page.read_text(encoding="utf-8")):
            for number in re.findall(r"(?<![-\w])\d+", words):
                text = seen.get(Path(link).name, "")
                assert re.search(rf"(?<![-\w]){number}\b", text), f"{link} does not show {number}"


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for path in DRAWN) < 1_500_000


@pytest.mark.parametrize("path", [one for one in DRAWN if one.suffix == ".svg"], ids=lambda path: path.stem)
def test_svg_is_whole_and_asks_nobody(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.find("{http://www.w3.org/2000/svg}title") is not None
    assert re.findall(r"https?://|url\(|href|<script|<style|@import", text.replace(root.tag[1:27], "")) == []


def test_terminal_picture_holds_every_sign_and_shows_what_was_typed() -> None:
    svg = terminal_svg("A & B", ["$ run <it>", "  two  blanks", "", "Answer: yes"], ["yes"])
    root = ET.fromstring(svg)
    runs = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert runs == ["$ run <it>", "two\u00a0\u00a0blanks", "Answer:", "yes"]
    bold = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text") if one.get("font-weight")]
    assert bold == ["$ run <it>", "yes"]
    with pytest.raises(ValueError, match="nobody was seen typing"):
        terminal_svg("A", ["Answer: yes"], ["no"])


def test_nothing_stands_beyond_the_edge() -> None:
    for path in FOLDER.glob("*.svg"):
        root = ET.fromstring(path.read_text(encoding="utf-8"))
        for one in root.iter("{http://www.w3.org/2000/svg}text"):
            reach = float(one.get("x", "")) + float(one.get("textLength", ""))
            assert reach <= float(root.get("width", "")) - 10, f"{path.name}: {one.text} ({COLUMNS} columns)"


def test_small_keeps_the_color_of_a_few_dots() -> None:
    import io

    from PIL import Image

    picture = Image.new("RGB", (200, 200), "#ffffff")
    for step in range(200):
        picture.putpixel((step, 50), (step, step, step))
    picture.putpixel((3, 3), (180, 83, 9))
    picture.putpixel((4, 3), (180, 83, 9))
    raw = io.BytesIO()
    picture.save(raw, "PNG")
    with Image.open(io.BytesIO(small(raw.getvalue()))) as made:
        assert made.mode == "P"
        assert made.convert("RGB").getpixel((3, 3)) == (180, 83, 9)
        assert made.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
