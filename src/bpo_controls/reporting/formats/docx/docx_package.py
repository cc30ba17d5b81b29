"""A Word file as its parts: read within bounds, added to, and packed so that the same parts give the same bytes."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.parsers import expat
from xml.sax.saxutils import quoteattr
from zlib import error as DeflateError

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "[Content_Types].xml"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = (_DOCUMENT, "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
FILE, PART, ALL, PARTS = 20_000_000, 8_000_000, 60_000_000, 1_000
"""At most: bytes of a file, of one XML part, of all parts unpacked, and how many parts."""
DEEP = 256
"""How many elements may stand inside one another."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: no file says when it was packed."""


class PackageError(ValueError):
    """The file is no Word file that we would fill in; the message says why."""


@dataclass(slots=True)
class Package:
    """The parts of a file by name, and the name of the one that holds the text."""

    parts: dict[str, bytes]
    main: str

    def text(self, name: str) -> str:
        """An XML part as text."""
        return self.parts[name].decode("utf-8-sig")

    def related(self, kind: str, source: str = "") -> list[str]:
        """Names of the parts of a kind (`header`, `styles` …) that `source` (the main part) refers to."""
        source = source or self.main
        return [target for _, one, target in self._relations(source) if one.endswith("/" + kind)]

    def _relations(self, source: str) -> list[tuple[str, str, str]]:
        data = self.parts.get(_relations_of(source))
        if data is None:
            return []
        folder = posixpath.dirname(source)
        return [
            (
                row.get("Id", ""),
                row.get("Type", ""),
                posixpath.normpath(posixpath.join("/", folder, row.get("Target", ""))).lstrip("/"),
            )
            for row in ElementTree.fromstring(data)  # noqa: S314 - read_package refused what could hurt here
            if row.get("TargetMode") != "External"
        ]

    def relate(self, source: str, kind: str, name: str, data: bytes, content_type: str) -> str:
        """Add a part beside the main part, as something that `source` refers to; returns the id of the relation."""
        part = posixpath.join(posixpath.dirname(self.main), name)
        self.parts[part] = data
        extension = name.rpartition(".")[2]
        if extension == "xml":
            self._add(_TYPES, "Types", f'<Override PartName="/{part}" ContentType="{content_type}"/>')
        elif not re.search(f'Extension="{extension}"', self.text(_TYPES), re.IGNORECASE):
            self._add(_TYPES, "Types", f'<Default Extension="{extension}" ContentType="{content_type}"/>')
        path = _relations_of(source)
        if path not in self.parts:
            namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
            self.parts[path] = f'<Relationships xmlns="{namespace}"></Relationships>'.encode()
        taken = {id_ for id_, _, _ in self._relations(source)} | set(
            re.findall(r'Id="([^"]*)"', self.text(path))
        )
        id_ = next(one for one in map("rIdReport{}".format, range(1, len(taken) + 2)) if one not in taken)
        target = posixpath.relpath(part, posixpath.dirname(source) or ".")
        row = f'<Relationship Id="{id_}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        self._add(path, "Relationships", row)
        return id_

    def _add(self, name: str, root: str, xml: str) -> None:
        """Put a piece at the end of a part, before the end tag of its root."""
        text = re.sub(rf"<((?:\w+:)?{root})([^<>]*)/>\s*$", r"<\1\2></\1>", self.text(name))
        at = text.rindex("</")
        self.parts[name] = (text[:at] + xml + text[at:]).encode()

    def set_core(self, xml: bytes) -> None:
        """Replace the properties of the file: title, author, dates."""
        roots = [target for _, kind, target in self._relations("") if kind.endswith("/core-properties")]
        if roots:
            self.parts[roots[0]] = xml
            return
        name = "docProps/core.xml"
        self.parts[name] = xml
        self._add(_TYPES, "Types", f'<Override PartName="/{name}" ContentType="{_CORE}"/>')
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        self._add(
            "_rels/.rels", "Relationships", f'<Relationship Id="rIdReport0" Type="{kind}" Target="{name}"/>'
        )


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", name + ".rels")


def read_package(data: bytes) -> Package:
    """The parts of a Word file. Raises PackageError for what is none, too large, or refers to places outside."""
    parts = _unpacked(data)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            well_formed(part, name)
    if _TYPES not in parts or "_rels/.rels" not in parts:
        raise PackageError("it is not a Word file (.docx)")
    found = Package(parts, "")
    roots = found.related("officeDocument", "")  # the empty source is the package itself
    kind = _kind(parts, roots[0]) if roots else ""
    if roots and roots[0] not in parts:
        raise PackageError(f"the part {roots[0]} is missing; save the file again in Word")
    if kind not in _KINDS:
        raise PackageError("it holds macros" if "macro" in kind.lower() else "it is not a Word file (.docx)")
    parts[_TYPES] = found.text(_TYPES).replace(kind, _DOCUMENT).encode()
    found.main = roots[0]
    if f'"{W}"' not in found.text(found.main):
        raise PackageError("it was saved as Strict Open XML; save it as Word document (.docx)")
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        raise PackageError("it holds macros")
    for name in [name for name in parts if name.endswith(".rels")]:
        parts[name] = _without_outside(parts[name])
    for name in found.related("settings"):
        if name in parts:
            parts[name] = re.sub(r"<w:attachedTemplate\b[^>]*>", "", found.text(name)).encode()
    for name, part in parts.items():
        if name.endswith(".xml") and name.startswith(posixpath.dirname(found.main)):
            _fetches_nothing(part, name)
    _is_whole(found)
    return found


_FETCH = re.compile(
    r"(?i)\b(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|RD|DATABASE|MACROBUTTON|GOTOBUTTON)\b"
)
"""Fields that fetch or start something when Word opens or prints the file."""


def _fetches_nothing(part: bytes, name: str) -> None:
    """Raises PackageError for a field or a chunk with which Word would read another file or address."""
    codes: list[str] = []
    for event, element in ElementTree.iterparse(BytesIO(part), events=("start", "end")):  # noqa: S314 - no document type
        kind = element.tag.rpartition("}")[2]
        if event == "start":
            if kind == "altChunk":
                raise PackageError(f"{name} takes in another file (altChunk); put its text into the document")
            if kind == "fldSimple":
                _harmless_field(
                    next((v for k, v in element.attrib.items() if k.endswith("}instr")), ""), name
                )
            continue
        if kind in ("instrText", "delInstrText"):
            codes.append(element.text or "")
        elif kind == "fldChar" and not any(v == "begin" for v in element.attrib.values()):
            _harmless_field("".join(codes), name)
            codes.clear()
    _harmless_field("".join(codes), name)


def _harmless_field(code: str, name: str) -> None:
    if match := _FETCH.search(re.sub(r"[\"\s]+", " ", code)):
        raise PackageError(
            f"{name} holds a field that fetches something ({match.group().upper()}); take it out"
        )


def _is_whole(package: Package) -> None:
    """Raises PackageError when a part is named that is not there, and Word could not do without."""
    for kind in ("styles", "numbering", "settings", "header", "footer", "footnotes", "endnotes"):
        for name in package.related(kind):
            if name not in package.parts:
                raise PackageError(f"the part {name} is missing; save the file again in Word")
    if not package.related("styles"):
        raise PackageError("it has no styles; save the file again in Word")


def _unpacked(data: bytes) -> dict[str, bytes]:
    if len(data) > FILE:
        raise PackageError(f"it is larger than {FILE // 1_000_000} MB")
    parts: dict[str, bytes] = {}
    left = ALL
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            entries = [one for one in file.infolist() if not one.is_dir()]
            if len(entries) > PARTS:
                raise PackageError(f"it has more than {PARTS:,} parts")
            for entry in entries:
                name = entry.filename
                if not _stays_inside(name) or name in parts:
                    raise PackageError("it holds a part with an unusual name")
                room = min(left, PART) if name.endswith((".xml", ".rels")) else left
                with file.open(entry) as part:
                    parts[name] = part.read(room + 1)
                if len(parts[name]) > room:
                    raise PackageError(f"{name} unpacks to more than {room // 1_000_000} MB")
                left -= len(parts[name])
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
        DeflateError,
    ) as error:
        if isinstance(error, PackageError):
            raise
        raise PackageError("it is not a Word file (.docx)") from error
    return parts


def _stays_inside(name: str) -> bool:
    """Whether the name of a part leads nowhere but into the file."""
    steps = name.split("/")
    return not (name.startswith("/") or "\\" in name or ":" in name or ".." in steps or "\0" in name)


def well_formed(part: bytes, name: str) -> None:
    """Raises PackageError when a part is not XML, or declares a document type, which no Word file does."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise PackageError(f"{name} declares a document type")

    depth = 0

    def deeper(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEP:
            raise PackageError(f"{name} is nested more than {DEEP} deep")

    def back(_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = deeper, back
    try:
        part.decode("utf-8-sig")
        parser.Parse(part, True)
    except UnicodeDecodeError as error:
        raise PackageError(f"{name} is not UTF-8 text") from error
    except expat.ExpatError as error:
        raise PackageError(f"{name} is not XML: {expat.errors.messages[error.code]}") from error


def _kind(parts: Mapping[str, bytes], part: str) -> str:
    for row in ElementTree.fromstring(parts[_TYPES]):  # noqa: S314 - no document type, see well_formed
        if row.get("PartName", "").lstrip("/") == part:
            return row.get("ContentType", "")
    return ""


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _without_outside(relations: bytes) -> bytes:
    """The relations without the path of the template that the file was made from, which only tells where it lay.

    Written anew from what an XML reader sees, so that nothing is judged by how it is spelled. Raises PackageError
    for a picture or object that Word would fetch from elsewhere.
    """
    rows = []
    for row in ElementTree.fromstring(relations):  # noqa: S314 - no document type, see well_formed
        if row.tag != f"{{{_PACKAGE}}}Relationship":
            raise PackageError("its relations hold something else")
        kind = row.get("Type", "").rpartition("/")[2]
        mode, target = row.get("TargetMode", "Internal"), row.get("Target", "")
        if kind == "attachedTemplate":
            continue
        outside = mode != "Internal" or re.match(r"(?i)[a-z][a-z0-9+.-]*:|//|\\\\", target.strip())
        if outside and kind != "hyperlink":
            raise PackageError(
                "it refers to a file outside, which Word would fetch; put it into the document"
            )
        if outside and not re.match(r"(?i)(?:https?|mailto):", target.strip()):
            raise PackageError("it holds a link that is neither a web address nor an e-mail address")
        if kind == "aFChunk":
            raise PackageError("it takes in another file (altChunk); put its text into the document")
        kept = [("Id", row.get("Id", "")), ("Type", row.get("Type", "")), ("Target", target)]
        kept += [("TargetMode", mode)] if mode != "Internal" else []
        rows.append("<Relationship " + " ".join(f"{key}={quoteattr(value)}" for key, value in kept) + "/>")
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(rows)}</Relationships>'.encode()


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a file: one order, one time, so that the same parts give the same bytes."""
    out = BytesIO()
    first = (_TYPES, "_rels/.rels")
    with zipfile.ZipFile(out, "w") as file:
        for name in (*first, *sorted(parts.keys() - set(first))):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 0
            stored = name.endswith((".png", ".jpeg", ".jpg"))
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            file.writestr(entry, parts[name], compresslevel=6)
    return out.getvalue()
