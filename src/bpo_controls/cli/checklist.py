"""`checklist`: a blank checklist for a scope, at once, without an engagement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bpo_controls.cli.arguments import AsOf, Json, Libraries
from bpo_controls.cli.cut_options import Domain, Gate, PartyOption, SeverityOption, Site, Workflow
from bpo_controls.cli.shell_completion import facts as complete_facts


def checklist(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FACT=VALUE",
            help="What is known of the work, for example workflows=coding,medical-billing.",
            show_default=False,
            autocompletion=complete_facts,
        ),
    ] = None,
    core: Annotated[
        bool, typer.Option("--core", help="Keep only the 45 controls that matter most for this scope.")
    ] = False,
    order: Annotated[
        str,
        typer.Option("--order", metavar="HOW", help="gate, or place: where each is looked at on a visit."),
    ] = "gate",
    short: Annotated[
        bool, typer.Option("--short", help="One line for each check: about four pages.")
    ] = False,
    gate: Gate = None,
    party: PartyOption = None,
    site: Site = None,
    workflow: Workflow = None,
    domain: Domain = None,
    severity: SeverityOption = None,
    formats: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="LIST",
            help="md, html, pdf, docx, xlsx, csv: write files instead of Markdown to stdout.",
            show_default=False,
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write the files here instead of the current directory."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there already.")] = False,
    as_of: AsOf = "",
    libraries: Libraries = None,
    json: Json = False,
) -> None:
    """Print a blank checklist for a scope at once: what to ask for, what to look at, what passes.

    Nothing is asked and no engagement is needed. What cannot be decided yet is listed with the question that would.

    Example: bpo-controls checklist workflows=coding data_types=clinical --core
    """
    from bpo_controls.answers.answer_model import answers_of
    from bpo_controls.answers.fact_pairs import read_fact_pairs
    from bpo_controls.cli.arguments import as_of_date
    from bpo_controls.diagnostics import Level, UserError
    from bpo_controls.library.load import load_library
    from bpo_controls.reporting.deliver.choose_cut import chosen_cut
    from bpo_controls.reporting.deliver.choose_layout import chosen_order
    from bpo_controls.reporting.documents.blank_checklist import as_data, blank_checklist, scope_context
    from bpo_controls.reporting.documents.content.visit import Layout
    from bpo_controls.terminal.output import data, data_json, problems

    library = load_library(libraries or ())
    answers, found = read_fact_pairs(given or (), library)
    if any(problem.level is Level.ERROR for problem in found):
        raise UserError(*found)
    problems(found)
    ctx = scope_context(library, answers_of(answers), as_of_date(as_of))
    cuts = {
        "gate": gate,
        "party": party,
        "site": site,
        "workflow": workflow,
        "domain": domain,
        "severity": severity,
    }
    layout = Layout(chosen_order(order), core, short, cut=chosen_cut(library, ctx.assessment, cuts))
    if json:
        data_json(as_data(ctx, layout))
        return
    document = blank_checklist(ctx, layout)
    if not formats:
        from bpo_controls.reporting.formats.markdown import markdown
        from bpo_controls.reporting.formats.templates.environment import template_dirs

        data(markdown(document, template_dirs()).decode().rstrip("\n"))
        return
    from bpo_controls.reporting.deliver.write_document import write_document

    for path in write_document(document, formats, out or Path(), force=force):
        data(str(path))
