"""What must fit together inside one entry: kinds and their keys, limits and ranges, examples' answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.frameworks import FRAMEWORKS, valid_ids
from bpo_controls.library.parse_condition import value_problem
from bpo_controls.library.problems import Entry, Problems, Spot
from bpo_controls.library.schema import ControlDoor, LibraryDoor, LimitsDoor, QuestionDoor
from bpo_controls.library.vocabulary import BUILT_IN, COMBINERS, Fact, Vocabulary


def check_question(entry: Entry[QuestionDoor], problems: Problems) -> None:
    """Keys that belong to the kind of question, and only those."""
    door, spot = entry.door, entry.spot

    def wrong(key: str, message: str, hint: str = "") -> None:
        code = "question-kind"
        problems.add(code, spot.at(key), f"{door.id}: {message}", hint, on_key=True)

    given = door.model_fields_set
    if door.id in (*BUILT_IN, *COMBINERS):
        problems.add("reserved-id", spot.at("id"), f'"{door.id}" has a meaning of its own in conditions')
    if door.kind in ("one-of", "any-of") and door.introduces != "workflow":
        if len(door.options) < 2:
            wrong("options" if "options" in given else "kind", f"kind {door.kind} needs two options or more")
    elif "options" in given:
        hint = "they come from workflows.yaml" if door.introduces == "workflow" else ""
        wrong("options", "options cannot be given here", hint)
    seen: set[str] = set()
    for index, option in enumerate(door.options):
        if option.id in seen:
            problems.add(
                "duplicate-id",
                spot.at("options", index, "id"),
                f'{door.id}: option "{option.id}" stands twice',
            )
        seen.add(option.id)
        if option.alone and door.kind != "any-of":
            message = f"{door.id}: alone belongs to kind any-of; one-of takes a single choice anyway"
            problems.add("question-kind", spot.at("options", index, "alone"), message, on_key=True)
    if door.kind == "number":
        if not door.unit:
            wrong("kind", "kind number needs a unit")
    else:
        for key in ("unit", "whole", "range"):
            if key in given:
                wrong(key, f"{key} belongs to kind number")
    if door.range:
        check_limits(spot.at("range"), door.range, door.unit, door.id, problems)
    if door.introduces:
        fits = "any-of" if door.introduces == "workflow" else "names"
        if door.kind != fits:
            wrong("introduces", f"a question that introduces each {door.introduces} must be of kind {fits}")
        if door.per != "engagement":
            wrong("introduces", "a question that introduces subjects must be about the engagement")
    elif door.kind == "names":
        wrong("kind", "kind names needs introduces: site or subcontractor")


def check_limits(
    spot: Spot, limits: LimitsDoor, unit: str, owner: str, problems: Problems, most_percent: float = 100
) -> bool:
    """At least one bound, in order, and a percentage from 0 to `most_percent`. False when something is wrong."""
    least, most = limits.at_least, limits.at_most
    name = str(spot.path[-1])
    if least is None and most is None:
        problems.add("bad-limits", spot, f"{owner}: {name} needs at_least or at_most")
        return False
    if least is not None and most is not None and least > most:
        problems.add("bad-limits", spot, f"{owner}: {name} ends at {most:g} before it begins at {least:g}")
        return False
    for key, bound in (("at_least", least), ("at_most", most)):
        if bound is not None and is_percent(unit) and not 0 <= bound <= most_percent:
            message = (
                f"{owner}: {name} {key} is {bound:g}, and a percentage lies between 0 and {most_percent:g}"
            )
            problems.add("bad-limits", spot.at(key), message)
            return False
    return True


AGEING_UNITS = ("days", "months")
"""Units of numbers that grow by themselves."""


def is_percent(unit: str) -> bool:
    """True for units that are a share of a hundred."""
    return unit.casefold().startswith(("percent", "per cent", "%"))


def check_ask(entry: Entry[ControlDoor], problems: Problems) -> None:
    """The practice scale has no limits; a number has, and partly must reach further than met."""
    ask, spot, owner = entry.door.ask, entry.spot.at("ask"), entry.door.id
    given = ask.model_fields_set
    if ask.kind == "practice":
        for key in ("unit", "whole", "ages", "range", "met", "partly"):
            if key in given:
                message = f"{owner}: {key} belongs to a measurement"
                problems.add(
                    "bad-ask", spot.at(key), message, "add kind: number, or leave it out", on_key=True
                )
        return
    for key in ("unit", "met", "limit_source"):
        if key not in given:
            message = f"{owner}: a measurement needs {key}"
            hint = "say in words where the limit comes from" if key == "limit_source" else ""
            problems.add("bad-ask", spot, message, hint)
    if ask.ages and ask.unit not in AGEING_UNITS:
        message = f"{owner}: only {' or '.join(AGEING_UNITS)} grow by themselves, not {ask.unit}"
        problems.add("bad-ask", spot.at("ages"), message, "leave ages out, or ask for days or months")
    fine = True
    # A share of a plan or a target may pass 100; then the range says how far.
    highest = max(100, ask.range.at_most or 0) if ask.range else 100
    for key, limits in (("range", ask.range), ("met", ask.met), ("partly", ask.partly)):
        if limits is not None:
            fine &= check_limits(spot.at(key), limits, ask.unit, owner, problems, highest)
    least = ask.range.at_least if ask.range else None
    most = ask.range.at_most if ask.range else None
    for key, limits in (("met", ask.met), ("partly", ask.partly)):
        if limits is None:
            continue
        over = most is not None and limits.at_least is not None and limits.at_least > most
        under = least is not None and limits.at_most is not None and limits.at_most < least
        if over or under:
            message = f"{owner}: no number in range can reach {key}"
            problems.add("bad-limits", spot.at(key), message, "widen range, or set the limit inside it")
    if not fine or ask.met is None or ask.partly is None:
        return
    for key, met, partly, wider in (
        ("at_most", ask.met.at_most, ask.partly.at_most, 1),
        ("at_least", ask.met.at_least, ask.partly.at_least, -1),
    ):
        if met is None and partly is not None:
            message = f"{owner}: partly has {key}, but met has not"
            problems.add(
                "bad-limits", spot.at("partly", key), message, "bound both the same way", on_key=True
            )
        elif met is not None and partly is not None and (partly - met) * wider < 0:
            message = f"{owner}: partly {key} {partly:g} is stricter than met {key} {met:g}"
            problems.add("bad-limits", spot.at("partly", key), message, "partly must reach further than met")
    if ask.met == ask.partly:
        problems.add(
            "bad-limits", spot.at("partly"), f"{owner}: partly is the same as met", "leave partly out"
        )


def check_maps(entry: Entry[ControlDoor], problems: Problems) -> None:
    """Framework names are known, and so are their ids."""
    for framework, ids in entry.door.maps.items():
        spot = entry.spot.at("maps", framework)
        if framework not in FRAMEWORKS:
            hint = did_you_mean(framework, FRAMEWORKS)
            problems.add("unknown-framework", spot, f'unknown framework "{framework}"', hint, on_key=True)
            continue
        known = valid_ids(framework)
        for index, one in enumerate(ids):
            if one not in known:
                message = f'{entry.door.id}: {framework} has no "{one}"'
                problems.add("unknown-framework-id", spot.at(index), message, did_you_mean(one, known))


def check_common_facts(
    libraries: Sequence[Entry[LibraryDoor]], words: Vocabulary, problems: Problems
) -> None:
    """Each common fact of library.yaml is one that conditions can name."""
    for library in libraries:
        for index, name in enumerate(library.door.common_facts):
            if name not in words.facts and name not in words.broken and not words.partial:
                hint = did_you_mean(name, words.facts)
                spot = library.spot.at("common-facts", index)
                problems.add("unknown-fact", spot, f'unknown fact "{name}"', hint)


def check_given(spot: Spot, words: Vocabulary, problems: Problems) -> dict[str, object]:
    """The answers of an example in the shape answers have: an any-of or names answer is a tuple."""
    answers: dict[str, object] = {}
    data = spot.data
    for name in data if isinstance(data, dict) else ():
        here = spot.at(name)
        fact = words.facts.get(name)
        if fact is None:
            if name not in words.broken and not words.partial:
                asked = [known.id for known in words.facts.values() if known.asked]
                hint = did_you_mean(name, ["workflow", *asked])
                problems.add("unknown-fact", here, f'unknown fact "{name}"', hint, on_key=True)
            continue
        if not fact.asked and name != "workflow":
            reason = "follows from the workflow" if name in BUILT_IN else "is derived"
            hint = "give workflow" if name in BUILT_IN else "give the answers it follows from"
            problems.add("example-given", here, f"{name} {reason} and cannot be given", hint, on_key=True)
            continue
        answer = _answer(here, fact, here.data, problems)
        if answer is not None:
            answers[name] = answer
    return answers


def _answer(spot: Spot, fact: Fact, data: Any, problems: Problems) -> object | None:
    if fact.kind == "names":
        names = data if isinstance(data, list) else [data]
        if all(isinstance(name, str) and name.strip() for name in names):
            return tuple(names)
        problems.add("condition-value", spot, f"{fact.id} takes a list of names")
        return None
    if fact.kind == "text":
        if isinstance(data, str):
            return data
        problems.add("condition-value", spot, f"{fact.id} takes text")
        return None
    before = len(problems.found)
    items = list(enumerate(data)) if fact.kind == "any-of" and isinstance(data, list) else [(None, data)]
    if not items:
        problems.add(
            "condition-empty", spot, f"the list after {fact.id} is empty", "leave the fact out if unknown"
        )
    for index, item in items:
        problem = value_problem(fact, item)
        if problem:
            problems.add(problem[0], spot if index is None else spot.at(index), problem[1], problem[2])
    if len(problems.found) != before:
        return None
    if fact.kind == "any-of":
        chosen = tuple(item for _, item in items)
        single = [option for option in chosen if option in fact.alone]
        if single and len(chosen) > 1:
            problems.add("example-given", spot, f'"{single[0]}" excludes every other choice of {fact.id}')
        return chosen
    if fact.kind == "number" and not (
        (fact.minimum is None or data >= fact.minimum) and (fact.maximum is None or data <= fact.maximum)
    ):
        problems.add("example-given", spot, f"{data} lies outside the range of {fact.id}")
    return data  # type: ignore[no-any-return]
