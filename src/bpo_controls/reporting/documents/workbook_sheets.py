"""The sheets of the workbook that are made from findings, in their order."""

from __future__ import annotations

from bpo_controls.reporting.blocks.workbook import Sheet
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.workbook_gaps import gaps
from bpo_controls.reporting.documents.workbook_scope import decisions, sources_sheet
from bpo_controls.reporting.documents.workbook_work import checklist, plan, requests


def sheets(ctx: Context) -> tuple[Sheet, ...]:
    """Gaps, action plan, checklist, scope decisions, evidence requests and sources, in this order."""
    return (gaps(ctx), plan(ctx), checklist(ctx), decisions(ctx), requests(ctx), sources_sheet(ctx))
