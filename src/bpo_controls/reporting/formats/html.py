"""HTML deliverables: one file with everything inside, which asks no network for anything."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpo_controls.reporting.blocks.color import READABLE, WHITE, contrast, mix
from bpo_controls.reporting.blocks.document import (
    Block,
    Document,
    Heading,
    PictureBlock,
    SignOff,
    TableBlock,
)
from bpo_controls.reporting.blocks.entry_block import Entry
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.formats.logo_svg import JPEG, PNG
from bpo_controls.reporting.formats.templates.environment import document_values, fill, fill_document
from bpo_controls.words.headings import TEXT

if TYPE_CHECKING:
    from markupsafe import Markup

FONTS = ("sans-regular", "sans-italic", "sans-semibold", "serif-semibold", "marks")
MOST_CHOICES = 30
LONG = 7
"""So many rows of tables need no filters."""
PAPER, NIGHT = "#f1f4f7", "#1b222b"
"""The grounds that text stands on, by day and by night, where it is hardest to read."""


Place = Literal["", "inside", "before"]


@dataclass(frozen=True, slots=True)
class Choices:
    """Something to filter by, with what can be chosen, in its natural order."""

    key: str
    label: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, what stands under it, and the parts below it.

    `sifted`: what it lists is searched and filtered. `tools`: where the filters stand, if here: inside, or
    before it where they are for what follows too.
    """

    heading: Heading | None
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...] = ()
    sifted: bool = False
    tools: Place = ""


def html(document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as one HTML file. Its scripts and styles run by their hashes; nothing else can.

    Raises UserError when a template is wrong.
    """
    values = document_values(document)
    tones = _tones(document.look)
    style = _tidy(fill("html/house.css.j2", {**values, "tones": tones, "fonts": _fonts(dirs)}, dirs))
    script = _tidy(fill("html/reader.js.j2", values, dirs))
    parts = _parts(document)
    more = {
        "parts_of": parts,
        "choices": _choices(document, parts),
        "facet_keys": tuple(facet.key for facet in document.facets),
        "pictures": {
            block.picture.id: _safe(block.picture.svg)
            for block in document.blocks
            if isinstance(block, PictureBlock)
        },
        "logo": _data_uri(document.look.logo),
        "digest": _digest(document),
        "style": _safe(style),
        "script": _safe(script),
        "policy": "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
        f"style-src {_hash(style)}; script-src {_hash(script)}",
    }
    return (_tidy(fill_document("html", document, dirs, more)) + "\n").encode()


def _tidy(text: str) -> str:
    """Without the empty lines that templates leave. Those that somebody typed are references and stay."""
    return "\n".join(line for line in text.split("\n") if line.strip())


def _safe(text: str) -> Markup:
    """Markup that we made ourselves out of escaped text: a style sheet, a script, a picture."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - see above; nothing typed gets here without escaping


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _digest(document: Document) -> str:
    """What ticks are kept under: a document that says anything else starts with empty boxes."""
    said = repr((document.id, document.name, document.cover, document.blocks, document.imprint))
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:24]


def _fonts(dirs: Sequence[Path]) -> dict[str, str]:
    """The web fonts as data URIs, a firm's own before ours."""
    found = {}
    for name in FONTS:
        path = next(
            path for folder in dirs if (path := folder / "html" / "fonts" / f"{name}.woff2").is_file()
        )
        found[name] = f"data:font/woff2;base64,{b64encode(path.read_bytes()).decode()}"
    return found


def _data_uri(logo: bytes) -> str:
    """The logo as an image without a file, or nothing. Scripts in an SVG do not run in an image."""
    if not logo:
        return ""
    kind = "png" if logo.startswith(PNG) else "jpeg" if logo.startswith(JPEG) else "svg+xml"
    return f"data:image/{kind};base64,{b64encode(logo).decode()}"


def _tones(look: Look) -> dict[str, str]:
    """The firm's colors by day and by night, changed until they read on every ground of the page."""
    return {
        "ink": _readable(look.ink, PAPER, "#000000"),
        "accent": _readable(look.accent, PAPER, "#000000"),
        "ink_night": _readable(look.ink, NIGHT, WHITE, 7),
        "accent_night": _readable(look.accent, NIGHT, WHITE, 6),
    }


def _readable(color: str, ground: str, toward: str, least: float = READABLE + 0.3) -> str:
    shares = (step / 20 for step in range(21))
    tones = (mix(color.lower(), toward, share) for share in shares)
    return next((tone for tone in tones if contrast(tone, ground) >= least), toward)


def _parts(document: Document) -> tuple[Part, ...]:
    """The blocks under their headings, and where the filters belong."""
    runs = list(_runs(document.blocks, 1))
    kind: type[Block] = Entry if _has_entries(document) else TableBlock
    long_ = sum(len(block.table.rows) for block in document.blocks if isinstance(block, TableBlock)) > LONG
    sifted = [
        any(isinstance(block, kind) for block in blocks)
        and (kind is not TableBlock or (long_ and heading is not None))
        for heading, blocks in runs
    ]
    first = sifted.index(True) if any(sifted) else -1
    parts = []
    for place, (heading, blocks) in enumerate(runs):
        below = list(_runs(blocks, 2))
        own = below.pop(0)[1] if below and below[0][0] is None else ()
        tools: Place = "" if place != first else "before" if sum(sifted) > 1 else "inside"
        parts.append(Part(heading, own, tuple(Part(*run) for run in below), sifted[place], tools))
    return tuple(parts)


def _runs(blocks: Sequence[Block], level: int) -> Iterator[tuple[Heading | None, tuple[Block, ...]]]:
    """Each heading of that level with the blocks up to the next; signatures stand in a run of their own."""
    heading: Heading | None = None
    held: list[Block] = []
    for block in blocks:
        starts = isinstance(block, Heading) and block.level == level
        if starts or (level == 2 and isinstance(block, SignOff)):
            if heading or held:
                yield heading, tuple(held)
            heading = block if isinstance(block, Heading) else None
            held = [] if isinstance(block, Heading) else [block]
        else:
            held.append(block)
    if heading or held:
        yield heading, tuple(held)


def _blocks(part: Part) -> Iterator[Block]:
    yield from part.blocks
    for below in part.parts:
        yield from _blocks(below)


def _has_entries(document: Document) -> bool:
    return any(isinstance(block, Entry) for block in document.blocks)


def _choices(document: Document, parts: Sequence[Part]) -> tuple[Choices, ...]:
    """What the filters of this document offer: what occurs in it, known words in their order, others as they come."""
    sifted = [part for part in parts if part.sifted]
    found = []
    for facet in document.facets:
        seen = dict.fromkeys(
            value for part in sifted for block in _blocks(part) for value in _values(block, facet.key)
        )
        known = [value for value in facet.order if value in seen]
        rest = (value for value in seen if value not in known)
        found.append(Choices(facet.key, facet.label, (*known, *rest)))
    headings = () if _has_entries(document) else (part.heading.text for part in sifted if part.heading)
    found.append(Choices("part", TEXT["part"], tuple(headings)))
    return tuple(one for one in found if 1 < len(one.choices) <= MOST_CHOICES)


def _values(block: Block, key: str) -> Iterator[str]:
    """What a block offers to filter by. A table that leads to entries offers nothing: they do."""
    if isinstance(block, Entry):
        yield from (value for name, value in block.facets if name == key)
        if key == "status":
            yield from (box.state for box in block.boxes if box.state)
    elif isinstance(block, TableBlock) and not any(block.table.anchors):
        keys = [column.key for column in block.table.columns]
        if key in keys:
            yield from (row[keys.index(key)] for row in block.table.texts if row[keys.index(key)])
