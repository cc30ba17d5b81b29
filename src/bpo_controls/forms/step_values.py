"""What a form shows of the steps that close a gap: when each is due, who does it, how it stands, where its proof is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bpo_controls.answers.step_track import UNTRACKED
from bpo_controls.engine.finding import Finding
from bpo_controls.engine.plan_steps import steps_for
from bpo_controls.engine.step_progress import StepProgress
from bpo_controls.forms.filled_form import Trace, Value
from bpo_controls.forms.known import Known
from bpo_controls.words.form_words import WHY, numbered_words
from bpo_controls.words.numbers import date_words
from bpo_controls.words.track_words import due_in_form, stands_in_form


def step_value(known: Known, one: Finding, key: str) -> Value:
    """`step_dates`, `step_owners`, `step_states` or `step_proof` of the steps of a control, numbered as its steps are.

    A date is the one people agreed for the step, else that of the plan. Where nothing was said of any step, its owner,
    standing and proof are for people to fill in.
    """
    steps = _steps(known, one)
    traces = tuple(_traces(steps))
    gate = known.file.gate_dates.get(one.control.gate, "")
    dated = (Trace("engagement", f"gate_dates.{one.control.gate}", said=date_words(gate)),) if gate else ()
    match key:
        case "step_dates":
            if not any(each.step.due for each in steps):
                ask = known.file.owner or known.ask("contract-owner")
                return Value("missing", reason=WHY["no-date"], ask=ask)
            texts = [due_in_form(each.step) for each in steps]
            traces = (*dated, *traces, *known.finding_traces(one))
        case "step_states":
            texts = [stands_in_form(each) for each in steps]
            traces = (*dated, *traces)
        case "step_owners":
            texts = [each.track.owner for each in steps]
        case _:
            texts = [each.track.evidence for each in steps]
    if not any(texts):
        return Value("people", reason=WHY["no-track"])
    return Value("filled", numbered_words(texts), traces=traces)


def _steps(known: Known, one: Finding) -> tuple[StepProgress, ...]:
    """The steps of the control as the plan has them; without a plan as they are dated from the gate."""
    ids = [f"{one.control.id}.{place}" for place in range(1, len(one.control.remedy) + 1)]
    if all(id_ in known.progress for id_ in ids):
        return tuple(known.progress[id_] for id_ in ids)
    gate = known.file.gate_dates.get(one.control.gate, "")
    return tuple(StepProgress(step, UNTRACKED, "open") for step in steps_for((one,), gate))


def _traces(steps: Sequence[StepProgress]) -> Iterator[Trace]:
    """What was said of each step, where anything was."""
    for each in steps:
        if each.track != UNTRACKED:
            said = "; ".join(
                text for text in (stands_in_form(each), each.track.owner, each.track.evidence) if text
            )
            yield Trace("step", each.step.id, by=each.track.by, at=each.track.changed, said=said)
