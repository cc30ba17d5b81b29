"""Answer files: every form an answer can take, and every problem at its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bpo_controls.answers.answer_file import read_answer_file
from bpo_controls.answers.answer_model import (
    ENGAGEMENT,
    Acceptance,
    Answer,
    Answers,
    Evidence,
    NonAnswer,
    Subject,
    answers_of,
)
from bpo_controls.answers.entry import entry_of, read_entry
from bpo_controls.answers.rules import answer_problems
from bpo_controls.diagnostics import Level
from bpo_controls.yaml.source import read_yaml
from bpo_controls.yaml.text import dump_yaml
from tests.answers.small import small_library
from tests.answers.strategies import HOSTILE, extras, texts
from tests.problems.line import words_of

LIBRARY = small_library()

WHOLE = """\
workflows: [coding, billing]
sites: [Manila, "Home, Texas"]
data_types: clinical
data_types@billing: [billing, sud]
site_kind@Home, Texas: home
offshore_ok: no
ACC-01:
  value: partly
  note: Weekly only.
  by: A. Example
  role: it-security
  assurance: seen
  evidence:
    - {title: Departure list, kept_at: share/hr, period: Q3, seen_on: "2026-11-20"}
    - Deactivation log
  flag: true
  accepted: {by: B. Example, reason: Small team., until: 2027-01-31}
ACC-02: {dont_know: the hosting lead}
ACC-03: {later: true}
QA-02@coding: {not_applicable: nothing is coded yet}
QA-02@billing: {declined: true}
"""


def lines(text: str) -> list[str]:
    _, problems = read_answer_file(text, "a.yaml", LIBRARY)
    return [words_of(problem) for problem in problems]


def test_every_form() -> None:
    answers, problems = read_answer_file(WHOLE, "a.yaml", LIBRARY)
    assert problems == ()
    assert answers == (
        Answer("workflows", ENGAGEMENT, ("coding", "billing")),
        Answer("sites", ENGAGEMENT, ("Manila", "Home, Texas")),
        Answer("data_types", Subject("workflow", "*"), ("clinical",)),
        Answer("data_types", Subject("workflow", "billing"), ("billing", "sud")),
        Answer("site_kind", Subject("site", "home-texas"), "home"),
        Answer("offshore_ok", ENGAGEMENT, False),
        Answer(
            "ACC-01",
            ENGAGEMENT,
            "partly",
            note="Weekly only.",
            by="A. Example",
            role="it-security",
            assurance="seen",
            evidence=(
                Evidence("Departure list", "share/hr", "Q3", "2026-11-20"),
                Evidence("Deactivation log"),
            ),
            flagged=True,
            accepted=Acceptance("B. Example", "Small team.", "2027-01-31"),
        ),
        Answer("ACC-02", ENGAGEMENT, non_answer=NonAnswer("dont-know", "the hosting lead")),
        Answer("ACC-03", ENGAGEMENT, non_answer=NonAnswer("later")),
        Answer(
            "QA-02",
            Subject("workflow", "coding"),
            non_answer=NonAnswer("not-applicable", "nothing is coded yet"),
        ),
        Answer("QA-02", Subject("workflow", "billing"), non_answer=NonAnswer("declined")),
    )


def test_json_is_an_answer_file_too() -> None:
    answers, problems = read_answer_file(
        json.dumps({"ACC-01": "in-place", "data_types@coding": ["sud"]}), "a.json", LIBRARY
    )
    assert problems == ()
    assert len(answers) == 2


def test_all_problems_at_once_in_file_order() -> None:
    assert lines(
        """\
workflows: codding
sites: [Manila]
ACC-1: yes
phi: true
ACC-00: in-place
ACC-01@coding: in-place
QA-02@denials: partly
QA-02@codign: partly
site_kind@manilla: office
site_kind@Manila: tent
site_kind@manila: home
ACC-01: another-way
ACC-02: {value: 3 logins, note: "x\\e[0m"}
ACC-03: {later: soon}
goal: {value: x, declined: y}
stage: {valeu: new}
start: {value: 11/23/2026, assurance: sworn, flag: maybe}
team_size: {value: 5, accepted: {by: me, reason: too dear, until: soon}}
QA-02: {not_applicable: true}
offshore_ok: {value: no, note: patient John Smith said so}
"""
    ) == [
        'a.yaml:1:12: workflows: no choice "codding" (did you mean "coding"?)',
        'a.yaml:3:1: no question or control "ACC-1" (did you mean "ACC-01"?)',
        'a.yaml:4:1: "phi" follows from other answers (take it out)',
        "a.yaml:5:1: ACC-00 is retired since 1.1.0 (use ACC-01)",
        'a.yaml:6:1: ACC-01 is about the whole engagement, not about one workflow (write "ACC-01:")',
        'a.yaml:7:1: no workflow "denials" (known: coding, billing)',
        'a.yaml:8:1: no workflow "codign" (did you mean "coding"?)',
        'a.yaml:9:1: "sites" does not name the site "manilla" (did you mean "manila"?)',
        'a.yaml:10:19: site_kind@Manila: no choice "tent" (choose from: office, home)',
        'a.yaml:11:1: "site_kind@manila" is answered above as "site_kind@Manila" (keep one)',
        'a.yaml:12:9: ACC-01: "another-way" needs a note '
        "(say in the note what is done instead and why that is enough)",
        'a.yaml:13:17: ACC-02: cannot read "3 logins": asked for hours (a number of at least 0 hours)',
        "a.yaml:13:33: ACC-02: note holds a terminal escape (\\x1b) at character 2 "
        "(take it out and give the text again)",
        "a.yaml:14:17: ACC-03: later takes the word true and nothing else (write later: true)",
        "a.yaml:15:28: goal: value and declined cannot both be given "
        "(give one of value, dont_know, later, declined, not_applicable)",
        "a.yaml:16:8: stage: no answer is given (give one of value, dont_know, later, declined, not_applicable)",
        'a.yaml:16:9: stage: unknown key "valeu" (did you mean "value"?)',
        'a.yaml:17:16: start: "11/23/2026" is not a date (write 2026-11-23)',
        'a.yaml:17:39: start: "sworn" is no assurance (say stated, seen or tested)',
        'a.yaml:17:52: start: "maybe" is neither true nor false (write flag: true)',
        "a.yaml:18:33: team_size: only the gap of a control can be accepted (take it out)",
        'a.yaml:18:67: team_size: "soon" is not a date (write it as YYYY-MM-DD, for example 2026-11-23)',
        "a.yaml:19:25: QA-02: not applicable needs a reason (say why it cannot apply here)",
        "a.yaml:20:32: offshore_ok: the note seems to hold a patient's name (J… S…) "
        "(describe the case without naming the person; engagements hold no patient data)",
    ]


def test_the_guard_can_be_lifted() -> None:
    text = "goal: {value: patient John Smith}"
    assert read_answer_file(text, "a", LIBRARY)[0] == ()
    answers, problems = read_answer_file(text, "a", LIBRARY, allow_identifiers=True)
    assert len(answers) == 1
    assert problems == ()


def test_not_an_answer_file() -> None:
    assert lines("") == ['a.yaml: holds no answers (write lines like "ACC-01: in-place")']
    assert "is not a mapping of ids to answers" in lines("- a\n- b")[0]
    assert len(lines("a: [")) == 1


def test_a_workflow_out_of_scope_is_kept_with_a_warning() -> None:
    answers, problems = read_answer_file("workflows: coding\nQA-02@billing: partly", "a", LIBRARY)
    assert len(answers) == 2
    assert [problem.level for problem in problems] == [Level.WARNING]


def test_subjects_named_earlier_are_known() -> None:
    standing = answers_of(
        [Answer("sites", ENGAGEMENT, ("Manila",)), Answer("site_kind", Subject("site", "cebu"), "home")]
    )
    known, problems = read_answer_file(
        "site_kind@Manila: home\nsite_kind@cebu: office", "a", LIBRARY, earlier=standing
    )
    assert len(known) == 2
    assert problems == ()
    _, problems = read_answer_file("site_kind@Manil: home", "a", LIBRARY, earlier=standing)
    assert problems[0].code == "unknown-subject"


def test_subjects_may_be_named_further_down() -> None:
    answers, problems = read_answer_file(
        "site_kind@Manila: home\nsite_kind@Cebu: home\nsites: [Manila]", "a", LIBRARY
    )
    assert [answer.item for answer in answers] == ["site_kind", "sites"]
    assert [(problem.code, problem.where.line) for problem in problems if problem.where] == [
        ("unknown-subject", 2)
    ]


def test_rules_see_what_the_interview_builds() -> None:
    asked = LIBRARY.controls["ACC-01"]
    answer = Answer("ACC-01", ENGAGEMENT, "another-way", by="x\x07")
    assert [(path, problem.code) for path, problem in answer_problems(asked, answer)] == [
        (("value",), "note-needed"),
        (("by",), "control-character"),
    ]
    told = Answer("ACC-01", ENGAGEMENT, non_answer=NonAnswer("dont-know", "jane.roe@example.org"))
    assert answer_problems(asked, told) == ()


def test_hostile_texts_stay_as_typed() -> None:
    for text in HOSTILE[:-1]:
        answers, problems = read_answer_file(
            dump_yaml({"goal": text, "ACC-01": {"value": "partly", "note": text}}), "a", LIBRARY
        )
        assert problems == ()
        assert answers[0].value == text
        assert answers[1].note == text


@pytest.mark.slow
@given(
    st.sampled_from(
        [("ACC-01", "partly"), ("ACC-02", 3.5), ("offshore_ok", True), ("data_types", ("clinical", "sud"))]
    ),
    st.fixed_dictionaries({}, optional=extras),
)
def test_an_entry_that_is_accepted_reads_back_the_same(
    said: tuple[str, object], more: dict[str, object]
) -> None:
    item, value = said
    asked = LIBRARY.questions.get(item) or LIBRARY.controls[item]
    subject = ENGAGEMENT if asked.per == "engagement" else Subject(asked.per, "*")
    given_answer = Answer(item, subject, value, **more)  # type: ignore[arg-type]
    first, _ = read_entry(asked, subject, entry_of(given_answer), LIBRARY, allow_identifiers=True)
    assume(first is not None)
    assert first is not None
    again = read_yaml(dump_yaml({"x": entry_of(first)}), "x").data
    assert isinstance(again, dict)
    assert read_entry(asked, subject, again["x"], LIBRARY, allow_identifiers=True) == (first, ())


@pytest.mark.slow
@given(
    st.dictionaries(
        texts,
        st.recursive(
            st.none() | st.booleans() | texts, lambda s: st.lists(s) | st.dictionaries(texts, s), max_leaves=5
        ),
    )
)
def test_no_file_can_break_the_reader(data: object) -> None:
    _, problems = read_answer_file(json.dumps(data), "a", LIBRARY)
    assert all(str(problem).isprintable() for problem in problems)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("ACC-01:", 'delete its line in answers.yaml'),
        ("ACC-01: {value: null}", 'delete its line in answers.yaml'),
        ("ACC-01: later", '"later" does not say how this stands (to say "later", write {later: true})'),
        ("ACC-01: n/a", 'write {not_applicable: the reason})'),
        ("ACC-02: unknown", 'write {dont_know: whom to ask})'),
        ("team_size: Don't know", 'write {dont_know: whom to ask})'),
        ("sites: later", '"later" is no name (to say "later", write {later: true})'),
        ("sites: []", 'say "none" if there are none'),
        ("ACC-02: 010", '"010" begins with a zero (write 10)'),
        ("ACC-01: {another_way: They use badges.}", "write value: another-way, and note: with what is done"),
        ("ACC-01: {value: another-way, note: x}", '"x" is too short to say what is done instead'),
        ("ACC-01: {not_applicable: '12345678'}", '"12345678" is too short to say the reason'),
        ("ACC-01: {declined: no}", '"no" is too short to say the reason'),
        ("ACC-01: {declined: why}", '"why" is too short to say the reason'),
        ("ACC-01: {value: partly, accepted: {by: B. Example, reason: x, until: 2027-01-31}}", "too short"),
        ("ACC-01: {value: partly, evidence: {title: List, seen_on: 2026-13-01}}", "there is no day 2026-13-01"),
        ("ACC-01: {value: partly, evidence: {title: List, seen_on: 2030-01-01}}", "2030-01-01 is still to come"),
        ("ACC-01: {value: partly, at: 2030-01-01}", "2030-01-01 is still to come"),
    ],
)  # fmt: skip
def test_the_file_is_as_strict_as_the_interview_and_says_what_to_write(text: str, line: str) -> None:
    answers, problems = read_answer_file(text, "a.yaml", LIBRARY, today="2026-11-23")
    assert answers == ()
    assert len(problems) == 1
    assert line in str(problems[0])


@pytest.mark.parametrize("reason", ["not here", "Outsourced", "Nichtzutreffend", "n a"])
def test_two_words_or_eight_characters_are_a_reason(reason: str) -> None:
    answers, problems = read_answer_file(f"ACC-01: {{not_applicable: {reason}}}", "a.yaml", LIBRARY)
    assert problems == ()
    assert len(answers) == 1


def test_evidence_seen_today_counts() -> None:
    text = "ACC-01: {value: partly, evidence: {title: List, seen_on: 2026-11-23}}"
    assert read_answer_file(text, "a.yaml", LIBRARY, today="2026-11-23")[1] == ()


def test_a_share_of_a_percent_cell_is_asked_and_what_stands_is_not() -> None:
    answers, problems = read_answer_file("ACC-03: 0.9\n", "a.yaml", LIBRARY)
    assert answers == ()
    assert [problem.code for problem in problems] == ["number-unclear"]
    answers, problems = read_answer_file("ACC-03: 0.9%\n", "a.yaml", LIBRARY)
    assert [answer.value for answer in answers] == [0.9]
    assert problems == ()
    standing = Answers().with_answer(answers[0])
    answers, problems = read_answer_file(
        "ACC-03: {value: 0.9, note: as before}\n", "m.yaml", LIBRARY, earlier=standing
    )
    assert [answer.value for answer in answers] == [0.9]
    assert problems == ()


def test_what_a_file_says_in_other_words_is_converted_and_told() -> None:
    answers, problems = read_answer_file("ACC-02: {value: 2 weeks}\nteam_size: 45k\n", "a.yaml", LIBRARY)
    assert [answer.value for answer in answers] == [336, 45_000]
    assert [str(problem) for problem in problems] == [
        'a.yaml:1:17: ACC-02: "2 weeks" is taken as 336 hours [number-converted]',
        'a.yaml:2:12: team_size: "45k" is taken as 45,000 people [number-converted]',
    ]
    assert {problem.level for problem in problems} == {Level.WARNING}


def test_dots_between_thousands_are_asked_unless_the_number_stands() -> None:
    answers, problems = read_answer_file("team_size: 9.000\nACC-02: 9.125\n", "a.yaml", LIBRARY)
    assert answers == ()
    assert [problem.code for problem in problems] == ["number-unclear"] * 2
    given, _ = read_answer_file("ACC-02: '9.1250'\n", "a.yaml", LIBRARY)
    assert given[0].value == 9.125
    again, problems = read_answer_file(
        "ACC-02: 9.125\n", "m.yaml", LIBRARY, earlier=Answers().with_answer(given[0])
    )
    assert again == given
    assert problems == ()
