"""Due dates worked by hand with a calendar: ten triggers and eight states, over weekends, holidays, leap days and zones."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from bpo_controls.diagnostics import UserError
from bpo_controls.library.clock_model import ClockBook, ContractClock, Span
from bpo_controls.library.load import load_library
from bpo_controls.library.paper_model import paper_data
from bpo_controls.papers.clock_plain import plain_moment
from bpo_controls.papers.clock_request import ClockAnswer, ClockRequest, answer_request
from bpo_controls.papers.running_clocks import RunningClock

LIBRARY = load_library()
BOOK = paper_data(LIBRARY, "clocks", ClockBook)
TODAY = "2030-01-01"


def ask(trigger: str, start: str, **asked: object) -> ClockAnswer:
    facts = {
        key: str(asked.pop(name))
        for name, key in (("plan", "payer_lines"), ("buyer", "buyer_kind"), ("funding", "funding"))
        if name in asked
    }
    return answer_request(LIBRARY, BOOK, ClockRequest(trigger, start, facts=facts, **asked), TODAY)  # type: ignore[arg-type]


def dated(found: ClockAnswer, label: str) -> RunningClock:
    """The clock of that label, or of that id where it has none."""
    (one,) = [c for c in found.clocks if c.state == "dated" and label in (c.label, c.id)]
    return one


@dataclass(frozen=True)
class Hand:
    trigger: str
    start: str
    label: str
    due: str
    asked: dict[str, object] = field(default_factory=dict)
    act_by: str | None = None
    extended: str | None = None


TX_BREACH: dict[str, object] = {"states": "TX", "people": "620", "buyer": "hospital"}
CA_BREACH: dict[str, object] = {"states": "CA", "people": "12", "buyer": "hospital", "seen_in": "Asia/Manila"}
HOSPITAL: dict[str, object] = {"buyer": "hospital"}
INSURED: dict[str, object] = {"plan": "commercial", "funding": "insured"}

HANDS = [
    # 1. Breach. Friday, November 27: 3 days to the 30th, 34 to December 31, 60 on January 26.
    Hand("breach", "2026-11-27", "HIPAA", "2027-01-26", TX_BREACH),
    Hand("breach", "2026-11-27", "HHS, 500 people or more", "2027-01-26", TX_BREACH),
    Hand("breach", "2026-11-27", "media, more than 500 residents of one state", "2027-01-26", TX_BREACH),
    Hand("breach", "2026-11-27", "Texas attorney general", "2026-12-27", TX_BREACH, act_by="2026-12-24"),
    Hand("breach", "2026-11-27", "risk-assessment", "2026-12-04", TX_BREACH),
    # Seen in Manila on Friday at 7:30; in California it is Thanksgiving, 3:30 p.m.
    Hand("breach", "2026-11-27T07:30", "licensed California facilities", "2026-12-18", CA_BREACH),
    Hand("breach", "2026-11-27T07:30", "California", "2026-12-26", CA_BREACH, act_by="2026-12-24"),
    Hand("breach", "2026-11-27T07:30", "HHS, fewer than 500 people", "2027-03-01", CA_BREACH),
    # The 60th day of 2028 is its leap day.
    Hand("breach", "2027-05-03", "HHS, fewer than 500 people", "2028-02-29", {"states": "NY", "people": "40"}),
    Hand("breach", "2027-05-03", "New York", "2027-06-02", {"states": "NY", "people": "40"}),
    # Vermont: 14 business days over Thanksgiving. 11/20 is a Friday: 23, 24, 25, 27, 30, 1-4, 7-11.
    Hand("breach", "2026-11-20", "Vermont attorney general", "2026-12-11", {"states": "VT"}),
    # 2. A patient's request. December 25, January 1 and January 18 are holidays.
    Hand("records-request", "2026-12-22", "HIPAA", "2027-01-21", {"states": "TX", **HOSPITAL}, extended="2027-02-20"),
    Hand("records-request", "2026-12-22", "Texas providers with an electronic record", "2027-01-14", {"states": "TX", **HOSPITAL}),
    Hand("records-request", "2026-12-22", "Texas hospitals, on authorization", "2027-01-06", {"states": "TX", **HOSPITAL}),
    Hand("records-request", "2026-12-22", "Washington providers", "2027-01-14", {"states": "WA", **HOSPITAL}),
    Hand("records-request", "2026-12-22", "Maryland providers", "2027-01-25", {"states": "MD", **HOSPITAL}),
    Hand("records-request", "2026-12-22", "California providers: to inspect", "2026-12-30", {"states": "CA", **HOSPITAL}),
    # 3. Standard authorization.
    Hand("standard-authorization", "2028-02-25", "Medicare Advantage items and services under prior authorization",
         "2028-03-03", {"plan": "medicare-advantage"}, extended="2028-03-17"),
    Hand("standard-authorization", "2026-11-25", "California-regulated plans, from the information needed",
         "2026-12-04", {"states": "CA", **INSURED}),
    Hand("standard-authorization", "2026-11-25T15:00", "Indiana-regulated plans, weekends and holidays not counted",
         "2026-11-30T15:00-05:00", {"states": "IN", **INSURED}),
    Hand("standard-authorization", "2026-11-25",
         "Washington-regulated plans, electronic request, holidays not counted (5 if not electronic)",
         "2026-11-30", {"states": "WA", **INSURED}),
    # 4. Expedited authorization; clocks go back on November 1 and forward on March 8, 2026.
    Hand("expedited-authorization", "2026-10-30T10:00", "Medicare Advantage items and services",
         "2026-11-02T09:00-05:00", {"plan": "medicare-advantage"}, extended="2026-11-16"),
    Hand("expedited-authorization", "2026-03-06T12:00", "Ohio-regulated plans", "2026-03-08T13:00-04:00",
         {"states": "OH", **INSURED}),
    Hand("expedited-authorization", "2026-11-27T16:30",
         "Texas-regulated plans, adverse notice for hospital patients (letter within 3)", "2026-11-30",
         {"states": "TX", **INSURED}),
    # 5. Appeal: January 30 and 30 days is the leap day.
    Hand("appeal", "2028-01-30", "Medicaid managed care, unless the state sets a shorter time", "2028-02-29",
         {"plan": "medicaid"}),
    # 6. Expedited appeal over Christmas.
    Hand("expedited-appeal", "2026-12-23T18:00", "California-regulated plans", "2026-12-26",
         {"states": "CA", "plan": "exchange"}, act_by="2026-12-24"),
    Hand("expedited-appeal", "2026-12-23T18:00", "exchange and other private plans", "2026-12-26T18:00-08:00",
         {"states": "CA", "plan": "exchange"}),
    # 7. Grievance.
    Hand("grievance", "2026-12-01", "Medicare Advantage (14 more only in the member's interest)", "2026-12-31",
         {"plan": "medicare-advantage"}, extended="2027-01-14"),
    # 8. Denial. January 2 and 120 days: 29, 57, 88, 118, then May 2, a Saturday.
    Hand("denial", "2026-01-02", "Original Medicare redetermination, from receipt (presumed 5 days after the notice)",
         "2026-05-02", {"plan": "medicare"}, act_by="2026-05-01"),
    Hand("denial", "2026-01-02", "Original Medicare redetermination, from receipt (presumed 5 days after the notice)",
         "2026-05-07", {"plan": "medicare", "events": {"notice-received": "2026-01-07"}}),
    Hand("denial", "2026-01-02",
         "Medicare Advantage members and non-contracted providers, from the date on the notice",
         "2026-03-08", {"plan": "medicare-advantage"}, act_by="2026-03-06"),
    # 9. Filing limits.
    Hand("service", "2028-02-29", "Original Medicare", "2029-02-28", {"plan": "medicare"}),
    Hand("service", "2026-11-27", "Texas Medicaid", "2027-03-02", {"plan": "medicaid", "states": "TX"}),
    Hand("service", "2026-11-27", "New York Medicaid", "2027-02-25", {"plan": "medicaid", "states": "NY"}),
    Hand("service", "2026-11-27", "Pennsylvania Medicaid", "2027-05-26", {"plan": "medicaid", "states": "PA"}),
    Hand("service", "2026-06-10", "Medi-Cal", "2026-12-31", {"plan": "medicaid", "states": "CA"}),
    # 10. Overpayment: 30 days to December 31, 60 on Saturday, January 30.
    Hand("overpayment", "2026-12-01", "Original Medicare", "2027-01-30", {"plan": "medicare", **HOSPITAL},
         act_by="2027-01-29"),
    # 11. Claims of insured plans.
    Hand("claim-received", "2026-12-22", "Georgia, insured plans: electronic claims", "2027-01-14",
         {"states": "GA", **INSURED}),
    Hand("claim-received", "2026-12-22", "Florida, insured plans: electronic claims", "2027-01-11",
         {"states": "FL", **INSURED}),
    # 12. Demand letter of January 15: 30, February 14 (a Sunday), February 25.
    Hand("demand-letter", "2027-01-15", "Original Medicare: rebuttal", "2027-01-30", {"plan": "medicare", **HOSPITAL},
         act_by="2027-01-29"),
    Hand("demand-letter", "2027-01-15", "Original Medicare: recoupment begins", "2027-02-25",
         {"plan": "medicare", **HOSPITAL}),
    # 13. A worker leaves on Friday evening in Manila: no business hours here.
    Hand("worker-leaves", "2026-11-27T18:00+08:00", "departure", "2026-11-28T05:00-05:00", {"zone": "America/New_York"}),
]  # fmt: skip


@pytest.mark.parametrize("hand", HANDS, ids=lambda h: f"{h.trigger}-{h.label[:24]}-{h.due[:10]}")
def test_due_dates_are_those_worked_by_hand(hand: Hand) -> None:
    one = dated(ask(hand.trigger, hand.start, **hand.asked), hand.label)
    assert plain_moment(one.end) == hand.due
    assert (one.act_by.isoformat() if one.act_by else None) == hand.act_by
    assert plain_moment(one.extended) == hand.extended


def test_ten_triggers_and_eight_states_are_worked() -> None:
    assert len({hand.trigger for hand in HANDS}) >= 10
    assert len({str(hand.asked["states"]) for hand in HANDS if "states" in hand.asked}) >= 8


def test_a_rule_counts_from_its_first_day_on() -> None:
    """The seven-day clock binds requests from January 1, 2026 on; before, none of that row."""
    label = "Medicare Advantage items and services under prior authorization"
    late = ask("standard-authorization", "2026-01-01", plan="medicare-advantage")
    assert dated(late, label).within_words == "7 calendar days"
    early = ask("standard-authorization", "2025-12-31", plan="medicare-advantage")
    assert not [one for one in early.clocks if one.label == label]


def test_people_decide_who_else_is_told() -> None:
    def states_of(**asked: object) -> dict[str, str]:
        return {one.label: one.state for one in ask("breach", "2026-11-27", **asked).clocks}

    assert states_of(states="TX", people="249").get("Texas attorney general") is None
    assert states_of(states="TX", people="250")["Texas attorney general"] == "dated"
    assert states_of(states="TX")["Texas attorney general"] == "open"
    both = states_of(states="TX,FL", people="TX=250,FL=499")
    assert both["Texas attorney general"] == "dated"
    assert "Florida Department of Legal Affairs" not in both
    assert both["HHS, 500 people or more"] == "dated"
    assert "media, more than 500 residents of one state" not in both
    assert "HHS, fewer than 500 people" not in both
    unknown = states_of(states="TX,FL", people="620")
    assert unknown["media, more than 500 residents of one state"] == "open"


def test_what_is_not_told_stays_open_and_names_the_question() -> None:
    found = ask("standard-authorization", "2026-11-25")
    assert {one.state for one in found.clocks if not one.level} == {"open"}
    assert {item for one in found.clocks for item in one.missing} >= {"payer_lines"}


def test_an_event_told_moves_its_clocks_alone() -> None:
    plain = ask("breach", "2026-11-27", **TX_BREACH)
    assert plain.case.taken == ("determination",)
    later = ask("breach", "2026-11-27", **TX_BREACH, events={"determination": "2026-12-01"})
    assert plain_moment(dated(later, "Texas attorney general").end) == "2026-12-31"
    assert plain_moment(dated(later, "HIPAA").end) == "2027-01-26"
    assert later.case.taken == ()


def test_the_clocks_are_in_the_order_of_their_ends() -> None:
    found = ask("breach", "2026-11-27", states="TX,FL,CA,NY", people="9000", buyer="hospital")
    ends = [one.end.order() for one in found.clocks if one.state == "dated" and one.end]
    assert ends == sorted(ends)


def test_a_contract_adds_its_clock_for_its_states() -> None:
    one = ContractClock(
        "breach", "Tell the plan", Span(24, "hours"), "24 hours", plan="Example Plan", states=("TX",)
    )
    asked = ClockRequest("breach", "2026-11-27T09:00", states="TX")
    (clock,) = [
        c for c in answer_request(LIBRARY, BOOK, asked, TODAY, added=(one,)).clocks if c.id == "contract"
    ]
    assert plain_moment(clock.end) == "2026-11-28T09:00-06:00"
    elsewhere = ClockRequest("breach", "2026-11-27T09:00", states="FL")
    assert not [
        c for c in answer_request(LIBRARY, BOOK, elsewhere, TODAY, added=(one,)).clocks if c.id == "contract"
    ]


def test_ransomware_starts_the_clocks_of_a_breach_too() -> None:
    found = ask("ransomware", "2026-11-27", **TX_BREACH)
    assert plain_moment(dated(found, "Texas attorney general").end) == "2026-12-27"


@pytest.mark.parametrize(
    ("start", "code"),
    [("2026-02-30", "bad-date"), ("tomorrow", "bad-date"), ("1776-07-04", "bad-date"), ("2026-11-23T25:00", "bad-date"),
     ("2030-01-02", "date-to-come")],
)  # fmt: skip
def test_a_date_that_cannot_be_is_refused(start: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        ask("breach", start)
    assert [one.code for one in refused.value.diagnostics] == [code]


def test_every_clock_of_the_library_can_be_read() -> None:
    """A row that is only words is rare and known."""
    unread = set()
    for trigger in BOOK.triggers:
        for lines in (
            "medicare",
            "medicare-advantage,part-d,medicaid",
            "commercial,exchange,employer-plan,self-pay,veterans,military",
        ):
            for buyer in ("hospital", "health-plan"):
                found = ask(
                    trigger,
                    "2026-11-27T09:00",
                    states="all",
                    plan=lines,
                    buyer=buyer,
                    funding="insured",
                    people="9000",
                )
                unread |= {(trigger, one.label) for one in found.clocks if one.state == "unread"}
    assert unread == {
        ("breach", "Massachusetts attorney general and consumer office"),
        ("ransomware", "Massachusetts attorney general and consumer office"),
        ("lost-device", "Massachusetts attorney general and consumer office"),
        ("service", "commercial, exchange and Medicare Advantage plans"),
    }


def test_too_few_in_all_are_too_few_in_each_state() -> None:
    labels = {
        one.label: one.state for one in ask("breach", "2026-11-27", states="TX,FL", people="249").clocks
    }
    assert "Texas attorney general" not in labels
    assert "media, more than 500 residents of one state" not in labels
    assert labels["HHS, fewer than 500 people"] == "dated"


def test_of_several_states_the_zone_counts_in_which_it_was_earliest() -> None:
    """One in the morning in Connecticut is ten in the evening of the day before in Washington State."""
    found = ask("breach", "2026-11-27T01:00-05:00", states="CT,WA", people="40")
    assert (found.zone, plain_moment(found.start)) == ("America/Los_Angeles", "2026-11-26T22:00-08:00")
    assert plain_moment(dated(found, "Connecticut").end) == "2027-01-25"
    alone = ask("breach", "2026-11-27T01:00-05:00", states="CT", people="40")
    assert plain_moment(dated(alone, "Connecticut").end) == "2027-01-26"
