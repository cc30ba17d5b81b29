"""The Jinja environments: one an output language, escaping by default, strict, in a sandbox."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Location, UserError, user_error
from bpo_controls.reporting import escape
from bpo_controls.resources import private_cache

if TYPE_CHECKING:
    from jinja2 import Environment

Escape = Callable[[str], str]
_COMPARE = "compare with the bundled template of that name; `bpo-controls doctor` says where it is"


def template_dirs(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Where templates are looked for, first hit wins: the given directories, then the bundled one."""
    from bpo_controls.resources import templates_dir

    return (*(path for path in extra if path.is_dir()), templates_dir())


def fill(name: str, values: Mapping[str, object], dirs: Sequence[Path], *, latin_only: bool = False) -> str:
    """A template filled in. `name` is like `markdown/gap-report.md.j2`; its folder picks the language.

    Raises UserError with file and line when the template is missing or wrong.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    environment = _environment(name.partition("/")[0], tuple(dirs), latin_only)
    try:
        return environment.get_template(name).render(values)
    except TemplateNotFound as error:
        raise user_error(
            "template-missing",
            f"there is no template {error.name}",
            where=Location(name),
            hint="correct the name, or add it to " + str(dirs[0]),
        ) from error
    except TemplateSyntaxError as error:
        where = Location(error.filename or name, error.lineno, 1)
        raise user_error(
            "template-error", error.message or "syntax error", where=where, hint=_COMPARE
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise _at_line(error, name) from error


def _at_line(error: Exception, name: str) -> UserError:
    where = Location(name)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            where = Location(frame.filename, frame.lineno or 0, 1)
    said = re.sub(r"'bpo_controls\.(?:\w+\.)*(\w+) object'", r"a \1", str(error)) or type(error).__name__
    return user_error("template-error", said, where=where, hint=_COMPARE)


@cache
def _environment(language: str, dirs: tuple[Path, ...], latin_only: bool) -> Environment:
    from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    languages: dict[str, Escape] = {
        "markdown": escape.markdown,
        "typst": partial(escape.typst, latin_only=latin_only),
    }
    as_text = languages[language]

    def finalize(value: object) -> object:
        # Markup is what the template's own macros return: already escaped, piece by piece.
        if isinstance(value, Markup):
            return value
        if isinstance(value, str):
            return Markup(as_text(value))  # noqa: S704 - escaped for the output language just now
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        if isinstance(value, StrictUndefined):
            return str(value)  # raises, naming what is undefined
        raise TypeError(f"a template can print text and numbers, not {type(value).__name__}")

    def code(value: str) -> Markup:
        return Markup(escape.typst_string(str(value), latin_only=latin_only))  # noqa: S704 - a literal

    compiled = private_cache("templates")
    environment = ImmutableSandboxedEnvironment(
        # Compiling the templates takes longer than filling them; a changed template is compiled anew.
        bytecode_cache=FileSystemBytecodeCache(str(compiled)) if compiled else None,
        loader=FileSystemLoader([str(path) for path in dirs]),
        # On, so that macros return Markup; the HTML escaping itself never sees unescaped text.
        autoescape=True,
        finalize=finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters["code"] = code
    return environment
