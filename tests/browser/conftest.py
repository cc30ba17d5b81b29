"""The HTML deliverables in a real Chromium, without a window."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.library.model import GATES, SEVERITIES
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.render import COMPOSERS, render
from bpo_controls.reporting.documents.context import Context
from tests.reporting.fiction import AS_OF, crowded

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
Opener = Callable[..., "Page"]


def _found() -> str:
    return os.environ.get("CHROMIUM", "") or next(
        (path for name in NAMES if (path := shutil.which(name))), ""
    )


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine's; the tests skip where there is none."""
    from playwright.sync_api import Error, sync_playwright

    where = _found()
    if not where:
        pytest.skip("no Chromium on this machine (apt-get install chromium, or name one in CHROMIUM)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_playwright() as player:
            try:
                found = player.chromium.launch(executable_path=where, args=["--no-sandbox", "--disable-gpu"])
            except Error as error:
                pytest.skip(f"this Chromium does not start: {str(error).splitlines()[0]}")
            yield found
            found.close()


def varied() -> Context:
    """An engagement whose gaps differ in everything that can be filtered by, some with several steps."""
    library, meta, sheet, _ = crowded(8)
    controls = dict(library.controls)
    for place, name in enumerate(one for one in controls if one.startswith("GAP-")):
        control = controls[name]
        controls[name] = replace(
            control,
            domain=("access", "privacy", "handoffs")[place % 3],
            severity=SEVERITIES[place % 4],
            gate=GATES[place % 3],
            party=("vendor", "buyer", "joint")[place // 3],
            remedy=tuple(
                replace(control.remedy[0], do=f"Do step {step} for {name}")
                for step in range(1, 2 + place % 2)
            ),
        )
    library = replace(library, controls=controls)
    return context_for(library, meta, sheet, evaluate(library, Record(sheet), AS_OF))


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every document as HTML, of an engagement with some gaps."""
    folder = tmp_path_factory.mktemp("pages")
    view = varied()
    for document in COMPOSERS:
        (folder / f"{document}.html").write_bytes(render(view, document, "html"))
    return folder


@pytest.fixture
def open_page(browser: Browser, pages: Path) -> Iterator[Opener]:
    """Opens a document; afterward nothing must have gone wrong in it, and nothing been asked of a network."""
    opened: list[tuple[list[str], list[str]]] = []
    contexts = []

    def opening(
        document: str, *, wide: int = 1280, dark: bool = False, script: bool = True, at: str = ""
    ) -> Page:
        context = browser.new_context(
            viewport={"width": wide, "height": 900},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto((pages / f"{document}.html").as_uri() + at)
        opened.append((said, asked))
        return page

    yield opening
    for context in contexts:
        context.close()
    for said, asked in opened:
        assert said == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert len({url.partition("#")[0] for url in asked if url.startswith("file:")}) == 1
