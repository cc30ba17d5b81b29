"""The deliverables of a made-up engagement, byte by byte.

PDFs are compared through their Typst source: the bytes of a PDF belong to the version of Typst.
"""

from __future__ import annotations

import pytest

from bpo_controls.reporting.build import build
from bpo_controls.reporting.formats.pdf import _source
from bpo_controls.reporting.render import DOCUMENTS, render
from bpo_controls.reporting.templates import template_dirs
from tests.golden.conftest import Compare
from tests.reporting.fiction import sample

TEXT = [(document, fmt) for document, formats in DOCUMENTS.items() for fmt in formats if fmt != "pdf"]
TYPST = [document for document, formats in DOCUMENTS.items() if "pdf" in formats]


@pytest.mark.parametrize(("document", "fmt"), TEXT)
def test_text(document: str, fmt: str, golden: Compare) -> None:
    golden(f"fiction/{document}.{fmt}", render(build(*sample()), document, fmt))


@pytest.mark.parametrize("document", TYPST)
def test_typst(document: str, golden: Compare) -> None:
    golden(f"fiction/{document}.typ", _source(build(*sample()), document, template_dirs()).encode())
