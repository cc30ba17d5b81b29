"""A firm's own templates: what can take whose place, what does, and every mistake seen without filling one in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Diagnostic, Level, Location, did_you_mean, nearest, user_error
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.blocks.look import Look
from bpo_controls.reporting.deliver.render import COMPOSERS, DOCUMENTS
from bpo_controls.reporting.formats.templates.environment import SUFFIX, parsed, wrong_syntax
from bpo_controls.reporting.formats.templates.sealed import check_folder
from bpo_controls.resources import templates_dir
from bpo_controls.words.headings import TEXT

if TYPE_CHECKING:
    from jinja2 import nodes

FORMAT_OF = {"markdown": "md", "html": "html", "typst": "pdf", "docx": "docx"}
"""The folder of a template, and the format that is made with it."""

_BLOCKS = {
    "markdown": "`head`, `body` or `foot`, or write anything of your own",
    "html": "`masthead`, `body` or `foot`. Styles belong in house.css.j2, nothing else runs",
    "typst": "`setup`, `head`, `body` or `foot`, or write anything of your own",
}
"""What the template of one document can override, as its first line says."""


@dataclass(frozen=True, slots=True)
class Found:
    """A template that reports use: its name, the file, and whether it is a firm's own."""

    name: str
    path: Path
    own: bool


def user_templates() -> Path:
    """The folder in which a firm keeps its own templates."""
    from platformdirs import user_config_path

    return user_config_path("bpo-controls", appauthor=False) / "templates"


def own_templates(directory: Path) -> tuple[Path, ...]:
    """The folders of a firm's own templates that exist, in the order of search: the engagement's, the user's.

    Raises UserError for one that cannot be read, that holds a link, or for the engagement's when it is a link itself.
    """
    beside = directory / "templates"
    if beside.is_symlink():
        raise user_error(
            "template-linked",
            "this is a link, and templates are read from their own folder only",
            where=Location(str(beside)),
            hint="put a copy of the folder there",
        )
    found = tuple(folder for folder in (beside, user_templates()) if folder.is_dir())
    for folder in found:
        check_folder(folder)
    return found


def in_use_words(own: Sequence[Path]) -> str:
    """Which templates of one's own a run uses, in one sentence; nothing when it uses none."""
    named = [f"{len(used)} in {folder}" for folder in own if (used := overrides(folder))]
    return f"Templates of your own: {', '.join(named)}." if named else ""


def bundled_templates() -> tuple[str, ...]:
    """The names of the templates that ship."""
    bundled = templates_dir()
    found = (path for path in bundled.rglob("*.*") if path.suffix in (".j2", ".docx"))
    return tuple(sorted(path.relative_to(bundled).as_posix() for path in found))


def document_templates() -> tuple[str, ...]:
    """The names a template for one document has, in each folder; none of them ships."""
    return tuple(f"{folder}/{name}{suffix}" for folder, suffix in SUFFIX.items() for name in COMPOSERS)


def can_be_overridden() -> tuple[str, ...]:
    """The names of the templates that a firm can put its own in place of."""
    return tuple(sorted({*bundled_templates(), *document_templates()}))


def template_source(name: str) -> bytes:
    """What a firm starts from: the bundled template, or for one document a template that changes nothing yet."""
    path = templates_dir() / name
    if path.is_file():
        return path.read_bytes()
    folder = name.partition("/")[0]
    return (
        f"{{# Change this document alone: override the blocks {_BLOCKS[folder]}. #}}\n"
        f'{{% extends "{folder}/document{SUFFIX[folder]}" %}}\n'
    ).encode()


def overrides(folder: Path) -> tuple[str, ...]:
    """The names of the templates in a folder of one's own that take another's place, and of what they include."""
    known = {*can_be_overridden(), *(f"docx/{document}.docx" for document in COMPOSERS)}
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*") if path.is_file()}
    texts = {name: path.read_text("utf-8", "replace") for name, path in files.items() if name.endswith(".j2")}
    return tuple(
        sorted(
            name
            for name in files
            if name in known or any(name in text for other, text in texts.items() if other != name)
        )
    )


def stray_templates(own: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """A warning for each template in a firm's own folders that takes nobody's place and that no other includes."""
    known = can_be_overridden()
    problems = []
    for folder in own:
        used = overrides(folder)
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder)
            if name.as_posix() in used or "fonts" in name.parts or name.name.startswith((".", "~")):
                continue
            near = nearest(name.as_posix(), known)
            problems.append(
                Diagnostic(
                    "template-unused",
                    "this file takes the place of no bundled template",
                    Location(str(path)),
                    f'did you mean "{near}"?' if near else "`bpo-controls template list` shows their names",
                    Level.WARNING,
                )
            )
    return tuple(problems)


def in_use(own: Sequence[Path]) -> tuple[Found, ...]:
    """Every template by name, from the first folder that has it; a firm's Word files for one document among them.

    A document without a template of its own uses that of every document.
    """
    bundled = templates_dir()
    names = {*can_be_overridden(), *(name for folder in own for name in overrides(folder))}
    found = []
    for name in sorted(names):
        folder = next((one for one in own if (one / name).is_file()), None)
        path = (folder or bundled) / name
        if not path.is_file():
            path = bundled / f"{name.partition('/')[0]}/document{SUFFIX[name.partition('/')[0]]}"
        found.append(Found(name, path, folder is not None))
    return tuple(found)


def concerned(own: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """The (document, format) pairs that a firm's own templates have a part in."""
    pairs: dict[tuple[str, str], None] = {}
    for name in sorted({name for folder in own for name in overrides(folder)}):
        language, _, file = name.partition("/")
        fmt = FORMAT_OF.get(language, "")
        stem = file.partition(".")[0]
        for document in [stem] if stem in COMPOSERS else COMPOSERS:
            if fmt in DOCUMENTS[document]:
                pairs[document, fmt] = None
    return tuple(pairs)


def mistakes(own: Sequence[Path]) -> tuple[Diagnostic, ...]:
    """Wrong syntax, and every name that does not exist, also where no sample would come by."""
    problems: list[Diagnostic] = []
    seen: set[str] = set()
    for folder in own:
        for name in overrides(folder):
            if name.endswith(".j2") and name not in seen:
                seen.add(name)
                problems += _in_file(name, folder, own)
    return tuple(problems)


_MEMBERS = {
    "document": (*(one.name for one in fields(Document)), "anchors"),
    "look": (*(one.name for one in fields(Look)), "as_of", "stamp"),
    "t": tuple(TEXT),
}
"""What the values that every template gets consist of."""


def _in_file(name: str, folder: Path, own: Sequence[Path]) -> Iterator[Diagnostic]:
    from jinja2 import TemplateSyntaxError, meta, nodes

    tree = parsed(name, folder)
    if isinstance(tree, Diagnostic):
        yield tree
        return
    file = str(folder / name)
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        yield from _member(node, file)
    if name in can_be_overridden() and not _included(name, own):
        given = _given(name.partition("/")[0])
        try:
            wrong = meta.find_undeclared_variables(tree) - given
        except TemplateSyntaxError as error:
            yield wrong_syntax(error, name, folder)
            return
        for read in tree.find_all(nodes.Name):
            if read.ctx == "load" and read.name in wrong:
                yield _problem(f"there is no value {read.name!r}", file, read.lineno, read.name, given)


def _member(node: nodes.Node, file: str) -> Iterator[Diagnostic]:
    from jinja2 import nodes

    match node:
        case nodes.Getattr(node=nodes.Name(name=of), attr=member) if of in _MEMBERS:
            pass
        case nodes.Getitem(node=nodes.Name(name=of), arg=nodes.Const(value=str(member))) if of in _MEMBERS:
            pass
        case _:
            return
    if member not in _MEMBERS[of] and not (of == "t" and hasattr(dict, member)):
        yield _problem(f"{of} has no {member!r}", file, node.lineno, member, _MEMBERS[of])


def _problem(message: str, file: str, line: int, word: str, known: Sequence[str] | set[str]) -> Diagnostic:
    hint = (
        did_you_mean(word, sorted(known))
        or "`bpo-controls template export` gives you the bundled ones to compare"
    )
    return Diagnostic("template-error", message, Location(file, line, 1), hint)


def _included(name: str, own: Sequence[Path]) -> bool:
    """Whether another file includes this one, which then sees that one's values."""
    return any(
        name in path.read_text("utf-8", "replace")
        for folder in (*own, templates_dir())
        for path in folder.rglob("*.j2")
        if path.relative_to(folder).as_posix() != name
    )


def _given(language: str) -> set[str]:
    """The values that templates of a language are filled in with: those that the bundled ones read."""
    from jinja2 import meta

    given = {"document", "look", "t"}
    for path in (templates_dir() / language).glob("*.j2"):
        tree = parsed(path.relative_to(templates_dir()).as_posix(), templates_dir())
        if not isinstance(tree, Diagnostic):
            given |= meta.find_undeclared_variables(tree)
    return given
