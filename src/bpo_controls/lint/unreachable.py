"""What only the whole library shows about its rules: questions and controls out of reach, parts that never count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from bpo_controls.library.condition import (
    ALWAYS,
    Across,
    AllOf,
    AnyOf,
    Condition,
    Leaf,
    Not,
    SubjectKind,
    leaves,
)
from bpo_controls.library.model import Control, Library
from bpo_controls.lint.remark import Remark, conditions
from bpo_controls.lint.satisfiable import Possibilities
from bpo_controls.yaml.source import PlainPath

Say = Callable[[Library, Condition], str]
"""Puts a condition into words."""

NEVER = AnyOf(())
UNREACHABLE_QUESTION = "unreachable-question"
UNREACHABLE_CONTROL = "unreachable-control"
UNREACHABLE_PART = "unreachable-part"
IDLE = "idle-condition"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A condition of the library: where it stands, whose it is, and under which other one it is read."""

    owner: str
    steps: PlainPath
    condition: Condition
    per: SubjectKind
    under: Condition = ALWAYS

    def read(self, condition: Condition) -> Condition:
        """This condition in the place of the rule's own, for some subject."""
        whole = condition if self.under == ALWAYS else AllOf((self.under, condition))
        return whole if self.per == "engagement" else Across(self.per, False, whole)

    def lost(self, narrower: Condition) -> Condition:
        """True where the rule holds, but this narrower one in its place does not."""
        return self.read(AllOf((self.condition, Not(narrower))))

    def gained(self, wider: Condition) -> Condition:
        """True where the rule does not hold, but this wider one in its place does."""
        return self.read(AllOf((wider, Not(self.condition))))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a part stands in a rule. `put` gives the rule's condition with another one in its place;
    `against` is true below a `not`: there a narrower part makes the rule wider."""

    rule: _Rule
    put: Callable[[Condition], Condition]
    against: bool = False

    def within(self, put: Callable[[Condition], Condition], *, against: bool = False) -> _Place:
        """The place of a part of what stands here."""
        return _Place(self.rule, lambda new: self.put(put(new)), self.against != against)

    def narrowed(self, to: Condition) -> Condition:
        """True where it shows that something narrower stands here."""
        new = self.put(to)
        return self.rule.gained(new) if self.against else self.rule.lost(new)

    def widened(self, to: Condition) -> Condition:
        """True where it shows that something wider stands here."""
        new = self.put(to)
        return self.rule.lost(new) if self.against else self.rule.gained(new)


def rule_remarks(library: Library, say: Say) -> dict[str, list[Remark]]:
    """What the search through all answers finds, by the name of the check.

    A remark is a proof (see `engine.possible`). A rule whose search would take too long is passed over.
    """
    return _Reach(library, say).found


class _Reach:
    def __init__(self, library: Library, say: Say) -> None:
        self.library = library
        self.say = say
        self.possible = Possibilities(library)
        self.all_asked = Possibilities(_all_asked(library))
        self.found: dict[str, list[Remark]] = {
            code: [] for code in (UNREACHABLE_QUESTION, UNREACHABLE_CONTROL, UNREACHABLE_PART, IDLE)
        }
        self.read_by: dict[str, set[str]] = {}
        """The owners of the rules in which a test of the fact can turn the decision."""
        for control in library.controls.values():
            self.control(control)
        for derived in library.derived.values():
            rule = _Rule(derived.id, ("when",), derived.when, derived.per)
            if self.whole(
                rule, UNREACHABLE_PART, "no set of answers makes it true", "it is true whatever is answered"
            ):
                self.parts(rule)
        for question in library.questions.values():
            if question.ask_when is None:
                continue
            rule = _Rule(question.id, ("ask_when",), question.ask_when, question.per)
            never, always = "no set of answers opens it", "it is asked whatever is answered"
            if self.whole(rule, UNREACHABLE_QUESTION, never, always):
                self.parts(rule)
        self.idle_questions()
        self.possible.keep()
        self.all_asked.keep()

    def tell(self, code: str, rule: _Rule, message: str, hint: str) -> None:
        self.found[code].append(Remark(rule.owner, rule.steps, message, hint))

    def control(self, control: Control) -> None:
        rule = _Rule(control.id, ("applies_when",), control.applies_when, control.per)
        if control.applies_when != ALWAYS:
            never, always = "no set of answers makes it apply", "it applies whatever is answered"
            whole = self.whole(rule, UNREACHABLE_CONTROL, never, always)
            if whole is None:
                return
            if whole:
                self.parts(rule)
        more: list[tuple[PlainPath, Condition]] = [
            (("raise_severity_when", n, "when"), raised.when) for n, raised in enumerate(control.raises)
        ]
        more += [(("sources_only_when", one), when) for one, when in control.source_scope.items()]
        for steps, when in more:
            rule = _Rule(control.id, steps, when, control.per, control.applies_when)
            never = "where the control applies, no set of answers makes it true"
            always = "it is true wherever the control applies"
            if self.whole(rule, UNREACHABLE_PART, never, always):
                self.parts(rule)

    def whole(self, rule: _Rule, code: str, never: str, always: str) -> bool | None:
        """True when it can come out both ways, None when it can never be true."""
        if self.possible.never(rule.read(rule.condition)):
            self.tell(
                code,
                rule,
                f"{never}: {self.say(self.library, rule.condition)}",
                "one part of it excludes another",
            )
            return None
        if self.possible.never(rule.read(Not(rule.condition))):
            message = f"{always}: {self.say(self.library, rule.condition)}"
            self.tell(IDLE, rule, message, "write what you mean, or leave it out")
            return False
        return True

    def parts(self, rule: _Rule) -> None:
        """Each part is needed: without it some answers are decided otherwise."""
        self.below(rule.condition, _Place(rule, lambda new: new))

    def below(self, part: Condition, place: _Place) -> None:
        match part:
            case Leaf():
                self.values(part, place)
            case AllOf(parts) | AnyOf(parts):
                for index, one in enumerate(parts):
                    self.part(one, place.within(_swap(part, index)))
            case Not(inner):
                self.below(inner, place.within(Not, against=True))
            case Across(kind, every, inner):
                self.below(inner, place.within(lambda new: Across(kind, every, new)))

    def part(self, part: Condition, place: _Place) -> None:
        if self.possible.never(place.narrowed(NEVER)):
            self.dead(place.rule, f"no set of answers makes this part count: {self.say(self.library, part)}")
        elif self.idle(place.widened(ALWAYS)):
            message = f"this part is true wherever it could count: {self.say(self.library, part)}"
            self.tell(IDLE, place.rule, message, "take it out")
        else:
            self.below(part, place)

    def idle(self, shown: Condition) -> bool:
        """A part that only repeats when some question is asked is let stand: it says so to the reader."""
        return self.possible.never(shown) and self.all_asked.never(shown)

    def values(self, leaf: Leaf, place: _Place) -> None:
        """Each choice that a test names is needed. Traits may include each other."""
        self.read_by.setdefault(leaf.fact, set()).add(place.rule.owner)
        if leaf.op != "one_of" or len(leaf.operand) == 1 or leaf.fact == "traits":
            return
        for value in leaf.operand:
            rest = tuple(other for other in leaf.operand if other != value)
            if self.possible.never(place.narrowed(replace(leaf, operand=rest))):
                alone = self.say(self.library, replace(leaf, operand=(value,)))
                self.dead(place.rule, f"no set of answers makes this choice count: {alone}")

    def dead(self, rule: _Rule, message: str) -> None:
        self.tell(UNREACHABLE_PART, rule, message, "another part excludes it; take it out or correct it")

    def idle_questions(self) -> None:
        """A question that rules read, although no answer to it turns a decision."""
        named = {leaf.fact for condition in conditions(self.library) for leaf in leaves(condition)}
        for question in self.library.questions.values():
            if question.id in named and not self.matters(question.id):
                hint = "retire it, or mend the rules that read it"
                remark = Remark(question.id, (), "no answer to it can change a decision", hint)
                self.found[UNREACHABLE_QUESTION].append(remark)

    def matters(self, fact: str) -> bool:
        """Some rule that counts turns on it, or a deliverable prints it. Facts do not go round in circles."""
        question = self.library.questions.get(fact)
        if question is not None and (question.also_for or question.introduces):
            return True
        owners = self.read_by.get(fact, ())
        return any(owner in self.library.controls or self.matters(owner) for owner in owners)


def _all_asked(library: Library) -> Library:
    asked = {one: replace(question, ask_when=None) for one, question in library.questions.items()}
    return replace(library, questions=asked)


def _swap(whole: AllOf | AnyOf, index: int) -> Callable[[Condition], Condition]:
    before, after = whole.parts[:index], whole.parts[index + 1 :]
    return lambda new: type(whole)((*before, new, *after))
