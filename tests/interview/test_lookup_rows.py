"""Rows that are kept from move to move are the rows that would be made anew."""

from __future__ import annotations

import random

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Need, NonAnswer, Subject, Value
from bpo_controls.answers.engagement_record import Change, Record, Rename
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.interview.lookup import FILTERS, Lookup
from bpo_controls.library.load import load_library

LIBRARY = load_library()
AS_OF = "2026-11-23"
START = (
    Answer("workflows", ENGAGEMENT, ("coding", "payment-posting")),
    Answer("data_types", ENGAGEMENT, ("demographics", "clinical")),
    Answer("sites", ENGAGEMENT, ("Manila", "Cebu")),
)
BEGUN = Record().after([Change(1, "", given=START, kind="imported")])
APPLYING = [one.control.id for one in evaluate(LIBRARY, BEGUN, AS_OF).findings if one.status]
CONTROLS = [*APPLYING[:15], *random.Random(7).sample(list(LIBRARY.controls), 15)]
VALUES: tuple[Value, ...] = ("not-in-place", "partly", "in-place")


def moves(some: random.Random, changes: list[Change]) -> Change:
    """Something that a meeting may record next."""
    number = len(changes) + 1
    match some.randrange(6):
        case 0 | 1:
            chosen = some.sample(CONTROLS, 3)
            given = tuple(
                Answer(
                    one,
                    ENGAGEMENT,
                    some.choice(VALUES),
                    note=f"note {number}",
                    by=some.choice(("Kim", "Lee")),
                )
                for one in chosen
            )
            return Change(number, "", given=given, kind="answer")
        case 2:
            one = Answer(some.choice(CONTROLS), ENGAGEMENT, non_answer=NonAnswer("dont-know", "the QA lead"))
            return Change(number, "", given=(one,), kind="answer")
        case 3:
            return Change(number, "", withdrawn=(Need(some.choice(CONTROLS), ENGAGEMENT),), kind="withdrawn")
        case 4:
            one = Answer(some.choice(CONTROLS), ENGAGEMENT, "in-place", by="Max")
            return Change(number, "", contested=(one,), kind="contested")
        case _:
            after = f"Place {number}"
            places = [c.renamed[0].name_after for c in changes if c.renamed]
            before = places[-1] if places else "Manila"
            rename = Rename(
                before=Subject("site", before.lower().replace(" ", "-")),
                after=Subject("site", after.lower().replace(" ", "-")),
                item="sites",
                name_before=before,
                name_after=after,
            )
            return Change(number, "", renamed=(rename,), kind="renamed")


def test_kept_rows_are_those_made_anew() -> None:
    some = random.Random(20261123)
    changes = [Change(1, "", given=START, kind="imported")]
    changed: set[Need] = set()
    stand: list[tuple[Record, Assessment]] = []

    def now() -> tuple[Record, Assessment]:
        return stand[-1]

    kept = Lookup(LIBRARY, now, lambda: changed)
    states = set()
    for _ in range(25):
        record = Record().after(changes)
        stand.append((record, evaluate(LIBRARY, record, AS_OF)))
        fresh = Lookup(LIBRARY, now, lambda: changed)
        for wanted in FILTERS:
            assert kept.rows(wanted) == fresh.rows(wanted)
        for words in ("password", "note", "place", "kim access"):
            assert kept.find(words) == fresh.find(words)
        assert kept.counts() == {one: len(fresh.rows(one)) for one in FILTERS}
        states |= {(row.state, row.conflict, row.changed, row.status) for row in kept.rows()}
        changes.append(moves(some, changes))
        changed.update(answer.need for answer in changes[-1].given)
    assert len(states) > 5


def test_rows_are_made_once_as_long_as_nothing_is_recorded() -> None:
    assessment = evaluate(LIBRARY, BEGUN, AS_OF)
    lookup = Lookup(LIBRARY, lambda: (BEGUN, assessment))
    assert all(one is other for one, other in zip(lookup.rows(), lookup.rows(), strict=True))
