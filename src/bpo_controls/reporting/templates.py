"""The Jinja environments: one an output language, escaping by default, strict, in a sandbox."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Diagnostic, Level, Location, UserError, nearest, user_error
from bpo_controls.reporting import escape
from bpo_controls.resources import private_cache

if TYPE_CHECKING:
    from jinja2 import Template

    from bpo_controls.reporting.bounds import BoundedEnvironment

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
        return _written(environment, environment.get_template(name), values)
    except TemplateNotFound as error:
        raise user_error(
            "template-missing",
            f"there is no template {error.name}",
            where=_last_place(error) or located(name, dirs),
            hint="correct the name, or add it to " + str(dirs[0]),
        ) from error
    except RecursionError as error:
        raise _at_line(
            error, name, dirs, "a macro or include that comes back to itself without end"
        ) from error
    except MemoryError as error:
        raise _at_line(error, name, dirs, "it needs more memory than there is") from error
    except TemplateSyntaxError as error:
        where = Location(error.filename or name, error.lineno, 1)
        raise user_error(
            "template-error", error.message or "syntax error", where=where, hint=_COMPARE
        ) from error
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise _at_line(error, name, dirs) from error


def _written(environment: BoundedEnvironment, template: Template, values: Mapping[str, object]) -> str:
    environment.meter.start()
    pieces = []
    for piece in template.generate(values):
        environment.meter.step(len(piece))
        pieces.append(piece)
    return "".join(pieces)


def located(name: str, dirs: Sequence[Path]) -> Location:
    """Where a template really lies: its file in the first of `dirs` that has it, else its bare name."""
    found = next((folder / name for folder in dirs if (folder / name).is_file()), None)
    return Location(str(found)) if found else Location(name)


def stray_templates(own: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """A warning for each template in a firm's own folders that nothing bundled has the name of or includes.

    A file that another of the firm's templates names is no stray.
    """
    from bpo_controls.resources import templates_dir

    bundled = {path.relative_to(templates_dir()).as_posix() for path in templates_dir().rglob("*.j2")}
    problems = []
    for folder in own:
        files = sorted(path for path in folder.rglob("*") if path.is_file() and "fonts" not in path.parts)
        texts = {path: path.read_text("utf-8", "replace") for path in files if path.suffix == ".j2"}
        for path in files:
            name = path.relative_to(folder).as_posix()
            if name in bundled or any(name in text for other, text in texts.items() if other != path):
                continue
            near = nearest(name, sorted(bundled))
            hint = f'did you mean "{near}"?' if near else "bundled: " + ", ".join(sorted(bundled))
            problems.append(
                Diagnostic(
                    "template-unused",
                    "this file takes the place of no bundled template",
                    Location(str(path)),
                    hint,
                    Level.WARNING,
                )
            )
    return tuple(problems)


def _last_place(error: BaseException) -> Location | None:
    place = None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            place = Location(frame.filename, frame.lineno or 0, 1)
    return place


def _at_line(error: BaseException, name: str, dirs: Sequence[Path], message: str = "") -> UserError:
    where = _last_place(error) or located(name, dirs)
    said = (
        message
        or re.sub(r"'bpo_controls\.(?:\w+\.)*(\w+) object'", r"a \1", str(error))
        or type(error).__name__
    )
    return user_error("template-error", said, where=where, hint=_COMPARE)


@cache
def _environment(language: str, dirs: tuple[Path, ...], latin_only: bool) -> BoundedEnvironment:
    from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from bpo_controls.reporting.bounds import BoundedEnvironment

    languages: dict[str, Escape] = {
        "markdown": escape.markdown,
        "typst": partial(escape.typst, latin_only=latin_only),
    }
    as_text = languages[language]

    def finalize(value: object) -> object:
        # Markup is what the template's own macros return: already escaped, piece by piece.
        if isinstance(value, Markup):
            meter.step(len(value))
            return value
        if isinstance(value, str):
            meter.step(len(value))
            return Markup(as_text(value))  # noqa: S704 - escaped for the output language just now
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return value
        if isinstance(value, StrictUndefined):
            return str(value)  # raises, naming what is undefined
        raise TypeError(f"a template can print text and numbers, not {type(value).__name__}")

    def code(value: str) -> Markup:
        return Markup(escape.typst_string(str(value), latin_only=latin_only))  # noqa: S704 - a literal

    compiled = private_cache("templates")
    environment = BoundedEnvironment(
        # Compiling the templates takes longer than filling them; a changed template is compiled anew.
        bytecode_cache=FileSystemBytecodeCache(str(compiled), "bounded-%s.cache") if compiled else None,
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
    meter = environment.meter
    return environment
