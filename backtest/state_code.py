"""State codes under one name, however they are written: `N.Y. Gen. Bus. Law`, `New York General Business Law`."""

from __future__ import annotations

import re

_STATES = {
    "AL": "Alabama|Ala.", "AK": "Alaska", "AZ": "Arizona|Ariz.", "AR": "Arkansas|Ark.", "CA": "California|Cal.|Calif.",
    "CO": "Colorado|Colo.", "CT": "Connecticut|Conn.", "DE": "Delaware|Del.", "DC": "District of Columbia|D.C.",
    "FL": "Florida|Fla.", "GA": "Georgia|Ga.", "HI": "Hawaii|Haw.", "ID": "Idaho", "IL": "Illinois|Ill.|ILCS",
    "IN": "Indiana|Ind.", "IA": "Iowa", "KS": "Kansas|Kan.", "KY": "Kentucky|Ky.", "LA": "Louisiana|La.",
    "ME": "Maine|Me.", "MD": "Maryland|Md.", "MA": "Massachusetts|Mass.|M.G.L.|MGL", "MI": "Michigan|Mich.",
    "MN": "Minnesota|Minn.", "MS": "Mississippi|Miss.", "MO": "Missouri|Mo.", "MT": "Montana|Mont.",
    "NE": "Nebraska|Neb.", "NV": "Nevada|Nev.", "NH": "New Hampshire|N.H.", "NJ": "New Jersey|N.J.",
    "NM": "New Mexico|N.M.", "NY": "New York|N.Y.", "NC": "North Carolina|N.C.", "ND": "North Dakota|N.D.",
    "OH": "Ohio", "OK": "Oklahoma|Okla.", "OR": "Oregon|Or.|Ore.", "PA": "Pennsylvania|Pa.", "RI": "Rhode Island|R.I.",
    "SC": "South Carolina|S.C.", "SD": "South Dakota|S.D.", "TN": "Tennessee|Tenn.", "TX": "Texas|Tex.",
    "UT": "Utah", "VT": "Vermont|Vt.|V.S.A.|VSA", "VA": "Virginia|Va.", "WA": "Washington|Wash.",
    "WV": "West Virginia|W. Va.", "WI": "Wisconsin|Wis.", "WY": "Wyoming|Wyo.",
}  # fmt: skip
_NAMES = sorted(
    ((name, state) for state, names in _STATES.items() for name in names.split("|")),
    key=lambda pair: -len(pair[0]),
)
_WORDS = {
    "gen": "general", "bus": "business", "com": "commerce", "commercial": "commerce", "comm": "commerce",
    "prof": "professions", "civ": "civil", "pen": "penal", "ins": "insurance", "cts": "courts", "jud": "judicial",
    "proceedings": "procedure", "proc": "procedure", "crim": "criminal", "saf": "safety", "lab": "labor",
    "welf": "welfare", "inst": "institutions", "fin": "finance", "pub": "public", "occ": "occupations",
}  # fmt: skip
_IDLE = frozenset(
    [
        "code",
        "codes",
        "codified",
        "stat",
        "stats",
        "statute",
        "statutes",
        "law",
        "laws",
        "ann",
        "annotated",
        "rev",
        "revised",
        "compiled",
        "comp",
        "consolidated",
        "cons",
        "consol",
        "of",
        "the",
        "and",
        "s",
        "c",
        "section",
        "title",
    ]
)

_OF_A_CODE = frozenset(
    ["code", "codes", "stat", "stats", "statute", "statutes", "law", "laws", "hb", "sb", "lb", "ab", "order"]
)
"""Words one of which a code, a bill or an order has in its name; other words after a state name no law."""


def state_code(piece: str) -> tuple[str, str]:
    """`N.Y. Gen. Bus. Law` and `New York General Business Law` are one code; a title number may stand in front."""
    title, text = "", piece
    if leading := re.match(r"(\d{1,3})\s+(?=[A-Za-z])", piece):
        title, text = leading.group(1), piece[leading.end() :]
    known = next((pair for pair in _NAMES if re.match(rf"{re.escape(pair[0])}(?![A-Za-z])", text)), None)
    if known is None:
        return "", ""
    name, state = known
    text = text[len(name) :]
    opening = re.search(r"(?:\b(?:chs?\.|chapters?|c\.)\s*)?(?<![\w.])\d", text)
    if opening is None:
        return "", ""
    middle, rest = text[: opening.start()], text[opening.start() :]
    words = [_WORDS.get(word, word) for word in re.findall(r"[a-z]+", middle.lower())]
    if not title and not _OF_A_CODE.intersection(words) and name not in ("M.G.L.", "MGL"):
        return "", ""
    if name in ("M.G.L.", "MGL"):
        words = ["general"]
    kept = [word for word in words if word not in _IDLE]
    return " ".join([state, *([title] if title else []), *kept]), rest
