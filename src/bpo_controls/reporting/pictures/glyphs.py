"""Which characters our PDF fonts can show. Others are set in a font of the system, else shown as code points.

The fonts are Libertinus Serif, DejaVu Sans Mono and New Computer Modern, which come inside Typst (a
character counts when one of them has it in regular and in bold), and Noto Emoji, which stands in
`templates/fonts`. Characters without a glyph would make an archival PDF fail.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache
from itertools import groupby

from bpo_controls.reporting.pictures.typst_process import TypstFailedError, typeset

_RANGES = """
20-7E A0-AC AE-34E 350-377 37A-37F 384-38A 38C 38E-3A1 3A3-4FF 510-513 51A-51D 531-556 559-58A
58D-58F 591-5C7 5D0-5EA 5EF-5F4 606-607 609-60A 60C 615 61B 61F 621-63A 640-655 65A 660-66D 674
679-67B 67E-680 683-684 686-687 691 698 6A4 6A9 6AF 6BE 6CC 6F0-6F9 E3F E81-E82 E84 E87-E88 E8A E8D
E94-E97 E99-E9F EA1-EA3 EA5 EA7 EAA-EAB EAD-EB9 EBB-EBC EC8-ECD 10D0-10FF 13A0-13F5 13F8-13FD
1AB0-1ACE 1D00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4
1FB6-1FC4 1FC6-1FD3 1FD6-1FDB 1FDD-1FEF 1FF2-1FF4 1FF6-1FFE 2000-200A 2010-2027 202F-2037 2039-2040
2042 2044-204B 204F 2052 2054 205F 2070-2071 2074-208E 2090-209C 20A0-20C0 20D0-20F0 2100-2103
2105-2106 2109 210C-210F 2111 2113 2115-2117 2119-211A 211C-211E 2120 2122 2124 2126-2127 212A-212B
212E 2135-2139 2148 214F-2151 2153-2184 2189 2190-2220 2222-222D 2234-223D 2241-226B 226D-228B
228D-22A5 22B2-22B5 22B8 22C2-22C6 22CD-22D1 22DA-22E9 22EF 2300-2306 2308-2315 2318-2319 231C-2322
2325-232B 2335-237A 237D 2380-2383 2388-238B 2395 239B-23AE 23CE-23CF 23D3 2422-2423 2460-262F
2638-268B 2690-269C 26A0-26A5 26AD-26AE 26B0-26B2 2701-2704 2706-2709 270C-2727 2729-274B 274D
274F-2752 2756 2758-275E 2761-277F 2794 2798-27AF 27B1-27BE 27C2 27C5-27C6 27DC 27E0 27E6-27EB
27F5-27F7 2800-28FF 2987-2988 2997-2998 29EB 29FA-29FB 2A00 2A2F 2A6A-2A6B 2B05-2B0D 2B12-2B1A
2C60-2C71 2C74-2C77 2C79-2C7A 2C7C-2CF3 2CF9-2CFF 2E17-2E18 2E1F 2E22-2E25 2E2E 301A-301B A46A-A46B
A640-A641 A648-A649 A656-A657 A708-A716 A71B-A727 A72D A730 A735 A789-A78E A790-A791 A7AA A7F8-A7F9
AB66 AB70-ABBF FB00-FB06 FB13-FB17 FB1D-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4F FB52-FB81
FB8A-FB95 FB9E-FB9F FBAA-FBAD FBE8-FBE9 FBFC-FBFF FE20-FE2F FE66 FE70-FE74 FE76-FEFC FFFC-FFFD
10140-1018E 102E0-102FB 1D106-1D107 1D55A 1D703
"""

_EMOJI = """
200D 231A-231B 23E9-23F3 23F8-23FA 26A7 26AA-26AB 26BD-26BE 26C4-26C5 26C8 26CE-26CF 26D1 26D3-26D4
26E9-26EA 26F0-26F5 26F7-26FA 26FD 2705 270A-270B 2728 274C 274E 2753-2755 2757 2795-2797 27B0 27BF
2934-2935 2B1B-2B1C 2B50 2B55 3030 303D 3297 3299 FE0E-FE0F 1F004 1F0CF 1F170-1F171 1F17E-1F17F 1F18E
1F191-1F19A 1F1E6-1F1FF 1F201-1F202 1F21A 1F22F 1F232-1F23A 1F250-1F251 1F300-1F321 1F324-1F393
1F396-1F397 1F399-1F39B 1F39E-1F3F0 1F3F3-1F3F5 1F3F7-1F4FD 1F4FF-1F53D 1F549-1F54E 1F550-1F567
1F56F-1F570 1F573-1F57A 1F587 1F58A-1F58D 1F590 1F595-1F596 1F5A4-1F5A5 1F5A8 1F5B1-1F5B2 1F5BC
1F5C2-1F5C4 1F5D1-1F5D3 1F5DC-1F5DE 1F5E1 1F5E3 1F5E8 1F5EF 1F5F3 1F5FA-1F64F 1F680-1F6C5 1F6CB-1F6D2
1F6D5-1F6D9 1F6DC-1F6E5 1F6E9 1F6EB-1F6EC 1F6F0 1F6F3-1F6FC 1F7E0-1F7EB 1F7F0 1F90C-1F93A 1F93C-1F945
1F947-1F9FF 1FA70-1FA7C 1FA80-1FAC6 1FAC8 1FACC-1FADD 1FADF-1FAEB 1FAEF-1FAFA
"""


def _class() -> str:
    parts = []
    for item in (_RANGES + _EMOJI).split():
        first, _, last = item.partition("-")
        parts.append(f"\\U{int(first, 16):08X}-\\U{int(last or first, 16):08X}")
    return "".join(parts)


@cache
def _without() -> re.Pattern[str]:
    """Compiled when a text needs it: the many ranges take longer than most reports have use for."""
    return re.compile(f"[^\n\t{_class()}]+")


_BEYOND_LATIN = re.compile("[^\n\t -~\u00a0-\u017f]+")
_MOST_PROBES = 40
"""Tries to find out which characters a font of the system has; what is left then counts as without one."""


def needs_system_fonts(source: str) -> bool:
    """Whether a text holds a character that none of our fonts has."""
    return not source.isascii() and _without().search(source) is not None


def shown(text: str, *, latin_only: bool = False) -> str:
    """The text with each run of characters that no font at hand has as code points: `[U+4E2D U+6587]`.

    `latin_only` keeps nothing but Latin letters: the way out when a newer Typst brings other fonts.
    """
    if text.isascii():
        return text
    if latin_only:
        return _BEYOND_LATIN.sub(_codes, text)
    return _without().sub(_in_system_font, text)


def missing_scripts() -> tuple[str, ...]:
    """The scripts of which characters were shown as code points so far, each once: `Han`, `Thai`."""
    return tuple(sorted({script_of(ch) for ch, has in _IN_SYSTEM.items() if not has and ch.isalpha()}))


_SCRIPTS = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}


def script_of(ch: str) -> str:
    """The script of a letter, by the first word of its name in Unicode."""
    first = unicodedata.name(ch, "unknown").split()[0].partition("-")[0]
    return _SCRIPTS.get(first, first.capitalize())


_IN_SYSTEM: dict[str, bool] = {}
_PROBING = threading.Lock()


def _in_system_font(match: re.Match[str]) -> str:
    run = match.group()
    with _PROBING:
        _probe("".join(dict.fromkeys(ch for ch in run if ch not in _IN_SYSTEM)))
    if all(_IN_SYSTEM[ch] for ch in run):
        return run
    pieces = re.findall(r"(?s).", run)
    return "".join(
        "".join(same) if has else _coded("".join(same))
        for has, same in groupby(pieces, _IN_SYSTEM.__getitem__)
    )


def _probe(letters: str) -> None:
    """Finds out which of these characters a font of the system has, by halves."""
    waiting, tries = [letters] if letters else [], 0
    while waiting:
        some = waiting.pop()
        tries += 1
        if tries <= _MOST_PROBES and _drawn(some):
            _IN_SYSTEM.update(dict.fromkeys(some, True))
        elif len(some) == 1 or tries > _MOST_PROBES:
            _IN_SYSTEM.update(dict.fromkeys(some, False))
        else:
            waiting += [some[: len(some) // 2], some[len(some) // 2 :]]


def _drawn(letters: str) -> bool:
    """Whether a PDF for the archive, which has to have a glyph for every character, can be made of them."""
    literal = "".join(f"\\u{{{ord(ch):x}}}" for ch in letters)
    source = f'#set document(title: "x")\n#set text(lang: "en")\n= a\n#"{literal}"'
    try:
        typeset(source, "pdf", fonts=(), standards=["a-3a"], stamp=0, system_fonts=True)
    except TypstFailedError:
        return False
    return True


def _codes(match: re.Match[str]) -> str:
    return _coded(match.group())


def _coded(text: str) -> str:
    codes = (ord(ch) - 0x2400 if 0x2400 <= ord(ch) < 0x2420 else ord(ch) for ch in text)
    return f"[{' '.join(f'U+{code:04X}' for code in codes)}]"
