"""Ways to reach or find a patient: phone, e-mail and street address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.answers.phi_hit import PhiHit, hit

_PHONE = r"(?<![\w.])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?!\w)"
_TOLL_FREE = r"8(?:00|22|33|44|55|66|77|88)"
_PERSON_NEAR = (
    r"(?i)\b(?:patients?|pt|members?|callers?|guarantor|subscriber|beneficiary|enrollee|insured|mother|father|"
    r"wife|husband|spouse|son|daughter|mr|mrs|ms|her|his|cell|mobile|home phone|home number)\b"
)
_DESK_NEAR = (
    r"(?i)\b(?:help ?-?desk|service desk|services?|support|hotline|toll.free|switchboard|front desk|"
    r"call cent(?:er|re)|main (?:line|number)|escalation|on.call|supervisor|vendor|it security)\b"
)
_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}\b"
_FREE_MAIL = (
    r"(?i)@(?:gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|me|mac|aol|comcast|verizon|att|"
    r"sbcglobal|cox|charter|bellsouth|earthlink|proton(?:mail)?|gmx|mail|zoho)\."
)
_ROLE_BOX = (
    r"(?i)(?:info|contact|office|help|helpdesk|support|service|servicedesk|security|privacy|compliance|legal|billing|"
    r"claims|coding|audit|quality|qa|it|hr|admin|abuse|incident|incidents|soc|noreply|no-reply|hello|team|"
    r"operations|ops|escalation|escalations|records|dpo|vendor|vendors)(?:[._+-][a-z]+)*"
)
_WORK_NEAR = (
    r"(?i)\b(?:leads?|manager|director|officer|supervisor|coordinator|analyst|auditor|coders?|reviewers?|owner|owns|"
    r"contact|vendor|escalat\w+|reports?|team|work|counsel|administrator|desk|department|trainer|agents?|copy|cc|"
    r"ask|approv\w+|signs?|invoices?|minutes|invite|tickets?|audit|kept by|sent by|from)\b"
)
_WORK_DOMAIN = (
    r"(?i)@[\w.-]*(?:vendor|health|hospital|clinic|medical|care|bpo|billing|coding|outsourc|services|solutions|"
    r"consult|corp|group|partners|company|systems|tech|\.gov\b|\.example$|\.edu\b)"
)
_STREET = (
    r"(?i)(?<![\w.,$/-])(\d{1,5}(?:-\d{1,4})?[A-Z]?\s+(?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?\s+)?"
    r"(?:(?:\d{1,3}(?:st|nd|rd|th)|(?!(?:day|week|month|hour|minute|percent|of|on|in|by|per|the|at|to|and|or)s?\b)"
    r"[A-Z][A-Z'.-]{1,20})\s+){1,3}"
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Terrace|Ter|Circle|Cir|"
    r"Parkway|Pkwy|Highway|Hwy|Trail|Trl|Square|Sq|Loop|Alley)\b\.?"
    r"(?:,?\s+(?:Apt|Apartment|Unit|\#)\.?\s*[A-Z0-9-]{1,5}\b)?)"
)
_HOME_NEAR = (
    r"(?i)\b(?:lives?|living|resid\w+|home|moved|patients?|pt|members?|her|his|their|she|he|mailing address|"
    r"address on file|demographics?|mailed|apt|apartment|guarantor|caller|spouse|born|dob|mrs|mr|ms)\b"
)
_PLACE_OF_WORK = (
    r"(?i)\b(?:sites?|offices?|suite|ste|floors?|fl|buildings?|bldg|headquarters|hq|campus|data ?cent(?:er|re)|"
    r"warehouse|mail ?room|lock ?box|clinics?|hospitals?|vendor|facility|facilities|center|branch|located|"
    r"operations|delivery|plant|p\.?o\.? box|agency|department of|payer|inc|llc)\b"
)


def find_contacts(text: str) -> Iterator[PhiHit]:
    """Every phone number, e-mail address and street address in a folded text that looks like a patient's."""
    digits = sum(map(str.isdecimal, text))
    for match in re.finditer(_PHONE, text) if digits >= 10 else ():
        near = text[max(0, match.start() - 60) : match.end() + 30]
        area = re.sub(r"^\+?1(?=\D)", "", match.group()).lstrip("-. (")
        if (
            re.search(_PERSON_NEAR, near)
            and not re.search(_DESK_NEAR, near)
            and not re.match(_TOLL_FREE, area)
        ):
            yield hit("phone", "a patient's phone number", match)
    for match in re.finditer(_EMAIL, text) if "@" in text else ():
        if _is_private_mail(match):
            yield hit("e-mail", "a person's e-mail address", match)
    if digits:
        for match in re.finditer(_STREET, text):
            if _is_home(match):
                yield hit("address", "a street address", match, 1)


def _is_private_mail(match: re.Match[str]) -> bool:
    """A mailbox of a role is none; one at an employer is only where the words around it are about a patient."""
    address = match.group()
    if re.fullmatch(_ROLE_BOX, address.partition("@")[0]):
        return False
    if re.search(_FREE_MAIL, address):
        return True
    around = match.string[max(0, match.start() - 50) : match.start()] + " " + match.string[match.end() :][:40]
    if re.search(_PERSON_NEAR, around) and not re.search(_WORK_NEAR, around):
        return True
    return not (re.search(_WORK_NEAR, around) or re.search(_WORK_DOMAIN, address))


def _is_home(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 50) : match.start()]
    after = match.string[match.end() : match.end() + 40]
    street = match.group(1)
    if re.search(r"(?i)\b(?:apt|apartment)\b", street):
        return True
    if re.search(_PLACE_OF_WORK, before) or re.search(_PLACE_OF_WORK, after):
        return False
    # Without a word about somebody's home, only a street in capitals with a place behind it is an address.
    return bool(
        re.search(_HOME_NEAR, before)
        or re.search(_HOME_NEAR, after)
        or re.match(r",?\s+[A-Z][A-Za-z .'-]+,?\s+(?:[A-Z]{2}\b|\d{5}\b)", after)
        or re.match(r",\s+[A-Z][a-z]+", after)
    )
