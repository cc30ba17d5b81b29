"""A document as blocks: what stands in it and in which order, before any format has a say.

It carries everything a format needs, so that a format never sees an engagement. All text is finished. A format may leave
out what it cannot show (a picture in Markdown becomes its text), never a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from bpo_controls.reporting.blocks.entry_block import Entry
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.blocks.table import Table

Tone = Literal["plain", "lead", "quiet", "caution"]


@dataclass(frozen=True, slots=True)
class Line:
    """A label and its text."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` 1 starts a part, 2 and 3 stand below it. With `page` it starts a new page where there are pages.

    `anchor` is unique in the document: small letters, digits and hyphens.
    """

    kind: ClassVar[str] = "heading"
    text: str
    anchor: str
    level: Literal[1, 2, 3] = 1
    page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or several; `caution` is set apart as a remark one has to know first."""

    kind: ClassVar[str] = "paragraph"
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences side by side without an order."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...]
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their texts, as a list of definitions. `short` ones can stand in two columns."""

    kind: ClassVar[str] = "facts"
    lines: tuple[Line, ...]
    short: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on one gate. `key` is the word for machines: ready, ready-with-conditions, cannot-tell or not-ready."""

    key: str
    label: str
    date: str
    mark: str
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Verdicts side by side. What stands in the way follows in tables of its own."""

    kind: ClassVar[str] = "verdicts"
    gates: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """One of the first things to do; `waiting` says what it costs to leave it."""

    rank: int
    id: str
    title: str
    subject: str
    step: str
    who: str
    due: str
    effort: str
    waiting: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """The first things to do, each with its owner and date. The rank leads to `gap-<rank>` where that is here."""

    kind: ClassVar[str] = "actions"
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; `name` says what it lists, for assistive technology. `empty` stands there instead of no rows.

    `dense` sets many short rows close together on paper, for a list that is carried along.
    """

    kind: ClassVar[str] = "table"
    name: str
    table: Table
    empty: str = ""
    dense: bool = False


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture with its text alternative."""

    kind: ClassVar[str] = "picture"
    picture: Picture


@dataclass(frozen=True, slots=True)
class SignOff:
    """Lines to sign on, for each party."""

    kind: ClassVar[str] = "sign_off"
    signers: tuple[str, ...]


Block = (
    Heading | Paragraph | Bullets | Facts | Verdicts | Actions | TableBlock | PictureBlock | Entry | SignOff
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside another where the format can hold one. `content` is made when asked for."""

    name: str
    media_type: str
    description: str
    content: Callable[[], bytes] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Facet:
    """Something to filter by, in tables and entries. `order` is the natural order of its words, as far as known."""

    key: str
    label: str
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One deliverable for one reader.

    `title` is what kind of document it is, `name` what it is about, `byline` who it is for and from. `cover` stands on
    the title page (a short document has none: the title stands over the text), `draft` on every page: that it is a draft, or who signed it
    and when; `draft_long` says so in a sentence. `contents` says whether a table of contents is wanted. `main` is the
    table that a spreadsheet reader wants, or None. `page` is upright, across (for wide tables) or single: everything
    on one page, set smaller where it would run over.
    """

    id: str
    title: str
    name: str
    look: Look
    blocks: tuple[Block, ...]
    draft: str = ""
    draft_long: str = ""
    byline: tuple[Line, ...] = ()
    cover: tuple[Line, ...] = ()
    imprint: tuple[Line, ...] = ()
    contents: bool = False
    main: Table | None = None
    page: Literal["upright", "across", "single"] = "upright"
    facets: tuple[Facet, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def anchors(self) -> frozenset[str]:
        """Everything in this document that can be led to."""
        return frozenset(
            block.anchor for block in self.blocks if isinstance(block, (Heading, Entry)) and block.anchor
        )
