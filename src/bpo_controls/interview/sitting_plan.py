"""What a session is to ask, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bpo_controls.interview.agenda import Order
from bpo_controls.interview.moves import AddControl
from bpo_controls.interview.people import Respondent
from bpo_controls.interview.registrar import Registers
from bpo_controls.library.model import Library, Role

AddsControl = Callable[[AddControl], tuple[Library, str]]
"""Puts a control of the engagement's own on disk; the library with it, and its id. UserError when it cannot be taken."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a session is to ask, and how.

    `role` and `section` (a section of questions or a domain) narrow it; `order` "risk" asks first what goes wrong
    often; `triage` takes how each control stands, the figure can follow; `first` stops after so many
    open questions (0: never); `start` is the id to open at; `registered` are people known beforehand,
    and `register` adds to them.
    """

    role: Role | None = None
    section: str | None = None
    order: Order = "topic"
    triage: bool = False
    first: int = 0
    start: str = ""
    registered: tuple[Respondent, ...] = ()
    add_control: AddsControl | None = None
    register: Registers | None = None
