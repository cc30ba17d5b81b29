"""The firm's logo: read from the engagement, and looked at before any deliverable holds it."""

from __future__ import annotations

import base64
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.plain_file import read_head
from bpo_controls.workspace.paths import inside

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
"""A picture of more than this takes gigabytes once it is unpacked."""

LONGEST = 40
"""How many times as long as the other a side may be."""

MOST_TEXT = 2_000
"""Characters of text in a drawing; more of them take minutes to set."""

MOST_ELEMENTS = 5_000
DEEPEST = 50

SVG = "{http://www.w3.org/2000/svg}"
_DRAWS = frozenset(
    re.findall(
        r"\w+",
        """
        svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc metadata switch
        linearGradient radialGradient stop clipPath mask pattern marker image style filter feGaussianBlur feOffset
        feBlend feFlood feComposite feMerge feMergeNode feColorMatrix
        """,
    )
)
"""What an SVG may be made of; nothing in it runs, moves or loads."""

_NOTED = re.compile(r"inkscape\.org|sodipodi|w3\.org/1999/02/22-rdf|purl\.org/dc/|creativecommons\.org")
"""What drawing programs note for themselves; it is never drawn."""

_RUNS = frozenset(
    {"script", "style", "iframe", "object", "embed", "foreignobject", "link", "img", "video", "audio"}
)

_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""JPEG markers that carry width and height."""


def read_logo(directory: Path, name: str) -> bytes:
    """The logo's bytes as they are, a PNG, JPEG or SVG; empty when `name` is.

    UserError when it cannot be read, lies elsewhere, is too large, is not what its name says, or is an SVG that
    holds a script or refers to anything outside itself.
    """
    if not name:
        return b""
    path = inside(directory, name)
    try:
        data = read_head(path, MOST_BYTES + 1)
    except OSError as error:
        raise user_error(
            "unreadable-file",
            f"the logo cannot be read: {(error.strerror or str(error)).lower()}",
            where=Location(str(path)),
            hint="correct branding: logo in engagement.yaml, or leave it empty",
        ) from error
    wrong = _too_large(data) or _KINDS[path.suffix.lower().lstrip(".")](data)
    if wrong:
        raise _unusable(path, wrong)
    return data


def _unusable(path: Path, wrong: str) -> UserError:
    hint = "save it again as a plain PNG, JPEG or SVG of less than 1 MB"
    return user_error(
        "logo-unusable", f"this logo cannot be used: {wrong}", where=Location(str(path)), hint=hint
    )


def _too_large(data: bytes) -> str:
    return "it has more than 1 MB" if len(data) > MOST_BYTES else ""


def _png(data: bytes) -> str:
    if data[:8] != b"\x89PNG\r\n\x1a\n" or data[12:16] != b"IHDR" or len(data) < 33:
        return "its bytes are not a PNG"
    return _size(*struct.unpack(">II", data[16:24]))


def _jpeg(data: bytes) -> str:
    if data[:3] != b"\xff\xd8\xff":
        return "its bytes are not a JPEG"
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            if data[at + 9 : at + 10] == b"\x04":
                return "its colors are CMYK, for print; save it as RGB"
            return _size(width, height) or ("" if b"\xff\xda" in data else "its bytes are not a whole JPEG")
        if marker == 0xE1 and _turned(data[at + 4 : at + 2 + length]):
            return "it is stored lying on its side, with a note to turn it; save it upright"
        at += 2 + max(length, 2)
    return "its bytes are not a whole JPEG"


def _turned(segment: bytes) -> bool:
    """Whether Exif data says that the picture is to be turned or mirrored (tag 0x0112 other than 1)."""
    if not segment.startswith(b"Exif\0\0"):
        return False
    tiff = segment[6:]
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    first = int.from_bytes(tiff[4:8], order)
    for entry in range(min(int.from_bytes(tiff[first : first + 2], order), 200)):
        row = tiff[first + 2 + 12 * entry : first + 14 + 12 * entry]
        if int.from_bytes(row[:2], order) == 0x0112:
            return int.from_bytes(row[8:10], order) not in (0, 1)
    return False


def _size(width: int, height: int) -> str:
    if not width or not height:
        return "it has no size"
    if max(width, height) > LONGEST * min(width, height):
        return f"one side is more than {LONGEST} times as long as the other"
    return f"{width:,} × {height:,} pixels are too many" if width * height > MOST_PIXELS else ""


def _svg(data: bytes) -> str:
    from xml.etree import ElementTree

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "an SVG has to be UTF-8 text"
    declared = re.match(r"\s*<\?xml[^>]*encoding\s*=\s*[\"']([^\"']*)", text)
    if declared and declared.group(1).lower() not in ("utf-8", "us-ascii"):
        return "an SVG has to be UTF-8 text"
    # Entities are the one way in which XML grows or reads files, and only a DOCTYPE can declare them.
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text, re.IGNORECASE):
        return "it has a DOCTYPE; take that line out"
    if re.search(r"<\?(?!xml\s)", text):
        return "it has a processing instruction"
    try:
        root = ElementTree.fromstring(text.encode())  # noqa: S314 - without a DOCTYPE nothing expands
    except ElementTree.ParseError as error:
        return f"it is not an SVG: {error}"
    if root.tag != f"{SVG}svg":
        return "its bytes are not an SVG"
    return _drawing(root) or _extent(root) or _repeated(root)


def _extent(root: Element) -> str:
    """What is wrong with the size that an SVG says it has. Without any it takes the place there is."""
    sides = []
    for side in ("width", "height"):
        text = root.get(side, "").strip()
        if not text or text == "auto" or re.fullmatch(r"\d{1,3}(?:\.\d+)?%", text):
            continue
        match = re.fullmatch(
            r"(\+?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?)\s*(?:px|pt|pc|mm|cm|in|em|ex)?", text
        )
        if match is None:
            return f"its {side} is no length"
        sides.append(float(match.group(1)))
    box = root.get("viewBox", "").replace(",", " ").split()
    if box:
        if len(box) != 4 or not all(
            re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?", one) for one in box
        ):
            return "its viewBox does not hold four numbers"
        if wrong := _sides(float(box[2]), float(box[3])):
            return wrong
    if len(sides) == 2:
        return _sides(*sides)
    return "" if box else "it has no size; give it a viewBox"


def _sides(width: float, height: float) -> str:
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return "it has no size"
    if max(width, height) > LONGEST * min(width, height):
        return f"one side is more than {LONGEST} times as long as the other"
    return ""


def _repeated(root: Element) -> str:
    """Whether what is drawn again with `use` multiplies beyond bounds, or comes back to itself."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    known: dict[int, int] = {}
    open_: set[int] = set()

    def count(element: Element) -> int:
        key = id(element)
        if key in open_:
            return MOST_ELEMENTS + 1
        if key not in known:
            open_.add(key)
            total = 1 + sum(count(child) for child in element)
            for name, value in element.attrib.items():
                target = re.search(r"#([^)\"'\s]+)", value)
                if target and (other := by_id.get(target.group(1))) is not None and name != "id":
                    total += count(other)
            open_.discard(key)
            known[key] = min(total, MOST_ELEMENTS + 1)
        return known[key]

    return "its drawing is too complicated" if count(root) > MOST_ELEMENTS else ""


def _drawing(root: Element) -> str:
    """What is wrong with the elements of an SVG."""
    todo, seen, text = [(root, 1)], 0, 0
    while todo:
        element, depth = todo.pop()
        seen += 1
        if seen > MOST_ELEMENTS or depth > DEEPEST:
            return "its drawing is too complicated"
        space, _, name = element.tag.rpartition("}")
        if f"{space}}}" == SVG:
            known = name in _DRAWS
        else:
            known = bool(_NOTED.search(space)) and name.lower() not in _RUNS
        if not known:
            return f"it holds a <{name}>"
        text += len((element.text or "").strip()) if name in ("text", "tspan") else 0
        if text > MOST_TEXT:
            return f"it holds more than {MOST_TEXT:,} characters of text"
        wrong = _attributes(element, name)
        if wrong:
            return wrong
        todo += [(child, depth + 1) for child in element]
    return ""


def _attributes(element: Element, name: str) -> str:
    for key, value in element.attrib.items():
        plain = key.rpartition("}")[2].lower()
        if plain.startswith("on"):
            return f"it holds a script ({plain})"
        if plain in ("href", "src", "base"):
            picture = name == "image" and _PICTURE.fullmatch(value.strip())
            if not value.strip().startswith("#") and not picture:
                return f"it refers to something outside itself ({plain})"
            if picture and (wrong := _inner(value)):
                return f"the picture in it: {wrong}"
        elif _loads(value):
            return f"it refers to something outside itself ({plain})"
    if name == "style" and _loads(element.text or ""):
        return "its style refers to something outside itself"
    return ""


def _inner(address: str) -> str:
    """What is wrong with a picture that an SVG holds as data."""
    try:
        data = base64.b64decode(address.partition(",")[2], validate=False)
    except ValueError:
        return "its bytes cannot be read"
    return _png(data) if "image/png" in address[:20] else _jpeg(data)


def _loads(style: str) -> bool:
    """Whether CSS reads anything else: an import, an address that is no `#id`, or an escape that could hide one."""
    if re.search(r"@import|javascript:|expression\s*\(|\\", style, re.IGNORECASE):
        return True
    addresses = re.findall(r"url\(\s*[\"']?\s*([^)]{0,2})", style, re.IGNORECASE)
    return any(not address.startswith("#") for address in addresses)


_KINDS = {"png": _png, "jpg": _jpeg, "jpeg": _jpeg, "svg": _svg}
