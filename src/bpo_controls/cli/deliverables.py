"""Makes the deliverables of an opened engagement and puts them on disk, each as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.cli.opened import Opened

if TYPE_CHECKING:
    from bpo_controls.reporting.view import EngagementMeta, View
    from bpo_controls.workspace.engagement_file import EngagementFile


def engagement_meta(file: EngagementFile) -> EngagementMeta:
    """What the reports say about the engagement, from its file."""
    from bpo_controls.reporting.view import EngagementMeta
    from bpo_controls.version import __version__

    return EngagementMeta(
        buyer=file.buyer,
        provider=file.provider,
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
        colour=file.branding.colour,
        internal_notes=(file.internal_notes,) if file.internal_notes else (),
        tool_version=__version__,
    )


def view_of(opened: Opened) -> View:
    """The one view that every format shows."""
    from bpo_controls.reporting.build import build

    return build(opened.library, engagement_meta(opened.engagement.file), opened.sheet, opened.assessment)


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
        known = "; ".join(f"{doc} comes as {', '.join(found)}" for doc, found in DOCUMENTS.items())
        raise UserError(
            Diagnostic("nothing-to-write", "no document asked for comes in a format asked for", hint=known)
        )
    return pairs


def _words(listed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.strip().lower() for word in listed.split(",") if word.strip()))


def write_deliverables(opened: Opened, pairs: Sequence[tuple[str, str]], out: Path) -> tuple[Path, ...]:
    """Make every file first, then write: a mistake in one leaves none half done."""
    from bpo_controls.cli.output import problems
    from bpo_controls.reporting.render import render
    from bpo_controls.reporting.templates import stray_templates
    from bpo_controls.workspace import paths

    view = view_of(opened)
    folders = (opened.engagement.directory / "templates", user_templates())
    templates = tuple(folder for folder in folders if folder.is_dir())
    problems(stray_templates(templates))
    # Typst lays pages out beside the interpreter, so two documents at a time take less than one after the other.
    with ThreadPoolExecutor(max_workers=2) as pool:
        bodies = pool.map(lambda pair: render(view, *pair, templates=templates), pairs)
        made = dict(zip(pairs, bodies, strict=True))
    try:
        out.mkdir(parents=True, exist_ok=True, mode=paths.PRIVATE_DIRECTORY)
    except OSError as error:
        raise paths.cannot_write(out, error) from error
    written = []
    for (doc, fmt), body in made.items():
        target = out / paths.deliverable_name(doc, fmt)
        paths.write_atomically(target, body)
        written.append(target)
    return tuple(written)


def user_templates() -> Path:
    """The folder in which a firm keeps its own templates."""
    from platformdirs import user_config_path

    return user_config_path("bpo-controls", appauthor=False) / "templates"
