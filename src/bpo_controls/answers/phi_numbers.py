"""Numbers that identify a patient: Social Security, record, member, account, device, license, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.answers.phi_hit import PhiHit, hit

# Texts arrive folded (see plain_letters). Patterns are compiled and kept by `re` when first used.
_DASH = r"[-. ]"
_SSN = rf"(?<![\w-])(?!000|666|9)\d{{3}}({_DASH})(?!00)\d{{2}}\1(?!0000)\d{{4}}(?![\w-])"
_SSN_WORD = (
    r"(?i)\b(?:ssn|socials?|soc\.? ?sec\.?|s\.s\.n\.|social security)(?:\s{1,3}(?:number|num|no\.?|\#))?"
    r"\W{0,4}(?:(?:is|was|ends in|ending in|last (?:four|4)(?: digits)?(?: are| is)?)\W{1,2}){0,2}"
    r"(?<!\d)(\d{9}|\d{3}-?\d{6}|\d{4})\b(?!\s*(?:characters|digits|tokens|fields|records|patients|rows))"
)
_LAST_FOUR = (
    r"(?i)\blast (?:four|4)(?: digits)? of (?:the|her|his|their)? ?(?:ssn|social(?: security)?)(?: number)?"
    r"\W{1,3}(?:(?:is|are|was)\s+)?(\d{4})\b"
)
_CARD = r"(?<![\w.,-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])"
_MBI = (
    r"(?i)\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?"
    r"[AC-HJKMNP-RT-Y]{2}\d{2}\b"
)
_IS = r"\s{0,3}(?:[:#=]|\bis\b|\bwas\b|\.)?\s{0,3}[#:]?\s{0,3}"
_ID_WORDS = r"(?:'s)?(?:\s{1,3}(?:id|ids|identifier|number|num|no|nr|control number))?"
_RECORD = (
    r"(?i)\b(?:mrn|mr\#|medical record|chart|hicn|patient(?: account)?|member(?:ship)?|subscriber|beneficiary|"
    rf"enrollee|policy ?holder|medicaid|medicare|insurance(?: policy)?|claim){_ID_WORDS}{_IS}"
    r"([A-Z]{0,4}-?\d[A-Z0-9-]{3,})\b"
)
_RECORD_WORD = r"(?i)\b(?:mrn|hicn)\b|#|\b(?:id|ids|identifier|number|num|no|nr)\b"
_POLICY = rf"(?i)\bpolicy(?:\s{{1,3}}(?:id|number|num|no|nr))?{_IS}([A-Z]{{0,4}}-?\d[A-Z0-9-]{{3,}})\b"
_ACCOUNT = (
    r"(?i)\b(?:acct|account|a/c|encounter|visit|fin|hospital account|har|csn)\b\.?"
    rf"(?:\s{{1,3}}(?:id|number|num|no|nr)\b)?{_IS}([A-Z]{{0,3}}-?\d[A-Z0-9-]{{3,}})\b"
)
_DEVICE = (
    r"(?i)\b(?:serial|s/n|sn|udi|lot|device (?:id|identifier|no|number))\b(?:\s{1,3}(?:number|num|no|nr)\b)?"
    rf"(?:\s{{1,3}}(?:of|for|on)\s+(?:the|her|his|their|a)(?:\s{{1,3}}[a-z]+){{1,3}}?)?{_IS}"
    r"([A-Z(]{0,4}-?\d[A-Z0-9()-]{3,})"
)
_LICENSE = (
    r"(?i)\b(?:driver'?s?'? licen[sc]e|driving licen[sc]e|d\.?l\.?|state id|passport|license plate|plate|vin|"
    r"alien (?:registration )?|green card|certificate of birth)\b\.?(?:\s{1,3}(?:id|number|num|no|nr)\b)?"
    rf"{_IS}([A-Z0-9]{{0,4}}-?\d[A-Z0-9-]{{3,}})\b"
)
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2}|[01]\d[0-3]\d(?:19|20)\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_BIRTH = (
    r"(?i)\b(?:dob|d\.o\.b|date of birth|birth ?-?date|birthday|born)\b\W{0,4}(?:(?:is|was|on)\s+)?"
    rf"({_DATE})"
)
_OLD = r"(?i)\b((?:9\d|1[01]\d)[- ]?(?:years?[- ]old|y/?o|yrs?[- ]old))\b"
_ADDRESS = r"(?<![\d.])((?:\d{1,3}\.){3}\d{1,3})(?![\d.])"

_PERSON = (
    r"(?i)\b(?:patients?|pts?|members?|callers?|guarantor|subscriber|beneficiary|enrollee|insured|policy ?holder|"
    r"mother|father|wife|husband|spouse|son|daughter|mrs|mr|ms|her|his|she|he)\b"
)
_MONEY_OR_LEDGER = (
    r"(?i)\b(?:bank|lock ?box|deposit|ledger|g/?l|cost cent(?:er|re)|vendor|supplier|clearing|checking|wire|remit\w*|"
    r"expense|support|service|admin\w*|user|tax|invoice|purchase|customer|cloud|tenant|aws|azure)\b"
)
_WORKPLACE_DEVICE = (
    r"(?i)\b(?:laptop|desktop|work ?station|router|switch|firewall|printer|scanner|server|badge|asset|phone|"
    r"thin client|monitor arm|shredder|camera|token|dongle|hard drive|disk|ups|headset|software|license key|"
    r"certificate)s?\b"
)
_MEDICAL_DEVICE = (
    r"(?i)\b(?:device|implant\w*|pacemaker|pump|stent|defibrillator|icd|cpap|prosthe\w+|glucose|ventilator|"
    r"hearing aid|wheelchair|lens|valve|joint|hip|knee|udi)\b"
)
_PAPER = r"(?i)\b(?:handbook|hr|manual|sop|procedures?|section|version|revision|intranet|wiki|binder|library|our)\b"
_COVERAGE = r"(?i)\b(?:insurance|insured|coverage|payer|plan|group|carrier|premium|eligib\w+)\b"


def find_numbers(text: str) -> Iterator[PhiHit]:
    """Every number in a folded text that looks like a patient's.

    The patterns take long to compile, and most texts have nothing that could meet them: each is tried only where the
    digits and words that it cannot do without are there.
    """
    digits = _decimals(text)
    if digits < 2:
        return
    small = text.casefold()
    longest = max(map(_decimals, re.findall(r"[\w()-]+", text)))
    if digits >= 9:
        for match in re.finditer(_SSN, text):
            yield hit("ssn", "a Social Security number", match)
    spoken = any(word in small for word in ("ssn", "soc", "s.s.n"))
    for pattern in (*([_SSN_WORD] if spoken else []), *([_LAST_FOUR] if "last " in small else [])):
        for match in re.finditer(pattern, text):
            if (
                len(match.group(1)) > 4
                or pattern is _LAST_FOUR
                or re.search(r"(?i)last|ending|ends", match.group())
            ):
                yield hit("ssn", "a Social Security number", match, 1)
    for match in re.finditer(_CARD, text) if digits >= 13 else ():
        number = re.sub(r"\D", "", match.group())
        if 13 <= len(number) <= 19 and _luhn(number):
            yield hit("card", "a payment card number", match)
    for match in re.finditer(_MBI, text) if longest >= 5 else ():
        yield hit("mbi", "a Medicare beneficiary identifier", match)
    if any(word in small for word in ("dob", "d.o.b", "birth", "born")):
        for match in re.finditer(_BIRTH, text):
            yield hit("birth-date", "a date of birth", match, 1)
    if any(word in small for word in ("old", "y/o", "yo")):
        for match in re.finditer(_OLD, text):
            if _near(_PERSON, match, 40, 40):
                yield hit("age", "an age above 89", match, 1)
    if longest >= 4:
        yield from _filed(text)
    for match in re.finditer(_ADDRESS, text) if text.count(".") >= 3 else ():
        if _near(_PERSON, match, 25, 0) and re.search(r"(?i)\bip\b", text):
            yield hit("ip", "a patient's network address", match, 1)


def _decimals(text: str) -> int:
    return sum(map(str.isdecimal, text))


def _filed(text: str) -> Iterator[PhiHit]:
    """Numbers under which a person is filed somewhere."""
    for match in re.finditer(_RECORD, text):
        before = text[match.start() : match.start(1)]
        if re.search(_RECORD_WORD, before) and _digits(match) >= 4:
            yield hit("record", "a record, member or claim number", match, 1)
    for match in re.finditer(_POLICY, text):
        about_a_person = _near(_PERSON, match, 40, 40) or _near(_COVERAGE, match, 30, 30)
        if about_a_person and not _near(_PAPER, match, 30, 40) and _digits(match) >= 5:
            yield hit("record", "a record, member or claim number", match, 1)
    for match in re.finditer(_ACCOUNT, text):
        labeled = re.search(r"(?i)acct|#|\b(?:no|num|number|nr|id)\b|:", text[match.start() : match.start(1)])
        ledger = _near(_MONEY_OR_LEDGER, match, 30, 30) and not _near(_PERSON, match, 30, 40)
        if (labeled or _near(_PERSON, match, 40, 40)) and not ledger and _digits(match) >= 4:
            yield hit("account", "a patient's account number", match, 1)
    for match in re.finditer(_DEVICE, text):
        medical = _near(_MEDICAL_DEVICE, match, 40, 40) or _near(_PERSON, match, 40, 40)
        if medical and not _near(_WORKPLACE_DEVICE, match, 40, 30) and _digits(match) >= 4:
            yield hit("device", "a device identifier", match, 1)
    for match in re.finditer(_LICENSE, text):
        if _digits(match) >= 4:
            yield hit("license", "a license, plate or passport number", match, 1)


def _near(pattern: str, match: re.Match[str], before: int, after: int) -> bool:
    """Whether words stand around a match, at most so many characters away."""
    text = match.string
    return bool(
        re.search(pattern, text[max(0, match.start() - before) : match.start(1)])
        or re.search(pattern, text[match.end() : match.end() + after])
    )


def _digits(match: re.Match[str]) -> int:
    return sum(ch.isdigit() for ch in match.group(1))


def _luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1, Luhn)."""
    total = 0
    for index, ch in enumerate(reversed(digits)):
        number = int(ch) * (2 if index % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0
