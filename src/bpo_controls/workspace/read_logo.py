"""The firm's logo: read from the engagement, and looked at before any deliverable holds it."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.workspace.paths import inside

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 1_000_000
MOST_PIXELS = 16_000_000
"""A picture of more than this takes gigabytes once it is unpacked."""

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
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
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
            return _size(width, height)
        at += 2 + length
    return "its bytes are not a whole JPEG"


def _size(width: int, height: int) -> str:
    if not width or not height:
        return "it has no size"
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
    return _drawing(root)


def _drawing(root: Element) -> str:
    """What is wrong with the elements of an SVG."""
    todo, seen = [(root, 1)], 0
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
        elif _loads(value):
            return f"it refers to something outside itself ({plain})"
    if name == "style" and _loads(element.text or ""):
        return "its style refers to something outside itself"
    return ""


def _loads(style: str) -> bool:
    """Whether CSS reads anything else: an import, an address that is no `#id`, or an escape that could hide one."""
    if re.search(r"@import|javascript:|expression\s*\(|\\", style, re.IGNORECASE):
        return True
    addresses = re.findall(r"url\(\s*[\"']?\s*([^)]{0,2})", style, re.IGNORECASE)
    return any(not address.startswith("#") for address in addresses)


_KINDS = {"png": _png, "jpg": _jpeg, "jpeg": _jpeg, "svg": _svg}
