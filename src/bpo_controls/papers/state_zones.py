"""The time zone of each state, by IANA name: the one in which most of its people live, then the others."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"

_MAIN: dict[str, str] = {
    **dict.fromkeys(
        ("CT", "DC", "DE", "FL", "GA", "IN", "KY", "MA", "MD", "ME", "MI", "NC", "NH", "NJ", "NY", "OH", "PA",
         "RI", "SC", "VA", "VT", "WV"), EASTERN),
    **dict.fromkeys(
        ("AL", "AR", "IA", "IL", "KS", "LA", "MN", "MO", "MS", "ND", "NE", "OK", "SD", "TN", "TX", "WI"), CENTRAL),
    **dict.fromkeys(("CO", "ID", "MT", "NM", "UT", "WY"), MOUNTAIN),
    **dict.fromkeys(("CA", "NV", "OR", "WA"), PACIFIC),
    "AZ": "America/Phoenix",
    "AK": "America/Anchorage",
    "HI": "Pacific/Honolulu",
    "PR": "America/Puerto_Rico",
    "VI": "America/St_Thomas",
    "GU": "Pacific/Guam",
    "MP": "Pacific/Saipan",
    "AS": "Pacific/Pago_Pago",
}  # fmt: skip

SPLIT: frozenset[str] = frozenset(
    ("AK", "AZ", "FL", "ID", "IN", "KS", "KY", "MI", "ND", "NE", "NV", "OR", "SD", "TN", "TX")
)
"""States with a second time zone somewhere."""

ZONE_WORDS: dict[str, str] = {
    EASTERN: "Eastern time",
    CENTRAL: "Central time",
    MOUNTAIN: "Mountain time",
    PACIFIC: "Pacific time",
    "America/Phoenix": "Arizona time",
    "America/Anchorage": "Alaska time",
    "Pacific/Honolulu": "Hawaii time",
    "America/Puerto_Rico": "Atlantic time (Puerto Rico)",
}


def zone_of(state: str) -> str:
    """The main zone of a state by its two letters, or "" when it is not known."""
    return _MAIN.get(state, "")


def earliest_zone(zones: tuple[str, ...], instant: datetime) -> str:
    """Of these zones the one in which it is the earliest on the wall at that instant, so that no date comes out late."""
    return min(zones, key=lambda name: instant.astimezone(ZoneInfo(name)).replace(tzinfo=None))


def zone_words(zone: str) -> str:
    """`Central time`, or the name of the zone where there is no short word for it."""
    return ZONE_WORDS.get(zone, zone.replace("_", " "))
