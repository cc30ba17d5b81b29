"""`questions`, `agenda` and `status`: what is open, whom to ask, and where things stand on one screen."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import AS_OF, Run


def test_status_fits_one_screen_and_all_shows_the_rest(run: Run, own_demo: Path) -> None:
    done = run("status", "d", "--as-of", AS_OF, COLUMNS="80")
    assert done.code == 0
    lines = done.out.splitlines()
    assert len(lines) <= 23
    assert max(map(len, lines)) <= 80
    for word in ("Pilot", "Go-live", "Scale", "First to act on", "To chase: "):
        assert word in done.out
    everything = run("status", "d", "--all", "--as-of", AS_OF).out
    assert "Exception handling" in everything
    assert "Put off, and still open:" in everything


def test_status_counts_to_chase_what_it_lists(run: Run, own_demo: Path) -> None:
    everything = run("status", "d", "--all", "--as-of", AS_OF).out
    listed = everything.split("To chase:")[1].split("\n\n")[0].count("    - ")
    assert f", {listed} to chase\n" in everything


def test_questions_narrow_by_every_option(run: Run, own_demo: Path) -> None:
    rows = json.loads(run("questions", "d", "--json", "--as-of", AS_OF).out)
    gaps = json.loads(run("questions", "d", "--gaps", "--json", "--as-of", AS_OF).out)
    assert {one["status"] for one in gaps} == {"gap", "partly"}
    assert [one for one in rows if one["status"] in ("gap", "partly")] == gaps
    chase = json.loads(run("questions", "d", "--chase", "--json", "--as-of", AS_OF).out)
    assert {one["state"] for one in chase} == {"chase"}
    mine = json.loads(
        run("questions", "d", "--person", "lee example", "--chase", "--json", "--as-of", AS_OF).out
    )
    assert {one["who"] for one in mine} == {"Lee Example"}
    found = run("questions", "d", "--search", "voicemail", "--as-of", AS_OF, COLUMNS="80")
    assert "PRV-102" in found.out
    assert max(map(len, found.out.splitlines())) <= 80
    assert run("questions", "d", "--search", "zzzz", "--as-of", AS_OF).err == "No questions.\n"


def test_the_agenda_names_people_with_their_minutes(run: Run, own_demo: Path) -> None:
    done = run("agenda", "d", "--as-of", AS_OF)
    assert "Draft" not in done.out
    assert "## Lee Example\n\n2 questions, about 2 minutes.\n" in done.out
    plain = json.loads(run("agenda", "d", "--json", "--as-of", AS_OF).out)
    assert sum(len(one["about"]) for person in plain for one in person["questions"]) >= 12
    one = run("agenda", "d", "--person", "lee", "--as-of", AS_OF).out
    assert "## Lee Example" in one
    assert "## Chris Example" not in one
    written = run("agenda", "d", "--format", "docx,pdf", "--out", "meeting", "--as-of", AS_OF)
    assert written.code == 0
    made = {
        path.suffix: path.read_bytes()[:4]
        for path in (own_demo.parent / "meeting").iterdir()
        if path.is_file()
    }
    assert (made[".docx"], made[".pdf"]) == (b"PK\x03\x04", b"%PDF")
