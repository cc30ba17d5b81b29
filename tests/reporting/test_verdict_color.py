"""A verdict keeps its color: a firm whose accent is green must not make "not ready" green."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from bpo_controls.reporting.blocks.color import BAD
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import render
from bpo_controls.reporting.documents.shared_blocks import look
from bpo_controls.reporting.formats.templates.environment import template_dirs

from .fiction import sample

GREEN = "#0f766e"


def green() -> tuple[object, ...]:
    library, meta, sheet, assessment = sample()
    branding = replace(meta.branding, color="#5b2a86", accent=GREEN)
    return library, replace(meta, branding=branding), sheet, assessment


def test_not_ready_is_never_in_the_accent() -> None:
    view = context_for(*green())  # type: ignore[arg-type]
    assert look(view).accent == GREEN
    page = render(view, "one-pager", "html").decode()
    assert ".not-ready { --tone: var(--not-ready); }" in page
    assert f"--not-ready: {BAD}" in page
    with zipfile.ZipFile(io.BytesIO(render(view, "one-pager", "docx"))) as package:
        styles = package.read("word/styles.xml").decode()
    (style,) = re.findall(
        r"<w:style [^>]*>(?:(?!</w:style>).)*?Report Not Ready.*?</w:style>", styles, re.DOTALL
    )
    assert f'w:val="{BAD[1:].upper()}"' in style
    typst = (template_dirs()[0] / "typst" / "house.typ.j2").read_text(encoding="utf-8")
    assert f'"not-ready": rgb("{BAD}")' in typst
