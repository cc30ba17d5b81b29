"""The Jinja environments: one an output language, escaping by default, strict, in a sandbox."""

from __future__ import annotations

import re
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Diagnostic, Location, UserError, nearest, user_error
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.formats.templates import escape
from bpo_controls.reporting.formats.templates.sealed import check_folder
from bpo_controls.user_cache import private_cache
from bpo_controls.words.headings import TEXT

if TYPE_CHECKING:
    from jinja2 import Template, TemplateSyntaxError, nodes

    from bpo_controls.reporting.formats.templates.bounds import BoundedEnvironment

Escape = Callable[[str], str]
_COMPARE = "compare with the bundled template of that name; `bpo-controls doctor` says where it is"


def template_dirs(extra: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Where templates are looked for, first hit wins: the given directories, then the bundled one.

    Raises UserError for a directory that holds a link, or that cannot be read.
    """
    from bpo_controls.resources import templates_dir

    for path in extra:
        if path.is_dir():
            check_folder(path)
    return (*(path for path in extra if path.is_dir()), templates_dir())


SUFFIX = {"markdown": ".md.j2", "html": ".html.j2", "typst": ".typ.j2"}
"""How the names of the templates in a folder end."""


def template_of(folder: str, document: str, dirs: Sequence[Path]) -> str:
    """The name of the template of a document: its own, where somebody has one, else that of every document."""
    own = f"{folder}/{document}{SUFFIX[folder]}"
    return own if any((path / own).is_file() for path in dirs) else f"{folder}/document{SUFFIX[folder]}"


def fill_document(
    folder: str,
    document: Document,
    dirs: Sequence[Path],
    more: Mapping[str, object] | None = None,
    *,
    latin_only: bool = False,
) -> str:
    """A document filled into its template of a folder. `more` are values beside those that every template gets.

    Raises UserError with file and line when the template is missing or wrong.
    """
    values = {**document_values(document), **(more or {})}
    return fill(template_of(folder, document.id, dirs), values, dirs, latin_only=latin_only)


def document_values(document: Document) -> dict[str, object]:
    """What every template can print."""
    return {"document": document, "look": document.look, "t": TEXT, "anchors": document.anchors}


def fill(name: str, values: Mapping[str, object], dirs: Sequence[Path], *, latin_only: bool = False) -> str:
    """A template filled in. `name` is like `markdown/gap-report.md.j2`; its folder picks the language.

    Raises UserError with file and line when the template is missing or wrong.
    """
    environment = _environment(name.partition("/")[0], tuple(dirs), latin_only)
    return _filled(environment, name, partial(environment.get_template, name), values, dirs)


def fill_source(source: str, name: str, values: Mapping[str, object], dirs: Sequence[Path]) -> str:
    """A template's text filled in that stands inside the file of that name, as in a Word file.

    Raises UserError naming the file when the text is wrong.
    """
    environment = _environment(name.partition("/")[0], tuple(dirs), False)
    return _filled(environment, name, partial(_compiled, environment, source), values, dirs)


@lru_cache(maxsize=32)
def _compiled(environment: BoundedEnvironment, source: str) -> Template:
    return environment.from_string(source)


def _filled(
    environment: BoundedEnvironment,
    name: str,
    template: Callable[[], Template],
    values: Mapping[str, object],
    dirs: Sequence[Path],
) -> str:
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    try:
        return _written(environment, template(), values)
    except TemplateNotFound as error:
        raise user_error(
            "template-missing",
            f"there is no template {error.name}",
            where=_last_place(error) or located(name, dirs),
            hint="correct the name, or add it to " + str(dirs[0]),
        ) from error
    except RecursionError as error:
        raise _at_line(
            error, name, dirs, values, "a macro or include that comes back to itself without end"
        ) from error
    except MemoryError as error:
        raise _at_line(error, name, dirs, values, "it needs more memory than there is") from error
    except TemplateSyntaxError as error:
        where = Location(error.filename, error.lineno, 1) if error.filename else located(name, dirs)
        said = error.message or "syntax error"
        raise user_error(
            "template-error", said, where=where, hint=_meant(said, values, environment) or _COMPARE
        ) from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        AssertionError,
        LookupError,
        AttributeError,
    ) as error:
        raise _at_line(error, name, dirs, values) from error


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


def _last_place(error: BaseException) -> Location | None:
    place = None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".j2"):
            place = Location(frame.filename, frame.lineno or 0, 1)
    return place


def _at_line(
    error: BaseException, name: str, dirs: Sequence[Path], values: Mapping[str, object], message: str = ""
) -> UserError:
    where = _last_place(error) or located(name, dirs)
    said = (
        message
        or re.sub(r"'bpo_controls\.(?:\w+\.)*(\w+) object'", r"a \1", str(error))
        or type(error).__name__
    )
    hint = _meant(str(error), values) or _COMPARE
    return user_error("template-error", said, where=where, hint=hint)


_UNKNOWN_NAMES = (
    (re.compile(r"'(\w+)' is undefined"), "values"),
    (re.compile(r"'([\w.]+) object' has no attribute '(\w+)'"), "members"),
    (re.compile(r"No (filter|test) named '(\w+)'"), "environment"),
)


def _meant(said: str, values: Mapping[str, object], environment: BoundedEnvironment | None = None) -> str:
    """`did you mean "buyer"?` where a value, a member of one, a filter or a test does not exist, else nothing."""
    for pattern, kind in _UNKNOWN_NAMES:
        found = pattern.search(said)
        if not found:
            continue
        word = found.groups()[-1]
        known: Iterable[str] = values
        if kind == "members":
            known = _members(found.group(1), values)
        elif kind == "environment":
            known = getattr(environment, f"{found.group(1)}s", ())
        near = nearest(word, known)
        return f'did you mean "{near}"?' if near else ""
    return ""


def _members(kind: str, values: Mapping[str, object]) -> Iterable[str]:
    """The fields of one of our own classes by its full name; the headings for a mapping, which `t` is."""
    if kind == "dict":
        return [key for one in values.values() if isinstance(one, Mapping) for key in one]
    module, _, name = kind.rpartition(".")
    found = getattr(sys.modules.get(module), name, None)
    return getattr(found, "__dataclass_fields__", ())


def wrong_syntax(error: TemplateSyntaxError, name: str, folder: Path) -> Diagnostic:
    """What Jinja says of a template that it could not read, or whose filter or test it does not know."""
    said = error.message or "syntax error"
    hint = _meant(said, {}, _environment(name.partition("/")[0], (folder,), False)) or _COMPARE
    return Diagnostic("template-error", said, Location(str(folder / name), error.lineno, 1), hint)


def parsed(name: str, folder: Path) -> nodes.Template | Diagnostic:
    """The tree of the template of that name in a folder, or what is wrong with its syntax."""
    from jinja2 import TemplateSyntaxError

    environment = _environment(name.partition("/")[0], (folder,), False)
    path = folder / name
    try:
        return environment.parse(path.read_text("utf-8"), filename=str(path))
    except TemplateSyntaxError as error:
        return wrong_syntax(error, name, folder)
    except UnicodeDecodeError:
        return Diagnostic("template-error", "it is not UTF-8 text", Location(str(path)), "save it as UTF-8")
    except OSError as error:
        said = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        return Diagnostic("template-error", said, Location(str(path)), "check the rights on the file")


@cache
def _environment(language: str, dirs: tuple[Path, ...], latin_only: bool) -> BoundedEnvironment:
    from jinja2 import FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from bpo_controls.reporting.formats.templates.bounds import BoundedEnvironment

    languages: dict[str, Escape] = {
        "docx": escape.word,
        "html": escape.html,
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

    def unseen(value: str) -> Markup:
        return Markup(escape.typst_unseen(str(value)))  # noqa: S704 - a literal

    def css(value: str) -> Markup:
        return Markup(escape.css_string(str(value)))  # noqa: S704 - a literal

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
    environment.filters["unseen"] = unseen
    environment.filters["css"] = css
    meter = environment.meter
    return environment
