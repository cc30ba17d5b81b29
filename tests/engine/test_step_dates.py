"""Due dates of steps, worked out by hand with a calendar of 2026 and 2027."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.engine.step_dates import step_dates
from bpo_controls.library.model import SEVERITIES


def test_a_critical_control_is_closed_three_weeks_before_its_gate() -> None:
    # Monday, January 11: 15 working days back is Monday, December 21. The third step takes 4 hours, one day, so the
    # second is due on Friday the 18th; it takes 16 hours, two days, so the first is due on Wednesday the 16th.
    dates = step_dates([4, 16, 4], "critical", "2027-01-11", "2026-11-20")
    assert dates == ("2026-12-16", "2026-12-18", "2026-12-21")


def test_lower_severities_come_closer_to_the_gate() -> None:
    # Monday, March 1, 2027.
    last = {one: step_dates([8], one, "2027-03-01", "")[-1] for one in SEVERITIES}
    assert last == {
        "critical": "2027-02-08",
        "high": "2027-02-15",
        "medium": "2027-02-22",
        "low": "2027-03-01",
    }


def test_a_gate_at_a_weekend_counts_from_the_friday_before() -> None:
    assert step_dates([8], "low", "2027-02-28", "") == ("2027-02-26",)


def test_nothing_is_due_in_the_week_in_which_it_was_found_and_nothing_after_the_gate() -> None:
    # Found on Friday, November 20: five working days later is Friday, November 27.
    assert step_dates([80, 8], "critical", "2026-12-01", "2026-11-20") == ("2026-11-27", "2026-11-27")
    assert step_dates([80, 8], "critical", "2026-11-24", "2026-11-20") == ("2026-11-24", "2026-11-24")


def test_without_a_gate_date_there_is_no_date() -> None:
    assert step_dates([4, 4], "high", "", "2026-11-20") == ("", "")
    assert step_dates([], "high", "2027-01-11", "2026-11-20") == ()


@given(
    st.lists(st.floats(0.5, 200), min_size=1, max_size=5),
    st.sampled_from(SEVERITIES),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.dates(date(2025, 1, 1), date(2028, 1, 1)),
)
def test_steps_come_one_after_another_and_none_after_the_gate(
    hours: list[float], severity: str, gate: date, recorded: date
) -> None:
    dates = step_dates(hours, severity, gate.isoformat(), recorded.isoformat())  # type: ignore[arg-type]
    assert list(dates) == sorted(dates)
    assert dates[-1] <= gate.isoformat()
