"""Filling cells of a workbook. With openpyxl, which the program already reads workbooks with; it keeps looks and formulas."""

from __future__ import annotations

import zipfile
from io import BytesIO

from bpo_controls.reporting.formats.overlay.onto import OntoError, Placed

LARGEST_UNPACKED = 200_000_000
"""Bytes that the parts of a workbook may unpack to."""


def xlsx_onto(data: bytes, placed: Placed) -> bytes:
    """The workbook with these cells filled. Only empty cells are: nobody's label or formula is written over."""
    from openpyxl import load_workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.utils.exceptions import CellCoordinatesException

    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > LARGEST_UNPACKED:
                raise OntoError("unpacks to more than 200 MB")
        book = load_workbook(BytesIO(data), keep_links=False)
    except OntoError:
        raise
    except Exception as error:  # the reader fails in many ways on a damaged file
        raise OntoError("is not a workbook that can be read") from error
    for place, value in placed.items():
        sheet, _, at = place.rpartition("!")
        name = sheet.strip("'") or book.sheetnames[0]
        if name not in book.sheetnames:
            raise OntoError(f'has no sheet "{name}"; it has {", ".join(book.sheetnames)}')
        try:
            cell = book[name][at]
        except (ValueError, CellCoordinatesException, KeyError) as error:
            raise OntoError(f'"{place}" is no cell; write Sheet!B4') from error
        if not isinstance(cell, Cell):
            raise OntoError(f'"{place}" is no single cell, or lies inside a merged one; name its first cell')
        if cell.value is not None:
            raise OntoError(f'"{place}" already holds something; name an empty cell')
        shown: str | float = ("x" if value else "") if isinstance(value, bool) else value
        cell.value = shown or None
        if isinstance(shown, str) and shown:
            cell.data_type = "s"  # text stays text, also when it begins with =
    out = BytesIO()
    book.save(out)
    return out.getvalue()
