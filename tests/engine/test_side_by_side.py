"""Several vendors on the same work: like with like, and no order where there is none."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Answer, Answers, Subject
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.side_by_side import Row, distance, nearest, share, side_by_side
from tests.engine.build import SITES, control, library, question, said, unsaid, yes

LIBRARY = library(
    [SITES, question("offshore")],
    [
        control("A-1"),
        control("A-2"),
        control("A-3", severity="low"),
        control("OFF-1", yes("offshore")),
        control("OFF-2", yes("offshore")),
        control("SITE-1", per="site"),
    ],
)


def assessed(*answers: Answer) -> Assessment:
    return evaluate(LIBRARY, Record(Answers({one.need: one for one in answers})), "2026-11-23")


NEAR = (
    said("sites", ("Manila",)), said("offshore", True), said("A-1", "in-place"), said("A-2", "not-in-place"),
    said("A-3", "not-in-place"), said("OFF-1", "in-place"), said("OFF-2", "in-place"),
    said("SITE-1", "in-place", Subject("site", "manila")),
)  # fmt: skip
HOME = (
    said("sites", ("Tampa", "Reno")), said("offshore", False), said("A-1", "not-in-place"), said("A-2", "not-in-place"),
    said("A-3", "in-place"), said("SITE-1", "in-place", Subject("site", "tampa")),
    said("SITE-1", "not-in-place", Subject("site", "reno")),
)  # fmt: skip


def rows_of(*sets: tuple[Answer, ...]) -> tuple[Row, ...]:
    return side_by_side([assessed(*answers) for answers in sets])


def test_only_what_all_need_is_shared_and_sites_count_once_by_the_worst() -> None:
    rows = rows_of(NEAR, HOME)
    assert [row.control.id for row in rows if row.shared] == ["A-1", "A-2", "A-3", "SITE-1"]
    assert [(row.control.id, row.needed_by) for row in rows if not row.shared] == [
        ("OFF-1", (0,)),
        ("OFF-2", (0,)),
    ]
    assert [stand.status for row in rows if row.control.id == "SITE-1" for stand in row.stands] == [
        "met",
        "gap",
    ]
    shared = [row for row in rows if row.shared]
    # By hand: the first has A-1 and SITE-1 met of four, the second A-3 alone.
    assert [
        (share(shared, place).met, share(shared, place).gap, share(shared, place).counted) for place in (0, 1)
    ] == [
        (2, 2, 4),
        (1, 3, 4),
    ]


def test_a_wider_scope_is_no_worse_for_its_denominator() -> None:
    """The first needs two controls more and has met them: it is nearer although it has more to do."""
    rows = rows_of(NEAR, HOME)
    found = [distance(rows, place, "pilot") for place in (0, 1)]
    assert [[row.control.id for row in one.gaps] for one in found] == [["A-2"], ["A-1", "A-2", "SITE-1"]]
    assert nearest(found) == 0


def test_fewer_gaps_but_more_unknown_is_not_nearer() -> None:
    unsure = (*(one for one in NEAR if one.item not in ("A-2", "OFF-1")), unsaid("A-2", "dont-know"))
    rows = rows_of(unsure, NEAR)
    found = [distance(rows, place, "pilot") for place in (0, 1)]
    assert [(len(one.gaps), len(one.open)) for one in found] == [(0, 2), (1, 0)]
    assert nearest(found) is None
    assert nearest([found[1], found[1]]) is None


def test_not_applicable_leaves_the_denominator_and_undecided_is_not_shared() -> None:
    excused = (*(one for one in NEAR if one.item != "A-1"), unsaid("A-1", "not-applicable", "no such desk"))
    undecided = tuple(one for one in HOME if one.item != "offshore")
    rows = rows_of(excused, undecided)
    shared = [row for row in rows if row.shared]
    assert [share(shared, place).counted for place in (0, 1)] == [3, 4]
    off = next(row for row in rows if row.control.id == "OFF-1")
    assert [stand.word for stand in off.stands] == ["in", "undecided"]
    assert not off.shared
    assert off in distance(rows, 1, "pilot").open


def test_three_vendors_keep_their_order() -> None:
    rows = rows_of(HOME, NEAR, HOME)
    assert [stand.status for stand in rows[0].stands] == ["gap", "met", "gap"]
    assert nearest([distance(rows, place, "pilot") for place in range(3)]) == 1
    assert all(answer.subject == ENGAGEMENT for answer in NEAR[:6])
