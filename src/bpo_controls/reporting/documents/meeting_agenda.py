"""The agenda of a meeting: whom to ask what, in which order, and about how long it takes."""

from __future__ import annotations

from dataclasses import replace

from bpo_controls.engine.question_plan import asked_item, follow_ups
from bpo_controls.engine.talk_time import usual_seconds
from bpo_controls.reporting.blocks.document import Block, Document, Heading, Paragraph, TableBlock
from bpo_controls.reporting.documents.content.open_questions import by_person, open_questions
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.documents.shared_blocks import framed, remarks
from bpo_controls.words import labels
from bpo_controls.words.headings import TEXT
from bpo_controls.words.numbers import capital, plural

DATA = ("person", "id", "question", "subject", "open")


def minutes_by_person(ctx: Context) -> dict[str, tuple[int, int]]:
    """For each person or role, in the order in which they first come up: how many questions, and minutes of talk."""
    found: dict[str, tuple[int, int]] = {}
    for one in follow_ups(ctx.library, ctx.sheet, ctx.assessment):
        name = capital(labels.role(one.ask)).removesuffix(".")
        many, seconds = found.get(name, (0, 0))
        found[name] = (many + 1, seconds + usual_seconds(asked_item(ctx.library, one.item)))
    return {name: (many, max(1, round(seconds / 60))) for name, (many, seconds) in found.items()}


def meeting_agenda(ctx: Context, person: str = "") -> Document:
    """The questions of each person in the order in which they are asked; `person` keeps those of one, by a part of the name."""
    listing = open_questions(ctx)
    minutes = minutes_by_person(ctx)
    wanted = [(name, part) for name, part in by_person(listing) if person.casefold() in name.casefold()]
    total = sum(minutes[name][1] for name, _ in wanted)
    blocks: list[Block] = [*remarks(ctx)]
    blocks.append(Paragraph(TEXT["agenda_intro"].format(minutes=total) if wanted else TEXT["agenda_none"]))
    for place, (name, part) in enumerate(wanted, start=1):
        many, takes = minutes[name]
        blocks += [
            Heading(name, f"person-{place}", 1),
            Paragraph(f"{capital(plural(many, 'question'))}, about {plural(takes, 'minute')}."),
            TableBlock(f"{TEXT['meeting_agenda']}: {name}", part.table(*DATA[1:])),
        ]
    document = framed(ctx, "meeting-agenda", blocks, main=listing.table(*DATA))
    # An invitation to a meeting is no report: there is nothing in it to sign off.
    return replace(document, draft="", draft_long="")
