"""From open doors to the model: conditions read, defaults set. One function for each kind of entry."""

from __future__ import annotations

from bpo_controls.library.entries import Shelf
from bpo_controls.library.entry_checks import (
    check_ask,
    check_given,
    check_maps,
    check_question,
    is_percent,
)
from bpo_controls.library.model import (
    Control,
    ControlAsk,
    Derived,
    Example,
    Failure,
    LeftOut,
    Limits,
    Method,
    Option,
    Precedent,
    Question,
    Raise,
    Regime,
    Remedy,
    Retired,
    Section,
    Source,
    VerifyStep,
    Watch,
    Workflow,
)
from bpo_controls.library.parameter_model import Parameter, ParameterValue
from bpo_controls.library.parse_condition import parse_condition
from bpo_controls.library.placeholders import placeholders_of
from bpo_controls.library.problems import Entry, Problems
from bpo_controls.library.schema import (
    AskDoor,
    ControlDoor,
    CoverageDoor,
    DerivedDoor,
    FailureDoor,
    LimitsDoor,
    ParameterDoor,
    PrecedentDoor,
    QuestionDoor,
    RegimeDoor,
    RetiredDoor,
    SectionDoor,
    SourceDoor,
    VerifyDoor,
    WorkflowDoor,
)
from bpo_controls.library.vocabulary import Fact, Vocabulary


def source(entry: Entry[SourceDoor]) -> Source:
    """A source; `verified` becomes one phrase with its date."""
    door = entry.door
    return Source(
        id=door.id,
        citation=door.citation,
        title=door.title,
        regime=door.regime,
        says=door.says,
        state=door.state,
        effective=door.effective,
        compliance=door.compliance,
        until=door.until,
        binds=door.binds,
        designation=door.designation,
        url=door.url,
        verified=f"{door.verified.how}, {door.verified.on}" if door.verified else "",
        note=door.note,
    )


def regime(entry: Entry[RegimeDoor]) -> Regime:
    """A regime."""
    return Regime(entry.door.id, entry.door.title, entry.door.maps)


def left_out(shelf: Shelf) -> dict[str, LeftOut]:
    """The sources left out; a later library takes such a line out by carrying the source in a control."""
    latest: dict[str, int] = {}
    for control_id, entry in shelf.controls.items():
        if entry.door.retired is None and control_id not in shelf.retirements:
            for one in entry.door.sources:
                latest[one] = max(latest.get(one, 0), _folder(entry))
    lines = shelf.coverage.items()
    return {
        one: LeftOut(one, entry.door.because) for one, entry in lines if latest.get(one, 0) <= _folder(entry)
    }


def _folder(entry: Entry[ControlDoor] | Entry[CoverageDoor]) -> int:
    return entry.spot.document.file.folder


def workflow(entry: Entry[WorkflowDoor]) -> Workflow:
    """A workflow."""
    door = entry.door
    return Workflow(door.id, door.title, door.office, door.does, door.traits)


def precedent(entry: Entry[PrecedentDoor]) -> Precedent:
    """A precedent."""
    door = entry.door
    return Precedent(door.id, door.title, door.date, door.what, door.url, door.amount_usd)


def section(entry: Entry[SectionDoor]) -> Section:
    """A section."""
    return Section(entry.door.id, entry.door.title)


def options_of(door: QuestionDoor, workflows: dict[str, Workflow]) -> tuple[Option, ...]:
    """The choices of a question; the one that introduces the workflows offers every workflow."""
    if door.introduces == "workflow":
        return tuple(Option(w.id, w.title) for w in workflows.values())
    return tuple(Option(o.id, o.label, o.alone, o.covers_all) for o in door.options)


def fact_of_question(door: QuestionDoor, workflows: dict[str, Workflow], partial: bool) -> Fact:
    """What conditions can say about a question's answer."""
    options = options_of(door, workflows)
    unknown = door.introduces == "workflow" and partial
    return Fact(
        door.id,
        door.kind,
        door.per,
        None if unknown else tuple(option.id for option in options),
        tuple(option.id for option in options if option.alone),
        door.range.at_least if door.range else None,
        door.range.at_most if door.range else None,
    )


def question(
    entry: Entry[QuestionDoor], workflows: dict[str, Workflow], words: Vocabulary, problems: Problems
) -> Question:
    """A question; what does not fit together goes to `problems`."""
    door = entry.door
    check_question(entry, problems)
    closed = None
    if "ask_when" in door.model_fields_set:
        closed = parse_condition(entry.spot.at("ask_when"), words, door.per, problems)
    return Question(
        id=door.id,
        section=door.section,
        ask=door.ask,
        why=door.why,
        who=door.who,
        kind=door.kind,
        per=door.per,
        options=options_of(door, workflows),
        unit=door.unit,
        minimum=door.range.at_least if door.range else None,
        maximum=door.range.at_most if door.range else None,
        help=door.help,
        introduces=door.introduces,
        ask_when=closed,
        also_for=door.also_for,
        whole=door.whole,
    )


def derived(entry: Entry[DerivedDoor], words: Vocabulary, problems: Problems) -> Derived | None:
    """A derived fact, or None when its rule cannot be read."""
    door = entry.door
    when = parse_condition(entry.spot.at("when"), words, door.per, problems)
    return Derived(door.id, door.title, when, door.per) if when is not None else None


def parameter(entry: Entry[ParameterDoor], words: Vocabulary, problems: Problems) -> Parameter | None:
    """A parameter table, or None when a condition in it cannot be read. Conditions are read for the engagement."""
    door, spot = entry.door, entry.spot
    before = len(problems.found)
    values = []
    for index, row in enumerate(door.values):
        here = spot.at("values", index)
        when = None
        if "when" in row.model_fields_set:
            when = parse_condition(here.at("when"), words, "engagement", problems)
        number = isinstance(row.value, int | float) and not isinstance(row.value, bool)
        if not number and not (isinstance(row.value, str) and row.value.strip()):
            problems.add("wrong-type", here.at("value"), f"{door.id}: value must be a number or words")
        elif not number and door.binds != "each":
            message = f"{door.id}: the {door.binds} value can only be chosen among numbers"
            problems.add("wrong-type", here.at("value"), message, "give a number, or binds: each")
        unit = row.unit or (door.unit if number else "")
        values.append(ParameterValue(row.label, row.value, unit, row.source, when, row.since, row.until))
    if len(problems.found) != before:
        return None
    return Parameter(door.id, door.title, door.binds, door.otherwise, tuple(values))


def failure(entry: Entry[FailureDoor]) -> Failure:
    """A failure."""
    door = entry.door
    return Failure(
        door.id, door.workflow, door.step, door.mode, door.fails, door.hurts, door.shows,
        door.controls, door.carried, door.because, door.precedents,
    )  # fmt: skip


def examples(entry: Entry[ControlDoor], words: Vocabulary, problems: Problems) -> tuple[Example, ...]:
    """The worked cases of a control."""
    return tuple(
        Example(check_given(entry.spot.at("examples", index, "given"), words, problems), example.applies)
        for index, example in enumerate(entry.door.examples)
    )


def control(entry: Entry[ControlDoor], domain: str, words: Vocabulary, problems: Problems) -> Control | None:
    """A control, or None when something in it is wrong."""
    door, spot = entry.door, entry.spot
    before = len(problems.found)
    check_ask(entry, problems)
    check_maps(entry, problems)
    applies = parse_condition(spot.at("applies_when"), words, door.per, problems, always=True)
    raises = []
    for index, raised in enumerate(door.raise_severity_when):
        when = parse_condition(spot.at("raise_severity_when", index, "when"), words, door.per, problems)
        if when is not None:
            raises.append(Raise(when, raised.to, raised.because))
    scopes = {}
    for source in door.sources_only_when:
        when = parse_condition(spot.at("sources_only_when", source), words, door.per, problems)
        if when is not None:
            scopes[source] = when
    steps = []
    for index, step in enumerate(door.verify):
        given = [(method, what) for method, what in _methods(step) if what]
        if len(given) != 1:
            message = f"{door.id}: verify {index + 1} needs exactly one of examine, interview and test"
            problems.add("bad-verify", spot.at("verify", index), message)
            continue
        steps.append(VerifyStep(given[0][0], given[0][1], step.accept))
    if applies is None or len(problems.found) != before:
        return None
    return Control(
        id=door.id,
        domain=domain,
        title=door.title,
        statement=door.statement,
        why=door.why,
        applies_when=applies,
        per=door.per,
        severity=door.severity,
        impacts=door.impacts,
        gate=door.gate,
        party=door.party,
        basis=door.basis,
        ask=_ask(door.ask),
        verify=tuple(steps),
        evidence=door.evidence,
        remedy=tuple(Remedy(step.do, step.party, step.effort_hours) for step in door.remedy),
        sources=door.sources,
        since=door.since,
        reviewed_on=door.reviewed_on,
        raises=tuple(raises),
        source_scope=scopes,
        maps=door.maps,
        precedents=door.precedents,
        watch=tuple(Watch(watched.source, watched.change) for watched in door.watch),
        placeholders=placeholders_of(door),
    )


def retired(control_id: str, domain: str, title: str, door: RetiredDoor) -> Retired:
    """A control that no longer counts."""
    return Retired(control_id, domain, title, door.in_version, door.because, door.replaced_by)


def _ask(door: AskDoor) -> ControlAsk:
    least = door.range.at_least if door.range else None
    most = door.range.at_most if door.range else None
    return ControlAsk(
        text=door.text,
        who=door.who,
        kind=door.kind,
        unit=door.unit,
        met=_limits(door.met),
        partly=_limits(door.partly),
        limit_source=door.limit_source,
        help=door.help,
        whole=door.whole,
        ages=door.ages,
        minimum=least if least is not None else 0,
        maximum=100 if most is None and is_percent(door.unit) else most,
    )


def _limits(door: LimitsDoor | None) -> Limits | None:
    return Limits(door.at_least, door.at_most) if door else None


def _methods(step: VerifyDoor) -> tuple[tuple[Method, str], ...]:
    return (("examine", step.examine), ("interview", step.interview), ("test", step.test))
