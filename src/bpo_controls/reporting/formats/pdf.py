"""PDF deliverables: Typst, tagged (PDF/UA-1), archival (PDF/A-3), with what the document attaches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from bpo_controls.diagnostics import UserError, user_error
from bpo_controls.reporting.blocks.document import Document, PictureBlock
from bpo_controls.reporting.formats.logo_svg import logo_svg
from bpo_controls.reporting.formats.templates.environment import fill_document, located, template_of
from bpo_controls.reporting.pictures.fonts import font_folders
from bpo_controls.reporting.pictures.glyphs import needs_system_fonts
from bpo_controls.reporting.pictures.typst_process import TypstFailedError, typeset

STANDARDS = ["ua-1", "a-3a"]


def pdf(document: Document, dirs: Sequence[Path]) -> bytes:
    """A document as PDF. The only time in it is the as-of date, so that two runs give the same bytes.

    Raises UserError when a template is wrong.
    """
    inputs = _inputs(document)
    try:
        return _compiled(typst_source(document, dirs), inputs, dirs, document.look.stamp)
    except TypstFailedError as error:
        if error.over:
            raise _refused(document, dirs, error) from error
        # A Typst with other fonts than the ones we know lacks some glyph: keep to Latin letters then.
        source = typst_source(document, dirs, latin_only=True)
    try:
        return _compiled(source, inputs, dirs, document.look.stamp)
    except TypstFailedError as error:
        raise _refused(document, dirs, error) from error


def _refused(document: Document, dirs: Sequence[Path], error: TypstFailedError) -> UserError:
    text = " ".join(error.message.split())
    where = located(template_of("typst", document.id, dirs), dirs)
    if "failed to download" in text or "package" in text:
        return user_error(
            "pdf-failed",
            "the template asks for a package, and none is fetched",
            where=where,
            hint="copy what you need of it into your template folder",
        )
    said = f"Typst was ended: {text}" if error.over else f"Typst refused it: {text}"
    hint = "a template of your own that is wrong is the usual cause"
    return user_error("pdf-failed", said, where=where, hint=hint)


def pages(
    document: Document,
    dirs: Sequence[Path],
    fmt: Literal["svg", "png"],
    *,
    ppi: float | None = None,
) -> tuple[bytes, ...]:
    """The pages of the same document, each as a picture; `ppi` is for PNG, dots an inch."""
    source = typst_source(document, dirs)
    return typeset(
        source,
        fmt,
        fonts=font_folders(dirs),
        root=dirs[0],
        inputs=_inputs(document),
        stamp=document.look.stamp,
        ppi=ppi,
        system_fonts=needs_system_fonts(source),
    )


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


def _compiled(source: str, inputs: dict[str, str], dirs: Sequence[Path], stamp: int) -> bytes:
    made = typeset(
        source,
        "pdf",
        fonts=font_folders(dirs),
        root=dirs[0],
        inputs=inputs,
        standards=STANDARDS,
        stamp=stamp,
        system_fonts=needs_system_fonts(source),
    )
    return made[0]
