"""The QA sampling plan of an engagement, workflow by workflow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from bpo_controls.answers.answer_model import ENGAGEMENT, Answers, Subject
from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean
from bpo_controls.engine.judge import judge
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.truth import Truth
from bpo_controls.library.condition import Condition
from bpo_controls.library.lot_model import LotTables
from bpo_controls.library.model import Library
from bpo_controls.library.paper_model import Assumption
from bpo_controls.library.qa_model import QaData, Tier
from bpo_controls.papers.asked import Asked
from bpo_controls.papers.draw import Drawn, draw, ramp_up, top_up
from bpo_controls.papers.lot_sampling import Strictness, Switched, switch
from bpo_controls.papers.qa_options import KINDS, Aim, PlanOption, plan_options, usual_kind
from bpo_controls.papers.sample_size import Plan, for_allowed
from bpo_controls.papers.sample_verdict import SampleVerdict, sample_verdict
from bpo_controls.papers.setting import number_given, refusal

LEVELS: tuple[str, ...] = ("S-1", "S-2", "S-3", "S-4", "I", "II", "III")
MOST_ALLOWED = 2
"""Plans for validating software are given for none wrong up to so many."""


@dataclass(frozen=True, slots=True)
class SoftwareSample:
    """How many items the software passed, and how many it failed, are scored again blind, by errors allowed.

    `missed` and `false_alarms` are the limits in percent; `known` is false while nobody has said whether it is used.
    """

    known: bool
    missed: float
    false_alarms: float
    passed: tuple[int, ...]
    failed: tuple[int, ...]
    because: str


@dataclass(frozen=True, slots=True)
class WorkflowPlan:
    """One workflow. Accuracies and risks are percent. `chosen` is None while the volume is not known.

    `target_from` is the id of the control that sets the target, "set" when it was given, or "" for the library's own.
    `list_size` is how many items the list held that was given; the draw is from it.
    """

    workflow: str
    volume: int | None
    target: float
    tolerable: float
    target_from: str
    tier: str
    confidence: float
    good_fails: float
    tier_because: str
    options: tuple[PlanOption, ...]
    chosen: PlanOption | None
    minutes: Assumption
    hours: float | None
    verdict: SampleVerdict | None
    switched: Switched | None
    software: SoftwareSample | None
    list_size: int | None
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class QaPlan:
    """The plans of every workflow in scope, the seed of the draw, and every number assumed.

    `scope_known` is false while nobody has said which workflows there are.
    """

    scope_known: bool
    workflows: tuple[WorkflowPlan, ...]
    seed: str
    seed_given: bool
    team_size: float | None
    assumptions: tuple[Assumption, ...]

    @property
    def hours(self) -> float | None:
        """Reviewers' hours a month over all workflows; None while one of them is not known."""
        found = [one.hours for one in self.workflows]
        return None if None in found or not found else sum(cast("list[float]", found))


def qa_plan(
    library: Library, answers: Answers, data: QaData, tables: LotTables, asked: Asked, *, as_of: str
) -> QaPlan:
    """The plan. Raises UserError with the first impossible setting, or with every wrong row of the list of items."""
    scope = Scope(library, answers, judge)
    subjects = scope.subjects("workflow")
    hours = {
        key: Assumption(key, given, "set with the command") if given is not None else one
        for key, one in data.hours.items()
        for given in (number_given(asked, key, least=1 if key == "reviewer_hours" else 0, most=1000),)
    }
    seed = asked.of("seed") or as_of
    lists = _lists(asked, [one.id for one in subjects or ()])
    team = scope.fact("team_size", ENGAGEMENT) if "team_size" in library.questions else None
    return QaPlan(
        scope_known=subjects is not None,
        workflows=tuple(
            _Planner(scope, data, tables, asked, hours, one, lists.get(one.id), seed).plan()
            for one in subjects or ()
        ),
        seed=seed,
        seed_given=bool(asked.of("seed")),
        team_size=team.value if team and team.known and isinstance(team.value, int | float) else None,
        assumptions=tuple(hours.values()),
    )


class _Planner:
    """Works out one workflow."""

    def __init__(
        self,
        scope: Scope,
        data: QaData,
        tables: LotTables,
        asked: Asked,
        hours: Mapping[str, Assumption],
        subject: Subject,
        rows: Sequence[Mapping[str, str]] | None,
        seed: str,
    ) -> None:
        self.scope, self.data, self.tables, self.asked = scope, data, tables, asked
        self.hours, self.subject, self.rows, self.seed = hours, subject, rows, seed

    def number(self, key: str, least: float, most: float, *, whole: bool = False) -> float | None:
        return number_given(self.asked, key, self.subject.id, least=least, most=most, whole=whole)

    def holds(self, condition: Condition | None) -> Truth:
        return Truth.TRUE if condition is None else judge(condition, self.subject, self.scope).truth

    def plan(self) -> WorkflowPlan:
        volume = len(self.rows) if self.rows is not None else self.volume()
        target, tolerable, source = self.accuracies()
        tier = next(one for one in self.data.tiers if self.holds(one.when) is Truth.TRUE)
        confidence = self.number("confidence", 50, 99.9) or tier.confidence
        fails = self.number("good_fails", 0.1, 49) or tier.good_fails
        aim = Aim(_error(target), _error(tolerable), _part(fails), 1 - _part(confidence))
        switched = self.switched()
        strictness: Strictness = switched.strictness if switched else "normal"
        options = plan_options(aim, volume, self.tables, self.level(), strictness) if volume != 0 else ()
        chosen = self.chosen(options, volume)
        minutes = self.minutes()
        return WorkflowPlan(
            workflow=self.subject.id,
            volume=volume,
            target=target,
            tolerable=tolerable,
            target_from=source,
            tier=tier.id,
            confidence=confidence,
            good_fails=fails,
            tier_because=_reason(tier, confidence, fails),
            options=options,
            chosen=chosen,
            minutes=minutes,
            hours=0.0 if volume == 0 else self.reviewing(chosen.n, minutes.value) if chosen else None,
            verdict=self.verdict(aim, chosen, options),
            switched=switched,
            software=self.software(aim.beta),
            list_size=None if self.rows is None else len(self.rows),
            drawn=self.draw(chosen),
        )

    def volume(self) -> int | None:
        given = self.number("volume", 1, 100_000_000, whole=True)
        if given is not None:
            return int(given)
        fact = self.scope.fact("monthly_volume", self.subject)
        return int(fact.value) if fact.known and isinstance(fact.value, int | float) else None

    def accuracies(self) -> tuple[float, float, str]:
        """Target and tolerable accuracy in percent, and where the target comes from."""
        target, tolerable, source = self.data.target, self.data.tolerable, ""
        control = self.scope.library.controls.get(self.data.target_controls.get(self.subject.id, ""))
        if control is not None and control.ask.met is not None and control.ask.met.at_least is not None:
            partly = control.ask.partly.at_least if control.ask.partly else None
            if control.ask.met.at_least < 100:
                target, source = control.ask.met.at_least, control.id
                tolerable = partly if partly is not None and partly < target else max(0.0, target - 5)
        given = self.number("target", 1, 100)
        if given == 100:
            hint = "set a target below 100, or check every item"
            raise refusal(
                self.key("target"),
                self.asked.of("target", self.subject.id),
                "cannot be shown by a sample",
                hint,
            )
        if given is not None:
            target, source = given, "set"
        least = self.number("tolerable", 0, 99.99)
        if least is not None:
            tolerable = least
        elif given is not None and tolerable >= target:
            tolerable = max(0.0, target - 5)
        if tolerable >= target:
            hint = f"the target is {target:g}: set one below it"
            raise refusal(self.key("tolerable"), f"{tolerable:g}", "is not below the target", hint)
        return target, tolerable, source

    def key(self, key: str) -> str:
        return f"{key}@{self.subject.id}"

    def word(self, key: str, known: Sequence[str]) -> str:
        given = self.asked.of(key, self.subject.id)
        if given and given not in known:
            raise refusal(
                self.key(key), given, "is not known", did_you_mean(given, known) or ", ".join(known)
            )
        return given

    def level(self) -> str:
        return self.word("level", LEVELS) or "II"

    def chosen(self, options: tuple[PlanOption, ...], volume: int | None) -> PlanOption | None:
        wanted = self.word("plan", KINDS)
        if not options or (volume is None and wanted in ("", "lot", "table", "all")):
            return None
        if not wanted:
            return usual_kind(options, cast(int, volume), self.data.small_below)
        found = {one.kind: one for one in options}
        if wanted not in found:
            hint = f"there are: {', '.join(found)}"
            raise refusal(self.key("plan"), wanted, "does not exist for these numbers", hint)
        return found[cast("object", wanted)]  # type: ignore[index]

    def minutes(self) -> Assumption:
        given = self.number("minutes", 0.1, 600)
        if given is not None:
            return Assumption("minutes", given, "set with the command")
        found = next(one for one in self.data.minutes if self.holds(one.when) is Truth.TRUE)
        return Assumption("minutes", found.minutes, found.because)

    def reviewing(self, n: int, minutes: float) -> float:
        """Hours a month: scoring, scoring twice, calibration and disputes."""
        value = {key: one.value for key, one in self.hours.items()}
        scoring = n * minutes / 60 * (1 + value["double_share"] / 100)
        disputes = n * value["dispute_share"] / 100 * value["dispute_minutes"] / 60
        return scoring + disputes + value["calibration_hours"]

    def verdict(
        self, aim: Aim, chosen: PlanOption | None, options: tuple[PlanOption, ...]
    ) -> SampleVerdict | None:
        text = self.asked.of("results", self.subject.id)
        if not text:
            return None
        reviewed, slash, errors = text.partition("/")
        hint = "write reviewed/errors, for example 120/9"
        if not (slash and reviewed.strip().isdecimal() and errors.strip().isdecimal()):
            raise refusal(self.key("results"), text, "is not a result", hint)
        seen, wrong = int(reviewed), int(errors)
        if seen == 0 or wrong > seen:
            raise refusal(
                self.key("results"), text, "cannot be", "more than 0 reviewed, and not more errors than that"
            )
        plan = chosen or next((one for one in options if one.kind == "two-point"), None)
        if plan is None:
            return None
        return sample_verdict(Plan(plan.n, plan.c), aim.bad, 1 - aim.beta, seen, wrong)

    def switched(self) -> Switched | None:
        lots = self.asked.of("history", self.subject.id).upper()
        if not lots:
            return None
        if set(lots) - {"A", "R"}:
            hint = "one letter per month, oldest first: A accepted, R rejected"
            raise refusal(self.key("history"), lots, "is not a history", hint)
        agreed = self.word("reduced", ("agreed", "no")) == "agreed"
        return switch(self.tables.switching, [lot == "A" for lot in lots], reduce_agreed=agreed)

    def software(self, beta: Fraction) -> SoftwareSample | None:
        limits = self.data.software
        given = self.word("scores_all", ("yes", "no"))
        used = {"yes": Truth.TRUE, "no": Truth.FALSE}.get(given) or self.holds(limits.when)
        if used is Truth.FALSE:
            return None
        sizes = tuple(
            tuple(for_allowed(c, _part(limit), beta) or 0 for c in range(MOST_ALLOWED + 1))
            for limit in (limits.missed, limits.false_alarms)
        )
        known = used is Truth.TRUE
        return SoftwareSample(known, limits.missed, limits.false_alarms, sizes[0], sizes[1], limits.because)

    def draw(self, chosen: PlanOption | None) -> tuple[Drawn, ...]:
        if self.rows is None or chosen is None:
            return ()
        drawn = draw(self.rows, chosen.n, self.seed)
        for stratum in self.data.strata:
            drawn += top_up(self.rows, drawn, stratum.column, stratum.least, self.seed)
        return drawn + ramp_up(self.rows, drawn, self.data.ramp, self.seed)


def _reason(tier: Tier, confidence: float, fails: float) -> str:
    return (
        tier.because if (confidence, fails) == (tier.confidence, tier.good_fails) else "set with the command"
    )


def _part(percent: float) -> Fraction:
    return Fraction(str(percent)) / 100


def _error(accuracy: float) -> Fraction:
    return 1 - _part(accuracy)


def _lists(asked: Asked, workflows: Sequence[str]) -> dict[str, list[Mapping[str, str]]]:
    """The rows of the list of items by workflow. Raises UserError with every row that cannot be drawn from."""
    found: dict[str, list[Mapping[str, str]]] = {}
    wrong: list[Diagnostic] = []
    seen: set[str] = set()

    def refuse(number: int, what: str, hint: str) -> None:
        wrong.append(Diagnostic("bad-sheet", f"--sheet items: row {number}: {what}", hint=hint))

    for number, row in enumerate(asked.rows("items"), start=2):
        id_ = row.get("id", "")
        workflow = row.get("workflow", "") or (workflows[0] if len(workflows) == 1 else "")
        if not id_:
            refuse(number, "has no id", "every item needs one in the column id")
        elif id_ in seen:
            refuse(number, f'the id "{id_}" stands twice', "list every item once")
        elif workflow not in workflows:
            refuse(number, f'"{workflow}" is not a workflow in scope', did_you_mean(workflow, workflows))
        else:
            found.setdefault(workflow, []).append(row)
        seen.add(id_)
        if len(wrong) == 20:
            break
    if wrong:
        raise UserError(*wrong)
    return found
