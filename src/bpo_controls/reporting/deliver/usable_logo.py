"""The firm's logo, tried out before any document is made with it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError
from bpo_controls.reporting.deliver.delivered import Tell
from bpo_controls.reporting.formats.logo_svg import logo_size, logo_svg
from bpo_controls.reporting.pictures.typst_process import TypstFailedError, typeset
from bpo_controls.workspace.read_logo import read_logo

_GOES_ON = "the documents are made without it"
_PAGE = """#set document(title: "logo")
#set text(lang: "en")
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.logo), format: "svg", width: 100%, alt: "logo")"""


def usable_logo(directory: Path, name: str, tell: Tell) -> bytes:
    """The bytes of the logo, or none when it cannot be used; `tell` hears why, and every document goes without it.

    A logo counts as usable when it can be drawn in a PDF for the archive, the strictest of the formats. Raises
    UserError when there is no such file, or when it lies elsewhere.
    """
    try:
        data = read_logo(directory, name)
        wrong = _drawing_fails(data) if data else ""
    except UserError as error:
        if any(problem.code != "logo-unusable" for problem in error.diagnostics):
            raise  # a wrong path is a mistake in engagement.yaml, to be put right first
        for problem in error.diagnostics:
            tell(replace(problem, hint=f"{problem.hint}; {_GOES_ON}", level=Level.WARNING))
        return b""
    if wrong:
        hint = f"save it again as a plain PNG, JPEG or SVG of less than 1 MB; {_GOES_ON}"
        where = Location(str(directory / name))
        tell(
            Diagnostic(
                "logo-unusable", f"this logo cannot be used: {wrong}", where, hint, level=Level.WARNING
            )
        )
        return b""
    return data


@lru_cache(maxsize=4)
def _drawing_fails(data: bytes) -> str:
    svg = logo_svg(data)
    size = logo_size(svg) if svg else None
    if size is None:
        return "it has no size"
    page = _PAGE.format(width=size[0], height=size[1])
    try:
        typeset(page, "pdf", fonts=(), inputs={"logo": svg}, standards=["ua-1", "a-3a"], stamp=0)
        typeset(page, "png", fonts=(), inputs={"logo": svg}, ppi=96)
    except TypstFailedError as error:
        return f"{error.message}" if error.over else "it cannot be drawn"
    return ""
