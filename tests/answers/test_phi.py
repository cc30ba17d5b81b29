"""Text that names a patient is caught; ordinary notes are not."""

from __future__ import annotations

import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.answers.phi import identifier_problem, looks_like_phi
from bpo_controls.resources import controls_dir
from bpo_controls.yaml.source import read_yaml_file
from tests.answers.patient_texts import KINDS, patient_texts

HITS = [
    ("SSN 123-45-6789 on the form", "ssn", "•••-••-••89"),
    ("her social is 123 45 6789", "ssn", "••• •• ••89"),
    ("social security number: 123456789", "ssn", "•••••••89"),
    ("MBI 1EG4-TE5-MK73", "mbi", "••••-•••-••73"),
    ("seen 1eg4te5mk73 in the screen shot", "mbi", "•••••••••73"),
    ("MRN 00482913", "record", "••••••13"),
    ("MRN: A-482913", "record", "•-••••13"),
    ("member ID W2048 11", "record", "•••48"),
    ("Medical record number 4829135 was open", "record", "•••••35"),
    ("claim no. 20261123456", "record", "•••••••••56"),
    ("patient account #884213", "record", "••••13"),
    ("card 4111 1111 1111 1111", "card", "•••• •••• •••• ••11"),
    ("DOB 3/4/1962", "birth-date", "•/•/••••"),
    ("born on March 4, 1962", "birth-date", "••••• •, ••••"),
    ("date of birth: 1962-03-04", "birth-date", "••••-••-••"),
    ("patient John Smith called", "name", "J… S…"),
    ("Member: Mary-Ann O'Neil", "name", "M… O…"),
    ("the patient's name is Maria Lopez", "name", "M… L…"),
    ("patient called from (415) 555-2671", "phone", "(•••) •••-••71"),
    ("her cell 415-555-2671", "phone", "•••-•••-••71"),
    ("415-555-2671 is what the patient gave", "phone", "•••-•••-••71"),
    ("wrote to jane.roe@example.org", "e-mail", "j…@…"),
]

CLEAN = [
    "Logins are off within 24 hours, as 45 CFR 164.308(a)(3)(ii)(C) asks; 42 CFR Part 2 applies too",
    "Reviewed on 2026-11-23 against SP 800-53 r5 and NIST 800-171",
    "1,200 claims a month, 95% right, 72 hours against 24",
    "Help desk: 415-555-0100, patients are routed to it",
    "Patient line 1-800-555-0199",
    "call the supervisor at 415 555 2671",
    "privacy@vendor.example answers incidents",
    "Patient Access Services signs off; Member Services Team escalates",
    "Patient Financial Services, Patient Portal, Member Handbook pages",
    "patient records are kept; the patient is called back in 2 days",
    "member ID card is checked; policy number is never asked by phone",
    "Policy 2026 version 12",
    "ticket 20261123456 and invoice 100200300",
    "CPT 99213, ICD-10 E11.9, HCPCS G0402, NPI 1234567893",
    "4111 1111 1111 1112 fails the check digit",
    "4111 1111 1111 1116 fails it too, though its sum is a multiple of five",
    "the policy was born on the wiki in 2019",
    "version 1.2.3.4 on 10.0.0.12",
    "000-12-3456 is no number, nor is 123-00-4567",
    "666-12-3456 was never given out, nor was 900-12-3456",
    "Claims 100000 a year, Medicaid 20000 members",
]


@pytest.mark.parametrize(("text", "kind", "masked"), HITS)
def test_hit(text: str, kind: str, masked: str) -> None:
    hits = looks_like_phi(text)
    assert [(hit.kind, hit.masked) for hit in hits] == [(kind, masked)]
    problem = identifier_problem(text, "the note")
    assert problem is not None
    assert text[hits[0].start : hits[0].end] not in str(problem)
    assert masked in problem.message


@pytest.mark.parametrize("text", CLEAN)
def test_no_hit(text: str) -> None:
    assert looks_like_phi(text) == ()


def test_whom_to_ask_may_be_reached() -> None:
    assert looks_like_phi("jane.roe@example.org, her cell 415-555-2671", contact=True) == ()
    assert looks_like_phi("patient John Smith", contact=True)


@given(st.text(max_size=300))
def test_never_fails_and_never_overlaps(text: str) -> None:
    hits = looks_like_phi(text)
    assert all(first.end <= second.start for first, second in pairwise(hits))


@given(st.text(max_size=300))
def test_places_are_those_of_the_typed_text(text: str) -> None:
    hits = looks_like_phi(f"{text} DOB 3/4/1962")
    assert (
        any(f"{text} DOB 3/4/1962"[hit.start : hit.end] == "3/4/1962" for hit in hits) or not text.isascii()
    )


def test_of_each_kind_at_least_95_in_100_are_caught() -> None:
    caught = Counter(dict.fromkeys(KINDS, 0))
    for kind, text in patient_texts(100):
        caught[kind] += bool(looks_like_phi(text))
    assert len(caught) >= 20
    assert {kind: count for kind, count in caught.items() if count < 95} == {}


def test_work_notes_raise_at_most_2_false_alarms_in_100() -> None:
    notes = Path(__file__).with_name("work_notes.txt").read_text(encoding="utf-8").splitlines()
    alarms = [note for note in notes if looks_like_phi(note)]
    assert len(notes) >= 200
    assert len(alarms) <= 0.02 * len(notes), alarms


def test_our_own_texts_raise_at_most_2_false_alarms_in_100() -> None:
    lines: list[str] = []
    for file in sorted(controls_dir().rglob("*.yaml"))[::3]:
        _collect(read_yaml_file(file).data, lines)
    alarms = [line for line in lines if looks_like_phi(line)]
    assert len(lines) > 3_000
    assert len(alarms) <= 0.02 * len(lines), alarms


def _collect(data: object, lines: list[str]) -> None:
    if isinstance(data, str) and " " in data:
        lines.append(data)
    elif isinstance(data, dict):
        for value in data.values():
            _collect(value, lines)
    elif isinstance(data, list):
        for value in data:
            _collect(value, lines)


@pytest.mark.parametrize(
    "piece",
    ["a ", "patient ", "Mr. ", "1 ", "1-", "12 Aa ", "John Smith ", "acct ", "her ", "a@", " ", "9.", "A. "],
)
@pytest.mark.parametrize("before", ["", "patient", "acct", "born"])
def test_no_text_takes_long(piece: str, before: str) -> None:
    started = time.process_time()
    looks_like_phi(before + piece * (2_000 // len(piece)))
    assert time.process_time() - started < 1.0


def test_a_place_may_be_called_by_its_street() -> None:
    assert looks_like_phi("home at 12 Elm Street, Dayton", contact=True) == ()
    assert [hit.kind for hit in looks_like_phi("home at 12 Elm Street, Dayton")] == ["address"]
