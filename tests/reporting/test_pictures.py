"""The pictures: valid SVG whose every number stands as text, fits, and reads on what it stands on."""

from __future__ import annotations

import itertools
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bpo_controls.reporting.blocks.color import READABLE, contrast, mix, on
from bpo_controls.reporting.blocks.look import ACCENT, INK
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.documents.content.tallies import Tallies, tallies
from bpo_controls.reporting.pictures.bars import bars
from bpo_controls.reporting.pictures.calendar import Scale
from bpo_controls.reporting.pictures.heat_map import heat_map
from bpo_controls.reporting.pictures.png import png
from bpo_controls.reporting.pictures.roadmap import roadmap
from bpo_controls.reporting.pictures.svg import px
from bpo_controls.reporting.pictures.tally import Milestone, Tally, TallyGrid
from bpo_controls.reporting.pictures.widths import _WIDTHS, cut, width, wrapped
from bpo_controls.words import labels
from bpo_controls.words import picture_words as pictures
from tests.reporting.fiction import AS_OF, sample
from tests.reporting.hostile import ESCAPES, HOSTILE, LONG, SCRIPTS


@dataclass(frozen=True)
class Scene:
    """What pictures are drawn from."""

    tallies: Tallies
    ink: str = INK
    accent: str = ACCENT


DRAW: tuple[Callable[[Scene], Picture], ...] = (
    lambda scene: heat_map(scene.tallies.heat, scene.tallies.heat_open, scene.ink),
    lambda scene: bars(scene.tallies.bars),
    lambda scene: roadmap(scene.tallies.milestones, AS_OF, scene.ink, scene.accent),
)
SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(__file__).parents[2] / "templates"
SEVERITIES = ("Critical", "High", "Medium", "Low")
GATES = ("Pilot", "Go-live", "Scale")
STANDINGS = tuple(labels.STATUS[one] for one in labels.STATUS if one != "not-applicable")
BASE = Scene(tallies(context_for(*sample())))


def _grid(columns: tuple[str, ...], names: tuple[str, ...], count: Callable[[int], int]) -> TallyGrid:
    place = itertools.count()
    return TallyGrid(
        columns, tuple(Tally(name, tuple(count(next(place)) for _ in columns)) for name in names)
    )


def _gate(iso: str, open_: int, serious: int, kind: str = "not-ready", *, past: bool = False) -> Milestone:
    mark, verdict = labels.VERDICT_MARK[kind], labels.VERDICT[kind]
    return Milestone("Go-live", iso, iso or "no date set", mark, verdict, open_, serious, past)


def _scene(names: tuple[str, ...], most: int, gates: tuple[Milestone, ...], **more: str) -> Scene:
    def count(place: int) -> int:
        return (place * 7919 + 5) % (most + 1) if place % 3 else 0

    told = Tallies(
        heat=_grid(SEVERITIES, names, count),
        heat_open=_grid(SEVERITIES, names, lambda place: place % 5 * min(most, 4)),
        bars=_grid(STANDINGS, names, count),
        milestones=gates,
    )
    return replace(BASE, tallies=told, **more)


TWELVE = tuple(f"Domain number {place}" for place in range(1, 13))
SCENES = {
    "sample": BASE,
    "nothing": _scene((), 0, ()),
    "one": _scene(("Access",), 1, (_gate("", 0, 0, "ready"),)),
    "no gaps": _scene(TWELVE, 0, (_gate("2026-11-23", 0, 0, "ready"),)),
    "twelve": _scene(TWELVE, 9, tuple(_gate(f"2026-1{n}-30", n, n) for n in (0, 1, 2)), ink="#7a1f5c"),
    "hundreds": _scene(
        TWELVE,
        300,
        (
            _gate("1999-01-31", 300, 300, past=True),
            _gate("2031-06-30", 1, 1, "cannot-tell"),
            _gate("", 120, 0, "ready-with-conditions"),
        ),
        ink="#000000",
        accent="#005b70",
    ),
    "hostile": _scene((*HOSTILE, ESCAPES, SCRIPTS, LONG, "\ufffe\x00"), 4, (_gate("not a date", 3, 0),)),
}


@dataclass(frozen=True)
class Said:
    """A text in a picture: its words, the box it takes and the colors of it and of what it stands on."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    color: str
    ground: str


def _said(picture: Picture) -> Iterator[Said]:
    grounds: list[tuple[float, float, float, float, str]] = []
    root = ElementTree.fromstring(picture.svg)
    for node in root:
        at = {key: float(node.get(key, "0")) for key in ("x", "y", "width", "height", "font-size")}
        if node.tag == f"{SVG}rect":
            box = (at["x"], at["x"] + at["width"], at["y"], at["y"] + at["height"])
            grounds.append((*box, node.get("fill", "")))
        elif node.tag == f"{SVG}text":
            size, words = at["font-size"], node.text or ""
            wide = width(words, size)
            left = at["x"] - {"start": 0, "middle": 0.5, "end": 1}[node.get("text-anchor", "start")] * wide
            middle = at["y"] - size * 0.36
            ground = "#ffffff"
            for low, high, top, bottom, fill in grounds:
                if low <= left + wide / 2 <= high and top <= middle <= bottom:
                    ground = fill
            half = size * 0.45
            yield Said(words, left, left + wide, middle - half, middle + half, node.get("fill", ""), ground)


def _check(picture: Picture) -> None:
    root = ElementTree.fromstring(picture.svg)
    assert root.get("role") == "img"
    ids = [node.get("id", "") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"{picture.id}-") for one in ids)
    assert set((root.get("aria-labelledby") or "").split()) <= set(ids)
    assert [node.tag for node in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {
        *("svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "path", "circle", "text"),
    }
    assert not re.search(r"(?:href|style|on\w+)=|var\(", re.sub(r">[^<]*<", "><", picture.svg))
    assert (root.get("width"), root.get("height")) == (str(picture.width), str(picture.height))
    texts = list(_said(picture))
    for one in texts:
        assert one.left >= -0.01, one
        assert one.right <= picture.width + 0.01, one
        assert one.top >= 0, one
        assert one.bottom <= picture.height, one
        assert contrast(one.color, one.ground) >= READABLE, one
    for one, other in itertools.combinations(texts, 2):
        apart = one.right <= other.left + 0.01 or other.right <= one.left + 0.01
        assert apart or one.bottom <= other.top + 0.01 or other.bottom <= one.top + 0.01, (one, other)


def _numbers(texts: Iterator[str] | list[str]) -> Counter[int]:
    return Counter(int(one.replace(",", "")) for text in texts for one in re.findall(r"\d[\d,]*", text))


def _counts(*grids: TallyGrid) -> list[str]:
    return [str(count) for grid in grids for row in grid.rows for count in row.counts if count]


def _told(view: Scene) -> dict[str, list[str]]:
    data = view.tallies
    return {
        "heat-map": _counts(data.heat, data.heat_open),
        "bars": _counts(data.bars),
        "roadmap": [f"{gate.date} {gate.open or ''}" for gate in data.milestones],
    }


@pytest.mark.parametrize("draw", DRAW)
@pytest.mark.parametrize("scene", SCENES)
def test_sound_readable_and_complete(scene: str, draw: Callable[[Scene], Picture]) -> None:
    view = SCENES[scene]
    picture = draw(view)
    _check(picture)
    assert draw(view) == picture
    missing = _numbers(_told(view)[picture.id]) - _numbers([one.words for one in _said(picture)])
    assert not missing
    assert picture.alt.endswith(".")


_COUNT = st.one_of(st.integers(0, 12), st.integers(0, 999))
_NAMES = st.lists(st.text(max_size=60), min_size=1, max_size=5).map(tuple)
_DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat)


@settings(max_examples=60, deadline=None)
@given(_NAMES, st.lists(_COUNT, min_size=1, max_size=9), st.lists(st.one_of(_DAYS, st.just("")), max_size=4))
@example(("a domain",), [1, 2, 10, 186], [])  # more narrow parts than one line of the note takes
def test_any_numbers_names_and_dates(names: tuple[str, ...], counts: list[int], days: list[str]) -> None:
    def count(place: int) -> int:
        return counts[place % len(counts)]

    gates = tuple(_gate(day, count(n), count(n) // 2, past=n == 1) for n, day in enumerate(days))
    heat, open_, stand = (_grid(columns, names, count) for columns in (SEVERITIES, SEVERITIES, STANDINGS))
    told = Tallies(heat, open_, stand, gates)
    view = replace(BASE, tallies=told)
    for draw in DRAW:
        picture = draw(view)
        _check(picture)
        missing = _numbers(_told(view)[picture.id]) - _numbers([one.words for one in _said(picture)])
        assert not missing


def test_days_at_the_ends_of_the_calendar() -> None:
    gates = (_gate("0001-01-01", 1, 0, past=True), _gate("9999-12-31", 1, 0))
    _check(DRAW[2](_scene(("Access",), 1, gates)))


def test_hostile_labels_stay_text() -> None:
    picture = DRAW[0](_scene(('<script>alert(1)</script> & "x"', "b\x1b[31m\u202e"), 3, ()))
    assert "<script" not in picture.svg
    assert "\x1b" not in picture.svg
    assert "\u202e" not in picture.svg
    assert any(one.words.startswith("<script>") for one in _said(picture))


def test_the_width_table_is_on_the_safe_side() -> None:
    chars = sorted("".join(_WIDTHS.values()).replace("\u00ad", "").replace("\u00a0", ""))
    source = (
        "#let told = json(bytes(sys.inputs.chars))\n"
        '#context [#metadata(told.map(one => (400, 600).map(weight => measure(text(font: "Source Sans Pro", '
        "size: 1000pt, weight: weight, fallback: false, one)).width.pt()))) <wide>]"
    )
    found = json.loads(
        typst.query(  # type: ignore[misc]
            source.encode(),
            "<wide>",
            field="value",
            one=True,
            font_paths=[str(FONTS / "fonts")],
            ignore_system_fonts=True,
            sys_inputs={"chars": json.dumps(chars)},
        )
    )
    assert len(found) == len(chars) > 300
    wrong = {
        char: wide for char, wide in zip(chars, found, strict=True) if width(char, 1000) < max(wide) - 0.01
    }
    assert not wrong
    assert width("Done another way", 1000) < 1.1 * sum(
        max(found[chars.index(one)]) for one in "Done another way"
    )


def test_cutting_and_wrapping() -> None:
    assert cut("Access", 12, 100) == "Access"
    assert cut("Exception handling", 12, 60) == "Exceptio…"
    assert wrapped("Exception handling and on", 12, 95) == ("Exception", "handling and on")
    assert wrapped("Exception handling and much more of it", 12, 95) == ("Exception", "handling and m…")
    assert wrapped(LONG, 12, 100)[0].endswith("…")
    assert wrapped("", 12, 100) == ()


def test_colors() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54
    assert mix("#ffffff", "#000000", 0.5) == "#808080"
    assert all(
        contrast(on(fill), fill) >= READABLE for fill in (f"#{n:02x}{n:02x}{n:02x}" for n in range(256))
    )


def test_lengths_are_short_and_plain() -> None:
    assert [px(one) for one in (0, -0.001, 12.0, 0.5, 1 / 3, 100, 1200.456)] == [
        *("0", "0", "12", "0.5", "0.33", "100", "1200.46"),
    ]


def test_months_that_are_named_keep_their_distance() -> None:
    for last in (date(2026, 11, 30), date(2027, 6, 1), date(2029, 1, 1), date(2126, 1, 1)):
        scale = Scale.around([date(2026, 11, 23), last], 100, 600)
        ticks = scale.ticks(56)
        places = [scale.at(day) for day, _ in ticks]
        assert all(after - before >= 54 for before, after in itertools.pairwise(places))
        assert all(day.day == 1 for day, _ in ticks)
    assert Scale.around([date(2026, 11, 23), date(2027, 2, 1)], 0, 500).ticks(56) == (
        (date(2026, 11, 1), "Nov 2026"),
        (date(2026, 12, 1), "Dec"),
        (date(2027, 1, 1), "Jan 2027"),
        (date(2027, 2, 1), "Feb"),
    )


def test_what_the_pictures_say() -> None:
    rows = (("Access", (2, 1)), ("Privacy", (0, 1)), ("Vendor", (0, 0)))
    none = (("Access", (0, 0)),)
    assert pictures.heat_alt(("Critical", "High"), rows, (("Access", (1, 0)),)) == (
        "4 gaps and partly met controls: 2 critical and 2 high. Most are in Access (3) and Privacy (1). "
        "1 more is not known or not decided yet."
    )
    assert pictures.heat_alt(("Critical", "High"), none, none) == "No gap and no partly met control is known."
    assert pictures.bars_alt(("Met", "Gap"), rows) == (
        "Of 4 findings counted: 2 met and 2 gaps. The share met is lowest in Privacy, 0 of 1 (0%), "
        "and highest in Access, 2 of 3 (66%)."
    ).replace("66", "67")
    assert pictures.bars_alt(("Met", "Gap"), none) == "No finding is counted yet in any domain."
    assert pictures.roadmap_alt(
        [
            ("Pilot", "May 1, 2026", True, "Not ready", "3 to close"),
            ("Scale", "no date set", False, "Ready", "nothing more to close"),
        ]
    ) == (
        "Pilot, May 1, 2026 (past): not ready, 3 to close. Scale, no date set: ready, nothing more to close."
    )
    assert [pictures.to_close(*gate) for gate in ((0, 0), (1200, 4), (5, 5), (5, 0), (5, 1), (1, 1))] == [
        "nothing to close",
        "1,200 to close, 4 of them block",
        "5 to close, all block",
        "5 to close, none blocks",
        "5 to close, 1 of them blocks",
        "1 to close, and it blocks",
    ]


@pytest.mark.parametrize("draw", DRAW)
def test_typst_draws_it(draw: Callable[[Scene], Picture]) -> None:
    picture = draw(SCENES["hostile"])
    made = png(picture, [FONTS], 1)
    assert made == png(picture, [FONTS], 1)
    assert made.startswith(b"\x89PNG")
    assert int.from_bytes(made[16:20]) == picture.width
    assert int.from_bytes(made[20:24]) in range(picture.height - 1, picture.height + 2)
    packed, at = b"", 8
    while at < len(made):
        size = int.from_bytes(made[at : at + 4])
        if made[at + 4 : at + 8] == b"IDAT":
            packed += made[at + 8 : at + 8 + size]
        at += size + 12
    drawn = Counter(zlib.decompress(packed))
    assert len(drawn) > 60
