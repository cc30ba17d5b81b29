"""A portfolio as a Parquet file, for tools that read columns. Needs the extra `bpo-controls[parquet]`."""

from __future__ import annotations

import io
from collections.abc import Iterable

from bpo_controls.diagnostics import user_error
from bpo_controls.workspace.portfolio_rows import PortfolioRow, plain_rows


def portfolio_parquet(rows: Iterable[PortfolioRow]) -> bytes:
    """One row per engagement, the columns under the names of `PortfolioRow`. UserError without pyarrow."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise user_error(
            "extra-missing",
            "Parquet needs pyarrow, which is not installed",
            hint="pip install 'bpo-controls[parquet]'",
        ) from None
    target = io.BytesIO()
    texts, numbers = pyarrow.string(), pyarrow.int64()
    kinds = {
        "workflows": pyarrow.list_(texts), "gates_passed": pyarrow.list_(texts), "review_overdue": pyarrow.bool_(),
        **dict.fromkeys(
            ("tier", "in_way", "critical_gaps", "high_gaps", "met", "counted", "unknown", "risks_ended", "risks_ending",
             "steps_overdue", "steps_reopened"),
            numbers,
        ),
    }  # fmt: skip
    schema = pyarrow.schema([(name, kinds.get(name, texts)) for name in PortfolioRow.__slots__])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(plain_rows(rows), schema=schema), target)
    return target.getvalue()
