"""PDF deliverables: Typst, tagged (PDF/UA-1), archival (PDF/A-3), with the assessment attached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import user_error
from bpo_controls.reporting.formats.json import assessment_json
from bpo_controls.reporting.templates import fill, located
from bpo_controls.reporting.view import View

if TYPE_CHECKING:
    from typst import Fonts

STANDARDS = ["ua-1", "a-3a"]


def pdf(view: View, document: str, dirs: Sequence[Path]) -> bytes:
    """A document as PDF. The only time in it is the as-of date, so that two runs give the same bytes.

    Raises UserError when a template is wrong.
    """
    from typst import TypstError

    attached = assessment_json(view).decode()
    try:
        return _compile(_source(view, document, dirs), attached, dirs, view.stamp)
    except TypstError:
        # A Typst with other fonts than the ones we know lacks some glyph: keep to Latin letters then.
        source = _source(view, document, dirs, latin_only=True)
    try:
        return _compile(source, attached, dirs, view.stamp)
    except TypstError as error:
        text = " ".join(str(error.message).split())
        hint = "a template of your own that is wrong is the usual cause"
        where = located(f"typst/{document}.typ.j2", dirs)
        raise user_error("pdf-failed", f"Typst refused it: {text}", where=where, hint=hint) from error


def _source(view: View, document: str, dirs: Sequence[Path], *, latin_only: bool = False) -> str:
    return fill(f"typst/{document}.typ.j2", {"view": view, "t": view.t}, dirs, latin_only=latin_only)


def _compile(source: str, attached: str, dirs: Sequence[Path], stamp: int) -> bytes:
    import typst

    compiler = typst.Compiler(
        source.encode(),
        root=str(dirs[0]),
        font_paths=_fonts(tuple(dirs)),
        ignore_system_fonts=True,
        sys_inputs={"assessment": attached},
    )
    return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=stamp)  # type: ignore[arg-type, return-value]


@cache
def _fonts(dirs: tuple[Path, ...]) -> Fonts:
    """The fonts inside Typst and those in the `fonts` folder of each template directory; none of the system's."""
    import typst

    folders = [str(path / "fonts") for path in dirs if (path / "fonts").is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
