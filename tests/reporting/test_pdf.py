"""The PDF as a file: tagged, archival, with its data inside, and without a clock."""

from __future__ import annotations

import io

import pikepdf
import pytest

from bpo_controls.reporting.build import build
from bpo_controls.reporting.render import render
from tests.reporting.fiction import sample


@pytest.mark.parametrize("document", ["gap-report", "checklist"])
def test_tagged_archival_and_self_contained(document: str) -> None:
    view = build(*sample())
    with pikepdf.open(io.BytesIO(render(view, document, "pdf"))) as file:
        root = file.Root
        assert "/StructTreeRoot" in root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en-US"
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "3"
            assert metadata["pdfaid:conformance"] == "A"
            assert "Coding and billing, sample year" in metadata["dc:title"]
            assert metadata["xmp:CreateDate"].startswith("2026-11-23T00:00:00")
        attached = file.attachments["assessment.json"]
        assert attached.get_file().read_bytes() == render(view, "assessment", "json")
        assert attached.relationship == pikepdf.Name("/Data")
        assert not any("/JS" in page.obj or "/AA" in page.obj for page in file.pages)
        assert not [
            link for page in file.pages for link in page.get("/Annots", []) if "/URI" in link.get("/A", {})
        ]
        boxes = {tuple(float(side) for side in page.mediabox) for page in file.pages}
        assert boxes == {(0.0, 0.0, 612.0, 792.0)}


def test_tables_have_tagged_header_cells() -> None:
    tags: dict[str, int] = {}

    def walk(node: pikepdf.Object) -> None:
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                tags[str(node.S)] = tags.get(str(node.S), 0) + 1
            kids = node.get("/K")
            if kids is not None:
                walk(kids)
        elif isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)

    with pikepdf.open(io.BytesIO(render(build(*sample()), "gap-report", "pdf"))) as file:
        walk(file.Root.StructTreeRoot)
    assert tags["/Table"] >= 10
    assert tags["/TH"] >= 40
    assert tags["/H1"] >= 10
    assert tags["/L"] >= 3
