from hypothesis import given
from hypothesis import strategies as st

from bpo_controls.engine.truth import Truth, both, either, opposite, truth_of

truths = st.sampled_from(list(Truth))
several = st.lists(truths, max_size=5)


@given(several)
def test_both_is_the_least_on_the_scale_false_unknown_true(values: list[Truth]) -> None:
    scale = [Truth.FALSE, Truth.UNKNOWN, Truth.TRUE]
    assert both(values) is min(values, key=scale.index, default=Truth.TRUE)
    assert either(values) is max(values, key=scale.index, default=Truth.FALSE)


@given(several)
def test_de_morgan(values: list[Truth]) -> None:
    assert opposite(both(values)) is either(opposite(v) for v in values)
    assert opposite(either(values)) is both(opposite(v) for v in values)


@given(truths)
def test_double_negation_and_excluded_middle_fails_only_for_unknown(value: Truth) -> None:
    assert opposite(opposite(value)) is value
    assert (either([value, opposite(value)]) is Truth.TRUE) == (value is not Truth.UNKNOWN)


@given(several, st.booleans(), st.integers(0, 4))
def test_settling_an_unknown_never_turns_a_settled_result(
    values: list[Truth], settled: bool, at: int
) -> None:
    for combine in (both, either):
        before = combine(values)
        if before is Truth.UNKNOWN or at >= len(values) or values[at] is not Truth.UNKNOWN:
            continue
        assert combine([*values[:at], truth_of(settled), *values[at + 1 :]]) is before
