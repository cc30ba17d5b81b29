"""What entries say about each other: known ids, introducers, and no fact that rests on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bpo_controls.diagnostics import did_you_mean
from bpo_controls.library.condition import Condition, leaves
from bpo_controls.library.entries import Shelf
from bpo_controls.library.model import Derived, Question
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.schema import ControlDoor, DerivedDoor, QuestionDoor
from bpo_controls.library.vocabulary import BUILT_IN

_UNKNOWN = {"sources": ("unknown-source", "source"), "precedents": ("unknown-precedent", "precedent")}


def check_references(shelf: Shelf, problems: Problems) -> None:
    """Every id named somewhere exists, and every kind of subject in use is introduced by one question."""
    for kind in ("sources", "precedents"):
        named = next((e for e in shelf.controls.values() if getattr(e.door, kind)), None)
        if named and not getattr(shelf, kind) and kind not in shelf.unread and not shelf.broken.get(kind):
            message = f"{named.door.id} names {kind}, but the library has no {kind}.yaml"
            problems.add("missing-file", named.spot.at(kind), message, f"add {kind}.yaml")
            shelf.unread.add(kind)
    for entry in shelf.controls.values():
        _control(entry, shelf, problems)
    for one, line in shelf.coverage.items():
        if one not in shelf.sources and not shelf.lost("sources", one):
            hint = did_you_mean(one, shelf.sources) or "take the line out, or add it to sources.yaml"
            problems.add("unknown-source", line.spot.at("source"), f'unknown source "{one}"', hint)
    for question in shelf.questions.values():
        section = question.door.section
        if section not in shelf.sections and not shelf.lost("sections", section):
            hint = did_you_mean(section, shelf.sections)
            problems.add("unknown-section", question.spot.at("section"), f'unknown section "{section}"', hint)
    for name, fact in shelf.derived.items():
        if name in shelf.questions:
            first = shelf.questions[name].spot
            hint = f"it stands at {first.document.parsed.positions.of(first.path)}"
            problems.add("duplicate-id", fact.spot.at("id"), f"{name} is a question already", hint)
    _introducers(shelf, problems)


def _control(entry: Entry[ControlDoor], shelf: Shelf, problems: Problems) -> None:
    door, spot = entry.door, entry.spot
    named: list[tuple[str, tuple[str | int, ...], str]]
    named = [("sources", ("sources", i), one) for i, one in enumerate(door.sources)]
    named += [("precedents", ("precedents", i), one) for i, one in enumerate(door.precedents)]
    named += [("sources", ("watch", i, "source"), one.source) for i, one in enumerate(door.watch)]
    for kind, path, one in named:
        known = getattr(shelf, kind)
        if one not in known and not shelf.lost(kind, one):
            code, word = _UNKNOWN[kind]
            hint = did_you_mean(one, known) or f"add it to {kind}.yaml"
            problems.add(code, spot.at(*path), f'unknown {word} "{one}"', hint)
    for key, ids in (("sources", door.sources), ("precedents", door.precedents), ("impacts", door.impacts)):
        for index, one in enumerate(ids):
            if one in ids[:index]:
                problems.add("duplicate-value", spot.at(key, index), f'"{one}" stands twice in this list')
    for one in door.sources_only_when:
        if one not in door.sources:
            message = f'"{one}" is not among the sources of {door.id}'
            problems.add(
                "unknown-source", spot.at("sources_only_when", one), message, did_you_mean(one, door.sources)
            )
    if door.basis == "regulation" and not set(door.sources) - set(door.sources_only_when):
        message = f"{door.id}: basis regulation needs a source"
        if door.sources:
            message += " that has no condition of its own"
        hint = "it applies only while one of its sources is in force; else use good-practice or risk"
        problems.add("missing-source", spot.at("sources"), message, hint)
    replacements = door.retired.replaced_by if door.retired else ()
    for index, one in enumerate(replacements):
        if one not in shelf.controls and not shelf.lost("controls", one):
            hint = did_you_mean(one, shelf.controls)
            problems.add(
                "unknown-control", spot.at("retired", "replaced_by", index), f'unknown control "{one}"', hint
            )


def _introducers(shelf: Shelf, problems: Problems) -> None:
    introduced: dict[str, str] = {}
    for name, question in shelf.questions.items():
        brings = question.door.introduces
        if brings is None:
            continue
        if brings in introduced:
            message = f"{introduced[brings]} introduces each {brings} already"
            problems.add("two-introducers", question.spot.at("introduces"), message, "one question does")
        introduced.setdefault(brings, name)
    if "questions" in shelf.unread or shelf.broken.get("questions"):
        return
    users: list[Entry[QuestionDoor] | Entry[DerivedDoor] | Entry[ControlDoor]]
    users = [*shelf.questions.values(), *shelf.derived.values(), *shelf.controls.values()]
    for entry in users:
        kind = entry.door.per
        if kind != "engagement" and kind not in introduced:
            message = f"{entry.door.id} is about each {kind}, but no question introduces any"
            problems.add(
                "no-introducer", entry.spot.at("per"), message, f"add a question with introduces: {kind}"
            )


def check_cycles(
    shelf: Shelf, questions: Mapping[str, Question], derived: Mapping[str, Derived], problems: Problems
) -> None:
    """No derived fact and no `ask_when` rests on itself; each circle is named once, as a -> b -> a."""
    introducers = {q.introduces: q.id for q in questions.values() if q.introduces}
    rests_on: dict[str, list[str]] = {}
    for q in questions.values():
        rests_on[q.id] = list(_facts(q.ask_when)) + (
            [introducers.get(q.per, "")] if q.per != "engagement" else []
        )
    for d in derived.values():
        rests_on[d.id] = list(_facts(d.when)) + (
            [introducers.get(d.per, "")] if d.per != "engagement" else []
        )
    for name in BUILT_IN:
        rests_on[name] = [introducers.get("workflow", "")]
    for circle in _circles(rests_on):
        shown = [name for name in circle if name not in BUILT_IN]
        start = min(shown, key=list(rests_on).index)
        turned = shown[shown.index(start) :] + shown[: shown.index(start)]
        way = " -> ".join([*turned, start])
        is_question = start in shelf.questions
        entry = shelf.questions[start] if is_question else shelf.derived[start]
        spot = entry.spot.at("ask_when" if is_question and questions[start].ask_when else "when")
        problems.add(
            "circle", spot, f"{start} rests on itself: {way}", "take one of these facts out of its condition"
        )


def _facts(condition: Condition | None) -> Iterator[str]:
    if condition is not None:
        yield from dict.fromkeys(leaf.fact for leaf in leaves(condition))


def _circles(graph: Mapping[str, list[str]]) -> list[list[str]]:
    """One circle for each group of facts that rest on each other, by depth-first search without recursion."""
    state: dict[str, int] = {}
    found: list[list[str]] = []
    for root in graph:
        if root in state:
            continue
        way = [root]
        todo = [iter(graph[root])]
        state[root] = 1
        while todo:
            step = next(todo[-1], None)
            if step is None:
                todo.pop()
                state[way.pop()] = 2
            elif step in graph and step not in state:
                state[step] = 1
                way.append(step)
                todo.append(iter(graph[step]))
            elif state.get(step) == 1:
                found.append(way[way.index(step) :])
    return found
