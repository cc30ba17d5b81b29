"""What a browser and a spreadsheet show: taken on a machine that has Chromium and LibreOffice.

Neither draws the same bytes everywhere, so these pictures are drawn again only when what they show has changed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from bpo_controls.reporting.deliver.render import render
from bpo_controls.reporting.documents import workbook
from bpo_controls.reporting.documents.context import Context
from docs.pictures.palette import small
from docs.pictures.picture import Lacking, Picture

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SOURCES = Path(workbook.__file__).parents[1]
_WIDE, _TALL = 1180, 830


@dataclass(frozen=True, slots=True)
class Crop:
    """A part of the first page that a sheet prints on: how far right and down it goes, in points."""

    name: str
    sheet: str
    wide: int
    tall: int


CROPS = (Crop("workbook-summary.png", "Summary", 745, 430), Crop("workbook-gaps.png", "Gaps", 770, 405))
_ROWS = 10
_DPI = 115
_LEFT, _TOP = 24, 12


def screens(view: Context) -> Iterator[Picture]:
    """The pictures of the page in a browser and of the workbook."""
    html = render(view, "gap-report", "html").decode()
    yield Picture("html-gaps.png", _of_page(html), partial(_browser, view))
    book = workbook.workbook(view)
    looks = "".join(
        path.read_text(encoding="utf-8") for path in sorted((SOURCES / "formats").rglob("xlsx*.py"))
    )
    gaps = book.sheets[0]
    cells = {
        "Summary": repr(book.parts[:3]),
        "Gaps": repr((gaps.table.columns, gaps.table.rows[:_ROWS])),
    }
    for crop in CROPS:
        shows = f"{crop} {_DPI} {_LEFT} {_TOP} {looks} {cells[crop.sheet]}"
        yield Picture(crop.name, shows.encode(), partial(_spreadsheet, view, crop))


def _of_page(html: str) -> bytes:
    """What the picture shows of the page: its look, its contents, the list of gaps, the first gap."""
    look = re.findall(r"<(?:style|script)\b.*?</(?:style|script)>", html, re.DOTALL)
    contents = re.findall(r"<nav\b.*?</nav>", html, re.DOTALL)
    gaps = html.partition('<section id="gaps"')[2].partition('id="gap-2"')[0]
    assert look
    assert contents
    assert 'id="gap-1"' in gaps
    return "\n".join((*look, *contents, gaps)).encode()


def _browser(view: Context) -> bytes:
    """The gaps of the page, those that are critical."""
    from playwright.sync_api import Error, sync_playwright

    where = os.environ.get("CHROMIUM", "") or next(
        (path for one in BROWSERS if (path := shutil.which(one))), ""
    )
    if not where:
        raise Lacking("Chromium")
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings(), sync_playwright() as player:
        warnings.simplefilter("ignore")
        page_file = Path(scratch) / "gap-report.html"
        page_file.write_bytes(render(view, "gap-report", "html"))
        try:
            browser = player.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            raise Lacking(f"a Chromium that starts: {str(error).splitlines()[0]}") from error
        page = browser.new_page(
            viewport={"width": _WIDE, "height": _TALL}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(page_file.as_uri())
        page.select_option("#gaps select[data-facet=severity]", "Critical")
        page.eval_on_selector("#gap-1", "one => { one.open = true; }")
        page.eval_on_selector("#gaps", "one => scrollTo(0, one.querySelector('h2').offsetTop - 24)")
        page.wait_for_timeout(300)
        made = page.screenshot()
        browser.close()
    return small(made)


def _spreadsheet(view: Context, crop: Crop) -> bytes:
    """The part of the page on which the sheet begins, as LibreOffice prints it."""
    from pypdf import PdfReader

    painter = shutil.which("pdftoppm")
    if painter is None:
        raise Lacking("pdftoppm (of Poppler)")
    with tempfile.TemporaryDirectory() as scratch:
        printed = Path(scratch) / "workbook.pdf"
        printed.write_bytes(_printed(render(view, "workbook", "xlsx")))
        number = next(
            at
            for at, page in enumerate(PdfReader(printed).pages, 1)
            if re.search(rf"\b{crop.sheet}\b", page.extract_text()[:200])
        )
        place = (_LEFT, _TOP, crop.wide, crop.tall)
        area = [
            word
            for name, size in zip("xyWH", place, strict=True)
            for word in (f"-{name}", f"{size * _DPI // 72}")
        ]
        command = [
            painter,
            "-r",
            f"{_DPI}",
            "-png",
            "-f",
            f"{number}",
            "-l",
            f"{number}",
            *area,
            str(printed),
        ]
        made = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout
    return small(made)


@cache
def _printed(workbook: bytes) -> bytes:
    """The workbook as PDF."""
    office = shutil.which("soffice")
    if office is None:
        raise Lacking("LibreOffice")
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch)
        (place / "workbook.xlsx").write_bytes(workbook)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", scratch, "workbook.xlsx"]
        subprocess.run(command, cwd=place, check=True, capture_output=True, timeout=180)
        return (place / "workbook.pdf").read_bytes()
