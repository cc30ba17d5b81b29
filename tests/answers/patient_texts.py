"""Made-up notes that name a patient, by kind of identifier. Nobody in them exists; names are drawn at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

FIRST = [
    "John", "Mary", "José", "Álvaro", "Linda", "Robert", "Patricia", "Nguyễn", "Renée", "Oluwaseun", "Wei",
    "Fatima", "Svetlana", "Dmitri", "Siobhán", "Zoë", "Carlos", "Keisha", "Priya", "Kenji", "Aisha", "Thomas",
    "Margaret", "Björn", "Chloé", "Minh", "Rajesh", "Gloria", "Walter", "Estelle",
]  # fmt: skip
LAST = [
    "Smith", "Henderson", "Álvarez", "O'Neil", "Nguyen", "Lopez-García", "Kowalski", "Müller", "Johnson",
    "Okafor", "Petrov", "Jackson", "Washington", "Tran", "Sørensen", "Ramírez", "Walker", "Bennett",
    "Castillo", "Yamamoto", "Singh", "Fernández", "Murphy", "Schultz", "Delgado", "Hughes",
]  # fmt: skip
RARE_FIRST = [
    "Thandiwe", "Ximena", "Zbigniew", "Anneliese", "Itzel", "Bartolomeo", "Kamalani", "Yevgenia", "Tadhg",
    "Nkechi",
]  # fmt: skip
RARE_LAST = [
    "Mokoena", "Quiroga", "Wójcik", "Vandermeer", "Huerta-Lomelí", "Kahananui", "Baranowska", "Ó'Faoláin",
    "Eze", "Prakashan",
]  # fmt: skip
STREETS = (
    "Elm Street",
    "Oak Ave",
    "N. 5th Street",
    "Martin Luther King Blvd",
    "Sunset Dr",
    "Quail Hollow Lane",
)
DEVICES = ("pacemaker", "insulin pump", "hip implant", "CPAP device", "cochlear implant", "stent")


def patient_texts(count: int, seed: int = 11) -> Iterator[tuple[str, str]]:
    """`count` notes of each kind, as (kind, note)."""
    for kind, make in KINDS.items():
        drawn = random.Random(f"{seed} {kind}")
        for _ in range(count):
            yield kind, make(drawn)


def _name(drawn: random.Random) -> str:
    return f"{drawn.choice(FIRST)} {drawn.choice(LAST)}"


def _rare(drawn: random.Random) -> str:
    return f"{drawn.choice(RARE_FIRST)} {drawn.choice(RARE_LAST)}"


def _digits(drawn: random.Random, count: int) -> str:
    return str(drawn.randrange(1, 10)) + "".join(str(drawn.randrange(10)) for _ in range(count - 1))


def _filled(drawn: random.Random, *patterns: str) -> str:
    who = _name(drawn)
    return drawn.choice(patterns).format(
        name=who,
        rare=_rare(drawn),
        lower=who.lower(),
        upper=who.upper(),
        last=who.split()[1],
        first=who.split()[0],
        initial=who[0],
        n4=_digits(drawn, 4),
        n6=_digits(drawn, 6),
        n8=_digits(drawn, 8),
        n9=f"{drawn.randrange(100, 660):03}{drawn.randrange(10, 99)}{drawn.randrange(1000, 9999)}",
        ssn=f"{drawn.randrange(100, 660):03}-{drawn.randrange(10, 99)}-{drawn.randrange(1000, 9999)}",
        phone=f"{drawn.randrange(201, 780)}-{drawn.randrange(200, 999)}-{_digits(drawn, 4)}",
        day=f"{drawn.randrange(1, 13)}/{drawn.randrange(1, 28)}/{drawn.randrange(1931, 2019)}",
        age=drawn.randrange(19, 89),
        old=drawn.randrange(90, 105),
        house=drawn.randrange(2, 9900),
        street=drawn.choice(STREETS),
        device=drawn.choice(DEVICES),
        letter=drawn.choice("ABCDEFGHJKLM"),
    )


def _kind(*patterns: str) -> Callable[[random.Random], str]:
    return lambda drawn: _filled(drawn, *patterns)


def _soft(drawn: random.Random) -> str:
    number = _filled(drawn, "{ssn}")
    hidden = drawn.choice(("\u00ad", "\u200b", "\u2060", "\ufeff"))
    place = drawn.randrange(1, len(number))
    return f"form shows {number[:place]}{hidden}{number[place:]}"


def _accented(drawn: random.Random) -> str:
    text = _filled(drawn, "member José {last} called", "patient {first} Álvarez was billed twice")
    apart = {"é": "e\u0301", "Á": "A\u0301"}
    return "".join(apart.get(ch, ch) for ch in text) if drawn.random() < 0.3 else text


KINDS: dict[str, Callable[[random.Random], str]] = {
    "name": _kind(
        "patient {name} called", "Member: {name}", "the patient's name is {name}", "pt {name} has no auth",
        "spoke with caller {name} about the bill", "enrollee {name} filed a grievance",
        "patient {last}, {first} was billed twice", "patient {first} {letter}. {last} left",
    ),
    "name in small letters": _kind(
        "patient {lower} called", "member {lower} was denied", "the patient is named {lower}",
        "claim for {lower} was late", "pt {lower} asked for records", "subscriber {lower}: wrong plan",
    ),
    "name in capitals": _kind(
        "patient {upper} called", "PATIENT {upper} CALLED TWICE", "MEMBER: {upper}", "CLAIM FOR {upper} DENIED",
        "pt {upper} no show",
    ),
    "name with accents": _accented,
    "rare name": _kind(
        "patient {rare} called", "member {rare} was denied", "Subscriber: {rare}", "patient named {rare}",
    ),
    "title": _kind(
        "Mrs. {last}'s chart was open", "Mr {last} called about his bill", "Ms. {last} complained twice",
        "mrs. {last} was discharged", "letter to Mr. {name} came back", "Mrs {last} owes a copay",
    ),
    "initial": _kind(
        "pt. {initial}. {last} called", "patient {initial}. {last} was seen", "member {initial}. {last}, denied",
    ),
    "age and discharge": _kind(
        "{name}, {age}, discharged on March 3", "{name}, {age} yo, seen in the ED", "{name} ({age}), admitted 3/4",
        "{name}, {age} F, surgery on Monday", "{name}, aged {age}, was readmitted",
    ),
    "whose": _kind(
        "{name}'s claim was denied", "chart of {name} left on the desk", "acct 00{n6} for {name}",
        "the lab results for {name} were faxed", "{name}'s surgery was moved",
    ),
    "age above 89": _kind("the {old}-year-old patient fell", "pt is {old} yo", "her mother, {old} years old"),
    "street": _kind(
        "lives at {house} {street}, Springfield", "patient moved to {house} {street}",
        "statement mailed to her at {house} {street}", "{house} {street}, Dayton, OH 45402",
        "address on file: {house} {street} Apt {letter}", "member at {house} {street}",
    ),
    "account": _kind(
        "account number {n8} for the patient", "acct# {n8}", "acct #{n6} was sent to the agency",
        "patient acct {n8} is wrong", "Account no. {n8}, guarantor disputes", "her account {n8} was closed",
    ),
    "license": _kind(
        "driver's license {letter}{n8}", "driver's licence no. {letter}{n6}", "DL# {letter}{n8} was copied",
        "drivers license number: {n8}", "passport no. {n9} scanned", "license plate {n4}{letter}{letter}",
    ),
    "device": _kind(
        "{device} serial {n8}", "{device} serial number SN-{n6}", "device serial no. {letter}{n6}",
        "{device} s/n {n8} was recalled", "the patient's {device}, serial #{n6}",
    ),
    "social": _kind(
        "social {n9}", "SSN {ssn} on the form", "her social is {n9}", "ssn: {n9}", "social security no. {ssn}",
        "SSN ending in {n4}", "last four of her SSN is {n4}",
    ),
    "hidden character": _soft,
    "record": _kind(
        "MRN {n8}", "member ID W{n8}", "claim no. {n9}", "medical record number {n6}", "policyholder id {n8}",
        "her insurance policy number is {n8}", "patient id: {n6}", "Medicaid # {n9}",
    ),
    "birth date": _kind("DOB {day}", "born on {day}", "date of birth: {day}", "dob {day}, no auth"),
    "phone": _kind("patient called from {phone}", "her cell {phone}", "call the member's wife at {phone}"),
    "e-mail": _kind(
        "patient writes from {letter}.kim{n4}@gmail.com", "sent it to sunny{n4}@yahoo.com",
        "member's address is rosa.{letter}@mailbox.example",
    ),
}  # fmt: skip
"""Each kind and how a note of it is made: HIPAA's identifiers (45 CFR 164.514(b)(2)) as they are typed."""
