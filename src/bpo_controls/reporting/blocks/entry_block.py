"""An entry: one thing with a heading and labeled rows, such as a gap or a check. What stands in it is decided once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

Style = Literal["plain", "strong", "quiet"]
LONG = 900
"""Characters from which an entry may go on over the page; kept whole, they would leave a third of the paper white."""


# A report has many thousand of these three, and templates unpack tuples far faster than they look attributes up.
class Span(NamedTuple):
    """A piece of text in one style. With `anchor` it leads there, where the document has it."""

    text: str
    style: Style = "plain"
    anchor: str = ""


class Passage(NamedTuple):
    """A paragraph or an item of a list, its pieces with a blank between; `quote`: somebody wrote it in these words."""

    spans: tuple[Span, ...]
    quote: bool = False


class Row(NamedTuple):
    """A label and what belongs to it: paragraphs, or with `form` a list of points or of steps."""

    label: str
    passages: tuple[Passage, ...]
    form: Literal["text", "points", "steps"] = "text"


@dataclass(frozen=True, slots=True)
class Box:
    """Boxes to tick for one subject: passed, failed, not seen; with room for samples, notes and who looked.

    `state` is how it stands by the answers on record, `mark` the shape beside that word; both are empty where the one
    who looks is not to be led.
    """

    subject: str
    mark: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing among several of its kind.

    `rank` and `id` stand before the title, `facts` under it. With `compact` it is one of many that are worked through:
    its rows stand close; with `brief` it is set small and kept on one page. `facets` say what a reader can filter it
    by, as (key, word).
    """

    kind: ClassVar[str] = "entry"
    id: str
    title: str
    rows: tuple[Row, ...]
    rank: str = ""
    anchor: str = ""
    facts: tuple[Span, ...] = ()
    lead: str = ""
    boxes: tuple[Box, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    compact: bool = False
    brief: bool = False

    @property
    def long(self) -> bool:
        """Whether it may go on over the page."""
        texts = (span.text for row in self.rows for passage in row.passages for span in passage.spans)
        return len(self.lead) + sum(len(text) for text in texts) > LONG


def text_row(label: str, *spans: str | Span) -> Row:
    """A row of one paragraph; empty pieces are left out."""
    made = (span if isinstance(span, Span) else Span(span) for span in spans)
    return Row(label, (Passage(tuple(span for span in made if span.text)),))


def points_row(label: str, texts: tuple[str, ...]) -> Row:
    """A row of several sentences as points; a single one stands as a paragraph."""
    return Row(label, tuple(Passage((Span(text),)) for text in texts), "points" if len(texts) > 1 else "text")
