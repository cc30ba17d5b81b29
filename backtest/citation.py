"""Legal citations as they are written, read into provisions that can be compared.

Reads the Code of Federal Regulations, the United States Code, the Federal Register and the codes of the
states. A law that is only named ("Minnesota debt collection law") gives nothing; a case says by hand which
source of the library is meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from backtest.state_code import state_code

EVERYTHING = "*"
"""The `last` of a citation "et seq.": the sections that begin with the same number."""


@dataclass(frozen=True, slots=True, order=True)
class Provision:
    """A place in a code.

    `code` is one spelling for all the ways to write it ("45 CFR", "NY gen business"); `section` the section,
    part or chapter ("164.308", "93H"); `paragraphs` the way down ("a", "1", "ii", "A"); `last` the section a
    range ends with, or `EVERYTHING`.
    """

    code: str
    section: str
    paragraphs: tuple[str, ...] = ()
    last: str = ""

    def __str__(self) -> str:
        tail = {"": "", EVERYTHING: " et seq."}.get(self.last, f"-{self.last}")
        return f"{self.code} {self.section}{''.join(f'({p})' for p in self.paragraphs)}{tail}"


def within(inner: Provision, outer: Provision) -> bool:
    """Whether one provision is the other or stands inside it."""
    if inner.code != outer.code or not _section_within(inner, outer):
        return False
    if inner.section != outer.section:
        return not outer.paragraphs
    return inner.paragraphs[: len(outer.paragraphs)] == outer.paragraphs


def names(source: Provision, cited: Provision) -> bool:
    """Whether a source is what was cited, stands inside it, or is a range of sections that names it."""
    ranged = source.last not in ("", EVERYTHING) and not cited.paragraphs
    return within(source, cited) or (ranged and within(cited, source))


def same_standard(source: Provision, cited: Provision) -> bool:
    """Whether a source belongs to the standard that is cited, whatever the depth of either.

    A source that is a range of sections, a chapter or a part belongs to what is cited from it.
    """
    broad = bool(source.last) or not re.search(r"[.:]", source.section)
    ours, theirs = standard(source), standard(cited)
    return within(ours, theirs) or (broad and not source.paragraphs and within(theirs, ours))


def standard(provision: Provision) -> Provision:
    """The provision cut off at the level of the standard: 164.308(a)(1), 164.312(a), 164.404, 31 USC 3729(a)(1)(G).

    Where a section is one duty, the section is the standard; where its paragraphs are duties of their own,
    the paragraph is. 45 CFR part 164 marks its standards itself.
    """
    return replace(provision, paragraphs=provision.paragraphs[: _depth(provision)])


_DEPTHS: tuple[tuple[str, str, int], ...] = (
    ("45 CFR", r"164\.(306|308|310|312|314|316|502|504|506|508|510|512|514|522|530)", 1),
    ("31 USC", r"3729", 3),
    ("42 USC", r"1320a-7[bk]", 1),
    ("47 USC", r"227", 1),
    ("47 CFR", r"64\.1200", 1),
    ("42 CFR", r"422\.504|401\.305|2\.(12|16|31)|438\.(210|230)|447\.10", 1),
    ("12 CFR", r"1006\.(6|14|18|22|30|34|42)", 1),
)
"""Paragraphs that belong to the name of a standard. Everything else counts by its section."""


def _depth(provision: Provision) -> int:
    if (provision.code, provision.section) == ("45 CFR", "164.308") and provision.paragraphs[:1] == ("a",):
        return 2
    for code, section, depth in _DEPTHS:
        if provision.code == code and re.fullmatch(section, provision.section):
            return depth
    return 0


def _section_within(inner: Provision, outer: Provision) -> bool:
    if outer.last == EVERYTHING:
        number = re.match(r"\d+", outer.section)
        begins = re.match(r"\d+", inner.section)
        same = number and begins and number.group() == begins.group()
        return bool(same) and _order(inner.section) >= _order(outer.section)
    if outer.last:
        ends = inner.section if inner.last in ("", EVERYTHING) else inner.last
        return _order(outer.section) <= _order(inner.section) and _order(ends) <= _order(outer.last)
    if inner.section == outer.section:
        return inner.last == ""
    # A part or chapter holds its sections: 6 CFR 226 holds 226.1, chapter 272 holds 272:99.
    return bool(re.fullmatch(r"\d+[A-Z]?", outer.section)) and bool(
        re.match(rf"{re.escape(outer.section)}[.:]", inner.section)
    )


def _order(section: str) -> tuple[tuple[int, str], ...]:
    """Numbers by value, letters by letter: 56 < 56.37 < 1798.100."""
    parts = re.findall(r"\d+|[A-Za-z]+", section)
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


_LABEL = r"\((?:[0-9]{1,3}|[a-z]{1,2}|[ivxl]{1,6}|[A-Z]{1,2})\)"
_REMARK = re.compile(rf"(?<=[^,\s&])\s+\((?:[^()]|\([^()]*\))*\)|(?!{_LABEL})\([^()]*\)")
"""What stands in parentheses and is no paragraph: `(False Claims Act)`, `(SB 1188)`."""
_FEDERAL = re.compile(
    r"(?:\b(?:proposed|final)\s+)?\b(?P<title>\d{1,3})\s+"
    r"(?P<code>C\.?\s?F\.?\s?R\.?|U\.?\s?S\.?\s?C\.?(?:\s?A\.?)?|F\.?R\.?|Fed\.\s?Reg\.|NYCRR|N\.Y\.C\.R\.R\.|CMR|C\.M\.R\.|CCR)"
    r"(?=[\s§])\s*(?P<rest>.*)",
    re.DOTALL,
)
_FEDERAL_CODES = {"FEDREG": "FR", "USCA": "USC"}
_FILLER = re.compile(
    r"^(?:[§\s]+|sections?|secs?\.?|ss\.?|parts?|pts?\.?|articles?|arts?\.?)\s*", re.IGNORECASE
)
_SECTION = re.compile(
    r"(?P<chapter>(?:chs?\.|chapters?|c\.)\s*)?"
    r"(?P<section>1\.501\([a-z]\)-\d+|[0-9]+[0-9A-Za-z]*(?:[.:/][0-9]+[0-9A-Za-z]*|-[0-9A-Za-z]+(?:\.[0-9]+)?)*)"
    rf"(?P<paragraphs>(?:{_LABEL})*)",
)
_PARAGRAPHS = re.compile(rf"(?:{_LABEL})+")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|or)?|;|and\b|or\b|&|to\b|through\b|-|–)\s*")


@cache
def read(text: str) -> tuple[Provision, ...]:
    """Every provision a citation names, in order; none when it only names a law in words."""
    plain = _REMARK.sub(" ", text.replace("–", "-").replace("§", " § "))
    found: list[Provision] = []
    for piece in plain.split(";"):
        rest = piece.strip()
        while rest:
            code, after = _code(rest)
            if not code:
                break
            sections, left = _sections(code, after)
            found += sections
            rest = left.lstrip(" ,") if len(left) < len(rest) else ""
    return tuple(dict.fromkeys(found))


def _code(piece: str) -> tuple[str, str]:
    """The one spelling of the code a citation begins with, and what follows; ("", "") when there is none."""
    match = _FEDERAL.search(piece)
    if match:
        letters = re.sub(r"[^A-Z]", "", match["code"].upper())
        letters = _FEDERAL_CODES.get(letters, letters)
        state = {"NYCRR": "NY ", "CMR": "MA ", "CCR": "CA "}.get(letters, "")
        return f"{state}{match['title']} {letters}", match["rest"]
    return state_code(piece)


def _sections(code: str, rest: str) -> tuple[list[Provision], str]:
    """The sections that follow the name of a code, and the text after them."""
    found: list[Provision] = []
    chapter, joined = "", ""
    while rest := _FILLER.sub("", rest.strip()):
        more = _PARAGRAPHS.match(rest)
        if more and found:
            _continue(found, more.group(), joined)
        else:
            more = _SECTION.match(rest)
            if more is None:
                break
            section, last = _range(code, _numbered(code, more["section"]))
            if more["chapter"] and code.startswith("MA "):
                chapter = section
                found.append(Provision(code, section))
            else:
                if chapter and found and found[-1].section == chapter:
                    found.pop()
                if joined in ("to", "through", "-") and found:
                    found[-1] = replace(found[-1], last=section)
                else:
                    whole = f"{chapter}:{section}" if chapter else section
                    found.append(Provision(code, whole, _labels(more["paragraphs"] or ""), last))
        rest = rest[more.end() :]
        if onward := re.match(r"\s*et\s+seq\.?", rest):
            found[-1] = replace(found[-1], last=EVERYTHING)
            rest = rest[onward.end() :]
        link = _BETWEEN.match(rest)
        if link is None:
            break
        joined = link.group().strip()
        rest = rest[link.end() :]
    return found, rest


def _numbered(code: str, section: str) -> str:
    """201 CMR 17.00 is the whole of chapter 17."""
    return section.removesuffix(".00") if code.endswith("CMR") else section


def _range(code: str, section: str) -> tuple[str, str]:
    """`202.1001-202.1002` in two; `899-aa`, `1681s-2`, `18-552` are names of one section."""
    first, dash, last = section.rpartition("-")
    if not dash or "-" in first or not re.match(r"\d", last) or first.startswith("1.501("):
        return section, ""
    head = re.match(r"\d+", first)
    same = head is not None and (first.isdigit() or "." in first) and last.startswith(head.group())
    titled = bool(re.match(r"(?:[A-Z]{2} )?\d", code))
    longer = first.isdigit() and last.isdigit() and len(first) == len(last) and titled
    return (first, last) if same or longer else (section, "")


def _labels(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\(([^()]+)\)", text))


def _continue(found: list[Provision], text: str, joined: str) -> None:
    """`(a)(3)(v), (a)(9)(iv)` or `(A)-(B)`: the same section, from the level of the first label on."""
    before = found[-1]
    labels = _labels(text)
    level = _level(labels[0], before.paragraphs)
    if joined in ("-", "to", "through") and level < len(before.paragraphs) and len(labels) == 1:
        start, end = before.paragraphs[level], labels[0]
        if len(start) == len(end) == 1 and start < end:
            between = [chr(n) for n in range(ord(start) + 1, ord(end))]
            found += [replace(before, paragraphs=(*before.paragraphs[:level], one)) for one in between]
    found.append(replace(before, paragraphs=(*before.paragraphs[:level], *labels)))


def _level(label: str, before: tuple[str, ...]) -> int:
    """The level of the citation before at which a label of this kind stands."""
    kinds = [_kind(one, place) for place, one in enumerate(before)]
    wanted = _kind(label, 1)
    if wanted == "roman" and wanted not in kinds:
        wanted = "letter"
    if label.islower() and not re.fullmatch(r"[ivxl]+", label):
        wanted = "letter"
    return len(kinds) - 1 - kinds[::-1].index(wanted) if wanted in kinds else 0


def _kind(label: str, place: int) -> str:
    if label.isdigit():
        return "number"
    if label.isupper():
        return "capital"
    return "letter" if place == 0 else "roman"
