"""What a reader does with a page: filter, search, sort, tick, follow links, print, go dark."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from bpo_controls.reporting.deliver.render import COMPOSERS
from tests.browser.conftest import Opener

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (320, 390, 768, 1280, 2400)


def gaps(page: Page) -> list[str]:
    """The ranks of the gaps that are shown."""
    return page.eval_on_selector_all(".gap:not([hidden])", "all => all.map(one => one.id)")  # type: ignore[no-any-return]


def column(page: Page, place: int, table: str = "#gaps table") -> list[str]:
    rows = f"{table} tbody tr:not([hidden])"
    return page.eval_on_selector_all(rows, f"all => all.map(one => one.cells[{place}].textContent)")  # type: ignore[no-any-return]


@pytest.mark.parametrize("facet", ["domain", "severity", "party", "gate", "status"])
def test_each_filter_shows_what_fits_in_list_and_table(open_page: Opener, facet: str) -> None:
    page = open_page("gap-report")
    every = gaps(page)
    choices = page.eval_on_selector_all(f"[data-facet={facet}] option", "all => all.map(one => one.value)")
    assert len(choices) > 2
    for choice in choices[1:]:
        page.select_option(f"select[data-facet={facet}]", choice)
        shown = gaps(page)
        assert 0 < len(shown) < len(every)
        kinds = page.eval_on_selector_all(".gap:not([hidden])", f"all => all.map(one => one.dataset.{facet})")
        assert set(kinds) == {choice}
        assert [f"gap-{rank}" for rank in column(page, 0)] == shown
        assert page.inner_text(".shown") == f"{len(shown)} of {len(every)} shown"
    page.click("button[type=reset]")
    assert gaps(page) == every
    assert page.evaluate("document.activeElement.type") == "search"


def test_filters_that_exclude_each_other_say_that_nothing_fits(open_page: Opener) -> None:
    page = open_page("gap-report")
    assert page.is_hidden(".none")
    page.fill("input[type=search]", "no such words anywhere")
    assert page.is_visible(".none")
    assert page.inner_text(".shown").startswith("0 of ")
    page.press("input[type=search]", "Escape")
    assert page.is_hidden(".none")


def test_search_takes_words_in_any_order_case_and_accent(open_page: Opener) -> None:
    page = open_page("gap-report")
    title = page.inner_text("#gap-2 h3").split(maxsplit=2)[2]
    page.fill("input[type=search]", " ".join(reversed(title.upper().split())))
    assert "gap-2" in gaps(page)
    assert len(gaps(page)) < page.locator(".gap").count()
    assert page.get_attribute(".shown", "role") == "status"


def test_sorting_by_severity_knows_its_order(open_page: Opener) -> None:
    page = open_page("gap-report")
    heads = [text.strip() for text in page.locator("#gaps thead th").all_inner_texts()]
    place = heads.index("Severity")
    before = column(page, 0)
    button = page.locator("#gaps thead th button").nth(place)
    order = ["Critical", "High", "Medium", "Low"]
    button.focus()
    page.keyboard.press("Enter")
    assert page.get_attribute(f"#gaps thead th:nth-child({place + 1})", "aria-sort") == "ascending"
    assert column(page, place) == sorted(column(page, place), key=order.index)
    page.keyboard.press("Space")
    assert page.get_attribute(f"#gaps thead th:nth-child({place + 1})", "aria-sort") == "descending"
    assert column(page, place) == sorted(column(page, place), key=order.index, reverse=True)
    page.keyboard.press("Enter")
    assert column(page, 0) == before
    assert page.locator("[aria-sort]").count() == 0


def test_numbers_sort_as_numbers(open_page: Opener) -> None:
    page = open_page("gap-report")
    button = page.locator("#gaps thead th button").first
    button.click()
    button.click()
    ranks = [int(rank) for rank in column(page, 0)]
    assert len(ranks) > 9
    assert ranks == sorted(ranks, reverse=True)


def test_rows_that_belong_together_stay_together(open_page: Opener) -> None:
    page = open_page("action-plan")
    table = "section[data-sifted] table >> nth=0"
    rows = "all => [...all.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))"
    before: list[list[str]] = page.locator(table).evaluate(rows)
    follows = {
        tuple(row[3:]): before[place - 1][3] for place, row in enumerate(before) if not row[0] and not row[1]
    }
    assert follows
    page.locator(table).locator("thead th button").nth(1).click()
    after: list[list[str]] = page.locator(table).evaluate(rows)
    assert after != before or len(before) < 3
    assert sorted(after) == sorted(before)
    for place, row in enumerate(after):
        if not row[0] and not row[1]:
            assert after[place - 1][3] == follows[tuple(row[3:])]


def test_totals_stay_last(open_page: Opener) -> None:
    page = open_page("gap-report-appendix")
    page.locator("#by-domain table thead th button").first.click()
    page.locator("#by-domain table thead th button").first.click()
    assert page.locator("#by-domain table >> nth=0").locator("tr").last.inner_text().startswith("All domains")


def test_ticks_and_notes_outlive_a_reload(open_page: Opener) -> None:
    page = open_page("checklist")
    boxes = page.locator(".boxes input[type=checkbox]")
    many = boxes.count() // 3  # passed, failed, not seen: one tick per check
    assert page.inner_text(".ticked") == f"0 of {many} ticked"
    boxes.nth(1).focus()
    page.keyboard.press("Space")
    page.locator(".boxes input.w1").nth(1).fill("A.B. <b>")
    assert page.inner_text(".ticked") == f"1 of {many} ticked"
    page.reload()
    assert [boxes.nth(place).is_checked() for place in range(3)] == [False, True, False]
    assert page.locator(".boxes input.w1").nth(1).input_value() == "A.B. <b>"
    assert page.inner_text(".ticked") == f"1 of {many} ticked"
    assert (
        page.evaluate(
            "Object.keys(localStorage).filter(key => key.endsWith(document.body.dataset.digest)).length"
        )
        == 1
    )


def test_a_page_without_storage_says_so_and_works(open_page: Opener) -> None:
    page = open_page("checklist")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } })"
    )
    page.reload()
    page.locator(".boxes input[type=checkbox]").first.check()
    assert page.inner_text(".ticked").startswith("1 of ")
    assert "keeps nothing" in page.inner_text(".kept")


def test_the_checklist_filters_boxes_by_severity(open_page: Opener) -> None:
    page = open_page("checklist")
    choice = page.eval_on_selector("[data-facet=severity] option:nth-child(2)", "one => one.value")
    page.select_option("select[data-facet=severity]", choice)
    shown = page.eval_on_selector_all(
        ".boxes li",
        "all => all.filter(one => one.checkVisibility()).map(one => one.closest('[data-severity]').dataset.severity)",
    )
    assert set(shown) == {choice}
    headings = "all => all.filter(one => one.checkVisibility()).length"
    assert page.eval_on_selector_all("section[data-sifted] section", headings) <= len(shown) + 3


def test_a_link_leads_to_a_gap_that_is_filtered_out(open_page: Opener) -> None:
    page = open_page("gap-report")
    assert page.eval_on_selector_all(".gap", "all => all.some(one => one.open)") is False
    page.fill("input[type=search]", "no such words anywhere")
    page.evaluate("location.hash = '#gap-3'")
    page.wait_for_function("document.querySelector('#gap-3').open")
    assert page.is_visible("#gap-3 dl")
    assert page.evaluate("document.querySelector('#gap-3').getBoundingClientRect().top >= 0")


def test_a_page_opened_at_a_gap_shows_it_below_the_filters(open_page: Opener) -> None:
    page = open_page("gap-report", at="#gap-5")
    page.wait_for_function("document.querySelector('#gap-5').open")
    top, bar = page.evaluate(
        "[document.querySelector('#gap-5').getBoundingClientRect().top,"
        " document.querySelector('.tools').getBoundingClientRect().bottom]"
    )
    assert bar <= top + 1 < 500


def test_all_gaps_open_and_close_at_once(open_page: Opener) -> None:
    page = open_page("gap-report")
    page.click(".unfold")
    assert page.eval_on_selector_all(".gap", "all => all.every(one => one.open)")
    assert page.inner_text(".unfold") == "Close all"
    page.click(".unfold")
    assert not page.eval_on_selector_all(".gap", "all => all.some(one => one.open)")


def test_dark_is_chosen_by_the_system_or_the_reader(open_page: Opener) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = open_page("one-pager")
    assert light.evaluate(ground) == "rgb(255, 255, 255)"
    light.click("#theme")
    assert light.evaluate(ground) == "rgb(18, 23, 30)"
    assert light.get_attribute("#theme", "aria-pressed") == "true"
    light.reload()
    assert light.evaluate(ground) == "rgb(18, 23, 30)"
    dark = open_page("one-pager", dark=True)
    assert dark.evaluate(ground) == "rgb(18, 23, 30)"
    dark.click("#theme")
    assert dark.evaluate(ground) == "rgb(255, 255, 255)"


def test_without_a_script_everything_can_be_read(open_page: Opener) -> None:
    page = open_page("gap-report", script=False)
    assert page.locator(".gap dl").count() == page.locator(".gap dl:visible").count() > 3
    assert page.is_hidden("form.tools")
    assert page.is_hidden("#theme")


@pytest.mark.parametrize("document", list(COMPOSERS))
def test_no_width_makes_the_page_scroll_sideways(open_page: Opener, document: str) -> None:
    page = open_page(document)
    for wide in WIDTHS:
        page.set_viewport_size({"width": wide, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= wide, wide


def test_the_fonts_inside_are_used(open_page: Opener) -> None:
    page = open_page("gap-report")
    loaded = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].filter(one => one.status === 'loaded').map(one => one.family))"
    )
    assert {name.strip('"') for name in loaded} >= {"Source Sans Pro", "Source Serif Pro", "Marks"}
    assert page.evaluate("[...document.fonts].some(one => one.status === 'error')") is False


def test_print_shows_all_on_light_paper_without_controls(open_page: Opener) -> None:
    page = open_page("gap-report", dark=True)
    printed = page.pdf(prefer_css_page_size=True)
    pages = PdfReader(BytesIO(printed)).pages
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]
    texts = [one.extract_text() for one in pages]
    for number, text in enumerate(texts, start=1):
        flat = re.sub(r"\s+", " ", text)
        assert "Draft, not yet reviewed" in flat
        assert f"Page {number} of {len(texts)}" in flat
    whole = re.sub(r"\s+", " ", " ".join(texts))
    assert "Find words" not in whole
    assert "Open all" not in whole
    assert whole.count("What must be true") == page.locator(".gap").count()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def printed(page: Page) -> list[str]:
    """The text of every printed page, on one line each."""
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    return [re.sub(r"\s+", " ", sheet.extract_text()) for sheet in sheets]


@pytest.mark.parametrize("document", ["gap-report", "checklist", "action-plan", "evidence-requests"])
def test_a_filtered_print_says_on_every_page_that_it_is_an_extract(open_page: Opener, document: str) -> None:
    page = open_page(document)
    assert not any("xtract" in text for text in printed(page))
    select = page.locator("form.tools select").first
    label = select.evaluate("one => one.parentNode.firstChild.textContent.trim()")
    choice = select.locator("option").nth(1).text_content()
    assert choice is not None
    select.select_option(choice)
    assert page.is_hidden(".extract")  # on the screen the filters say it
    shown, of = re.findall(r"\d+", page.inner_text(".shown"))
    sheets = printed(page)
    assert f"This printout is an extract: {shown} of {of} are shown." in sheets[0]
    assert f"Chosen in the browser: {label}: {choice}." in sheets[0]
    assert all(f"Extract: {shown} of {of}" in text for text in sheets)
    page.fill("input[type=search]", 'a "b" $& {all}')
    assert f'{label}: {choice} · Find words: a "b" $& {{all}}.' in printed(page)[0]
    page.click("button[type=reset]")
    assert not any("xtract" in text for text in printed(page))


def test_a_keyboard_reaches_everything_and_shows_where_it_is(open_page: Opener) -> None:
    page = open_page("gap-report")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        one: dict[str, Any] = page.evaluate(
            "(() => { const it = document.activeElement, look = getComputedStyle(it);"
            " return { kind: it.tagName + (it.type ? ':' + it.type : ''), line: look.outlineStyle, wide: look.outlineWidth }; })()"
        )
        if one["kind"] == "BODY":
            break
        reached.add(one["kind"])
        assert one["line"] != "none", one
        assert float(one["wide"].removesuffix("px")) >= 2, one
    assert {"A", "INPUT:search", "SELECT:select-one", "BUTTON:button"} <= reached


LOOKS = [("gap-report", dark, wide) for dark in (False, True) for wide in (1280, 390)]
LOOKS += [("checklist", False, 390), ("checklist", True, 1280)]
LOOKS += [
    (document, bool(place % 2), 390 if place % 2 else 1280)
    for place, document in enumerate(one for one in COMPOSERS if one not in ("gap-report", "checklist"))
]
"""Each document in one look at least; what is richest in all four."""


@pytest.mark.parametrize(("document", "dark", "wide"), LOOKS)
def test_axe_finds_nothing(open_page: Opener, document: str, dark: bool, wide: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(document, dark=dark, wide=wide)
    page.eval_on_selector_all(".gap", "all => all.slice(0, 2).forEach(one => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found] == []
