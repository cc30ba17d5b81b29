"""Names of patients, in any case, with or without a title, wherever the words around say whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bpo_controls.answers.common_names import first_names, last_names
from bpo_controls.answers.phi_hit import PhiHit, hit_between
from bpo_controls.answers.phi_words import NOT_NAMES

_WORD = r"[A-Za-z](?:[A-Za-z'-]{0,30}[A-Za-z])?"
_TOKENS = rf"({_WORD}\.?)(,? {_WORD}\.?)?(,? {_WORD}\.?)?"
_TRIGGER = (
    r"(?i:\b(?:patients?|pts?|members?|beneficiary|insured|subscriber|guarantor|enrollee|caller|resident|dependent|"
    r"policy ?holder|decedent|claimant|mother|father|wife|husband|spouse|daughter|son))(?i:\.|'s)?"
    r"(?i:(?: |, |: )(?:full |first |last )?name)?"
)
_SAYS_SO = r"(?i:(?: (?:is|was))?(?: (?:named|called|known as|by the name of))?)"
_TITLE = r"(?:(?i:mr|mrs|ms|mx|sr|sra|senor|senora)\b\.?|Miss\b|MISS\b)"
_AFTER_TRIGGER = rf"({_TRIGGER})({_SAYS_SO})(?:\s{{0,3}}[:,\"-]?\s{{1,3}}|\s{{0,3}}[(\"]\s{{0,3}})(?:{_TITLE} )?(?={_WORD})"
_AFTER_TITLE = rf"(?<![\w-]){_TITLE} (?={_WORD})"
_HELD = (
    r"(?i:chart|medical records?|records?|claims?|bills?|statements?|results?|labs?|refills?|prescriptions?|"
    r"surgery|appointments?|visits?|auth|authorizations?|mrn|dob|accounts?|acct|referrals?|eob|denials?|"
    r"balance|copay|diagnosis|scans?|mri|x-?rays?|imaging|discharge|admission|biopsy|chemo|history|ssn|"
    r"address|phone|insurance|coverage|daughter|son|wife|husband|mother|father)"
)
_HELD_BY = (
    rf"\b{_HELD}(?: (?i:number|no\.?|id|\#))?(?: ?\#? ?[A-Z]{{0,3}}\d[\w-]*)? "
    rf"(?i:of|for|on|belonging to|belongs to|under|in the name of) (?:{_TITLE} )?(?={_WORD})"
)
_OWNS = rf"(?<![\w'-])({_WORD})(,? {_WORD}\.?)?(,? {_WORD})?'s (?:[a-z]+ )?{_HELD}\b"
_AGE = (
    r"(?:(?i:,? \(?(?:aged? )?\d{1,3}[ -]?(?:y/?o|yrs?|years?(?:[- ]old)?|[mf]\b|male|female)\b)|"
    r",? \(?(?i:aged? )\d{1,3}\b|,? \(?\d{1,3}\)?(?=\W{1,3}(?i:was |is |had |who )?(?i:CLINICAL)))"
).replace(
    "CLINICAL",
    r"(?:re)?admitted|discharged?|seen|treated|diagnosed|died|surgery|transferred|operated|presented|DOB",
)
_WITH_AGE = rf"(?<![\w'-])({_WORD})(,? (?:[A-Z]\. ?)?{_WORD}){_AGE}"
_CLINICAL_ACT = (
    rf"(?<![\w'-])({_WORD})(,? (?:[A-Z]\. ?)?{_WORD}),? (?i:(?:was |is |got )?(?:re)?(?:admitted|discharged|"
    r"diagnosed|hospitalized|transferred to|treated for|operated on|seen (?:on|in|by) (?:the |dr)?))\b"
)
_ACTS = (
    "admitted",
    "discharged",
    "diagnosed",
    "hospitalized",
    "transferred to",
    "treated for",
    "operated on",
    "seen ",
)
"""Without one of these nothing meets `_CLINICAL_ACT`."""
_OWN_CARE = (
    rf"(?<![\w'-])(?=({_WORD})(,? {_WORD}),? (?:[\w'()]+ ){{0,6}}(?i:her|his|their own) (?:\w+ )?"
    r"(?i:claims?|bills?|copay|surgery|appointments?|refills?|prescriptions?|discharge|diagnosis|chart|denials?|"
    r"balance|statement|deductible|coverage|mri|results|biopsy|insurance|eob|auth|procedure|treatment)\b)"
)
_CALLED = r"(?i)(?:'s\b| (?:was seen|was admitted|was discharged|called|calls|phoned|rang|asked|complained|wants|disputes|disputed)\b)"
_DOES = (
    r"(?i)(?:'s\b|,? (?:called|calls|phoned|rang|asked|asks|says|said|complained|complains|wrote|writes|requested|"
    r"wants|wanted|reported|visited|came|comes|was|has|had|needs|needed|refused|died|is|got|never|still|did|"
    r"paid|owes|received|disputes|disputed|gave|lives|moved|returned|missed|hung|left|about|cannot|could|will|"
    r"would|who|whose|and her|and his|on \d|at \d|dob|mrn|ssn|age)\b|[,;]? \(?(?:\d{1,3}\b|dob|mrn)|[.,;)]|$)"
)
_STAFF = (
    r"(?i)\b(?:leads?|manager|directors?|officer|supervisors?|coordinator|analyst|auditor|coder|reviewer|owner|"
    r"vp|ceo|coo|cfo|ciso|cio|hr|trainer|counsel|head of|chief|team|vendor|department|consultant|administrator|"
    r"privacy|compliance|operations|quality|security|nurse|physician|president|assistant|secretary|"
    r"confirmed|confirms|showed|shows|demonstrated|presented|walked|signs|signed|approves|approved|reviews|"
    r"reviewed|owns|runs|manages|will send|sends|interview\w*|meeting|escalates?|trains|reports to|"
    r"explained|describes?d?|oversees|maintains|audits|samples|attests|certifies|responsible|on site)\b"
)
_LOOKS = "a patient's name"


def find_names(text: str) -> Iterator[PhiHit]:
    """Every name in a folded text that looks like a patient's."""
    for match in re.finditer(_AFTER_TRIGGER, text):
        said_so = bool(match.group(2).strip()) or "name" in match.group(1).casefold()
        yield from _name_at(text, match.end(), said_so=said_so and not _is_called(match), trigger=True)
    for match in re.finditer(_AFTER_TITLE, text):
        yield from _titled(text, match)
    for match in re.finditer(_HELD_BY, text):
        yield from _name_at(text, match.end(), listed=True)
    for match in (found for shape in _shapes(text) for found in re.finditer(shape, text)):
        start, end = match.start(1), match.end(match.lastindex or 1)
        words = _words(text[start:end])
        if _is_listed(words[-2:]):
            start = end - len(" ".join(words[-2:])) if len(words) > 2 else start
            yield hit_between("name", _LOOKS, text, start, end)


def _shapes(text: str) -> Iterator[str]:
    """The patterns of a name before something of the person's that the text can meet at all. Compiling them takes long."""
    small = text.casefold()
    if "'s " in small:
        yield _OWNS
    if any(map(str.isdecimal, text)):
        yield _WITH_AGE
    if any(act in small for act in _ACTS):
        yield _CLINICAL_ACT
    if any(own in small for own in ("her ", "his ", "their own ")):
        yield _OWN_CARE


def _is_called(match: re.Match[str]) -> bool:
    """ "patient called" may say that the patient phoned; "patient is" says many things."""
    return (
        match.group(2).strip().casefold() in ("called", "is", "was", "")
        and "name" not in match.group(1).casefold()
    )


def _titled(text: str, match: re.Match[str]) -> Iterator[PhiHit]:
    """A title and a name: a patient's, unless the words around speak of work."""
    token = re.match(rf"{_WORD}(?: {_WORD})?", text[match.end() :])
    if token is None:
        return
    words = token.group().split(" ")
    if len(words) == 2 and not (_is_capital(words[1]) and _may_be_name(words[1])):
        words = words[:1]
    last = re.sub(r"'s$", "", words[-1])
    known = last.casefold() in last_names()
    if not _may_be_name(last) or not (_is_capital(last) or known) or len(last) < 2:
        return
    end = match.end() + len(" ".join(words)) - (len(words[-1]) - len(last))
    owned = re.match(rf"'s (?:[a-z]+ )?{_HELD}\b", text[end:])
    around = text[max(0, match.start() - 60) : match.start()] + "\n" + text[end : end + 60]
    if owned or not re.search(_STAFF, around):
        yield hit_between("name", _LOOKS, text, match.end(), end)


def _name_at(
    text: str, place: int, *, said_so: bool = False, trigger: bool = False, listed: bool = False
) -> Iterator[PhiHit]:
    match = re.compile(_TOKENS).match(text, place)
    if match is None:
        return
    count = _count_name(match, said_so=said_so, trigger=trigger, listed=listed)
    if count:
        end = match.end(count)
        if text[place:end].endswith("'s"):
            end -= 2
        yield hit_between("name", _LOOKS, text, place, end)


def _count_name(match: re.Match[str], *, said_so: bool, trigger: bool, listed: bool) -> int:
    """How many of the words at a match are a name: 0, 1, 2 or 3."""
    text = match.string
    words = [re.sub(r"^,? |'s$|\.$", "", part or "") for part in match.groups()]
    first, second, third = words
    middle_initial = len(second) == 1 and second.isupper() and not (match.group(1) or "").endswith("'s")
    if (
        middle_initial
        and third
        and (_is_listed([first, third]) or (_is_title_pair(first, third) and not listed))
    ):
        return 3  # John Q. Public
    stops = re.search(r"[.']s?$", match.group(1)) and len(first) > 1
    if second and not stops:
        then = text[match.end(2) :]
        if _is_listed([first, second]):
            return 3 if third and _is_capital(third) and _is_known(third) else 2
        if len(first) == 1 and _may_be_name(second) and len(second) > 1:
            if match.group(1).endswith(".") and (_is_capital(second) or _is_known(second)):
                return 2
        elif not listed and _is_title_pair(first, second):
            return 2
        elif not listed and _may_be_name(first) and _may_be_name(second) and len(second) > 1:
            known = _is_given(first) or (_is_given(second) and "," in match.group(2))
            same_case = first.isupper() == second.isupper()
            if same_case and (known or (said_so and _is_last(second))) and re.match(_DOES, then):
                return 2
            if said_so and known and same_case:
                return 2
            capitals = first.isupper() and second.isupper() and min(len(first), len(second)) > 3
            if capitals and (said_so or re.match(_CALLED, then)):
                return 2
    if not (trigger and _may_be_name(first)) or len(first) < 3:
        return 0
    alone = text[match.end(1) - (2 if match.group(1).endswith("'s") else 0) :]
    if said_so and _is_capital(first) and not first.isupper():
        return 1
    if (_is_given(first) or (_is_last(first) and _is_capital(first))) and re.match(_DOES, alone):
        return 1
    if _is_last(first) and re.match(_CALLED, alone):
        return 1
    return 0


def _is_listed(words: list[str]) -> bool:
    """Whether two words are a first and a last name by the lists, or one by the list and both in capitals."""
    if len(words) != 2:
        return False
    first, last = words
    if not (_may_be_name(first) and _may_be_name(last)):
        return False
    either = (first, last), (last, first)
    if any(_is_given(one) and (_is_last(two) or _is_given(two)) for one, two in either):
        return True
    capital = _is_capital(first) and _is_capital(last) and len(last) > 1 and len(first) > 1
    return (
        capital and not (first.isupper() and len(first) < 4) and any(_is_given(one) for one, _ in either[:1])
    )


def _is_title_pair(first: str, second: str) -> bool:
    """Two words with a capital in front and small letters behind, neither of them a word of the trade."""
    return all(
        _is_capital(word) and not word.isupper() and len(word) > 1 and _may_be_name(word)
        for word in (first, second)
    )


def _words(name: str) -> list[str]:
    return [word for word in re.sub(r"[,.]", "", re.sub(r"'s$", "", name)).split() if len(word) > 1]


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _may_be_name(word: str) -> bool:
    return not any(part in NOT_NAMES for part in re.findall(r"[a-z]+", word.casefold()) if len(part) > 1)


def _is_given(word: str) -> bool:
    return any(part in first_names() for part in (word.casefold(), *word.casefold().split("-")))


def _is_last(word: str) -> bool:
    plain = word.casefold().replace("'", "")
    return any(part in last_names() for part in (plain, *plain.split("-")))


def _is_known(word: str) -> bool:
    return _is_given(word) or _is_last(word)
