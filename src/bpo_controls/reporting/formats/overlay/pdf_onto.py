"""Filling the fields of a PDF form.

With pypdf, because it is pure Python and draws the look of each field itself, so that every viewer shows the text.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING

from bpo_controls.reporting.formats.overlay.onto import OntoError, Placed

if TYPE_CHECKING:
    from pypdf import PdfReader


def pdf_onto(data: bytes, placed: Placed) -> bytes:
    """The form with these fields filled; it stays a form, so that a signer can complete it."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is raised, and said by us
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise OntoError("is locked with a password; save it without one")
        if "/XFA" in reader.root_object.get("/AcroForm", {}):
            raise OntoError("is an XFA form; print it to PDF and give it plain form fields")
        known = reader.get_fields() or {}
        if not known:
            raise OntoError("has no form fields; add some, or use the Word or Excel file")
        for name in placed:
            if name not in known:
                raise OntoError(f'has no field "{name}"; it has {", ".join(list(known)[:8])}')
        room = _room(reader)
        texts: dict[str, str] = {}
        for name, value in placed.items():
            field = known[name]
            if field.get("/FT") == "/Sig":
                raise OntoError(f'"{name}" is a field for a signature; nothing may be put there')
            if isinstance(value, bool):
                if field.get("/FT") != "/Btn":
                    raise OntoError(f'"{name}" is no check box')
                on = [state for state in field.get("/_States_", ()) if state != "/Off"]
                texts[name] = (on[0] if on else "/Yes") if value else "/Off"
            else:
                text = f"{value:,}" if isinstance(value, int) else str(value)
                most = room.get(name, len(text))
                if len(text) > most:
                    raise OntoError(f'"{name}" takes {most} characters, and the entry has {len(text)}')
                texts[name] = text
        writer = PdfWriter(clone_from=reader)
        for page in writer.pages:
            if "/Annots" in page:
                writer.update_page_form_field_values(page, dict(texts), auto_regenerate=False)
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, RecursionError, OSError) as error:
        if isinstance(error, OntoError):
            raise
        raise OntoError("is not a PDF file that can be read") from error
    return out.getvalue()


def _room(reader: PdfReader) -> dict[str, int]:
    """How many characters each field takes, by its whole name; only those that have a limit."""
    found: dict[str, int] = {}
    for page in reader.pages:
        for one in page.get("/Annots") or ():
            node, names, most = one.get_object(), [], None
            for _ in range(20):
                names.append(str(node.get("/T", "")))
                most = node.get("/MaxLen") if most is None else most
                if "/Parent" not in node:
                    break
                node = node["/Parent"].get_object()
            if isinstance(most, int):
                found[".".join(name for name in reversed(names) if name)] = most
    return found
