"""Values laid over somebody else's file: fields of a PDF form, content controls and marks of a Word file, cells of a sheet.

A place is what the file calls it: a PDF field, the tag or title of a content control or the text of a mark, `Sheet!B4`.
Whatever is not named stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

Placed = Mapping[str, str | float | bool]
"""What goes where. True and False set and clear a check box; text stays text, whatever it begins with."""

KINDS: tuple[str, ...] = ("pdf", "docx", "xlsx")


class OntoError(ValueError):
    """The file cannot be used, or a place in it cannot; the message says which and why."""


def lay_onto(kind: str, data: bytes, placed: Placed) -> bytes:
    """The file with these values in it. Raises OntoError for a file or place that cannot be used."""
    match kind:
        case "pdf":
            from bpo_controls.reporting.formats.overlay.pdf_onto import pdf_onto

            return pdf_onto(data, placed)
        case "docx":
            from bpo_controls.reporting.formats.overlay.docx_onto import docx_onto

            return docx_onto(data, placed)
        case "xlsx":
            from bpo_controls.reporting.formats.overlay.xlsx_onto import xlsx_onto

            return xlsx_onto(data, placed)
    raise OntoError(f"is none of {', '.join(KINDS)}")
