"""The `clock` command as a process: text, JSON, calendar, engagement, and what it refuses."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from bpo_controls.reporting.formats.calendar_file import CalendarEntry, calendar_file
from tests.cli.conftest import run_in

AS_OF = ("--as-of", "2026-11-28")
BREACH = ("clock", "breach", "--from", "2026-11-27", "--state", "TX", "--people", "620", *AS_OF)


def test_it_prints_dates_in_order_with_their_law(tmp_path: Path) -> None:
    ran = run_in(tmp_path, *BREACH)
    assert (ran.code, ran.err) == (0, "")
    due, _, rest = ran.out.partition("\nMay run too\n")
    assert "Sunday, December 27, 2026\n  Notice to public offices and media (Texas attorney general)\n" in due
    assert "    Tex. Bus. & Com. Code 521.053, in force, read November 23, 2026\n" in due
    assert "    The end is no business day: act by Thursday, December 24, 2026\n" in due
    assert due.index("December 27, 2026\n") < due.index("January 26, 2027\n")
    assert "Not told, and therefore assumed\n- The time of day was not told" in rest
    assert list(tmp_path.iterdir()) == []


def test_json_says_the_same(tmp_path: Path) -> None:
    ran = run_in(tmp_path, *BREACH, "--json")
    found = json.loads(ran.out)
    (one,) = [clock for clock in found["clocks"] if clock["for"] == "Texas attorney general"]
    assert (one["due"], one["act_by"], one["counts"], one["basis"]) == (
        "2026-12-27",
        "2026-12-24",
        "calendar-days",
        "law",
    )
    assert one["citation"] == "Tex. Bus. & Com. Code 521.053"
    assert found["taken_events"] == ["determination"]
    assert (found["zone"], found["zone_from"]) == ("America/Chicago", "states")


def test_the_calendar_has_an_entry_for_each_date(tmp_path: Path) -> None:
    ran = run_in(tmp_path, *BREACH, "--ics", "dates.ics", "--json")
    assert ran.err == "Wrote dates.ics\n"
    dated = [clock for clock in json.loads(ran.out)["clocks"] if clock["state"] == "dated"]
    text = (tmp_path / "dates.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == len(dated)
    assert len(set(re.findall(r"UID:(\S+)", text))) == len(dated)
    assert "DTSTART;VALUE=DATE:20261227\r\nDTEND;VALUE=DATE:20261228\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    again = run_in(tmp_path, *BREACH, "--ics", "again.ics")
    assert again.code == 0
    assert (tmp_path / "again.ics").read_bytes() == (tmp_path / "dates.ics").read_bytes()


def test_text_in_a_calendar_stays_text() -> None:
    entry = CalendarEntry("k", date(2026, 11, 27), "a;b,c\\d\nEND:VEVENT\x1b[31m", "é" * 60, remind=0)
    lines = calendar_file("n", [entry], "2026-11-23").decode().split("\r\n")
    assert lines.count("END:VEVENT") == 1
    assert "SUMMARY:a\\;b\\,c\\\\d\\nEND:VEVENT[31m" in lines
    assert "".join(line.removeprefix(" ") for line in lines if "é" in line) == f"DESCRIPTION:{'é' * 60}"


def test_an_engagement_gives_its_answers_and_names(tmp_path: Path, demo: Path) -> None:
    ran = run_in(tmp_path, "clock", "overpayment", str(demo / "d"), "--from", "2026-11-20", *AS_OF)
    assert ran.code == 0
    assert "Tuesday, January 19, 2027\n  Report and return the overpayment (Original Medicare)\n" in ran.out
    assert "Example Valley Health" in ran.out
    assert "the buyer" not in ran.out


def test_it_refuses_in_one_line(tmp_path: Path) -> None:
    for arguments, code in (
        (("breach", "--from", "2026-12-01"), "date-to-come"),
        (("breach", "--from", "2026-11-31"), "bad-date"),
        (("breach", "--from", "2026-11-27", "--state", "TZ"), "unknown-option"),
        (("breach", "--from", "2026-11-27", "--plan", "medicair"), "unknown-option"),
        (("breach", "--from", "2026-11-27", "--fact", "sort=x"), "unknown-fact"),
        (("breach", "--from", "2026-11-27", "--people", "TX=300,FL=40", "--state", "TX"), "bad-people"),
        (("breach", "--from", "2026-11-27", "--people", "-3"), "bad-people"),
        (("breach", "--from", "2026-11-27", "--contract", "none.yaml"), "unreadable-file"),
    ):
        ran = run_in(tmp_path, "clock", *arguments, *AS_OF)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert ran.err.endswith(f" [{code}]\n"), ran.err
        assert ran.err.count("\n") == 1
