"""`library coverage`: which obligations the controls carry, which are left out and why, and which are open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bpo_controls.cli.arguments import AsOf, Json
from bpo_controls.cli.shell_completion import regimes

if TYPE_CHECKING:
    from bpo_controls.library.coverage import Coverage
    from bpo_controls.library.model import Library

    Dated = tuple[Coverage, str]


def coverage(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR", help="Library folders; the bundled one by default."),
    ] = None,
    regime: Annotated[
        str,
        typer.Option(
            "--regime",
            metavar="ID",
            help="Only this regime, obligation by obligation.",
            autocompletion=regimes,
            show_default=False,
        ),
    ] = "",
    as_of: AsOf = "",
    fail_on_open: Annotated[
        bool, typer.Option("--fail-on-open", help="Exit with 1 if an obligation is open.")
    ] = False,
    failures: Annotated[
        bool, typer.Option("--failures", help="Show the failure catalog instead: carried, partly, open.")
    ] = False,
    json: Json = False,
) -> None:
    """Show, law by law, which obligations the controls carry, which are left out and why, which are open."""
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.cli.exit_codes import THRESHOLD_MISSED
    from bpo_controls.cli.library_content import print_failures
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.engine.horizon import standing
    from bpo_controls.library import coverage as counting
    from bpo_controls.library.load import load_library
    from bpo_controls.terminal.output import data_json, say
    from bpo_controls.words.numbers import plural

    library = load_library(folders or ())
    if failures:
        if print_failures(library, json) and fail_on_open:
            raise typer.Exit(THRESHOLD_MISSED)
        return
    day = as_of_date(as_of)
    known = {source.regime for source in library.sources.values()}
    if regime and regime not in known:
        hint = did_you_mean(regime, sorted(known))
        raise user_error("unknown-regime", f'--regime: no source is of regime "{regime}"', hint=hint)
    binding = [
        (row, standing(row.source, day))
        for row in counting.by_citation(counting.coverage(library))
        if row.source.binds and regime in ("", row.source.regime)
    ]
    law = [provision for provision, how in binding if how in counting.IN_BOOKS]
    if json:
        data_json(_plain(library, binding, day))
    elif regime:
        _print_regime(library, regime, binding)
    else:
        _print_all(library, binding, day)
    still_open = counting.tally(law).open
    if fail_on_open and still_open:
        say(f"{plural(still_open, 'obligation')} open.")
        raise typer.Exit(THRESHOLD_MISSED)


def _print_all(library: Library, binding: Sequence[Dated], day: str) -> None:
    from bpo_controls.library import coverage as counting
    from bpo_controls.library.audit_protocol import audited
    from bpo_controls.terminal.output import data, prose
    from bpo_controls.terminal.text_table import table
    from bpo_controls.words.coverage_words import audit_words, tally_words
    from bpo_controls.words.numbers import date_words, number

    law = [provision for provision, how in binding if how in counting.IN_BOOKS]
    rows = []
    for regime, some in counting.by_regime(library, law).items():
        count = counting.tally(some)
        rows.append(
            (
                regime,
                f"{number(count.carried + count.watched)} of {number(count.total)}",
                number(count.left_out),
                number(count.open),
                counting.regime_title(library, regime),
            )
        )
    table(("Regime", "Taken up", "Left out", "Open", "What it is"), rows, numeric=(1, 2, 3))
    data()
    direct = [provision for provision in law if provision.direct]
    through = [provision for provision in law if not provision.direct]
    prose(f"All obligations: {tally_words(counting.tally(law))}.")
    prose(f"Those that bind the vendor itself: {tally_words(counting.tally(direct))}.")
    prose(f"Those that reach it through the buyer: {tally_words(counting.tally(through))}.")
    others = [provision for provision, how in binding if how not in counting.IN_BOOKS]
    if others:
        count = counting.tally(others)
        taken = number(count.watched + count.carried)
        prose(
            f"Not law on {date_words(day)}, and so not counted above: {number(count.total)}, of which "
            f"{taken} watched, {number(count.left_out)} left out with a reason, {number(count.open)} open."
        )
    checked = audited(counting.coverage(library))
    for rule in dict.fromkeys(inquiry.rule for inquiry in checked):
        of_rule = [inquiry for inquiry in checked if inquiry.rule == rule]
        if any(inquiry.sources for inquiry in of_rule):  # a library without this law is not measured by it
            how = Counter(inquiry.how for inquiry in of_rule)
            still_open = tuple(inquiry.citation for inquiry in of_rule if inquiry.how == "open")
            prose(audit_words(rule, how["carried"], how["left-out"], still_open))


def _print_regime(library: Library, regime: str, binding: Sequence[Dated]) -> None:
    from bpo_controls.library import coverage as counting
    from bpo_controls.terminal.output import data, prose
    from bpo_controls.words.coverage_words import one_line, tally_words

    law = [(provision, how) for provision, how in binding if how in counting.IN_BOOKS]
    groups = {
        "Binding the vendor itself": [pair for pair in law if pair[0].direct],
        "Reaching it through the buyer": [pair for pair in law if not pair[0].direct],
        "Not law on that day": [pair for pair in binding if pair[1] not in counting.IN_BOOKS],
    }
    prose(counting.regime_title(library, regime))
    for title, pairs in groups.items():
        if pairs:
            data()
            prose(f"{title}: {tally_words(counting.tally(one for one, _ in pairs))}.")
            for provision, how in pairs:
                prose(one_line(provision, how), indent="  ", rest="      ")


def _plain(library: Library, binding: Sequence[Dated], day: str) -> dict[str, Any]:
    from bpo_controls.library import coverage as counting
    from bpo_controls.library.audit_protocol import audited

    law = [provision for provision, how in binding if how in counting.IN_BOOKS]
    return {
        "as_of": day,
        "library": {"id": library.id, "version": library.version, "digest": library.digest},
        "regimes": [
            {
                "regime": regime,
                "title": counting.regime_title(library, regime),
                **asdict(counting.tally(some)),
                "binding_the_vendor": asdict(
                    counting.tally(provision for provision in some if provision.direct)
                ),
            }
            for regime, some in counting.by_regime(library, law).items()
        ],
        "all": asdict(counting.tally(law)),
        "obligations": [
            {
                "source": provision.source.id,
                "citation": provision.source.citation,
                "title": provision.source.title,
                "regime": provision.source.regime,
                "standing": how,
                "binds": list(provision.source.binds),
                "binds_the_vendor": provision.direct,
                "covered": provision.how,
                "carried_by": list(provision.carried_by),
                "watched_by": list(provision.watched_by),
                "left_out_because": provision.because,
            }
            for provision, how in binding
        ],
        "audit_protocol": [
            {
                "rule": inquiry.rule,
                "citation": inquiry.citation,
                "sources": list(inquiry.sources),
                "covered": inquiry.how,
            }
            for inquiry in audited(counting.coverage(library))
        ],
    }
