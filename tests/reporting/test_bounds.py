"""A hostile or mistaken template ends soon, in little memory, with its file named."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from bpo_controls.diagnostics import Diagnostic, Level, UserError
from bpo_controls.reporting.deliver.editions import context_for
from bpo_controls.reporting.deliver.own_templates import stray_templates
from bpo_controls.reporting.deliver.render import render
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.formats.templates import bounds
from bpo_controls.reporting.formats.templates.environment import _environment
from tests.reporting.fiction import sample


@pytest.fixture(scope="module")
def view() -> Context:
    return context_for(*sample())


def _refused(view: Context, folder: Path, text: str, fmt: str = "md") -> Diagnostic:
    language = {"md": "markdown/checklist.md.j2", "pdf": "typst/checklist.typ.j2"}[fmt]
    path = folder / language
    path.parent.mkdir(parents=True)
    path.write_text(text)
    _environment.cache_clear()
    started = time.monotonic()
    with pytest.raises(UserError) as caught:
        render(view, "checklist", fmt, templates=[folder])
    assert time.monotonic() - started < 10
    (problem,) = caught.value.diagnostics
    assert problem.where is not None
    assert problem.where.file == str(path)
    assert caught.value.exit_code == 2
    return problem


_NESTED = (
    "{% set ns=namespace(x={'a':'b'}) %}{% for i in range(26) %}"
    "{% set ns.x={'a':ns.x,'b':ns.x} %}{% endfor %}"
)
GROWING = {
    "times": "{{ 'x' * 10**9 }}",
    "list-times": "{% set x = [0] * 10**9 %}",
    "percent": "{{ '%999999999d' % 1 }}",
    "power": "{{ 9 ** (9 ** 9) }}",
    "negative-power": "{{ (10 ** 300) ** 300 }}",
    "range": "{% for x in range(10**9) %}{% endfor %}",
    "center": "{{ 'x' | center(10**9) }}",
    "ljust": "{{ 'x'.ljust(10**9) }}",
    "format": "{{ '{:999999999}'.format(1) }}",
    "replace": "{{ ('x' | replace('', 'yyyyyyyyyy' | list | join('zzzzzzzzzz'))).replace('', 'x') }}",
    "join": "{% set n = namespace(s='x') %}{% for i in range(19) %}{% set n.s = n.s ~ n.s %}{% endfor %}"
            "{{ range(100000) | join(n.s) }}",
    "doubling": "{% set n = namespace(s='x') %}{% for i in range(64) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    "adding": "{% set n = namespace(s='x') %}{% for i in range(64) %}{% set n.s = n.s + n.s %}{% endfor %}",
    "block": "{% set n = namespace(s='x') %}{% for i in range(64) %}"
             "{% set n.s %}{{ n.s }}{{ n.s }}{% endset %}{% endfor %}",
    "recursion": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "includes-itself": "{% include 'markdown/checklist.md.j2' %}",
    "digits": "{{ (1).to_bytes(10**9) }}",
} | {
    f"as text {n}": _NESTED + "{{ " + shape + " }}"
    for n, shape in enumerate((
        "ns.x|string|length", "ns.x|upper", "ns.x|title", "ns.x|trim", "ns.x|e", "ns.x|safe", "ns.x|urlencode",
        "ns.x|striptags", "ns.x|wordcount", "ns.x|truncate(9)", "ns.x|int", "[ns.x]|map('string')|first|length",
        "ns.x.values()|string", "(ns.x|attr('items'))()|string", "ns|string", "ns.x|list|string", "ns.x ~ ''",
        "[ns.x]|join", "ns.x|replace('a', 'b')",
    ))
}  # fmt: skip


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
def test_a_growing_template_is_refused(view: Context, tmp_path: Path, text: str) -> None:
    tracemalloc.start()
    try:
        assert _refused(view, tmp_path, text).code == "template-error"
        assert tracemalloc.get_traced_memory()[1] < 250_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}{% endfor %}{% endfor %}"
        "{% endfor %}",
        "{% macro b(n) %}{% if n %}{{ b(n - 1) }}{{ b(n - 1) }}{% endif %}{% endmacro %}{{ b(60) }}",
    ],
)
def test_a_template_without_end_is_stopped_by_the_clock(
    view: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.2)
    problem = _refused(view, tmp_path, text)
    assert problem.message == "it takes longer than 0.2 seconds"
    assert problem.where is not None
    assert problem.where.line == 1


def test_a_template_that_writes_without_end_is_stopped(view: Context, tmp_path: Path) -> None:
    text = "{% for a in range(100000) %}" + "x" * 1000 + "{% endfor %}"
    assert _refused(view, tmp_path, text).message.startswith("it writes more than 32,000,000 characters")


def test_what_templates_need_still_works(view: Context, tmp_path: Path) -> None:
    path = tmp_path / "markdown" / "action-plan.md.j2"
    path.parent.mkdir()
    path.write_text(
        "{% for g in document.blocks[1].gates %}{{ loop.index }}/{{ loop.length }} {{ g.label | upper }}"
        "{% if not loop.last %}, {% endif %}{% endfor %}; {{ document.blocks[1].gates | join('+', attribute='label') }};"
        " {{ 3 * 4 }} {{ 7 % 4 }} {{ 2 ** 10 }} {{ 1 + 1 }} {{ 'a' ~ 1 }} {{ look.buyer | replace('Valley', 'Hill') }}"
        " {{ look.buyer.upper() }} {% for x in [1, [2]] recursive %}{{ loop(x) if x is sequence else x }}{% endfor %}"
    )
    text = render(view, "action-plan", "md", templates=[tmp_path]).decode()
    assert text == (
        "1/3 PILOT, 2/3 GO-LIVE, 3/3 SCALE; Pilot+Go-live+Scale; 12 3 1024 2 a1 Example Hill Health"
        " EXAMPLE VALLEY HEALTH 12\n"
    )


def test_a_missing_include_names_the_file_that_asks(view: Context, tmp_path: Path) -> None:
    problem = _refused(view, tmp_path, "one\n{% include 'markdown/cover.md.j2' %}")
    assert problem.code == "template-missing"
    assert problem.message == "there is no template markdown/cover.md.j2"
    assert problem.where is not None
    assert problem.where.line == 2


def test_a_file_that_overrides_nothing_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "markdown"
    folder.mkdir()
    (folder / "chekclist.md.j2").write_text("never read")
    (folder / "checklist.md.j2").write_text("{% include 'markdown/ours.md.j2' %}")
    (folder / "ours.md.j2").write_text("included, so no stray")
    (problem,) = stray_templates([tmp_path])
    assert problem.level is Level.WARNING
    assert problem.code == "template-unused"
    assert str(problem) == (
        f"{folder / 'chekclist.md.j2'}: this file takes the place of no bundled template "
        '(did you mean "markdown/checklist.md.j2"?) [template-unused]'
    )
