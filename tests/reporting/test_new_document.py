"""A document that nobody planned for: eight columns about two engagements, one module, no template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bpo_controls.engine.finding import Finding
from bpo_controls.reporting.blocks.document import Document, Heading, Line, Paragraph, TableBlock
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.blocks.table import Choice, Column, Field, Listing, day
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import DOCUMENT_FORMATS, render_document
from bpo_controls.reporting.documents.context import Context
from bpo_controls.resources import templates_dir
from bpo_controls.words import labels
from tests.reporting.fiction import crowded, rich
from tests.reporting.reading import READERS, flat
from tests.reporting.walking import texts_of


def vendor_comparison(contexts: Sequence[Context]) -> Document:
    """Every gap of several engagements side by side."""
    rows = tuple((ctx, gap) for ctx in contexts for gap in ctx.ranked)
    listing: Listing[tuple[Context, Finding]] = Listing(
        rows,
        (
            Field(Column("vendor", "Vendor", share=1.4), lambda row: row[0].file.vendor),
            Field(Column("rank", "Rank", kind="number"), lambda row: row[0].rank[row[1].key]),
            Field(Column("id", "Id"), lambda row: row[1].control.id),
            Field(Column("control", "Control", share=2), lambda row: row[1].control.title),
            Field(Column("subject", "About", share=1), lambda row: row[0].about(row[1].subject)),
            Field(
                Column("severity", "Severity", kind="choice", scale="severity"),
                lambda row: Choice(labels.SEVERITY[row[1].severity]),
            ),
            Field(
                Column("due", "Due", kind="date"), lambda row: day(row[0].due(row[1].control.gate) or "soon")
            ),
            Field(Column("evidence", "Ask for", share=2), lambda row: row[1].control.evidence),
        ),
    )
    table = listing.table()
    return Document(
        id="vendor-comparison",
        title="Vendor comparison",
        name="Two vendors, one kind of work",
        look=Look("Sample Advisers", "Two vendors", contexts[0].as_of),
        blocks=(
            Heading("Gaps of both", "gaps"),
            Paragraph("The same controls, asked of two vendors."),
            TableBlock("Gaps of both", table),
        ),
        draft="Draft, not yet reviewed",
        byline=tuple(Line("Vendor", ctx.file.vendor) for ctx in contexts),
        imprint=(Line("Library", contexts[0].library.title),),
        main=table,
        page="across",
    )


@pytest.fixture(scope="module")
def made() -> Document:
    library, file, sheet, assessment = crowded(4)
    other = context_for(library, replace(file, vendor="Other Works"), sheet, assessment)
    return vendor_comparison((context_for(*rich()), other))


def test_it_is_about_two_engagements(made: Document) -> None:
    assert made.main is not None
    assert len(made.main.columns) == 8
    assert set(made.main.values("vendor")) == {"Sample Source Services", "Other Works"}
    assert date(2026, 12, 1) in made.main.values("due")
    assert not [path for path in templates_dir().rglob("*") if path.stem.startswith("vendor-comparison")]


@pytest.mark.parametrize("fmt", DOCUMENT_FORMATS)
def test_it_comes_in_every_format(made: Document, fmt: str) -> None:
    seen = READERS[fmt](render_document(made, fmt))
    assert made.main is not None
    wanted = [*made.main.headers, *(str(value) for value in made.main.values("control"))]
    wanted += [piece for row in made.main.values("evidence") for piece in str(row).split("; ")]
    wanted += [] if fmt in ("xlsx", "csv") else texts_of(made)
    assert len(wanted) > 20
    assert [text for text in wanted if flat(text) not in seen] == []


def test_two_runs_give_the_same_bytes(made: Document) -> None:
    for fmt in DOCUMENT_FORMATS:
        assert render_document(made, fmt) == render_document(replace(made), fmt)


def test_a_firms_template_for_it_is_used(made: Document, tmp_path: Path) -> None:
    (tmp_path / "markdown").mkdir()
    (tmp_path / "markdown" / "vendor-comparison.md.j2").write_text("Ours: {{ document.name }}\n")
    assert render_document(made, "md", templates=[tmp_path]) == b"Ours: Two vendors, one kind of work\n"
