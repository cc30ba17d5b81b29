"""Every shipped text is American English and says vendor for the outsourcing company."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = ("src", "controls", "templates", "docs", "backtest", "README.md", "CHANGELOG.md", "Makefile")
NOT_OURS = ("controls/frameworks/", "templates/fonts/", "templates/html/fonts/")

ADDRESS = re.compile(r"https?://\S+")

BRITISH = re.compile(
    r"\b(?:"
    r"\w*(?:authoris|organis|recognis|standardis|minimis|prioritis|summaris|itemis|digitis|utilis|stabilis|serialis)"
    r"(?:e|ed|es|ing|ation|ations|er|ers)"
    r"|\w*colour\w*|\w*favour\w*|\w*honour\w*|\w*behaviour\w*|\w*neighbour\w*|\w*flavour\w*"
    r"|licences?|licenced|programmes?|enrolments?|enrols?|judgements?|ageing|centres?|cheques?|diallers?|dialled"
    r"|cancelled|labelled|travelled|counselling|speciality|specialities|catalogues?|fulfil|fulfils|grey|towards"
    r"|practise[ds]?|practising|analysed|acknowledgements?|whilst|amongst|fortnight|instalments?|artefacts?|maths"
    r")\b",
    re.IGNORECASE,
)

TRANSLATED = re.compile(
    r"the own team|bear(?:s|ing)? out|lasting pledge|pretended (?:leaver|item)|o'clock|rule of consequences"
    r"|its way back|stripped of identity|by the details of",
    re.IGNORECASE,
)
"""Idioms that a reader takes for translated; readers of the library marked them."""

CARE = re.compile(
    r"care[- ]providers?|service[- ]providers?|providers? of care|licensed provider|TriZetto Provider Solutions"
    r"|CoPilot Provider Support Services|Medicare Provider",
    re.IGNORECASE,
)
"""Phrases in which a provider gives care, or which are names."""

OLD_WORDS = ("CHANGELOG.md", "src/bpo_controls/diagnostics.py")
"""Files that name the old words on purpose, so that a reader finds the new ones."""


def shipped() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *PLACES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    kinds = (".py", ".yaml", ".md", ".j2", ".json", ".txt", ".toml", "Makefile")
    return [
        ROOT / one
        for one in listed
        if one.endswith(kinds) and not one.startswith(NOT_OURS) and (ROOT / one).exists()
    ]


def lines(pattern: re.Pattern[str], spared: re.Pattern[str] = ADDRESS) -> list[str]:
    found = []
    for path in shipped():
        name = str(path.relative_to(ROOT))
        if name in OLD_WORDS:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            match = pattern.search(spared.sub("", ADDRESS.sub("", line)))
            if match:
                found.append(f"{name}:{number}: {match.group()}")
    return found


def test_shipped_texts_are_found() -> None:
    names = {str(path.relative_to(ROOT)) for path in shipped()}
    assert {"README.md", "controls/access.yaml", "src/bpo_controls/words/labels.py"} <= names


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [BRITISH, TRANSLATED], ids=["British", "translated"])
def test_no_british_or_translated_word(pattern: re.Pattern[str]) -> None:
    assert lines(pattern) == []


@pytest.mark.parametrize("word", ["organisation", "Licence", "labelled", "colourful", "the own team's work"])
def test_the_lists_catch_what_they_are_for(word: str) -> None:
    assert BRITISH.search(word) or TRANSLATED.search(word)


CARE_FILES = (
    "controls/sources",
    "controls/work",
    "controls/failures",
    "controls/parameters",
    "controls/precedents",
)
"""Files about people and places that give care: there a provider may be named without more."""


PALETTE = "src/bpo_controls/interview/screen/palette.py"
"""What fills a command palette is called so by the library that draws the screen."""


def test_a_provider_is_never_the_outsourcing_company() -> None:
    """`the provider` as a company that is bought from, a party or a fact is what the word must not mean."""
    vendor = re.compile(
        r"\bprovider and its subcontractors|party: provider|provider_(?:has|stores)\w*|\bbuyer and provider\b"
        r"|--edition provider",
        re.IGNORECASE,
    )
    assert lines(vendor) == []


def test_provider_outside_the_content_is_only_who_gives_care() -> None:
    word = re.compile(r"\bproviders?\b", re.IGNORECASE)
    found = [
        line
        for line in lines(word, CARE)
        if not line.startswith(("controls/", "backtest/", "docs/schema/", "docs/reference/", PALETTE))
    ]
    assert found == []
