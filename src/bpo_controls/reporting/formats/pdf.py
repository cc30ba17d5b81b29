"""PDF deliverables: Typst, tagged (PDF/UA-1), archival (PDF/A-3), with the assessment attached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpo_controls.diagnostics import user_error
from bpo_controls.reporting.blocks.document import Document, PictureBlock
from bpo_controls.reporting.formats.json import assessment_json
from bpo_controls.reporting.formats.logo import logo_svg
from bpo_controls.reporting.formats.templates.environment import fill, located
from bpo_controls.reporting.view import View

if TYPE_CHECKING:
    from typst import Compiler, Fonts

STANDARDS = ["ua-1", "a-3a"]


def pdf(view: View, document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as PDF. The only time in it is the as-of date, so that two runs give the same bytes.

    Raises UserError when a template is wrong.
    """
    from typst import TypstError

    inputs = _inputs(view, document)
    try:
        return _compile(_source(view, document, dirs), inputs, dirs, view.stamp)
    except TypstError:
        # A Typst with other fonts than the ones we know lacks some glyph: keep to Latin letters then.
        source = _source(view, document, dirs, latin_only=True)
    try:
        return _compile(source, inputs, dirs, view.stamp)
    except TypstError as error:
        text = " ".join(str(error.message).split())
        hint = "a template of your own that is wrong is the usual cause"
        where = located(f"typst/{document.id}.typ.j2", dirs)
        raise user_error("pdf-failed", f"Typst refused it: {text}", where=where, hint=hint) from error


def pages(
    view: View,
    document: Document,
    dirs: Sequence[Path],
    fmt: Literal["svg", "png"],
    *,
    ppi: float | None = None,
) -> tuple[bytes, ...]:
    """The pages of the same document, each as a picture; `ppi` is for PNG, dots an inch."""
    compiler = _compiler(_source(view, document, dirs), _inputs(view, document), dirs)
    made = compiler.compile(format=fmt, timestamp=view.stamp, ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(made or ())


def _inputs(view: View, document: Document) -> dict[str, str]:
    """What the Typst source refers to: the attachment, the logo and the pictures."""
    pictures = {
        f"picture-{block.picture.id}": block.picture.svg
        for block in document.blocks
        if isinstance(block, PictureBlock)
    }
    return {"assessment": assessment_json(view).decode(), "logo": logo_svg(view.logo), **pictures}


def _source(view: View, document: Document, dirs: Sequence[Path], *, latin_only: bool = False) -> str:
    values = {"view": view, "t": view.t, "document": document, "anchors": document.anchors}
    return fill(f"typst/{document.id}.typ.j2", values, dirs, latin_only=latin_only)


def _compile(source: str, inputs: dict[str, str], dirs: Sequence[Path], stamp: int) -> bytes:
    compiler = _compiler(source, inputs, dirs)
    return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=stamp)  # type: ignore[arg-type, return-value]


def _compiler(source: str, inputs: dict[str, str], dirs: Sequence[Path]) -> Compiler:
    import typst

    return typst.Compiler(
        source.encode(),
        root=str(dirs[0]),
        font_paths=_fonts(tuple(dirs)),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )


@cache
def _fonts(dirs: tuple[Path, ...]) -> Fonts:
    """The fonts inside Typst and those in the `fonts` folder of each template directory; none of the system's."""
    import typst

    folders = [str(path / "fonts") for path in dirs if (path / "fonts").is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
