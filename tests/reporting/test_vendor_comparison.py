"""The vendor comparison in every format: names, denominators, no total score."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.plain_comparison import plain_comparison
from bpo_controls.reporting.deliver.render import DOCUMENT_FORMATS, render_document
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.vendor_comparison import vendor_comparison
from tests.reporting.fiction import crowded, rich
from tests.reporting.reading import READERS, flat
from tests.reporting.walking import texts_of

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def contexts() -> tuple[Context, Context]:
    library, file, sheet, assessment = crowded(4)
    return context_for(*rich()), context_for(library, replace(file, vendor="Other Works"), sheet, assessment)


@pytest.fixture(scope="module")
def made(contexts: tuple[Context, Context]) -> Document:
    return vendor_comparison(contexts)


@pytest.mark.parametrize("fmt", DOCUMENT_FORMATS)
def test_it_comes_in_every_format(made: Document, fmt: str) -> None:
    seen = READERS[fmt](render_document(made, fmt))
    assert made.main is not None
    # Pages list what matters first; every row stands in the table that a spreadsheet reader wants.
    rows = list(made.main.headers) + [str(value) for value in made.main.values("control")]
    wanted = rows if fmt in ("xlsx", "csv") else texts_of(made)
    assert [text for text in wanted if flat(text) not in seen] == []


def test_every_share_has_its_denominator_and_no_percentage_stands_anywhere(made: Document) -> None:
    texts = texts_of(made)
    assert not [text for text in texts if "%" in text]
    assert [text for text in texts if " of " in text and " met" in text]


def test_programs_get_the_same(contexts: tuple[Context, Context], made: Document) -> None:
    plain = plain_comparison(contexts)
    assert made.main is not None
    assert isinstance(plain["rows"], list)
    assert len(plain["rows"]) == len(made.main.rows)
    assert [one["vendor"] for one in plain["vendors"]] == ["Sample Source Services", "Other Works"]  # type: ignore[attr-defined]
