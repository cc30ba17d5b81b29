"""Ids for things people name: lower-case words joined by hyphens, safe in file names and markup."""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_LENGTH = 40


def slug(name: str) -> str:
    """The id of a named thing; the same name always gives the same id.

    Letters that have no ASCII form would be lost, so such a name, like one that is too long,
    gets a short digest of the whole name at its end and stays distinct.
    """
    folded = unicodedata.normalize("NFKD", name.strip().casefold())
    ascii_only = folded.encode("ascii", "ignore").decode("ascii")
    words = "-".join(re.findall(r"[a-z0-9]+", ascii_only))
    lost = any(ch.isalnum() and not ch.isascii() for ch in folded)
    if not words or lost or len(words) > MAX_LENGTH:
        digest = hashlib.sha256(name.strip().encode("utf-8", "surrogatepass")).hexdigest()[:8]
        words = f"{words[:MAX_LENGTH].strip('-')}-{digest}" if words else f"n-{digest}"
    return words
