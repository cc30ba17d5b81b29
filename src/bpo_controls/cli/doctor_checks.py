"""What `doctor` looks at, one finding each."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Health:
    """One thing that was looked at."""

    what: str
    ok: bool
    says: str


def findings() -> Iterator[Health]:
    """Versions, content, library, templates, PDF, terminal."""
    from importlib.metadata import PackageNotFoundError, version

    from bpo_controls.version import __version__

    yield Health("bpo-controls", True, __version__)
    yield Health("Python", sys.version_info >= (3, 11), f"{platform.python_version()} on {platform.system()}")
    for package in required_packages():
        try:
            yield Health(package, True, version(package))
        except PackageNotFoundError:
            yield Health(package, False, "not installed; install bpo-controls again")
    yield from _content()
    yield _pdf()
    encoding = (sys.stdout.encoding or "").lower()
    yield Health(
        "Terminal",
        True,
        f"{encoding or 'no encoding'}{'' if 'utf' in encoding else '; some characters show as escapes'}",
    )


def required_packages() -> tuple[str, ...]:
    """The names of the packages that the installed bpo-controls says it needs, as its metadata lists them."""
    from importlib.metadata import requires

    needed = (line for line in requires("bpo-controls") or () if "extra ==" not in line)
    return tuple(re.split(r"[^A-Za-z0-9._-]", line, maxsplit=1)[0] for line in needed)


def _content() -> Iterator[Health]:
    from bpo_controls.diagnostics import UserError
    from bpo_controls.library.load import load_library
    from bpo_controls.resources import controls_dir, templates_dir, where_content_lives

    try:
        yield Health("Content", True, f"{controls_dir()} ({where_content_lives()})")
        yield Health("Templates", True, str(templates_dir()))
        library = load_library()
        yield Health(
            "Library",
            True,
            f"{library.title} {library.version}, {len(library.controls)} controls, {library.digest[:12]}",
        )
    except UserError as error:
        yield Health("Content", False, str(error))


def _pdf() -> Health:
    try:
        import typst

        made = typst.compile(b"= PDF\nworks", format="pdf")
    except Exception as error:
        return Health("PDF", False, f"cannot be made: {error}")
    return Health("PDF", made.startswith(b"%PDF"), "can be made")
