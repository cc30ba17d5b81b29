"""What a reader of a deliverable sees, as text without blanks, so that line breaks do not matter."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from pypdf import PdfReader


def flat(text: str) -> str:
    """The text without blanks of any width."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def _markdown(body: bytes) -> str:
    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return flat(
        "".join(
            child.content
            for token in reader.parse(body.decode())
            for child in token.children or []
            if child.type == "text"
        )
    )


_FURNITURE = re.compile(
    r"(?m)^.*Draft, not yet reviewed$|^As of .* Page \d+ of \d+$|^As of \d+ \w+ \d{4} \|.*$|^Page \d+ of \d+$"
)


def _pdf(body: bytes) -> str:
    """Without what stands at the head and foot of every page, which would cut a sentence in two."""
    pages = PdfReader(io.BytesIO(body)).pages
    return flat("\n".join(_FURNITURE.sub("", page.extract_text()) for page in pages))


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces.append(data)


def _html(body: bytes) -> str:
    reader = _Text()
    reader.feed(body.decode())
    return flat("".join(reader.pieces))


def _zipped(body: bytes, wanted: str) -> str:
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = [file.read(name).decode() for name in sorted(file.namelist()) if re.fullmatch(wanted, name)]
    return _html("".join(parts).encode())


READERS: dict[str, Callable[[bytes], str]] = {
    "md": _markdown,
    "pdf": _pdf,
    "json": lambda body: flat(body.decode().encode().decode("utf-8").replace('\\"', '"')),
    "html": _html,
    "csv": lambda body: flat(body.decode("utf-8-sig").replace('""', '"')),
    "docx": lambda body: _zipped(body, r"word/document\.xml"),
    "xlsx": lambda body: _zipped(body, r"xl/(sharedStrings|worksheets/sheet\d+)\.xml"),
}
"""How each format is read. A new format joins here."""
