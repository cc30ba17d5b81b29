"""Makes the deliverables of an assessed engagement and puts them on disk, all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bpo_controls.answers.step_track import StepTrack
from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError
from bpo_controls.engine.cut import Cut
from bpo_controls.reporting.blocks.filled import Filled
from bpo_controls.reporting.deliver.delivered import Tell, deliver, unheard
from bpo_controls.reporting.deliver.editions import context_for, track_for_edition
from bpo_controls.reporting.deliver.own_templates import own_templates
from bpo_controls.reporting.deliver.pack import SEAL, seal, sealed_before
from bpo_controls.reporting.deliver.render import render_all
from bpo_controls.reporting.deliver.usable_logo import usable_logo
from bpo_controls.reporting.documents.context import WHOLE, Context, RecordMark
from bpo_controls.reporting.pictures.glyphs import missing_scripts
from bpo_controls.terminal.progress import all_made
from bpo_controls.words.headings import TEXT
from bpo_controls.words.signature_words import event_of, waiting_words
from bpo_controls.words.workbook_words import CARRIED, SUMMARY
from bpo_controls.workspace import paths
from bpo_controls.workspace.assessed import AssessedEngagement
from bpo_controls.workspace.earlier import read_earlier
from bpo_controls.workspace.signing import signature_of
from bpo_controls.workspace.tracking import progress_of

_WORKBOOK = ("workbook", "xlsx")


def context_of(
    assessed: AssessedEngagement, edition: str = "", cut: Cut = WHOLE, tell: Tell = unheard
) -> Context:
    """What every document about the engagement is made from, as the reader of an edition or a cut may see it.

    A logo that cannot be used is left out, and `tell` hears of it.
    """
    engagement = assessed.engagement
    logo = usable_logo(engagement.directory, engagement.file.branding.logo, tell)
    ctx = context_for(
        assessed.library,
        engagement.file,
        assessed.answers,
        assessed.assessment,
        edition=edition,
        logo=logo,
        mark=record_mark(assessed, edition),
        reviews=assessed.record.reviews,
        cut=cut,
    )
    shown = track_for_edition(edition, assessed.library, engagement.file, assessed.answers)
    progress = {one.step.id: replace(one, track=shown(one.track)) for one in progress_of(assessed).steps}
    return replace(ctx, follows=read_earlier(engagement.directory), progress=progress)


def record_mark(assessed: AssessedEngagement, edition: str = "") -> RecordMark:
    """Which state of the record is shown, and the signature, where one stands for this date and edition."""
    record = assessed.record
    if not record.changes:
        return RecordMark()
    # A signature is no part of what was said: signed or not, it is the same state of the record.
    shown = [change.number for change in record.changes if change.kind != "signed"][-1]
    signature = signature_of(assessed.engagement)
    signed = standing = None
    if signature is not None and signature.stands:
        one = standing = signature.sign_off
        if one.as_of == assessed.assessment.as_of and (not one.editions or edition in one.editions):
            signed = one
    digest = assessed.engagement.events[shown - 1].digest
    return RecordMark(digest, shown, signed, waiting_words(record), standing)


def write_deliverables(
    assessed: AssessedEngagement,
    pairs: Sequence[tuple[str, str]],
    out: Path,
    *,
    edition: str = "",
    cut: Cut = WHOLE,
    quiet: bool = True,
    tell: Tell = unheard,
) -> tuple[Path, ...]:
    """Make every (document, format) first, then write: a mistake in one leaves none half done.

    The files that were written. `quiet` shows no progress. `tell` hears of each file that people had changed and that
    was kept, of a logo left out, and of scripts without a font. Raises UserError with every problem found.
    """
    ctx = context_of(assessed, edition, cut, tell)
    if _WORKBOOK in pairs:
        earlier = _filled_before(out / paths.deliverable_name(*_WORKBOOK, edition), tell)
        ctx = replace(ctx, earlier=earlier, steps_then=_steps_then(assessed, earlier, edition))
    templates = own_templates(assessed.engagement.directory)
    # Typst lays pages out beside the interpreter, so two documents at a time take less than one after the other.
    results = all_made(
        pairs,
        lambda pair: render_all(ctx, *pair, templates=templates),
        ".".join,
        at_once=2,
        quiet=quiet,
    )
    _raise_all([result for _, result in results if isinstance(result, Exception)])
    for problem in without_font(pairs):
        tell(problem)
    made = (files for _, files in results if not isinstance(files, Exception))
    bodies = {name: body for files in made for name, body in files.items()}
    if ctx.mark.signed is not None:
        bodies[SEAL] = seal(bodies, ctx.mark.signed, assessed.engagement.events[0].digest, out)
    # A cut workbook has not every row: the whole one that people worked in is kept beside it.
    keep = (paths.deliverable_name(*_WORKBOOK, edition),) if cut else ()
    return deliver(bodies, out, tell=tell, keep=keep, sealed=sealed_before(out, bodies))


def without_font(pairs: Sequence[tuple[str, str]]) -> tuple[Diagnostic, ...]:
    """One warning for each script that no font at hand shows, where a PDF was made."""
    if not any(fmt == "pdf" for _, fmt in pairs):
        return ()
    return tuple(
        Diagnostic(
            "font-missing",
            f"no font on this machine shows {script} letters; in the PDF they stand as codes, [U+…]",
            hint="install a font for them, Noto for example, and run report again",
            level=Level.WARNING,
        )
        for script in missing_scripts()
    )


def _filled_before(path: Path, tell: Tell) -> Filled:
    """What people filled into the workbook that stands there; `tell` hears of one that cannot be read."""
    if path.is_symlink() or not path.is_file():
        return {}
    from bpo_controls.reporting.formats.xlsx.read_filled import UnreadableWorkbook, read_filled

    try:
        return read_filled(path, CARRIED)
    except (UnreadableWorkbook, OSError) as error:
        tell(
            Diagnostic(
                "workbook-unread",
                f"what was filled in is not taken over: the workbook cannot be read ({error})",
                Location(str(path)),
                hint="open it in Excel or LibreOffice, save it and write the report again",
                level=Level.WARNING,
            )
        )
        return {}


def _steps_then(assessed: AssessedEngagement, earlier: Filled, edition: str) -> Mapping[str, StepTrack]:
    """How the earlier workbook showed the steps when it was written, by the record digest on its summary."""
    engagement = assessed.engagement
    lines = (row.get(TEXT["record_digest"]) for row in earlier.get(SUMMARY, ()))
    event = event_of(next((str(line) for line in lines if line), ""))
    digest = engagement.events[event - 1].digest if 1 <= event <= len(engagement.events) else ""
    written = digest and any(digest in str(line) for row in earlier.get(SUMMARY, ()) for line in row.values())
    if not written:
        return {}
    shown = track_for_edition(edition, assessed.library, engagement.file, assessed.answers)
    return {step: shown(track) for step, track in engagement.full.at(event).steps.items()}


def _raise_all(problems: Sequence[Exception]) -> None:
    """Raise what went wrong: a defect as it is, else every mistake of the user's once."""
    told: dict[Diagnostic, None] = {}
    for problem in problems:
        if not isinstance(problem, UserError):
            raise problem
        told |= dict.fromkeys(problem.diagnostics)
    if told:
        raise UserError(*told)
