"""A cut: which findings a reader wants to see, by gate, party, subject, domain, severity, or only the gaps."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from bpo_controls.engine.finding import Assessment, Finding, GateVerdict
from bpo_controls.library.condition import Across, AllOf, AnyOf, Condition, Leaf
from bpo_controls.library.model import Gate, Party, Severity

JOINT: Party = "joint"
OPEN = ("gap", "partly")


@dataclass(frozen=True, slots=True)
class Cut:
    """What is wanted; an empty field wants everything. `sites` and `workflows` are ids of subjects.

    What buyer and vendor do together belongs to each of them. A workflow has the findings about it, and those of
    controls whose rule names it; a site has the findings about it.
    """

    gates: tuple[Gate, ...] = ()
    parties: tuple[Party, ...] = ()
    sites: tuple[str, ...] = ()
    workflows: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    severities: tuple[Severity, ...] = ()
    gaps: bool = False

    def __bool__(self) -> bool:
        """Whether anything is left out at all."""
        named = self.gates or self.parties or self.sites or self.workflows or self.domains or self.severities
        return bool(named) or self.gaps

    def keeps(self, finding: Finding) -> bool:
        """Whether the finding is wanted."""
        control = finding.control
        return (
            (not self.gates or control.gate in self.gates)
            and (not self.parties or control.party in (*self.parties, JOINT))
            and (not self.domains or control.domain in self.domains)
            and (not self.severities or finding.severity in self.severities)
            and (not self.gaps or finding.status in OPEN)
            and self._about(finding)
        )

    def _about(self, finding: Finding) -> bool:
        if not self.sites and not self.workflows:
            return True
        subject = finding.subject
        if subject.kind == "site":
            return subject.id in self.sites
        if subject.kind == "workflow":
            return subject.id in self.workflows
        return bool(self.workflows) and names_workflow(finding.control.applies_when, self.workflows)


def owes(cut: Cut, finding: Finding) -> bool:
    """Whether a reader of the cut has something to do with it: it is wanted, or a step that closes it is theirs."""
    if cut.keeps(finding):
        return True
    mine = finding.status in OPEN and any(step.party in cut.parties for step in finding.control.remedy)
    return mine and replace(cut, parties=()).keeps(finding)


def cut_assessment(assessment: Assessment, cut: Cut) -> Assessment:
    """The findings that a reader of the cut has something to do with."""
    kept = {
        control: tuple(finding for finding in findings if owes(cut, finding))
        for control, findings in assessment.by_control.items()
    }
    return replace(assessment, by_control={control: found for control, found in kept.items() if found})


def cut_verdict(verdict: GateVerdict, cut: Cut) -> GateVerdict:
    """The verdict on the whole work, with the findings of the cut beside it."""

    def kept(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if owes(cut, finding))

    return replace(
        verdict,
        blockers=kept(verdict.blockers),
        open=kept(verdict.open),
        conditions=kept(verdict.conditions),
        to_close=kept(verdict.to_close),
    )


def names_workflow(condition: Condition, workflows: Collection[str]) -> bool:
    """Whether a rule asks for one of these workflows; what stands under a "not" does not count."""
    match condition:
        case Leaf(fact="workflow", operand=operand):
            return any(one in workflows for one in operand)
        case AllOf(parts) | AnyOf(parts):
            return any(names_workflow(part, workflows) for part in parts)
        case Across(part=part):
            return names_workflow(part, workflows)
        case _:
            return False
