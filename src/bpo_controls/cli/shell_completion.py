"""Values the shell can complete. What they need is imported when the shell asks, not when a command starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def roles(incomplete: str) -> list[str]:
    """Roles."""
    from bpo_controls.library.model import ROLES

    return list(_beginning(incomplete, ROLES))


def domains(incomplete: str) -> list[str]:
    """Domains."""
    from bpo_controls.library.model import DOMAINS

    return list(_beginning(incomplete, DOMAINS))


def sections(incomplete: str) -> list[str]:
    """Sections of questions, and domains."""
    from bpo_controls.library.load import load_library
    from bpo_controls.library.model import DOMAINS

    found = (*(section.id for section in load_library().sections), *DOMAINS)
    return list(_beginning(incomplete, dict.fromkeys(found)))


def formats(incomplete: str) -> list[str]:
    """Formats of deliverables, the last word of a list."""
    from bpo_controls.reporting.deliver.render import FORMATS

    return list(_last_of_list(incomplete, FORMATS))


def documents(incomplete: str) -> list[str]:
    """Deliverables, the last word of a list."""
    from bpo_controls.reporting.deliver.render import DOCUMENTS

    return list(_last_of_list(incomplete, DOCUMENTS))


def editions(incomplete: str) -> list[str]:
    """Editions of the deliverables."""
    from bpo_controls.reporting.deliver.editions import EDITIONS

    return list(_beginning(incomplete, EDITIONS))


def papers(incomplete: str) -> list[str]:
    """Names of the working papers."""
    from bpo_controls.library.load import load_library
    from bpo_controls.reporting.deliver.working_papers import papers_of

    return list(_beginning(incomplete, ("list", *papers_of(load_library()))))


def forms(incomplete: str) -> list[str]:
    """Names of the paper forms."""
    from bpo_controls.library.load import load_library

    return list(_beginning(incomplete, ("list", *load_library().forms)))


def templates(incomplete: str) -> list[str]:
    """Names of the bundled templates."""
    from bpo_controls.reporting.deliver.own_templates import can_be_overridden

    return list(_beginning(incomplete, can_be_overridden()))


def controls(incomplete: str) -> list[str]:
    """Ids of controls."""
    from bpo_controls.library.load import load_library

    return list(_beginning(incomplete, load_library().controls))


def facts(incomplete: str) -> list[str]:
    """Facts of scope, each with the = that follows it."""
    from bpo_controls.library.load import load_library

    return list(_beginning(incomplete, (f"{fact}=" for fact in load_library().questions)))


def things(incomplete: str) -> list[str]:
    """Ids of whatever the library can show."""
    from bpo_controls.library.load import load_library

    library = load_library()
    others = (*library.questions, *library.sources, *library.workflows)
    return [*controls(incomplete), *(_beginning(incomplete, others) if incomplete else ())]


def regimes(incomplete: str) -> list[str]:
    """Regimes of the library's sources."""
    from bpo_controls.library.load import load_library

    found = dict.fromkeys(source.regime for source in load_library().sources.values())
    return list(_beginning(incomplete, found))


def _beginning(incomplete: str, known: Iterable[str]) -> Iterator[str]:
    return (word for word in known if word.startswith(incomplete))


def _last_of_list(incomplete: str, known: Iterable[str]) -> Iterator[str]:
    before, comma, last = incomplete.rpartition(",")
    taken = before.split(",")
    return (f"{before}{comma}{word}" for word in _beginning(last, known) if word not in taken)
