"""`template`: list, export and check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bpo_controls.reporting.deliver.own_templates import can_be_overridden, concerned, mistakes, overrides

from .conftest import Run, tree

pytestmark = pytest.mark.slow


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An empty folder of one's own templates."""
    for language in ("markdown", "typst", "html", "docx"):
        (tmp_path / "own" / language).mkdir(parents=True)
    return tmp_path / "own"


def test_list_tells_where_each_is_taken_from(run: Run, tmp_path: Path) -> None:
    for place in (tmp_path / "job" / "templates", tmp_path / "config" / "bpo-controls" / "templates"):
        (place / "markdown").mkdir(parents=True)
        (place / "markdown" / "parts.md.j2").write_text("")
    (place / "typst").mkdir()
    (place / "typst" / "house.typ.j2").write_text("")
    config = str(tmp_path / "config")
    done = run("template", "list", "job", "--json", XDG_CONFIG_HOME=config)
    found = {one["template"]: (one["own"], one["file"]) for one in json.loads(done.out)}
    assert set(found) == {*can_be_overridden()}
    assert found["markdown/parts.md.j2"] == (True, "job/templates/markdown/parts.md.j2")
    assert found["typst/house.typ.j2"] == (True, str(place / "typst" / "house.typ.j2"))
    assert not found["markdown/checklist.md.j2"][0]
    people = run("template", "list", "job", XDG_CONFIG_HOME=config)
    assert "job/templates/markdown/parts.md.j2" in people.out
    assert "what ships" in people.out


def test_export_copies_what_is_named_and_never_writes_over(run: Run, tmp_path: Path) -> None:
    done = run("template", "export", "checklist", "markdown/parts.md.j2", "--to", "t")
    assert done.code == 0, done.err
    assert set(tree(tmp_path / "t")) >= {
        "markdown/checklist.md.j2",
        "typst/checklist.typ.j2",
        "markdown/parts.md.j2",
    }
    assert {f"t/{name}" for name in tree(tmp_path / "t")} == set(done.out.splitlines())
    (tmp_path / "t" / "markdown" / "parts.md.j2").write_text("mine")
    before = tree(tmp_path / "t")
    again = run("template", "export", "markdown", "--to", "t")
    assert again.code == 2
    assert again.err.splitlines() == [
        f"t/markdown/{name}.md.j2: is there already (--force writes over it) [file-exists]"
        for name in ("checklist", "parts")
    ]
    assert tree(tmp_path / "t") == before
    assert run("template", "export", "markdown", "--to", "t", "--force").code == 0
    assert tree(tmp_path / "t")["markdown/parts.md.j2"] != b"mine"


def test_what_ships_has_no_mistakes(run: Run, tmp_path: Path) -> None:
    assert run("template", "export", "markdown", "--to", "job/templates").code == 0
    done = run("template", "check", "job")
    assert (done.code, done.out) == (
        0,
        f"{len(tree(tmp_path / 'job'))} templates of your own, no mistakes.\n",
    ), done.err


def test_no_templates_of_ones_own_is_no_mistake(run: Run, tmp_path: Path) -> None:
    done = run("template", "check", XDG_CONFIG_HOME=str(tmp_path))
    assert (done.code, done.out) == (0, "No templates of your own.\n")


def test_check_tells_every_mistake_with_its_line_and_the_nearest_name(run: Run, own: Path) -> None:
    (own / "markdown" / "checklist.md.j2").write_text(
        "{{ look.buyr }}\n{% if false %}{{ t.verdictt }}{{ t['limts'] }}{% endif %}\n{{ documnt.title }}\n"
    )
    (own / "markdown" / "one-pager.md.j2").write_text(
        "{% for line in document.imprint %}\n{{ line.lable }}{% endfor %}\n"
    )
    (own / "markdown" / "exceptions.md.j2").write_text("{{ look.buyer | uper }}\n")
    (own / "markdown" / "follow-ups.md.j2").write_text("{% if %}\n")
    (own / "typst" / "one-pager.typ.j2").write_text("#set text(size: large)\n")
    (own / "markdown" / "chekclist.md.j2").write_text("x\n")
    done = run("template", "check", "own", "--json")
    assert done.code == 2
    assert done.err == ""
    told = json.loads(done.out)
    lines = [(one["file"].rpartition("/")[2], one["line"], one["hint"]) for one in told["problems"]]
    assert lines[:4] + lines[5:6] == [
        ("checklist.md.j2", 1, 'did you mean "buyer"?'),
        ("checklist.md.j2", 2, 'did you mean "limits"?'),
        ("checklist.md.j2", 2, 'did you mean "verdict"?'),
        ("checklist.md.j2", 3, 'did you mean "document"?'),
        ("exceptions.md.j2", 1, 'did you mean "upper"?'),
    ]
    assert lines[4][0] == "chekclist.md.j2"
    assert lines[6][:2] == ("follow-ups.md.j2", 1)
    assert lines[7] == ("one-pager.md.j2", 2, 'did you mean "label"?')
    assert lines[8][0] == "one-pager.typ.j2"
    assert len(lines) == 9
    people = run("template", "check", "own")
    assert people.code == 2
    assert (
        "own/markdown/one-pager.md.j2:2:1: a Line has no attribute 'lable' (did you mean \"label\"?)"
        in people.err
    )


def test_only_what_a_template_has_a_part_in_is_made(own: Path) -> None:
    (own / "markdown" / "checklist.md.j2").write_text("{% include 'markdown/mine.md.j2' %}")
    (own / "markdown" / "mine.md.j2").write_text("{{ anything }}")
    assert overrides(own) == ("markdown/checklist.md.j2", "markdown/mine.md.j2")
    assert mistakes((own,)) == ()  # what is included sees the values of what includes it
    (own / "markdown" / "mine.md.j2").unlink()
    (own / "docx" / "checklist.docx").write_bytes(b"PK")
    assert concerned((own,)) == (("checklist", "docx"), ("checklist", "md"))


@pytest.mark.parametrize(
    "text",
    [
        "{% include '../../../../../../etc/passwd' %}",
        "{{ look.__class__.__mro__ }}",
        "{{ document.attachments[0].content.__globals__ }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    ],
)
def test_a_hostile_template_is_told_like_any_other(run: Run, own: Path, text: str) -> None:
    (own / "markdown" / "checklist.md.j2").write_text(text)
    done = run("template", "check", "own")
    assert done.code == 2
    assert "own/markdown/checklist.md.j2" in done.err
    assert "root:" not in done.out + done.err
    assert "Traceback" not in done.err
