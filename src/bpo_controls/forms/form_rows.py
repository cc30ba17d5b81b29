"""The rows of a form's table: which there are, and what each says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bpo_controls.answers.answer_model import ENGAGEMENT, Subject
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.ranking import rank_key, ranked_gaps
from bpo_controls.engine.reason import walk
from bpo_controls.engine.truth import Truth
from bpo_controls.forms.control_answers import control_value, findings_value, standing_words
from bpo_controls.forms.field_values import bound_rows, fact_value, person_value, row_traces
from bpo_controls.forms.filled_form import Trace, Value
from bpo_controls.forms.known import Known
from bpo_controls.forms.step_values import step_value
from bpo_controls.library.form_model import CONTROL_SHOWS, FormColumn, FormItem, FormRows
from bpo_controls.papers.draw import draw
from bpo_controls.papers.setting import number_given
from bpo_controls.words import labels
from bpo_controls.words.findings import measure_words, missing, said
from bpo_controls.words.form_words import WHY
from bpo_controls.words.numbers import capital, date_words, number, sentence
from bpo_controls.words.specifics import value_text

Shows = Callable[[FormColumn], Value]


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row before its cells are read: its name, what it is about, and what it says of itself by key."""

    id: str
    subject: Subject
    shows: Shows
    undecided: bool = False


def table_rows(known: Known, rows: FormRows, subject: Subject) -> tuple[TableRow, ...]:
    """The rows for a copy about this subject, in order."""
    match rows.kind:
        case "items":
            found = list(_items(known, rows, subject))
        case "gap" | "limit" | "control":
            found = [_of_finding(known, one) for one in _findings(known, rows, subject)]
        case "workflow" | "site" | "subcontractor":
            found = list(_subjects(known, rows, rows.kind))
        case "person":
            found = [_of_person(known, one.name) for one in known.people]
        case "value":
            found = list(_values(known, rows.parameter))
        case "draw":
            found = list(_drawn(known, rows, subject))
        case "empty":
            found = [TableRow(f"line_{n}", subject, _blank) for n in range(1, rows.count + 1)]
    return tuple(_numbered(one, place) for place, one in enumerate(found, start=1))


def _numbered(row: TableRow, place: int) -> TableRow:
    def shows(column: FormColumn) -> Value:
        if column.origin.key == "number":
            return Value("printed", str(place), place)
        return row.shows(column)

    return replace(row, shows=shows)


def _blank(_: FormColumn) -> Value:
    return Value("people", reason=WHY["people"])


def _items(known: Known, rows: FormRows, subject: Subject) -> Iterator[TableRow]:
    for item in rows.items:
        truth = known.holds(item.when, subject)
        if truth is not Truth.FALSE:
            yield TableRow(item.id, subject, _shows_item(known, item, subject), truth is Truth.UNKNOWN)


def _shows_item(known: Known, item: FormItem, subject: Subject) -> Shows:
    def shows(column: FormColumn) -> Value:
        key = column.origin.key
        match key:
            case "id":
                return Value("printed", item.id)
            case "text":
                return Value("printed", known.names(item.text))
            case "sources":
                return Value(
                    "printed", "; ".join(known.library.sources[one].citation for one in item.sources)
                )
            case "cell":
                found = item.cells.get(column.id, "")
                text = known.names(found) if isinstance(found, str) else number(found)
                return Value("printed", text, found)
            case _:
                return _answer_of_item(known, item, subject, key)

    return shows


def _answer_of_item(known: Known, item: FormItem, subject: Subject, show: str) -> Value:
    if item.fact:
        value = fact_value(known, item.fact, subject, item.ask)
        if show in ("answer", "said", "basis") or value.state != "filled":
            return value if show != "basis" else _who_said(value)
        return Value("printed", "–")
    if item.controls:
        return control_value(known, item.controls, subject, show, broader=item.broader, ask=item.ask)
    if show == "answer":
        return Value(
            "people", reason=item.blank or WHY["people"], ask=known.ask(item.ask) if item.ask else ""
        )
    return Value("people", reason=WHY["people"])


def _who_said(value: Value) -> Value:
    if value.state != "filled":
        return value
    who = "; ".join(dict.fromkeys(", ".join(p for p in (t.by, t.role) if p) for t in value.traces if t.by))
    return replace(value, text=who or value.text, raw="")


def _findings(known: Known, rows: FormRows, subject: Subject) -> tuple[Finding, ...]:
    found: tuple[Finding, ...]
    if rows.kind == "gap":
        found = ranked_gaps(known.assessment)
    else:
        found = tuple(
            one
            for one in known.assessment.findings
            if one.applies is Truth.TRUE and one.status != "not-applicable"
        )
    if rows.kind == "limit":
        found = tuple(one for one in found if one.control.ask.kind == "number")
    if rows.controls:
        found = tuple(one for one in found if one.control.id in rows.controls)
        found = tuple(sorted(found, key=lambda one: rows.controls.index(one.control.id)))
    if rows.domains:
        found = tuple(one for one in found if one.control.domain in rows.domains)
    if rows.severities:
        found = tuple(one for one in found if one.severity in rows.severities)
    if subject.kind != "engagement":
        found = tuple(one for one in found if _concerns(one, subject))
    wanted = known.asked.of("controls")
    if wanted:
        ids = [word.strip().upper() for word in wanted.split(",")]
        found = tuple(one for one in found if one.control.id in ids)
    if rows.kind == "control" and not rows.controls:
        found = tuple(sorted(found, key=rank_key))
    return found


def _concerns(finding: Finding, subject: Subject) -> bool:
    """About this subject, or about the whole work and there because of this subject."""
    if finding.subject.kind != "engagement":
        return finding.subject == subject
    return any(leaf.subject == subject and leaf.truth is Truth.TRUE for leaf in walk(finding.reason))


def _of_finding(known: Known, one: Finding) -> TableRow:
    name = one.control.id if one.subject.kind == "engagement" else f"{one.control.id}@{one.subject.id}"
    return TableRow(name, one.subject, lambda column: _shown_of(known, one, column.origin.key))


def _shown_of(known: Known, one: Finding, key: str) -> Value:
    control, traces = one.control, known.finding_traces(one)
    if key in CONTROL_SHOWS:
        value = findings_value(known, (one,), key)
        # The row names the control and its subject already.
        return (
            replace(value, text=standing_words(one)) if key == "said" and value.state == "filled" else value
        )
    printed = {
        "id": lambda: control.id,
        "title": lambda: control.title,
        "statement": lambda: control.statement,
        "gate": lambda: capital(labels.GATE[control.gate]),
        "limit": lambda: measure_words(control),
        "limit_source": lambda: capital(control.ask.limit_source),
        "measure": lambda: control.ask.text,
        "sources": lambda: "; ".join(
            known.library.sources[s].citation for s in one.sources if s in known.library.sources
        ),
        "cost": lambda: " ".join(labels.IMPACT_COST[impact] for impact in control.impacts[:2]),
        "steps": lambda: " ".join(f"{n}. {sentence(s.do)}" for n, s in enumerate(control.remedy, start=1)),
        "first_step": lambda: sentence(control.remedy[0].do),
        "party": lambda: _party(known, control.party),
        "verify": lambda: " ".join(sentence(step.what) for step in control.verify),
        "accept": lambda: " ".join(sentence(step.accept) for step in control.verify),
        "evidence": lambda: "; ".join(control.evidence),
    }  # fmt: skip
    if key in printed:
        return Value("printed", printed[key]())
    if known.is_contested(control.id, one.subject):
        return Value("missing", reason=WHY["contested"], ask=known.ask(control.ask.who))
    match key:
        case "about":
            behind = known.subject_traces(one.subject)
            return Value("filled" if behind else "printed", capital(known.about(one.subject)), traces=behind)
        case "severity":
            return Value("filled", labels.SEVERITY[one.severity], one.severity, traces=traces)
        case "status":
            return _open_or(known, one, labels.STATUS[one.status or "unknown"], traces)
        case "missing":
            return _open_or(
                known, one, missing(one) if one.status in ("gap", "partly") else said(one), traces
            )
        case "figure":
            if one.measured is None:
                return Value("missing", reason=WHY["not-asked"], ask=known.ask(control.ask.who))
            return Value("filled", said(one), one.measured, traces=traces)
        case "raised_on":
            at = one.answer.at[:10] if one.answer is not None else ""
            if not at:
                return Value("missing", reason=WHY["not-seen"], ask=known.ask(control.ask.who))
            return Value("filled", date_words(at), at, traces=traces)
        case "due":
            return _due(known, one)
        case _:
            return step_value(known, one, key)


def _open_or(known: Known, one: Finding, text: str, traces: tuple[Trace, ...]) -> Value:
    if one.status == "unknown" or one.answer is None:
        return Value("missing", reason=WHY["not-asked"], ask=known.ask(one.control.ask.who))
    return Value("filled", text, one.status or "", traces=traces)


def _due(known: Known, one: Finding) -> Value:
    """The date of the gate."""
    gate = known.file.gate_dates.get(one.control.gate, "")
    if not gate:
        return Value("missing", reason=WHY["no-date"], ask=known.file.owner or known.ask("contract-owner"))
    trace = Trace("engagement", f"gate_dates.{one.control.gate}", said=date_words(gate))
    return Value("filled", date_words(gate), gate, traces=(trace,))


def _party(known: Known, party: str) -> str:
    name = {"buyer": known.file.buyer, "vendor": known.file.vendor}.get(party, "")
    label = labels.PARTY[party]
    return f"{label} ({name})" if name else label


def _subjects(known: Known, rows: FormRows, kind: str) -> Iterator[TableRow]:
    for subject in known.scope.subjects(kind) or ():  # type: ignore[arg-type]
        truth = known.holds(rows.where, subject)
        if truth is not Truth.FALSE:
            yield TableRow(subject.id, subject, _shows_subject(known, subject), truth is Truth.UNKNOWN)


def _shows_subject(known: Known, subject: Subject) -> Shows:
    def shows(column: FormColumn) -> Value:
        text = subject.id if column.origin.key == "id" else known.about(subject)
        return Value("filled", text, text, traces=known.subject_traces(subject))

    return shows


def _of_person(known: Known, name: str) -> TableRow:
    def shows(column: FormColumn) -> Value:
        value = person_value(known, name, column.origin.key)
        if column.origin.key == "name":
            return replace(value, text=name, raw=name)
        return value

    return TableRow(name, ENGAGEMENT, shows)


def _values(known: Known, parameter: str) -> Iterator[TableRow]:
    for place, row in enumerate(bound_rows(known, parameter), start=1):
        traces = row_traces(known, row)
        source = known.library.sources.get(row.source)
        texts = {
            "label": row.label,
            "value": value_text(row),
            "source": source.citation if source else row.source,
        }

        def shows(column: FormColumn, texts: dict[str, str] = texts, traces: tuple[Trace, ...] = traces) -> Value:  # fmt: skip
            return Value("filled" if traces else "printed", texts[column.origin.key], traces=traces)

        yield TableRow(f"{parameter}_{place}", ENGAGEMENT, shows)


def _drawn(known: Known, rows: FormRows, subject: Subject) -> Iterator[TableRow]:
    """Items drawn from the list that came with the command; without a list as many empty lines."""
    wanted = number_given(known.asked, "sample", subject.id, least=1, most=500, whole=True)
    count = int(wanted) if wanted is not None else rows.count
    listed = [row for row in known.asked.rows("ids") if row.get("id")]
    if subject.kind == "workflow":
        listed = [row for row in listed if row.get("workflow", subject.id) in ("", subject.id)]
    if not listed:
        for place in range(1, count + 1):
            yield TableRow(f"line_{place}", subject, _waiting)
        return
    seed = known.asked.of("seed", subject.id) or known.assessment.as_of
    for one in draw(listed, count, seed):
        trace = Trace("sheet", "ids", said=f"id {one.id}; drawn with seed {seed}, number {one.number[:12]}")
        texts = {"id": one.id, "draw_number": one.number[:12]}

        def shows(column: FormColumn, texts: dict[str, str] = texts, trace: Trace = trace) -> Value:
            text = texts.get(column.origin.key, "")
            return Value("filled", text, text, traces=(trace,))

        yield TableRow(one.id, subject, shows)


def _waiting(_: FormColumn) -> Value:
    return Value("people", reason=WHY["no-sheet"])
