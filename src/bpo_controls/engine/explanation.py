"""Why a control applies to a subject or not, and what it rests on there: worked out when somebody reads it."""

from __future__ import annotations

from collections.abc import Sequence

from bpo_controls.answers.answer_model import ENGAGEMENT, EVERY, Need, Subject
from bpo_controls.engine.bindings import Binding, bindings_of
from bpo_controls.engine.judge import judge, truth
from bpo_controls.engine.known_facts import Scope
from bpo_controls.engine.reason import Reason, deciding
from bpo_controls.engine.truth import Truth
from bpo_controls.library.model import Control

NOTHING: frozenset[Need] = frozenset()


class Explanation:
    """What a decision rests on. Of thousands few are read, so each part is found on first reading and then kept.

    `settled` is the reason where it does not come from the control's condition. `open_raises` could still raise the
    severity. `bare` is for a control without a subject: it reaches what needs no condition, and binds nothing.
    """

    __slots__ = (
        "_applies",
        "_as_of",
        "_bare",
        "_bindings",
        "_control",
        "_needs",
        "_open_raises",
        "_reason",
        "_scope",
        "_sources",
        "_stands",
        "_subject",
    )

    def __init__(
        self,
        control: Control,
        subject: Subject,
        scope: Scope,
        as_of: str,
        applies: Truth,
        *,
        settled: Reason | None = None,
        open_raises: tuple[Reason, ...] = (),
        stands: bool = False,
        bare: bool = False,
    ) -> None:
        self._control = control
        self._subject = subject
        self._scope = scope
        self._as_of = as_of
        self._applies = applies
        self._reason = settled
        self._open_raises = open_raises
        self._stands = stands
        self._bare = bare
        self._sources: tuple[str, ...] | None = None
        self._bindings: tuple[Binding, ...] | None = None
        self._needs: frozenset[Need] | None = None

    @property
    def reason(self) -> Reason:
        """The explanation in the shape of the condition, with the leaves that decided it."""
        if self._reason is None:
            self._reason = judge(self._control.applies_when, self._subject, self._scope)
        return self._reason

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that are known to reach the subject: those without a condition, and those whose condition holds."""
        if self._sources is None:
            unconditional = unconditional_sources(self._control)
            self._sources = (
                unconditional
                if self._bare
                else tuple(
                    source
                    for source in self._control.sources
                    if source in unconditional
                    or truth(self._control.source_scope[source], self._subject, self._scope) is Truth.TRUE
                )
            )
        return self._sources

    @property
    def bindings(self) -> tuple[Binding, ...]:
        """What the tables that the control names say here on the date."""
        if self._bindings is None:
            self._bindings = () if self._bare else bindings_of(self._control, self._scope, self._as_of)
        return self._bindings

    @property
    def needs(self) -> frozenset[Need]:
        """The questions that could still settle whether it applies, its severity or a value it names."""
        if self._needs is None:
            undecided = (self.reason,) if self._applies is Truth.UNKNOWN else ()
            open_values = [why for binding in self.bindings for why in binding.open] if self._stands else []
            self._needs = _needs((*undecided, *self._open_raises, *open_values))
        return self._needs

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Explanation)
            and self.reason == other.reason
            and self.needs == other.needs
            and self.sources == other.sources
            and self.bindings == other.bindings
        )

    def __hash__(self) -> int:
        return hash((self._control.id, self._subject))

    def __repr__(self) -> str:
        return f"Explanation({self.reason!r}, sources={self.sources!r})"


def unconditional_sources(control: Control) -> tuple[str, ...]:
    """The sources that reach every work the control applies to."""
    if not control.source_scope:
        return control.sources
    return tuple(source for source in control.sources if source not in control.source_scope)


def _needs(reasons: Sequence[Reason]) -> frozenset[Need]:
    """The questions whose answers could still settle what is unknown in these reasons."""
    if not reasons:
        return NOTHING
    needs: set[Need] = set()
    for reason in reasons:
        if reason.truth is not Truth.UNKNOWN:
            continue
        for leaf in deciding(reason):
            if leaf.item and leaf.truth is Truth.UNKNOWN:
                introduces = leaf.cause == "subjects-unknown" or leaf.subject is None
                everyone = leaf.subject is not None and leaf.subject.id == EVERY
                asked_of = ENGAGEMENT if introduces or everyone or not leaf.subject else leaf.subject
                needs.add(Need(leaf.item, asked_of))
    return frozenset(needs)
