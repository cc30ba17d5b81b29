"""Words that look as if they name a patient. Engagements hold no patient data, so such text is refused.

A guard against slips, not a de-identification tool: it knows the shapes in which identifiers of the
HIPAA list (45 CFR 164.514(b)(2)) are usually typed, and prefers a missed oddity to a false alarm in
ordinary notes about limits, laws, volumes and help desks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bpo_controls.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class PhiHit:
    """A stretch of text (`start` to `end`, in characters) and what it looks like; `masked` hides it."""

    kind: str
    looks_like: str
    masked: str
    start: int
    end: int


# Patterns are compiled (and kept) by `re` when first used: most texts need only a few of them.
_DASH = r"[-\u2010-\u2013. ]"
_SSN = rf"(?<![\w-])(?!000|666|9)\d{{3}}({_DASH})(?!00)\d{{2}}\1(?!0000)\d{{4}}(?![\w-])"
_SSN_WORD = r"(?i)\b(?:ssn|social security(?: number| no\.?| #)?)\W{0,4}(?:is\s)?\W{0,2}(\d{9})\b"
_CARD = r"(?<![\w.,-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])"
_MBI = (
    r"(?i)\b[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d-?"
    r"[AC-HJKMNP-RT-Y]{2}\d{2}\b"
)
_RECORD = (
    r"(?i)\b(?:mrn|mr\#|medical record|chart|hicn|patient(?: account)?|member(?:ship)?|subscriber|beneficiary|"
    r"enrollee|policy(?:holder)?|medicaid|medicare|insurance|claim)"
    r"(?:'s)?(?:\s+(?:id|ids|identifier|number|num|no|nr|control number))?"
    r"\s*(?:[:#=]|\bis\b|\.)?\s*[#:]?\s*"
    r"([A-Z]{0,4}-?\d[A-Z0-9-]{3,})\b"
)
_RECORD_WORD = r"(?i)\b(?:mrn|hicn)\b|#|\b(?:id|ids|identifier|number|num|no|nr)\b"
_PHONE = r"(?<![\w.])(?:\+?1[-. ]?)?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?!\w)"
_TOLL_FREE = r"8(?:00|22|33|44|55|66|77|88)"
_PERSON_NEAR = (
    r"(?i)\b(?:patients?|pt|members?|callers?|guarantor|subscriber|beneficiary|enrollee|insured|mother|father|"
    r"wife|husband|spouse|son|daughter|mr|mrs|ms|her|his|cell|mobile|home phone)\b"
)
_DESK_NEAR = (
    r"(?i)\b(?:help ?-?desk|service desk|services?|support|hotline|toll.free|switchboard|front desk|"
    r"call cent(?:er|re)|main (?:line|number)|escalation|on.call|supervisor|vendor|it security)\b"
)
_DATE = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2}|"
    r"\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]{2,8}\.?,? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})"
)
_BIRTH = rf"(?i)\b(?:dob|d\.o\.b|date of birth|birth ?-?date|birthday|born)\b\W{{0,4}}(?:(?:is|was|on)\s+)?({_DATE})"
_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}\b"
_ROLE_BOX = (
    r"(?i)(?:info|contact|office|help|helpdesk|support|service|servicedesk|security|privacy|compliance|legal|billing|"
    r"claims|coding|audit|quality|qa|it|hr|admin|abuse|incident|incidents|soc|noreply|no-reply|hello|team|"
    r"operations|ops|escalation|escalations|records|dpo|vendor|vendors)(?:[._+-][a-z]+)*"
)
_NAMED = (
    r"\b(?i:patient|pt|member|beneficiary|insured|subscriber|guarantor|enrollee|caller)(?i:(?:'s)? name)?"
    r"(?i:\s+(?:is|was|named|called))?\s*[:,-]?\s+"
    r"((?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][a-z'’]{1,20}(?:-[A-Z][a-z]+)?,? (?:[A-Z]\.? )?[A-Z][A-Za-z'’-]{1,30})"
)
_WORK_WORDS = frozenset(  # words of the trade that follow "patient" or "member" with a capital
    re.findall(
        r"\w+",
        "patient member access account accounts accounting advice advocate advocacy affairs and appeals "
        "appointment assistance authorization authorization balance balances benefit benefits billing "
        "call calls care case center center charge chart claim claims clinical coding collections "
        "communication communications complaint complaints consent contact coverage data department desk "
        "digital eligibility education engagement enrollment enrollment experience file financial first flow "
        "follow for front grievance grievances group handling health help home id identification identifiers "
        "identity information insurance intake invoice is kiosk letter letters line log management master "
        "matching medical member members messages model name notice number of office onboarding or outreach "
        "patient payment payments plan policy portal privacy protection records record refund refunds "
        "refunding registration relations relationship responsibility rights safety satisfaction scheduling "
        "screening secure self service services specialist statement statements support survey system "
        "systems team telephone the to transport triage under united states verification visit volume web "
        "we when who with",
    )
)


def looks_like_phi(text: str, *, contact: bool = False) -> tuple[PhiHit, ...]:
    """Everything in `text` that looks like a patient identifier, in text order, without overlaps.

    `contact` is for fields that name a person to ask or where a document is kept: there a phone
    number or an e-mail address is what one would expect.
    """
    hits = list(_shapes(text))
    if not contact:
        hits += _contacts(text)
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[PhiHit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


def identifier_problem(text: str, what: str, *, contact: bool = False) -> Diagnostic | None:
    """The refusal of a text that looks like a patient identifier, or None. Never repeats the identifier."""
    hits = looks_like_phi(text, contact=contact)
    if not hits:
        return None
    found = "; ".join(f"{hit.looks_like} ({hit.masked})" for hit in hits)
    return Diagnostic(
        "looks-like-identifier",
        f"{what} seems to hold {found}",
        hint="describe the case without naming the person; engagements hold no patient data",
    )


def _shapes(text: str) -> Iterator[PhiHit]:
    if re.search(r"\d", text):
        yield from _numbers(text)
    for match in re.finditer(_NAMED, text):
        words = re.findall(r"[a-z]+", match.group(1).casefold())
        if not _WORK_WORDS.intersection(words):
            yield _hit("name", "a patient's name", match, 1)


def _numbers(text: str) -> Iterator[PhiHit]:
    for match in re.finditer(_SSN, text):
        yield _hit("ssn", "a Social Security number", match)
    for match in re.finditer(_SSN_WORD, text):
        yield _hit("ssn", "a Social Security number", match, 1)
    for match in re.finditer(_CARD, text):
        digits = re.sub(r"\D", "", match.group())
        if 13 <= len(digits) <= 19 and _luhn(digits):
            yield _hit("card", "a payment card number", match)
    for match in re.finditer(_MBI, text):
        yield _hit("mbi", "a Medicare beneficiary identifier", match)
    for match in re.finditer(_RECORD, text):
        before = text[match.start() : match.start(1)]
        digits = "".join(ch for ch in match.group(1) if ch.isdigit())
        if re.search(_RECORD_WORD, before) and len(digits) >= 4:
            yield _hit("record", "a record, member or claim number", match, 1)
    for match in re.finditer(_BIRTH, text):
        yield _hit("birth-date", "a date of birth", match, 1)


def _contacts(text: str) -> Iterator[PhiHit]:
    for match in re.finditer(_PHONE, text):
        near = text[max(0, match.start() - 60) : match.end() + 30]
        area = re.sub(r"^\+?1(?=\D)", "", match.group()).lstrip("-. (")
        if (
            re.search(_PERSON_NEAR, near)
            and not re.search(_DESK_NEAR, near)
            and not re.match(_TOLL_FREE, area)
        ):
            yield _hit("phone", "a patient's phone number", match)
    for match in re.finditer(_EMAIL, text):
        if not re.fullmatch(_ROLE_BOX, match.group().partition("@")[0]):
            yield _hit("e-mail", "a person's e-mail address", match)


def _luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812-1, Luhn)."""
    total = 0
    for index, ch in enumerate(reversed(digits)):
        number = int(ch) * (2 if index % 2 else 1)
        total += number - 9 if number > 9 else number
    return total % 10 == 0


def _hit(kind: str, looks_like: str, match: re.Match[str], group: int = 0) -> PhiHit:
    return PhiHit(kind, looks_like, _mask(kind, match.group(group)), match.start(group), match.end(group))


def _mask(kind: str, found: str) -> str:
    """Enough to find the place, never enough to know the person."""
    if kind == "name":
        return " ".join(f"{word[0]}…" for word in found.split())
    if kind == "e-mail":
        return f"{found[0]}…@…"
    if kind == "birth-date":
        return re.sub(r"[A-Za-z0-9]", "•", found)
    hidden = re.sub(r"[A-Za-z0-9]", "•", found[:-2])
    return hidden + found[-2:]
