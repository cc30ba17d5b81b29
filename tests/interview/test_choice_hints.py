"""A refused choice is answered with what stands on the screen."""

from __future__ import annotations

import pytest

from bpo_controls.interview.asker import Refused
from bpo_controls.interview.moves import Give, GoTo
from tests.interview.scripted import Scripted
from tests.interview.tiny import interview


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("coking", "did you mean 1 Coding?"),
        ("zzz", "1 Coding, 2 Medical billing, 3 Mailing and print"),
        ("", "1 Coding, 2 Medical billing, 3 Mailing and print"),
    ],
)
def test_numbers_and_labels_instead_of_ids(raw: str, said: str) -> None:
    asker = Scripted([Give(raw)])
    interview(asker)
    (refused,) = [one for one in asker.notices if isinstance(one, Refused)]
    assert refused.problem.hint == said


def test_what_stands_alone_is_named_as_it_is_shown() -> None:
    asker = Scripted([Give(["coding"]), GoTo("data"), Give(["none", "clinical"])])
    interview(asker)
    (refused,) = [one for one in asker.notices if isinstance(one, Refused)]
    assert refused.problem.message == '"No data" excludes every other choice'
    assert refused.problem.hint == "give 3 alone, or leave it out"
