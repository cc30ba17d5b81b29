"""A firm's own templates: what can be overridden, what is, and every mistake that can be seen without filling one in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from bpo_controls.diagnostics import Diagnostic, Location, did_you_mean
from bpo_controls.reporting.blocks.document import Document
from bpo_controls.reporting.deliver.render import COMPOSERS, DOCUMENTS
from bpo_controls.reporting.formats.templates.environment import (
    can_be_overridden,
    overrides,
    parsed,
    wrong_syntax,
)
from bpo_controls.reporting.view import View
from bpo_controls.resources import templates_dir
from bpo_controls.words.headings import TEXT

if TYPE_CHECKING:
    from jinja2 import nodes

FORMAT_OF = {"markdown": "md", "html": "html", "typst": "pdf", "docx": "docx"}
"""The folder of a template, and the format that is made with it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A template that reports use: its name, the file, and whether it is a firm's own."""

    name: str
    path: Path
    own: bool


def in_use(own: Sequence[Path]) -> tuple[Found, ...]:
    """Every template by name, from the first folder that has it; a firm's Word files for one document among them."""
    bundled = templates_dir()
    names = {*can_be_overridden()}
    names |= {name for folder in own for name in overrides(folder)}
    found = []
    for name in sorted(names):
        folder = next((one for one in own if (one / name).is_file()), None)
        found.append(Found(name, (folder or bundled) / name, folder is not None))
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
    "view": (*(one.name for one in fields(View)), "contract", "decisions", "oscal"),
    "document": (*(one.name for one in fields(Document)), "anchors"),
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
    if (templates_dir() / name).is_file() and not _included(name, own):
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

    given = {"view", "t", "document"}
    for path in (templates_dir() / language).glob("*.j2"):
        tree = parsed(path.relative_to(templates_dir()).as_posix(), templates_dir())
        if not isinstance(tree, Diagnostic):
            given |= meta.find_undeclared_variables(tree)
    return given
