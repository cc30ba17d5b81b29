"""The styles a report needs: found by name in a template, added where it lacks them, in the firm's colors."""

from __future__ import annotations

import re
from functools import lru_cache

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.reporting.formats.docx.docx_package import Package, PackageError, W

_STYLE = re.compile(r"<w:style\b(?:(?!<w:style\b).)*?</w:style>", re.DOTALL)
_NAME = re.compile(r'<w:name\b[^>]*\bw:val="([^"]*)"')
_ID = re.compile(r'<w:style\b[^>]*\bw:styleId="([^"]*)"')
_REFERENCE = re.compile(r'(<w:(?:basedOn|next|link)\b[^>]*\bw:val=")([^"]*)(")')
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
OURS = "report "
"""How the names of our own styles begin; built-in ones have the names that Word gives them."""


@lru_cache(maxsize=16)
def style_ids(styles: str) -> dict[str, str]:
    """The id by which a file refers to each style, by its name in small letters."""
    found = {}
    for style in _STYLE.findall(styles):
        name, id_ = _NAME.search(style), _ID.search(style)
        if name and id_:
            found[name.group(1).casefold()] = id_.group(1)
    return found


def refuse_misnamed(styles: str, known: frozenset[str] | None = None) -> None:
    """Raises PackageError for a style that calls itself one of ours and is none, as a slip of the pen makes it."""
    known = known or _known()
    for name in style_ids(styles):
        if name.startswith(OURS) and name not in known:
            hint = did_you_mean(name, sorted(known))
            raise PackageError(
                f'there is no style "{name}" in a report; {hint}' if hint else f'there is no style "{name}"'
            )


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    from bpo_controls.reporting.formats.docx.docx_package import read_package
    from bpo_controls.resources import templates_dir

    bundled = read_package((templates_dir() / "docx/document.docx").read_bytes())
    return frozenset(style_ids(bundled.text(bundled.related("styles")[0])))


def with_styles(package: Package, bundled: str) -> Package:
    """The package with the styles of the bundled template that its own lacks; its own stay as they are."""
    parts = package.related("styles")
    if not parts:
        empty = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{W}"></w:styles>'
        )
        package.relate(package.main, "styles", "styles.xml", empty.encode(), _TYPE)
        parts = package.related("styles")
    own = package.text(parts[0])
    has, theirs = style_ids(own), style_ids(bundled)
    taken = {one.casefold() for one in has.values()}
    ids = {}
    for name, id_ in theirs.items():
        if name in has:
            ids[id_] = has[name]
        else:
            ids[id_] = id_ if id_.casefold() not in taken else f"{id_}Report"
    added = []
    for style in _STYLE.findall(bundled):
        found = _NAME.search(style)
        if found and found.group(1).casefold() not in has:
            added.append(_renamed(style, ids))
    at = own.rindex("</")
    package.parts[parts[0]] = (own[:at] + "".join(added) + own[at:]).encode()
    return package


def _renamed(style: str, ids: dict[str, str]) -> str:
    style = re.sub(r'(w:styleId=")([^"]*)', lambda one: one.group(1) + ids[one.group(2)], style, count=1)
    style = style.replace(' w:default="1"', "", 1)  # the file has a default of its own
    return _REFERENCE.sub(
        lambda one: one.group(1) + ids.get(one.group(2), one.group(2)) + one.group(3), style
    )


def colored(styles: str, colors: dict[str, str]) -> str:
    """The styles with each color ("#rrggbb") in place of another, all at once."""
    table = {old[1:].upper(): new[1:].upper() for old, new in colors.items()}
    pattern = re.compile("|".join(f'(?<="){old}(?=")' for old in table), re.IGNORECASE)
    return pattern.sub(lambda match: table[match.group().upper()], styles)
