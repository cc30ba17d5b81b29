"""Makes the deliverables of an opened engagement and puts them on disk, each as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.workspace.assessed import AssessedEngagement

if TYPE_CHECKING:
    from bpo_controls.diagnostics import Diagnostic
    from bpo_controls.reporting.view import EngagementMeta, View
    from bpo_controls.workspace.engagement_file import EngagementFile


def engagement_meta(file: EngagementFile, *, edition: str = "", logo: bytes = b"") -> EngagementMeta:
    """What the reports say about the engagement, from its file; what the edition must not show is left out later."""
    from bpo_controls.reporting.view import EngagementMeta
    from bpo_controls.version import __version__

    return EngagementMeta(
        buyer=file.buyer,
        vendor=file.vendor,
        title=file.title,
        goal=file.goal,
        data_involved=file.data_involved,
        systems_touched=file.systems_touched,
        failure_to_avoid=file.failure_to_avoid,
        owner=file.owner,
        second_reviewer=file.second_reviewer,
        review_date=file.review_date,
        gate_dates={str(gate): date for gate, date in file.gate_dates.items()},
        firm=file.branding.firm,
        color=file.branding.color,
        accent=file.branding.accent,
        logo=logo,
        edition=edition,
        commercial=file.commercial,
        internal_notes=(file.internal_notes,) if file.internal_notes else (),
        tool_version=__version__,
    )


def view_of(opened: AssessedEngagement, edition: str = "") -> View:
    """The one view that every format shows."""
    from bpo_controls.reporting.build import build
    from bpo_controls.workspace.read_logo import read_logo

    file = opened.engagement.file
    logo = read_logo(opened.engagement.directory, file.branding.logo)
    meta = engagement_meta(file, edition=edition, logo=logo)
    return build(opened.library, meta, opened.answers, opened.assessment)


def chosen_edition(named: str) -> str:
    """The edition asked for, "" when none is. Raises UserError for one that does not exist."""
    from bpo_controls.diagnostics import did_you_mean, user_error
    from bpo_controls.reporting.editions import EDITIONS

    edition = named.strip().lower()
    if edition and edition not in EDITIONS:
        hint = did_you_mean(edition, EDITIONS)
        raise user_error("unknown-edition", f'--edition: unknown edition "{named.strip()}"', hint=hint)
    return edition


def chosen(formats: str, only: str, preferred: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The (document, format) pairs asked for; `preferred` formats when none is named, else all.

    Raises UserError with every unknown word, or when nothing is left to make.
    """
    from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean
    from bpo_controls.reporting.render import DOCUMENTS, FORMATS

    wanted_formats = _words(formats) or tuple(preferred) or FORMATS
    wanted_documents = _words(only) or tuple(DOCUMENTS)
    problems = [
        Diagnostic("unknown-format", f'--format: unknown format "{one}"', hint=did_you_mean(one, FORMATS))
        for one in wanted_formats
        if one not in FORMATS
    ]
    problems += [
        Diagnostic("unknown-document", f'--only: unknown document "{one}"', hint=did_you_mean(one, DOCUMENTS))
        for one in wanted_documents
        if one not in DOCUMENTS
    ]
    if problems:
        raise UserError(*problems)
    pairs = tuple((doc, fmt) for doc in wanted_documents for fmt in wanted_formats if fmt in DOCUMENTS[doc])
    if not pairs:
        alike: dict[str, list[str]] = {}
        for doc, found in DOCUMENTS.items():
            alike.setdefault(", ".join(found), []).append(doc)
        known = "; ".join(f"{', '.join(docs)}: {found}" for found, docs in alike.items())
        raise UserError(
            Diagnostic("nothing-to-write", "no document asked for comes in a format asked for", hint=known)
        )
    return pairs


def _words(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip().lower() for word in listed.split(",") if word.strip()))


def write_deliverables(
    opened: AssessedEngagement,
    pairs: Sequence[tuple[str, str]],
    out: Path,
    *,
    edition: str = "",
    quiet: bool = False,
) -> tuple[Path, ...]:
    """Make every file first, then write: a mistake in one leaves none half done. `quiet` shows no progress."""
    from bpo_controls.reporting.render import render_all
    from bpo_controls.reporting.templates import stray_templates
    from bpo_controls.terminal.output import problems
    from bpo_controls.terminal.progress import all_made
    from bpo_controls.workspace import paths

    view = view_of(opened, edition)
    templates = own_templates(opened.engagement.directory)
    problems(stray_templates(templates))
    # Typst lays pages out beside the interpreter, so two documents at a time take less than one after the other.
    results = all_made(
        pairs,
        lambda pair: render_all(view, *pair, templates=templates, edition=edition),
        ".".join,
        at_once=2,
        quiet=quiet,
    )
    _raise_all([result for _, result in results if isinstance(result, Exception)])
    bodies = {
        name: body for _, made in results if not isinstance(made, Exception) for name, body in made.items()
    }
    written = []
    for name, body in bodies.items():
        target = out / name
        if target.parent != out:
            paths.inside(out, str(target.parent.relative_to(out)))
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=paths.PRIVATE_DIRECTORY)
        except OSError as error:
            raise paths.cannot_write(target.parent, error) from error
        paths.write_atomically(target, body)
        written.append(target)
    return tuple(written)


def _raise_all(problems: Sequence[Exception]) -> None:
    """Raise what went wrong: a defect as it is, else every mistake of the user's once."""
    from bpo_controls.diagnostics import UserError

    told: dict[Diagnostic, None] = {}
    for problem in problems:
        if not isinstance(problem, UserError):
            raise problem
        told |= dict.fromkeys(problem.diagnostics)
    if told:
        raise UserError(*told)


def own_templates(directory: Path) -> tuple[Path, ...]:
    """The folders of a firm's own templates that exist, in the order of search: the engagement's, the user's."""
    return tuple(folder for folder in (directory / "templates", user_templates()) if folder.is_dir())


def user_templates() -> Path:
    """The folder in which a firm keeps its own templates."""
    from platformdirs import user_config_path

    return user_config_path("bpo-controls", appauthor=False) / "templates"
