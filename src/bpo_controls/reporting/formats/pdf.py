"""PDF deliverables: Typst, tagged (PDF/UA-1), archival (PDF/A-3), with what the document attaches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from bpo_controls.diagnostics import user_error
from bpo_controls.reporting.blocks.document import Document, PictureBlock
from bpo_controls.reporting.formats.logo_svg import logo_svg
from bpo_controls.reporting.formats.templates.environment import fill_document, located, template_of
from bpo_controls.reporting.pictures.fonts import typst_fonts

if TYPE_CHECKING:
    from typst import Compiler

STANDARDS = ["ua-1", "a-3a"]


def pdf(document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as PDF. The only time in it is the as-of date, so that two runs give the same bytes.

    Raises UserError when a template is wrong.
    """
    from typst import TypstError

    inputs = _inputs(document)
    try:
        return _compile(typst_source(document, dirs), inputs, dirs, document.look.stamp)
    except TypstError:
        # A Typst with other fonts than the ones we know lacks some glyph: keep to Latin letters then.
        source = typst_source(document, dirs, latin_only=True)
    try:
        return _compile(source, inputs, dirs, document.look.stamp)
    except TypstError as error:
        text = " ".join(str(error.message).split())
        hint = "a template of your own that is wrong is the usual cause"
        where = located(template_of("typst", document.id, dirs), dirs)
        raise user_error("pdf-failed", f"Typst refused it: {text}", where=where, hint=hint) from error


def pages(
    document: Document,
    dirs: Sequence[Path],
    fmt: Literal["svg", "png"],
    *,
    ppi: float | None = None,
) -> tuple[bytes, ...]:
    """The pages of the same document, each as a picture; `ppi` is for PNG, dots an inch."""
    compiler = _compiler(typst_source(document, dirs), _inputs(document), dirs)
    made = compiler.compile(format=fmt, timestamp=document.look.stamp, ppi=ppi)
    return (made,) if isinstance(made, bytes) else tuple(made or ())


def _inputs(document: Document) -> dict[str, str]:
    """What the Typst source refers to: the attachments, the logo and the pictures."""
    pictures = {
        f"picture-{block.picture.id}": block.picture.svg
        for block in document.blocks
        if isinstance(block, PictureBlock)
    }
    attached = {
        f"attachment-{place}": file.content().decode() for place, file in enumerate(document.attachments)
    }
    return {"logo": logo_svg(document.look.logo), **pictures, **attached}


def typst_source(document: Document, dirs: Sequence[Path], *, latin_only: bool = False) -> str:
    """What Typst lays out. `latin_only` shows every character beyond Latin letters as its code point.

    Raises UserError when a template is wrong.
    """
    return fill_document("typst", document, dirs, latin_only=latin_only)


def _compile(source: str, inputs: dict[str, str], dirs: Sequence[Path], stamp: int) -> bytes:
    compiler = _compiler(source, inputs, dirs)
    return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=stamp)  # type: ignore[arg-type, return-value]


def _compiler(source: str, inputs: dict[str, str], dirs: Sequence[Path]) -> Compiler:
    import typst

    return typst.Compiler(
        source.encode(),
        root=str(dirs[0]),
        font_paths=typst_fonts(tuple(dirs)),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
