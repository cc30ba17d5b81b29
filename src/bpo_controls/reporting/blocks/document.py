"""A document as blocks: what stands in it and in which order, before any format has a say.

A document module composes blocks out of the `View`; Markdown, HTML, PDF and Word each loop over them. All text is
finished. A format may leave out what it cannot show (a picture in Markdown becomes its text), never a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from bpo_controls.reporting.blocks.picture import Picture
from bpo_controls.reporting.view import Action, CheckItem, Gap, Gate, Line, Table

Tone = Literal["plain", "lead", "quiet", "caution"]


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
class Verdicts:
    """The gates side by side with verdict and sentence. What stands in the way follows in tables of its own."""

    kind: ClassVar[str] = "verdicts"
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class Actions:
    """The first things to do, each with its owner and date. The rank leads to `gap-<rank>` where that is here."""

    kind: ClassVar[str] = "actions"
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table; `name` says what it lists, for assistive technology. `empty` stands there instead of no rows.

    `table.anchors` has an anchor for each row (or nothing) to which its first cell leads.
    """

    kind: ClassVar[str] = "table"
    name: str
    table: Table
    empty: str = ""


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture with its text alternative."""

    kind: ClassVar[str] = "picture"
    picture: Picture


@dataclass(frozen=True, slots=True)
class GapBlock:
    """One gap with everything a reader needs to act. Its anchor is `gap-<rank>`."""

    kind: ClassVar[str] = "gap"
    gap: Gap


@dataclass(frozen=True, slots=True)
class CheckBlock:
    """One control on the checklist, with a box for each subject."""

    kind: ClassVar[str] = "check"
    item: CheckItem


@dataclass(frozen=True, slots=True)
class SignOff:
    """Lines to sign on: a party each."""

    kind: ClassVar[str] = "sign_off"
    signers: tuple[str, ...]


Block = (
    Heading
    | Paragraph
    | Bullets
    | Facts
    | Verdicts
    | Actions
    | TableBlock
    | PictureBlock
    | GapBlock
    | CheckBlock
    | SignOff
)


@dataclass(frozen=True, slots=True)
class Document:
    """One deliverable for one reader.

    `title` is what kind of document it is, `name` what it is about. `cover` stands on the title page (a short
    document has none: `cover` empty, the title stands over the text), `draft` on every page until the second
    reviewer has signed off, then it is empty. `contents` says whether a table of contents is wanted. `main` is
    the table that a spreadsheet reader wants (CSV), or None.
    """

    id: str
    title: str
    name: str
    draft: str
    cover: tuple[Line, ...]
    blocks: tuple[Block, ...]
    imprint: tuple[Line, ...]
    contents: bool = True
    main: Table | None = None

    @property
    def anchors(self) -> frozenset[str]:
        """Everything in this document that can be led to."""
        headings = {block.anchor for block in self.blocks if isinstance(block, Heading)}
        gaps = {f"gap-{block.gap.rank}" for block in self.blocks if isinstance(block, GapBlock)}
        return frozenset(headings | gaps)
