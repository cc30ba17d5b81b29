"""`earlier.json`: how the last assessment came out, kept in the engagement that follows it. Holds no names and no answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

from bpo_controls.answers.answer_model import Need
from bpo_controls.answers.codec import need_from_plain, need_to_plain
from bpo_controls.diagnostics import Location, user_error
from bpo_controls.engine.finding import Assessment, Status, Verdict
from bpo_controls.engine.gates import gate_verdicts
from bpo_controls.engine.step_progress import STEP_STATES, StepThen
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Gate, Severity
from bpo_controls.plain_file import read_plain_file
from bpo_controls.workspace import paths
from bpo_controls.workspace.library_ref import LibraryRef, library_to_plain

FILE_NAME = "earlier.json"
_LARGEST = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stood:
    """How a finding stood: its standing (None while undecided), severity and domain."""

    status: Status | None
    severity: Severity
    domain: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last assessment: its date (ISO), record digest, library, verdicts and blockers per gate, and standings.

    `changed` names, per question or control, what the library changed since; None where the earlier library was not at hand.
    `steps` are the steps that were open then, by the ids that they have now.
    """

    as_of: str
    record: str
    library: LibraryRef
    gates: tuple[tuple[Gate, Verdict, int], ...]
    stood: Mapping[Need, Stood]
    changed: Mapping[str, tuple[str, ...]] | None
    steps: Mapping[str, StepThen] = field(default_factory=lambda: MappingProxyType({}))


def earlier_of(
    assessment: Assessment,
    record: str,
    library: LibraryRef,
    changed: Mapping[str, tuple[str, ...]] | None,
    steps: Mapping[str, StepThen],
) -> Earlier:
    """What is kept of an assessment."""
    return Earlier(
        assessment.as_of,
        record,
        library,
        tuple((one.gate, one.verdict, len(one.blockers)) for one in gate_verdicts(assessment)),
        MappingProxyType(
            {
                finding.key: Stood(finding.status, finding.severity, finding.control.domain)
                for finding in assessment.findings
                if finding.applies is not Truth.FALSE
            }
        ),
        changed,
        steps,
    )


def write_earlier(directory: Path, earlier: Earlier) -> None:
    """Write the file. UserError when it cannot be written."""
    plain = {
        "as_of": earlier.as_of,
        "record": earlier.record,
        "library": library_to_plain(earlier.library),
        "gates": [list(one) for one in earlier.gates],
        "stood": [
            {**need_to_plain(need), "status": one.status, "severity": one.severity, "domain": one.domain}
            for need, one in earlier.stood.items()
        ],
        "changed": None
        if earlier.changed is None
        else {item: list(names) for item, names in earlier.changed.items()},
        "steps": [{"step": step, "due": one.due, "state": one.state} for step, one in earlier.steps.items()],
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1) + "\n"
    paths.write_atomically(directory / FILE_NAME, text.encode("utf-8"))


def read_earlier(directory: Path) -> Earlier | None:
    """The last assessment; None for an engagement that follows none. UserError when the file cannot be understood."""
    path = directory / FILE_NAME
    if not path.exists():
        return None
    try:
        plain = json.loads(read_plain_file(path, _LARGEST))
        return _from_plain(plain)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise user_error("unreadable-file", f"cannot be read: {reason}", where=Location(str(path))) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise user_error(
            "earlier-damaged",
            "is not what reassess wrote",
            where=Location(str(path)),
            hint="restore it, or take it away to go on without the last assessment",
        ) from None


def _from_plain(plain: Mapping[str, Any]) -> Earlier:
    stood: dict[Need, Stood] = {}
    for row in plain["stood"]:
        need = need_from_plain({key: row[key] for key in ("item", "subject")})
        stood[need] = Stood(row["status"], row["severity"], str(row["domain"]))
    steps: dict[str, StepThen] = {}
    for row in plain.get("steps", ()):
        if row["state"] not in STEP_STATES:
            raise ValueError(f"unknown state {row['state']!r}")
        steps[str(row["step"])] = StepThen(str(plain["as_of"]), str(row["due"]), row["state"])
    changed = plain["changed"]
    library = plain["library"]
    return Earlier(
        str(plain["as_of"]),
        str(plain["record"]),
        LibraryRef(str(library["id"]), str(library["version"]), str(library["digest"])),
        tuple(
            cast("tuple[Gate, Verdict, int]", (gate, verdict, int(n))) for gate, verdict, n in plain["gates"]
        ),
        MappingProxyType(stood),
        None
        if changed is None
        else MappingProxyType({item: tuple(names) for item, names in changed.items()}),
        MappingProxyType(steps),
    )
