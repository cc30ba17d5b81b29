"""Copies templates to where a firm changes them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bpo_controls.diagnostics import Diagnostic, Location, UserError, did_you_mean
from bpo_controls.reporting.deliver.own_templates import can_be_overridden, template_source
from bpo_controls.workspace import paths


def copy_templates(names: Iterable[str], to: Path, *, force: bool) -> tuple[Path, ...]:
    """The copies. Nothing is written where a name is unknown or, without `force`, a file is there already.

    Raises UserError with every such name or file.
    """
    wanted = _named(tuple(names), can_be_overridden())
    there = (
        [] if force else [to / name for name in wanted if (to / name).exists() or (to / name).is_symlink()]
    )
    if there:
        raise UserError(
            *(
                Diagnostic("file-exists", "is there already", Location(str(path)), "--force writes over it")
                for path in there
            )
        )
    for name in wanted:
        target = to / name
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise paths.cannot_write(target.parent, error) from error
        paths.write_atomically(target, template_source(name))
    return tuple(to / name for name in wanted)


def _named(names: tuple[str, ...], known: tuple[str, ...]) -> tuple[str, ...]:
    """Each name as one template, all of a folder, or all of a document; all of them when none is named."""
    if not names:
        return known
    short: dict[str, list[str]] = {}
    for name in known:
        folder, _, file = name.partition("/")
        for word in (name, folder, file, file.partition(".")[0]):
            short.setdefault(word, []).append(name)
    unknown = [
        Diagnostic(
            "unknown-template", f'there is no template "{name}"', hint=did_you_mean(name.strip("/"), short)
        )
        for name in names
        if name.strip("/") not in short
    ]
    if unknown:
        raise UserError(*unknown)
    chosen = {found for name in names for found in short[name.strip("/")]}
    return tuple(name for name in known if name in chosen)
