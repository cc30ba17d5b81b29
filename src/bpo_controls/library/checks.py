"""The lint: small named checks of a library that loads. They warn; they never stop anybody's work.

Each check looks at the model and yields remarks. An exception is written in `lint.yaml` of the library, by
check and id, with its reason. Examples are run above this floor, in `engine.examples`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil

from bpo_controls.diagnostics import Diagnostic, Level, Location, did_you_mean, ordered
from bpo_controls.library.condition import ALWAYS, Condition, leaves
from bpo_controls.library.files import EXCEPTIONS
from bpo_controls.library.key_order import misplaced_keys
from bpo_controls.library.load import Reading
from bpo_controls.library.loosened import loosened
from bpo_controls.library.model import SEVERITIES, Control, Library
from bpo_controls.yamlsource import PlainPath


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say about an entry; `steps` lead to the value, `id` "" is the library itself."""

    id: str
    steps: PlainPath
    message: str
    hint: str = ""


Check = Callable[[Library, str], Iterator[Remark]]

VAGUE: dict[str, str] = {
    "appropriate": "say which", "appropriately": "say how", "adequate": "say how much", "adequately": "say how",
    "sufficient": "say how much", "reasonable": "say what", "ensure": "say who does what",
    "ensures": "say who does what", "robust": "say what it withstands", "timely": "say within how long",
    "promptly": "say within how long", "periodically": "say how often", "regularly": "say how often",
    "regular": "say how often", "as needed": "say when", "where possible": "say when", "best practice": "say what",
    "etc": "list them all", "proper": "say what", "properly": "say how",
}  # fmt: skip
"""Words that make a control impossible to fail, and what to write instead."""


def vague_words(library: Library, _as_of: str) -> Iterator[Remark]:
    """A statement or an acceptance nobody could fail."""
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, VAGUE)) + r")\b", re.IGNORECASE)
    for control in library.controls.values():
        texts: list[tuple[PlainPath, str]] = [(("statement",), control.statement)]
        texts += [(("verify", i, "accept"), step.accept) for i, step in enumerate(control.verify)]
        for steps, text in texts:
            for found in sorted({match.lower() for match in pattern.findall(text)}):
                yield Remark(control.id, steps, f'"{found}" cannot be tested', VAGUE[found])


def one_sentence(library: Library, _as_of: str) -> Iterator[Remark]:
    """A statement is one sentence and ends like one."""
    for control in library.controls.values():
        if re.search(r"[.!?]\s+[A-Z]", control.statement):
            yield Remark(
                control.id, ("statement",), "the statement is more than one sentence", "split the control"
            )
        elif not control.statement.endswith("."):
            yield Remark(control.id, ("statement",), "the statement does not end with a full stop")


def title_length(library: Library, _as_of: str) -> Iterator[Remark]:
    """A title fits on a line of the checklist."""
    for control in library.controls.values():
        if len(control.title) > 70:
            yield Remark(control.id, ("title",), f"the title has {len(control.title)} characters; 70 fit")


def question_mark(library: Library, _as_of: str) -> Iterator[Remark]:
    """What is asked ends with a question mark; a list of names is requested, not asked."""
    for control in library.controls.values():
        if not control.ask.text.endswith("?"):
            yield Remark(control.id, ("ask", "text"), 'the question does not end with "?"')
    for question in library.questions.values():
        if question.kind not in ("names", "text") and not question.ask.endswith("?"):
            yield Remark(question.id, ("ask",), 'the question does not end with "?"')


def review_due(library: Library, as_of: str) -> Iterator[Remark]:
    """The library's review date has passed, or something was reviewed in the future."""
    if as_of and library.review_by < as_of:
        yield Remark(
            "", ("review-by",), f"the review was due on {library.review_by}", "read it through again"
        )
    for control in library.controls.values():
        if as_of and control.reviewed_on > as_of:
            yield Remark(control.id, ("reviewed_on",), f"{control.reviewed_on} lies after {as_of}")


def unused_question(library: Library, _as_of: str) -> Iterator[Remark]:
    """A question or derived fact that no condition reads and no deliverable prints."""
    read = {leaf.fact for condition in _conditions(library) for leaf in leaves(condition)}
    for question in library.questions.values():
        if question.id not in read and not question.also_for and not question.introduces:
            hint = "name the deliverable in also_for, or retire it"
            yield Remark(question.id, (), f"no condition reads {question.id}", hint)
    for derived in library.derived.values():
        if derived.id not in read:
            yield Remark(derived.id, (), f"no condition reads {derived.id}")


def unused_option(library: Library, _as_of: str) -> Iterator[Remark]:
    """A choice that changes nothing, in a question where other choices do."""
    named: dict[str, set[object]] = defaultdict(set)
    for condition in _conditions(library):
        for leaf in leaves(condition):
            named[leaf.fact] |= set(leaf.operand)
    for question in library.questions.values():
        if question.kind != "any-of" or question.introduces or not named[question.id]:
            continue
        for index, option in enumerate(question.options):
            if option.id not in named[question.id] and not option.alone and option.id != "other":
                message = f'no condition names option "{option.id}" of {question.id}'
                yield Remark(question.id, ("options", index), message)


def unused_source(library: Library, _as_of: str) -> Iterator[Remark]:
    """A source or precedent that no control rests on."""
    everyone = [*library.controls.values(), *library.retired.values()]
    named = {one for control in everyone for one in control.sources}
    named |= {watched.source for control in everyone for watched in control.watch}
    cited = {one for control in everyone for one in control.precedents}
    for known, used in ((library.sources, named), (library.precedents, cited)):
        for one in known:
            if one not in used:
                yield Remark(one, (), f"no control names {one}")


def idle_workflow(library: Library, _as_of: str) -> Iterator[Remark]:
    """A workflow that no condition tells from the others: it gets only what everything gets."""
    named: set[object] = set()
    traits: set[object] = set()
    for condition in _conditions(library):
        for leaf in leaves(condition):
            if leaf.fact == "workflow":
                named |= set(leaf.operand)
            elif leaf.fact == "traits":
                traits |= set(leaf.operand)
    for workflow in library.workflows.values():
        if workflow.id not in named and not traits & set(workflow.traits):
            yield Remark(workflow.id, (), f"no condition names {workflow.id} or any of its traits")


def examples_missing(library: Library, _as_of: str) -> Iterator[Remark]:
    """A control shows one case in which it applies and, unless it always does, one in which it does not."""
    for control in library.controls.values():
        shown = {example.applies for example in control.examples}
        if "yes" not in shown:
            yield Remark(control.id, ("examples",), "no example in which it applies")
        if "no" not in shown and control.applies_when != ALWAYS:
            yield Remark(control.id, ("examples",), "no example in which it does not apply")


def maps_missing(library: Library, _as_of: str) -> Iterator[Remark]:
    """Security controls say which controls of the security frameworks they are."""
    for control in library.controls.values():
        if control.domain in ("access", "resilience") and not control.maps:
            yield Remark(
                control.id, (), "a security control needs maps", "for example nist-csf-2.0: [PR.AA-01]"
            )


def watch_settled(library: Library, _as_of: str) -> Iterator[Remark]:
    """A rule on watch is one that is not in force yet."""
    for control in library.controls.values():
        for index, watched in enumerate(control.watch):
            source = library.sources.get(watched.source)
            if source and source.state == "in-force":
                message = f"{source.id} is in force, so there is nothing to watch"
                yield Remark(control.id, ("watch", index, "source"), message, "name it in sources")


def source_not_in_force(library: Library, _as_of: str) -> Iterator[Remark]:
    """A control that rests on regulation alone, none of which is in force, never applies."""
    for control in library.controls.values():
        states = {library.sources[one].state for one in control.sources if one in library.sources}
        if control.basis == "regulation" and states and not states & {"in-force", "upcoming"}:
            hint = "move the rule to watch, or change the basis"
            yield Remark(control.id, ("sources",), "none of its sources is or will be in force", hint)


def raise_higher(library: Library, _as_of: str) -> Iterator[Remark]:
    """A raise goes above the control's own severity."""
    for control in library.controls.values():
        for index, raised in enumerate(control.raises):
            if SEVERITIES.index(raised.to) <= SEVERITIES.index(control.severity):
                message = f"raised to {raised.to}, but it is {control.severity} already"
                yield Remark(control.id, ("raise_severity_when", index, "to"), message)


def near_equal(library: Library, _as_of: str) -> Iterator[Remark]:
    """Two statements that say nearly the same (four words in five in common)."""
    words = {c.id: frozenset(re.findall(r"\w+", c.statement.casefold())) for c in library.controls.values()}
    often = Counter(word for bag in words.values() for word in bag)
    # Two bags that share four fifths must share one of their rarest words: only those pairs are compared.
    bucket: dict[str, list[str]] = defaultdict(list)
    for one, bag in words.items():
        rare = sorted(bag, key=lambda word: (often[word], word))[: len(bag) - ceil(0.8 * len(bag)) + 1]
        near = {other for word in rare for other in bucket[word]}
        for other in sorted(near):
            if len(bag & words[other]) >= 0.8 * len(bag | words[other]):
                yield Remark(
                    one, ("statement",), f"says nearly the same as {other}", "merge them, or say what differs"
                )
        for word in rare:
            bucket[word].append(one)


CHECKS: dict[str, Check] = {
    "vague-words": vague_words,
    "one-sentence": one_sentence,
    "title-length": title_length,
    "question-mark": question_mark,
    "review-due": review_due,
    "unused-question": unused_question,
    "unused-option": unused_option,
    "unused-source": unused_source,
    "idle-workflow": idle_workflow,
    "examples-missing": examples_missing,
    "maps-missing": maps_missing,
    "watch-settled": watch_settled,
    "source-not-in-force": source_not_in_force,
    "raise-higher": raise_higher,
    "near-equal": near_equal,
}
"""Checks by name. The name is the code of what they find."""

KEY_ORDER = "key-order"
LOOSENS = "override-loosens"
OF_FILES = (KEY_ORDER, LOOSENS)
"""Checks that need the files as well as the model."""


def lint(reading: Reading, *, as_of: str = "") -> tuple[Diagnostic, ...]:
    """What the checks find, as warnings in file order, less the exceptions of `lint.yaml`.

    `as_of` (ISO date) is needed by the checks of dates; without it they say nothing. A library that does not
    load has errors to mend first: then only the order of keys is looked at.
    """
    excused, found = _exceptions(reading)
    used: set[tuple[str, str]] = set()

    def say(check: str, one: str, where: Location | None, message: str, hint: str) -> None:
        if (check, one) in excused:
            used.add((check, one))
            return
        owner = f"{one}: " if one and one not in message else ""
        found.append(Diagnostic(check, owner + message, where, hint, Level.WARNING))

    for one, place, message in misplaced_keys(reading.shelf):
        say(KEY_ORDER, one, place, message, "the order of keys is the same in every entry")
    for one, place, message in loosened(reading.shelf):
        say(
            LOOSENS,
            one,
            place,
            message,
            "a later library should tighten; if this is meant, say so in lint.yaml",
        )
    if reading.library is not None:
        for name, check in CHECKS.items():
            for remark in check(reading.library, as_of):
                where = reading.place(remark.id or reading.library.id, *remark.steps)
                if where is None and reading.shelf.libraries:
                    spot = reading.shelf.libraries[-1].spot.at(*remark.steps)
                    where = spot.document.parsed.positions.of(spot.path)
                say(name, remark.id or reading.library.id, where, remark.message, remark.hint)
        for pair, place in excused.items():
            if pair not in used and (as_of or pair[0] != "review-due"):
                message = f"{pair[1]} passes {pair[0]} without this exception"
                found.append(Diagnostic("unused-exception", message, place, "remove it", Level.WARNING))
    return ordered(found)


def _exceptions(reading: Reading) -> tuple[dict[tuple[str, str], Location], list[Diagnostic]]:
    from bpo_controls.library.door import open_door
    from bpo_controls.library.problems import Problems, Spot
    from bpo_controls.library.schema import LintDoor

    excused: dict[tuple[str, str], Location] = {}
    problems = Problems()
    known = [*CHECKS, *OF_FILES]
    for document in reading.documents:
        if document.file.stem != EXCEPTIONS or document.parsed.data is None:
            continue
        if not isinstance(document.parsed.data, list):
            problems.add(
                "wrong-type", Spot(document, ()), "must be a list of exceptions", "- {check, id, because}"
            )
            continue
        for index in range(len(document.parsed.data)):
            entry = open_door(LintDoor, Spot(document, (index,)), problems)
            if entry is None:
                continue
            if entry.door.check not in known:
                message = f'unknown check "{entry.door.check}"'
                problems.add(
                    "unknown-check", entry.spot.at("check"), message, did_you_mean(entry.door.check, known)
                )
                continue
            excused[(entry.door.check, entry.door.id)] = document.parsed.positions.of((index,))
    return excused, problems.found


def _conditions(library: Library) -> Iterator[Condition]:
    for question in library.questions.values():
        if question.ask_when is not None:
            yield question.ask_when
    for derived in library.derived.values():
        yield derived.when
    for control in library.controls.values():
        yield from _of_control(control)


def _of_control(control: Control) -> Iterator[Condition]:
    yield control.applies_when
    for raised in control.raises:
        yield raised.when
    yield from control.source_scope.values()
