"""The deliverables of a made-up engagement, byte by byte.

PDFs are compared through their Typst source: the bytes of a PDF belong to the version of Typst. HTML pages are
compared without their style and script, which are the same on every page: their hashes stand in the page's policy.
"""

from __future__ import annotations

import re

import pytest

from bpo_controls.reporting.deliver.render import BLOCK_FORMATS, COMPOSERS, DOCUMENTS, composed
from bpo_controls.reporting.formats.pdf import typst_source
from bpo_controls.reporting.formats.templates.environment import template_dirs
from tests.golden.conftest import Compare
from tests.reporting.made import context, made

COMPARED = ("md", "json", "csv")
TEXT = [(document, fmt) for document, formats in DOCUMENTS.items() for fmt in formats if fmt in COMPARED]
TYPST = [document for document in COMPOSERS if "pdf" in BLOCK_FORMATS]


@pytest.mark.parametrize(("document", "fmt"), TEXT)
def test_text(document: str, fmt: str, golden: Compare) -> None:
    golden(f"fiction/{document}.{fmt}", made(document, fmt))


@pytest.mark.parametrize("document", TYPST)
def test_typst(document: str, golden: Compare) -> None:
    source = typst_source(composed(context(), document), template_dirs())
    golden(f"fiction/{document}.typ", source.encode())


@pytest.mark.parametrize("document", list(COMPOSERS))
def test_html(document: str, golden: Compare) -> None:
    page = made(document, "html")
    golden(
        f"fiction/{document}.html", re.sub(rb"(<(style|script)>).*?(</\2>)", rb"\1\3", page, flags=re.DOTALL)
    )
