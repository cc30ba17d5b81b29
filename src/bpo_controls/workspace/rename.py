"""Planning that a site, subcontractor or workflow is called otherwise."""

from __future__ import annotations

from bpo_controls.answers.answer_model import ENGAGEMENT, Answers, Subject
from bpo_controls.answers.engagement_record import Rename
from bpo_controls.answers.phi import identifier_problem
from bpo_controls.answers.slug import slug
from bpo_controls.answers.typed_text import MAX_NAME, clean_text, visible
from bpo_controls.answers.validate import parse_value
from bpo_controls.answers.workflow_labels import library_title, workflow_named
from bpo_controls.diagnostics import Diagnostic, UserError, did_you_mean, user_error
from bpo_controls.library.model import Library, Workflow


def planned_rename(library: Library, answers: Answers, before: str, after: str) -> Rename:
    """The rename of what is called `before`, by name or id: a site or subcontractor, else a workflow.

    A workflow keeps its id and gets a label. Raises UserError when it cannot be renamed.
    """
    places = _places(library, answers)
    found = places.get(slug(before))
    if found is not None:
        return _of_place(library, answers, found, after)
    workflow = workflow_named(library, before)
    if workflow is not None:
        return _of_workflow(library, library.workflows[workflow], after)
    names = [name for _, name in places.values()]
    hint = did_you_mean(before, [*names, *(one.title for one in library.workflows.values())])
    raise user_error(
        "unknown-subject",
        f'no site, subcontractor or workflow "{visible(before)}"',
        hint=hint or "`status` names them",
    )


def _places(library: Library, answers: Answers) -> dict[str, tuple[str, str]]:
    """Sites and subcontractors that were named, by id: the question that names each, and its name."""
    known: dict[str, tuple[str, str]] = {}
    for question in library.questions.values():
        answer = answers.get(question.id, ENGAGEMENT)
        if question.kind != "names" or question.introduces is None or answer is None:
            continue
        for name in answer.value if isinstance(answer.value, tuple) else ():
            known[slug(name)] = (question.id, name)
    return known


def _of_place(library: Library, answers: Answers, found: tuple[str, str], after: str) -> Rename:
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


def _of_workflow(library: Library, workflow: Workflow, after: str) -> Rename:
    """The workflow under another label; its title in the library, or its id, takes the label away."""
    label = clean_text(after, "the name", limit=MAX_NAME, one_line=True)
    if isinstance(label, Diagnostic):
        raise UserError(label)
    named = workflow_named(library, label)
    if named not in (None, workflow.id):
        assert named is not None
        other = library.workflows[named].title
        raise user_error(
            "names-alike", f'"{visible(label)}" names the workflow {other}', hint="choose another name"
        )
    problem = identifier_problem(label, "the name", contact=True)
    if problem is not None:
        raise UserError(problem)
    own = library_title(workflow)
    subject = Subject("workflow", workflow.id)
    if slug(label) in (workflow.id, slug(own)):
        return Rename(subject, subject, "", workflow.title, own, restored=True)
    return Rename(subject, subject, "", workflow.title, label)
