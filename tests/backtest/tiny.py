"""A library of a handful of controls and a case against it, made in memory."""

from __future__ import annotations

from pathlib import Path

from backtest.case import Case
from backtest.case_file import load_case
from bpo_controls.diagnostics import Diagnostic
from bpo_controls.library.model import Library, Source
from tests.engine.build import SITES, WORKFLOWS, control, is_, library, measured, question, source, yes


def cited(id_: str, citation: str) -> Source:
    made = source(id_)
    return Source(id_, citation, made.title, made.regime, made.says, made.state)


LIBRARY: Library = library(
    questions=[WORKFLOWS, SITES, question("phi"), question("kinds", "any-of", options=("paper", "discs"))],
    controls=[
        control("ACC-01", yes("phi"), sources=("hipaa-a",), ask=measured(), severity="high"),
        control("ACC-02", is_("kinds", "paper"), sources=("hipaa-b",), severity="critical"),
        control("ACC-03", per="site", sources=("state-c",), severity="low"),
        control("QA-01", is_("workflow", "coding"), domain="qa-depth", per="workflow", severity="medium"),
    ],
    sources=[
        cited("hipaa-a", "45 CFR 164.308(a)(3)(ii)(C)"),
        cited("hipaa-b", "45 CFR 164.312(a)(2)(iv)"),
        cited("state-c", "N.Y. Gen. Bus. Law 899-aa"),
    ],
)

TEXT = """\
id: tiny
kind: incident
date: "2020-02-02"
role: business-associate
service_lines: [coding]
confidence: high
sources: ["https://example.org/tiny"]
scope:
  workflows: [coding, billing]
  sites: [Hill office, River office]
  phi: true
  kinds: [paper, discs]
scope_because: Made up.
facts:
  - {says: Logins lived on for a month., kind: stated, restates: true, answers: {ACC-01: 720}, because: Thirty days are 720 hours.}
  - {says: One office had no lock., kind: stated, answers: {ACC-03@hill-office: not-in-place}, because: The control asks for it.}
  - {says: Work came on paper., kind: stated, answers: {kinds: [paper]}, because: The kind is asked for.}
  - {says: It rained., kind: stated, not_taken_up: The weather is nobody's control.}
  - {says: Nobody checked codes., kind: inferred, answers: {QA-01: partly}, because: Ordered afterward.}
findings:
  - {citation: 45 CFR 164.308(a)(3), what: Access did not end., basis: stated}
  - {citation: 45 CFR 164.312(a)(1), what: No lock on the data., basis: mapped}
  - {citation: New York law, what: Late notice., basis: stated, means: [state-c], because: It is the law on notice.}
  - {citation: 45 CFR 164.404, what: Late., basis: inferred}
  - {citation: Report 7, what: All of it., basis: stated, not_a_provision: A report is no law.}
"""


def read(folder: Path, text: str = TEXT, name: str = "tiny") -> tuple[Case | None, tuple[Diagnostic, ...]]:
    """The case that a text holds, read as a file."""
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return load_case(path, LIBRARY)


def tiny(folder: Path, text: str = TEXT) -> Case:
    """The case that a text holds; it has no problem."""
    case, problems = read(folder, text)
    assert case is not None, problems
    assert problems == ()
    return case
