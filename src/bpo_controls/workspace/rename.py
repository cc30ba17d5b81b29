"""Planning that a site or subcontractor is called otherwise."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Answers, Subject
from bpo_controls.answers.engagement_record import Rename
from bpo_controls.answers.slug import slug
from bpo_controls.answers.validate import parse_value
from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.library.model import Library


def planned_rename(library: Library, answers: Answers, before: str, after: str) -> Rename:
    """The rename of the subject called `before`, by name or id. Raises UserError when it cannot be."""
    known: dict[str, tuple[str, str]] = {}
    for question in library.questions.values():
        answer = answers.get(question.id, ENGAGEMENT)
        if question.kind != "names" or question.introduces is None or answer is None:
            continue
        for name in answer.value if isinstance(answer.value, tuple) else ():
            known[slug(name)] = (question.id, name)
    found = known.get(slug(before))
    if found is None:
        hint = did_you_mean(before, [name for _, name in known.values()])
        raise user_error(
            "unknown-subject", f'no site or subcontractor "{before}"', hint=hint or "`status` names them"
        )
    item, name = found
    question = library.questions[item]
    answer = answers.get(item, ENGAGEMENT)
    assert answer is not None
    assert isinstance(answer.value, tuple)
    assert question.introduces is not None
    value = parse_value(question, [after if one == name else one for one in answer.value], library)
    if isinstance(value, Diagnostic):
        raise UserError(value)
    if not isinstance(value, tuple) or len(value) != len(answer.value):
        raise user_error("names-alike", f'"{after}" is there already', hint="choose another name")
    new_name = value[answer.value.index(name)]
    kind = question.introduces
    return Rename(Subject(kind, slug(name)), Subject(kind, slug(new_name)), item, name, new_name)
