"""What an expert expects of an archetype, held against what the library decides."""

from __future__ import annotations

from backtest.archetype import Archetype, Expected
from backtest.run import AS_OF
from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY
from bpo_controls.answers.engagement_record import Record
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.finding import Assessment
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Leaf
from bpo_controls.library.model import Library


def assessed(library: Library, archetype: Archetype) -> Assessment:
    """The archetype with nothing but its scope answered."""
    return evaluate(library, Record(archetype.scope), AS_OF)


def fact_differences(library: Library, archetype: Archetype) -> list[str]:
    """Derived facts that turn out otherwise than expected. One of a workflow or site holds when any has it."""
    scope = Scope(library, archetype.scope, judge)
    found = []
    for name, expected in archetype.facts.items():
        if name not in library.derived:
            found.append(f"{name}: the library derives no such fact")
            continue
        truth = judge(Leaf(name, "one_of", (True,)), ENGAGEMENT, scope).truth
        if truth is not (Truth.TRUE if expected else Truth.FALSE):
            found.append(f"{name}: expected {str(expected).lower()}, found {truth.value}")
    return found


def decision_differences(library: Library, archetype: Archetype, *, applies: bool) -> list[str]:
    """Controls decided otherwise than expected, each with control, expected, found and why it was expected."""
    assessment = assessed(library, archetype)
    return [
        f"{one.control}{f' on {one.on}' if one.on else ''}: {difference}; expected because: {one.why}"
        for one in archetype.expected
        if one.applies is applies and (difference := _difference(library, assessment, one))
    ]


def undecided(library: Library, archetype: Archetype) -> list[str]:
    """Controls that the scope leaves open."""
    found = assessed(library, archetype).findings
    return [f"{one.control.id} ({one.reason.cause})" for one in found if one.applies is Truth.UNKNOWN]


def _difference(library: Library, assessment: Assessment, expected: Expected) -> str:
    """What is different, or ""."""
    if expected.control in library.retired:
        return "the control is retired"
    findings = assessment.of(expected.control)
    if not findings:
        return "the library has no such control"
    if expected.on:
        findings = tuple(one for one in findings if one.subject.id in (expected.on, EVERY))
        if not findings:
            return f"nothing is decided about {expected.on}"
    hits = [one for one in findings if one.applies is Truth.TRUE]
    if not expected.applies:
        return "expected not to apply, found to apply" if hits else ""
    if not hits:
        return f"expected to apply, found {findings[0].applies.value}"
    severities = {one.severity for one in hits}
    if expected.severity and expected.severity not in severities:
        return f"expected {expected.severity}, found {', '.join(sorted(severities))}"
    return ""
