"""Many engagements as a document: what asks for attention, the tiers, and every engagement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bpo_controls.reporting.blocks.document import Block, Document, Heading, Line, Paragraph, TableBlock
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.blocks.table import Cell, Choice, Column, Field, Kind, Listing, Scale, Table, day
from bpo_controls.reporting.documents.shared_blocks import limits
from bpo_controls.version import __version__
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT
from bpo_controls.words.portfolio_words import T, lead
from bpo_controls.workspace.portfolio_rows import PortfolioRow

PAGE = ("vendor", "buyer", "tier", "pilot", "in_way", "critical_gaps", "high_gaps", "met", "counted", "unknown",
        "review_date", "agreement_until")  # fmt: skip
_VERDICT_ORDER = ("not-ready", "cannot-tell", "ready-with-conditions", "ready")


def portfolio_report(rows: Sequence[PortfolioRow], root: str, as_of: str) -> Document:
    """A document about the engagements below `root` on an ISO date. Its main table has every column."""
    listing = portfolio_listing(rows, root)
    read = [row for row in rows if not row.problem]
    attention = attention_table(rows, root)
    ordered = sorted(
        read, key=lambda row: (row.tier, _VERDICT_ORDER.index(row.pilot), -row.critical_gaps, -row.high_gaps)
    )
    blocks: list[Block] = [
        Paragraph(
            lead(
                len(rows),
                sum(row.review_overdue for row in rows),
                sum(row.agreement_state in ("ended", "ends-soon") for row in rows),
                len(rows) - len(read),
            ),
            "lead",
        ),
        Heading(T["attention"], "attention"),
        Paragraph(T["attention_intro"] if attention.rows else T["no_attention"]),
        *((TableBlock(T["attention"], attention),) if attention.rows else ()),
        Heading(T["tiers"], "tiers"),
        Paragraph(T["tiers_intro"]),
        TableBlock(T["tiers"], _tiers(read)),
        Heading(T["all"], "all"),
        Paragraph(T["all_intro"] if read else T["none"]),
        *((TableBlock(T["all"], listing.of(ordered).table(*PAGE)),) if read else ()),
        limits(),
    ]
    name = Path(root).resolve().name or root
    look = Look("", T["title"], as_of)
    return Document(
        id="portfolio",
        title=T["title"],
        name=name,
        look=look,
        blocks=tuple(blocks),
        imprint=(Line(TEXT["as_of"], look.as_of), Line(TEXT["tool"], f"bpo-controls {__version__}")),
        main=listing.table(),
        page="across",
    )


def attention_table(rows: Iterable[PortfolioRow], root: str = "") -> Table:
    """One line for each thing that is overdue, ends soon or cannot be read, the most urgent kinds first."""
    found: list[tuple[int, str, PortfolioRow, str, str]] = []
    for row in rows:
        if row.problem:
            found.append((0, "", row, T["unread"], row.problem))
        if row.review_overdue:
            found.append(
                (
                    1,
                    row.review_date,
                    row,
                    f"{T['col_review_overdue']}: {T['overdue'].lower()}",
                    row.review_date,
                )
            )
        if row.agreement_state in ("ended", "ends-soon"):
            kind = 2 if row.agreement_state == "ended" else 4
            found.append(
                (
                    kind,
                    row.agreement_until,
                    row,
                    f"{row.agreement}: {T[row.agreement_state].lower()}",
                    row.agreement_until,
                )
            )
        if row.risks_ended:
            found.append((3, "", row, T["col_risks_ended"], str(row.risks_ended)))
        if row.gates_passed:
            gates = ", ".join(labels.GATE[gate] for gate in row.gates_passed)
            found.append((3, "", row, T["col_gates_passed"], gates))
        for key in ("steps_overdue", "steps_reopened"):
            if getattr(row, key):
                found.append((3, "", row, T[f"col_{key}"], str(getattr(row, key))))
    found.sort(key=lambda one: (one[0], one[1], one[2].directory))
    cells = tuple(
        (row.vendor or _short(row, root), row.buyer, what, day(detail) if _is_date(detail) else detail)
        for _, _, row, what, detail in found
    )
    columns = (
        Column("vendor", T["col_vendor"], share=1.4), Column("buyer", T["col_buyer"], share=1.4),
        Column("what", T["col_what"], share=2), Column("detail", T["col_agreement_until"], share=1.6),
    )  # fmt: skip
    return Table(columns, cells)


def _is_date(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-"


def _tiers(rows: Sequence[PortfolioRow]) -> Table:
    made: list[tuple[Cell, ...]] = []
    for number in (1, 2, 3):
        made.append((str(number), *_sums([row for row in rows if row.tier == number])))
    made.append((T["total"], *_sums(rows)))
    columns = (
        Column("tier", T["col_tier"], share=1), Column("engagements", T["col_engagements"], "number"),
        Column("not_ready", T["col_not_ready"], "number"), Column("critical", T["col_critical_gaps"], "number"),
        Column("high", T["col_high_gaps"], "number"),
    )  # fmt: skip
    return Table(columns, tuple(made), total=True)


def _sums(rows: Sequence[PortfolioRow]) -> tuple[int, ...]:
    return (
        len(rows),
        sum(row.pilot == "not-ready" for row in rows),
        sum(row.critical_gaps for row in rows),
        sum(row.high_gaps for row in rows),
    )


def portfolio_listing(rows: Sequence[PortfolioRow], root: str) -> Listing[PortfolioRow]:
    """Every column of every engagement; directories are named from `root` on."""
    return Listing(
        tuple(rows),
        (
            _field("directory", lambda row: _short(row, root), width=28),
            _field("title", lambda row: row.title, width=28),
            _field("buyer", lambda row: row.buyer, share=1.4, width=24),
            _field("vendor", lambda row: row.vendor, share=1.4, width=24),
            _field("tier", lambda row: row.tier or None, "number", width=7),
            _field("workflows", lambda row: row.workflows, width=26),
            _field("pilot", lambda row: _verdict(row.pilot), "choice", 1.1, 20),
            _field("go_live", lambda row: _verdict(row.go_live), "choice", 1, 20),
            _field("scale", lambda row: _verdict(row.scale), "choice", 1, 20),
            *(_number(key) for key in ("in_way", "critical_gaps", "high_gaps", "met", "counted", "unknown")),
            _field("review_date", lambda row: day(row.review_date), "date", 1, 13),
            _field("review_overdue", lambda row: T["overdue"] if row.review_overdue else "", scale="late", width=11),
            _field("agreement", lambda row: row.agreement, width=26),
            _field("agreement_until", lambda row: day(row.agreement_until), "date", 1, 13),
            _field("agreement_state", lambda row: T.get(row.agreement_state, ""), width=11),
            _number("risks_ended"),
            _number("risks_ending"),
            _field("gates_passed", lambda row: tuple(labels.GATE[gate] for gate in row.gates_passed), width=16),
            _number("steps_overdue"),
            _number("steps_reopened"),
            _field("signed", lambda row: day(row.signed), "date", width=13),
            _field("last_event", lambda row: day(row.last_event), "date", width=13),
            _field("library", lambda row: row.library, width=10),
            _field("problem", lambda row: row.problem, width=40),
        ),
    )  # fmt: skip


def _short(row: PortfolioRow, root: str) -> str:
    """The directory from the root on, where it lies below it."""
    path, base = Path(row.directory), Path(root).absolute() if root else Path("/")
    return str(path.relative_to(base)) if path.is_relative_to(base) else row.directory


def _verdict(key: str) -> Cell:
    return Choice(labels.VERDICT[key], labels.VERDICT_MARK[key]) if key else None


def _number(key: str) -> Field[PortfolioRow]:
    return _field(key, lambda row: getattr(row, key) if not row.problem else None, "number", width=10)


def _field(
    key: str,
    cell: Callable[[PortfolioRow], Cell],
    kind: Kind = "text",
    share: float = 0,
    width: float = 20,
    scale: Scale = "",
) -> Field[PortfolioRow]:
    return Field(Column(key, T[f"col_{key}"], kind, share, width, scale), cell)
