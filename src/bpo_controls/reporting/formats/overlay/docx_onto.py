"""Filling a Word file: content controls by tag or title, and marks that stand in the text as [[name]] or the like."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from bpo_controls.reporting.formats.docx.docx_package import PackageError, W, packed, read_package
from bpo_controls.reporting.formats.overlay.onto import OntoError, Placed

_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TICKED, OPEN = "☒", "☐"


def docx_onto(data: bytes, placed: Placed) -> bytes:
    """The file with these values in it; the rest of it stays as it is."""
    try:
        package = read_package(data)
    except PackageError as error:
        raise OntoError(str(error).removeprefix("it ")) from error
    waiting = dict(placed)
    for name in (package.main, *package.related("header"), *package.related("footer")):
        text = package.text(name)
        for prefix, uri in _namespaces(text):
            ElementTree.register_namespace(prefix, uri)
        root = ElementTree.fromstring(text)  # noqa: S314 - read_package refused what could hurt here
        done = _controls(root, placed) | _marks(root, placed)
        if done:
            package.parts[name] = _with_namespaces(ElementTree.tostring(root, "unicode"), text)
        for one in done:
            waiting.pop(one, None)
    if waiting:
        raise OntoError(f'has no content control and no text "{next(iter(waiting))}"')
    return packed(package.parts)


def _namespaces(text: str) -> list[tuple[str, str]]:
    return re.findall(r'xmlns:(?!ns\d+=)([A-Za-z][\w.-]*)="([^"]+)"', text)


def _with_namespaces(xml: str, before: str) -> bytes:
    """The part with every namespace that its root declared: mc:Ignorable names some that no element uses."""
    at = xml.index(">")
    head = xml[:at]
    for prefix, uri in _namespaces(before[: before.index(">", before.index("<w:")) + 1]):
        if f"xmlns:{prefix}=" not in head:
            head += f' xmlns:{prefix}="{uri}"'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{head}{xml[at:]}'.encode()


def _controls(root: ElementTree.Element, placed: Placed) -> set[str]:
    done: set[str] = set()
    for control in root.iter(f"{{{W}}}sdt"):
        properties, content = control.find(f"{{{W}}}sdtPr"), control.find(f"{{{W}}}sdtContent")
        if properties is None or content is None:
            continue
        names = [
            one.get(f"{{{W}}}val", "")
            for kind in ("tag", "alias")
            for one in properties.iter(f"{{{W}}}{kind}")
        ]
        name = next((one for one in names if one in placed), None)
        if name is None:
            continue
        value = placed[name]
        box = properties.find(f"{{{_W14}}}checkbox")
        if isinstance(value, bool) and box is not None:
            state = box.find(f"{{{_W14}}}checked")
            if state is not None:
                state.set(f"{{{_W14}}}val", "1" if value else "0")
        for shown in properties.findall(f"{{{W}}}showingPlcHdr"):
            properties.remove(shown)
        _set_text(content, _words(value))
        done.add(name)
    return done


def _set_text(content: ElementTree.Element, text: str) -> None:
    """Put the text into the first piece of text and empty the others."""
    pieces = list(content.iter(f"{{{W}}}t"))
    if not pieces:
        home = next(content.iter(f"{{{W}}}p"), content)
        pieces = [ElementTree.SubElement(ElementTree.SubElement(home, f"{{{W}}}r"), f"{{{W}}}t")]
    for piece in pieces:
        piece.text = ""
    pieces[0].text = text
    pieces[0].set(_SPACE, "preserve")


def _marks(root: ElementTree.Element, placed: Placed) -> set[str]:
    """Marks in the text of a paragraph; Word splits them into runs as it likes, so the runs are read together."""
    done: set[str] = set()
    for paragraph in root.iter(f"{{{W}}}p"):
        pieces = list(paragraph.iter(f"{{{W}}}t"))
        whole = "".join(piece.text or "" for piece in pieces)
        for name in placed:
            at = whole.find(name)
            while at >= 0 and _is_mark(name):
                _swap(pieces, at, at + len(name), _words(placed[name]))
                done.add(name)
                before = at + len(_words(placed[name]))
                whole = "".join(piece.text or "" for piece in pieces)
                at = whole.find(name, before)
    return done


def _is_mark(name: str) -> bool:
    """A mark does not begin with a letter or digit: [[name]], «name», {name}; plain words are never replaced."""
    return not name[:1].isalnum()


def _swap(pieces: list[ElementTree.Element], start: int, end: int, text: str) -> None:
    at = 0
    for piece in pieces:
        own = piece.text or ""
        first, last = max(start - at, 0), min(end - at, len(own))
        if first < last:
            piece.text = own[:first] + text + own[last:]
            piece.set(_SPACE, "preserve")
            text = ""
        at += len(own)


def _words(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return TICKED if value else OPEN
    return f"{value:,}" if isinstance(value, int | float) else value
