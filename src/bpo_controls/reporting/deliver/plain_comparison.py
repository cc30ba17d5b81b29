"""A comparison of vendors as plain data, for `--json` and programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from bpo_controls.engine.side_by_side import Row, distance, nearest, share, side_by_side
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.vendor_comparison import vendor_names
from bpo_controls.words.signature_words import mark_words


def plain_comparison(contexts: Sequence[Context]) -> dict[str, object]:
    """Vendors in the order given: verdicts and distances per gate, shares on what all need, and every row."""
    rows = side_by_side([ctx.assessment for ctx in contexts])
    shared = [row for row in rows if row.shared]
    names = vendor_names(contexts)
    first = nearest([distance(rows, place, "pilot") for place in range(len(names))])
    return {
        "as_of": contexts[0].as_of,
        "nearest_to_pilot": None if first is None else names[first],
        "vendors": [_vendor(ctx, names[place], place, rows, shared) for place, ctx in enumerate(contexts)],
        "rows": [
            {
                "control": row.control.id,
                "subject": row.key.subject.id,
                "shared": row.shared,
                "stands": [
                    {"applies": stand.word, "status": stand.status, "severity": stand.severity}
                    for stand in row.stands
                ],
            }
            for row in rows
        ],
    }


def _vendor(
    ctx: Context, name: str, place: int, rows: Sequence[Row], shared: Sequence[Row]
) -> dict[str, object]:
    gates = []
    for verdict in ctx.verdicts:
        found = distance(rows, place, verdict.gate)
        gates.append(
            {
                "gate": verdict.gate,
                "verdict": verdict.verdict,
                "gaps": [row.control.id for row in found.gaps],
                "not_known": [row.control.id for row in found.open],
                "conditions": [row.control.id for row in found.conditions],
            }
        )
    return {
        "vendor": name,
        "review": mark_words(ctx.mark.standing, ctx.as_of),
        "signed": ctx.mark.standing is not None,
        "gates": gates,
        "shared": asdict(share(shared, place)),
        "only_some_need": sum(not row.shared and row.stands[place].word == "in" for row in rows),
    }
