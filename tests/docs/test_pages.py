"""Links lead somewhere, and no page names anybody's machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.generate import HERE

ROOT = HERE.parent
PAGES = sorted([*ROOT.glob("*.md"), *HERE.rglob("*.md")])

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
SOMEBODYS_PATH = re.compile(
    r"(?<![\w.)*\]-])/(?:home|root|tmp|mnt|srv|opt|work|workspace|Users)/|\.\./shared"
)


def _prose(page: Path) -> str:
    """The page without its code blocks and code spans."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(_prose(page)):
        if re.match(r"https?://", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert target.is_relative_to(ROOT), f"{page.name}: {link} leads out of the tree"
        if anchor:
            assert anchor in _anchors(target), f"{page.name}: no heading for {link}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_somebodys_machine(page: Path) -> None:
    found = SOMEBODYS_PATH.search(page.read_text(encoding="utf-8"))
    assert found is None, f"{page.name}: {found}"


def test_every_page_is_linked() -> None:
    linked = {
        (page.parent / link.partition("#")[0]).resolve()
        for page in PAGES
        for link in LINK.findall(_prose(page))
    }
    for page in PAGES:
        if page != ROOT / "README.md":
            assert page in linked, f"no page links to {page.name}"
