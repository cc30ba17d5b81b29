"""The OSCAL files: what trestle accepts, what refers to what, and that no status is rounded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bpo_controls.answers.answer_model import ENGAGEMENT, Acceptance, Answer, Answers, NonAnswer, answers_of
from bpo_controls.answers.engagement_record import Record
from bpo_controls.answers.step_track import StepTrack
from bpo_controls.engine.evaluate import evaluate
from bpo_controls.engine.step_progress import plan_progress
from bpo_controls.library.model import Library, Retired
from bpo_controls.reporting.deliver.editions import context_for, track_for_edition
from bpo_controls.reporting.documents.assessment_json import assessment_data
from bpo_controls.reporting.documents.context import Context
from bpo_controls.reporting.oscal.ids import NAMESPACE, token
from bpo_controls.reporting.oscal.metadata import OSCAL_VERSION
from bpo_controls.reporting.oscal.oscal_files import oscal_files
from bpo_controls.reporting.oscal.oscal_findings import DETERMINED
from bpo_controls.reporting.oscal.values import href, is_day
from bpo_controls.workspace.engagement_file import Branding
from tests.reporting.fiction import AS_OF, CONTROLS, LIBRARY, META, answers, crowded, sample
from tests.reporting.hostile import ESCAPES, HOSTILE, LONG, SCRIPTS

MODELS = {
    "catalog": "catalog",
    "profile": "profile",
    "assessment-plan": "assessment-plan",
    "assessment-results": "assessment-results",
    "poam": "plan-of-action-and-milestones",
}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
REFERS = ("-uuid", "-uuids")
Files = dict[str, Any]


def _files(view: Context) -> Files:
    """Each file by name, without the key that names its model."""
    found = {Path(name).stem: json.loads(body) for name, body in oscal_files(view).items()}
    assert {name: list(data) for name, data in found.items()} == {k: [v] for k, v in MODELS.items()}
    return {name: data[MODELS[name]] for name, data in found.items()}


def _odd() -> Context:
    """Hostile text in every place that holds text."""
    everything = " ¶ ".join((*HOSTILE, ESCAPES, SCRIPTS, LONG))
    sources = {n: replace(s, title=everything, citation=everything, says=everything, note=everything, regime=everything,
                          url="https://odd.test/\u202e ä|{x}") for n, s in LIBRARY.sources.items()}  # fmt: skip
    controls = {
        name: replace(
            one,
            title=everything,
            statement=everything,
            why=everything,
            evidence=(everything,),
            ask=replace(one.ask, text=everything, unit=everything, limit_source=everything),
            verify=tuple(replace(step, what=everything, accept=everything) for step in one.verify),
            remedy=tuple(replace(step, do=everything) for step in one.remedy),
        )
        for name, one in LIBRARY.controls.items()
    }
    library = replace(LIBRARY, title=everything, maintained_by=everything, sources=sources, controls=controls)
    meta = replace(META, buyer=everything, vendor=everything, title=everything, goal=everything, branding=Branding(firm=everything),
                   owner=everything, second_reviewer=everything)  # fmt: skip
    said = [
        replace(
            one,
            note=everything,
            by=everything,
            role=everything,
            evidence=tuple(replace(e, title=everything, kept_at=everything, period=everything, seen_on=everything)
                           for e in one.evidence),
            non_answer=replace(one.non_answer, text=everything) if one.non_answer else None,
            accepted=replace(one.accepted, by=everything, reason=everything) if one.accepted else None,
        )
        for one in answers()
    ]  # fmt: skip
    said.append(Answer("sites", ENGAGEMENT, (everything, "Manila", LONG), by=everything))
    said.append(Answer("subcontractors", ENGAGEMENT, (everything,), by=everything))
    sheet = answers_of(said)
    return context_for(library, meta, sheet, evaluate(library, Record(sheet), AS_OF))


def _retiring() -> Context:
    gone = Retired("ACC-99", CONTROLS[1].domain, CONTROLS[1].title, "1.1.0", "two became one", ("ACC-01",))
    library = replace(LIBRARY, retired={"ACC-99": gone})
    sheet = answers_of(answers())
    return context_for(library, META, sheet, evaluate(library, Record(sheet), AS_OF))


def _followed() -> Context:
    """The fiction with one step in progress, one done and a date of its own."""
    library, meta, sheet, assessment = sample()
    said = {
        "ACC-01.1": StepTrack(owner="Ana Example", status="in-progress", ticket="OPS-7", due="2026-12-15"),
        "ACC-01.2": StepTrack(status="done", done_on="2026-11-20", evidence="Log", closed_event=1),
    }
    plan = plan_progress(Record(sheet, steps=said), assessment, meta.gate_dates)
    progress = {one.step.id: one for one in plan.steps}
    return replace(context_for(library, meta, sheet, assessment), progress=progress)


def _view(name: str) -> Context:
    match name:
        case "finished":
            return context_for(*sample())
        case "nothing answered":
            return context_for(LIBRARY, META, Answers(), evaluate(LIBRARY, Record(Answers()), AS_OF))
        case "nothing applies":
            library = replace(LIBRARY, controls={"ACC-02": CONTROLS[1]})
            sheet = answers_of([Answer("logins", ENGAGEMENT, False)])
            return context_for(library, META, sheet, evaluate(library, Record(sheet), AS_OF))
        case "hostile":
            return _odd()
        case "plan followed":
            return _followed()
        case "retired control":
            return _retiring()
        case _:
            return context_for(*crowded(40))


VIEWS = (
    "finished",
    "nothing answered",
    "nothing applies",
    "hostile",
    "retired control",
    "plan followed",
    "crowded",
)


@pytest.fixture(scope="module")
def views() -> dict[str, Context]:
    return {name: _view(name) for name in VIEWS}


@pytest.fixture(scope="module")
def files(views: dict[str, Context]) -> Files:
    return _files(views["finished"])


def _walk(data: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _walk(value, f"{path}/{key}")
    elif isinstance(data, list):
        for value in data:
            yield from _walk(value, path)


def _ends(data: Any, key: str) -> list[Any]:
    return [
        value
        for path, value in _walk(data)
        if path.endswith(f"/{key}") and not isinstance(value, (dict, list))
    ]


def _prop(owner: Any, name: str) -> list[str]:
    return [one["value"] for one in owner.get("props", ()) if one["name"] == name]


# What the standard asks for


def _trestle(name: str) -> Any:
    from trestle.oscal.assessment_plan import AssessmentPlan
    from trestle.oscal.assessment_results import AssessmentResults
    from trestle.oscal.catalog import Catalog
    from trestle.oscal.poam import PlanOfActionAndMilestones
    from trestle.oscal.profile import Profile

    return dict(
        zip(
            MODELS,
            (Catalog, Profile, AssessmentPlan, AssessmentResults, PlanOfActionAndMilestones),
            strict=True,
        )
    )[name]


@pytest.mark.parametrize("which", VIEWS)
@pytest.mark.parametrize("name", MODELS)
def test_trestle_reads_it_and_writes_the_same(
    views: dict[str, Context], which: str, name: str, tmp_path: Path
) -> None:
    from trestle.core.catalog_validator import CatalogValidator
    from trestle.core.duplicates_validator import DuplicatesValidator
    from trestle.core.refs_validator import RefsValidator

    body = oscal_files(views[which])[f"oscal/{name}.json"]
    place = tmp_path / f"{name}.json"
    place.write_bytes(body)
    model = _trestle(name).oscal_read(place)
    assert json.loads(model.oscal_serialize_json()) == json.loads(body)
    for check in (DuplicatesValidator(), RefsValidator(), CatalogValidator()):
        assert check.model_is_valid(model, True)


def test_the_version_is_one_that_trestle_knows(files: Files) -> None:
    from trestle.oscal import OSCAL_VERSION as KNOWN

    assert OSCAL_VERSION == KNOWN
    assert {one["metadata"]["oscal-version"] for one in files.values()} == {KNOWN}


@pytest.mark.parametrize("which", ["finished", "nothing applies"])
def test_trestle_resolves_the_profile_to_what_applies(
    views: dict[str, Context], which: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trestle.core.control_interface import ParameterRep
    from trestle.core.profile_resolver import ProfileResolver

    (tmp_path / ".trestle").mkdir()
    for name, body in oscal_files(views[which]).items():
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(body)
    monkeypatch.chdir(tmp_path / "oscal")  # trestle reads relative references from where it runs
    resolver: Any = ProfileResolver
    resolved = resolver.get_resolved_profile_catalog(
        tmp_path, tmp_path / "oscal" / "profile.json", param_rep=ParameterRep.VALUE_OR_LABEL_OR_CHOICES
    )
    found = {control.id: control for group in resolved.groups or () for control in group.controls or ()}
    view = views[which]
    applying = {one["control"] for one in assessment_data(view)["findings"] if one["applies"] == "yes"}
    assert set(found) == applying
    if applying:
        objective = next(part for part in found["ACC-01"].parts if part.id == "ACC-01_obj")
        assert "at most 24 hours" in objective.prose


@pytest.mark.parametrize("which", VIEWS)
def test_every_finding_has_a_state_as_the_published_schema_asks(
    views: dict[str, Context], which: str
) -> None:
    """Trestle's model lets the state be missing; the schema of OSCAL 1.2 does not."""
    for name in ("assessment-results", "poam"):
        for path, value in _walk(_files(views[which])[name]):
            if path.endswith("/target") and isinstance(value, dict):
                assert value["status"]["state"] in ("satisfied", "not-satisfied")


@pytest.mark.parametrize("which", VIEWS)
def test_ids_are_tokens_and_values_are_plain(views: dict[str, Context], which: str) -> None:
    for name, data in _files(views[which]).items():
        for path, value in _walk(data):
            key = path.rpartition("/")[2]
            if key in ("id", "class", "name", "rel", "control-id", "param-id", "role-id", "target-id") and (
                isinstance(value, str) and "parties" not in path and "system-id" not in path
            ):
                assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9._-]*", value), (name, path, value)
                assert len(value) < 100
            if key == "title":
                assert len(value) < 2.1 * 200 + 20
            if isinstance(value, str):
                assert value.strip() == value, (name, path, value)
                assert value
                assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", value), (name, path)
            if isinstance(value, (list, dict)) and key not in ("include-all",):
                assert value, (name, path)


# What refers to what


@pytest.mark.parametrize("which", VIEWS)
def test_every_reference_leads_somewhere(views: dict[str, Context], which: str) -> None:
    data = _files(views[which])
    uuids = {name: set(_ends(one, "uuid")) for name, one in data.items()}
    catalog_ids = set(_ends(data["catalog"], "id"))
    imports = {"assessment-results": ("assessment-plan",), "poam": ()}
    for name, one in data.items():
        reach = uuids[name].union(*(uuids[other] for other in imports.get(name, ())))
        assert all(UUID.fullmatch(uuid) for uuid in uuids[name])
        for path, value in _walk(one):
            key = path.rpartition("/")[2]
            if key.endswith(REFERS) and isinstance(value, str):
                assert value in reach, (name, path)
            elif key == "href":
                _leads(name, value, uuids, catalog_ids, path)
            elif key in ("control-id", "target-id", "objective-id", "param-id", "with-ids") and isinstance(
                value, str
            ):
                assert value in catalog_ids, (name, path, value)
            elif key == "role-id":
                assert value in _ends(one["metadata"], "id"), (name, path, value)


def _leads(name: str, value: str, uuids: dict[str, set[Any]], catalog_ids: set[Any], path: str) -> None:
    if value.startswith("#"):
        ids = catalog_ids if name == "catalog" else set()
        assert value[1:] in uuids[name] | ids, (name, path)
    elif "/rlinks" in path:
        assert re.fullmatch(r"https?://[!-~]+", value)
    else:
        assert Path(value).stem in uuids, (name, path)
        assert value.endswith(".json")


def test_results_and_plan_of_action_name_the_same_things(files: Files) -> None:
    results = files["assessment-results"]["results"][0]
    for key in ("observations", "findings"):
        known = {one["uuid"]: one for one in results[key]}
        for one in files["poam"][key]:
            assert known[one["uuid"]] == one
    risks = {one["uuid"]: one for one in results["risks"]}
    for one in files["poam"]["risks"]:
        assert {key: value for key, value in one.items() if key != "remediations"} == risks[one["uuid"]]


# No status is rounded

STATES: dict[str, tuple[Answer | None, tuple[str, str, str | None] | None]] = {
    "met": (Answer("ACC-02", ENGAGEMENT, "in-place"), ("satisfied", "pass", "implemented")),
    "partly": (Answer("ACC-02", ENGAGEMENT, "partly"), ("not-satisfied", "fail", "partial")),
    "gap": (Answer("ACC-02", ENGAGEMENT, "not-in-place"), ("not-satisfied", "fail", None)),
    "accepted": (
        Answer(
            "ACC-02", ENGAGEMENT, "partly", accepted=Acceptance("A (fictional)", "No money", "2027-01-01")
        ),
        ("not-satisfied", "fail", "partial"),
    ),
    "another-way": (Answer("ACC-02", ENGAGEMENT, "another-way", note="A guard."), None),
    "not-applicable": (
        Answer("ACC-02", ENGAGEMENT, non_answer=NonAnswer("not-applicable", "None here")),
        None,
    ),
    "unknown": (None, None),
    "unknown, asked": (
        Answer("ACC-02", ENGAGEMENT, non_answer=NonAnswer("dont-know", "Ivo Fictional")),
        None,
    ),
    "undecided": (None, None),
}


def _single(status: str) -> tuple[Library, Answers]:
    said = [] if status == "undecided" else [Answer("logins", ENGAGEMENT, True)]
    answer = STATES[status][0]
    return replace(LIBRARY, controls={"ACC-02": CONTROLS[1]}), answers_of(
        [*said, *([answer] if answer else [])]
    )


@pytest.mark.parametrize("status", STATES)
def test_a_status_is_told_as_it_is(status: str) -> None:
    library, sheet = _single(status)
    data = _files(context_for(library, META, sheet, evaluate(library, Record(sheet), AS_OF)))
    result, wanted = data["assessment-results"]["results"][0], STATES[status][1]
    (observed,) = result["observations"]
    assert _prop(observed, "status") == [status.partition(",")[0]]
    if wanted is None:
        assert "findings" not in result
        assert "risks" not in result
        assert _prop(result["reviewed-controls"], "not-judged") == ["ACC-02"]
        assert "include-controls" not in result["reviewed-controls"]["control-selections"][0]
    else:
        (found,) = result["findings"]
        target = found["target"]
        shown = target.get("implementation-status", {}).get("state")
        assert (target["status"]["state"], target["status"]["reason"], shown) == wanted
        assert _prop(found, "status") == [status]
    assert (wanted is not None) == (status in DETERMINED)
    with_items = status in ("partly", "gap")
    assert ("risks" in data["poam"]) == with_items
    assert _prop(data["poam"]["poam-items"][0], "empty") == ([] if with_items else ["yes"])


def test_an_undecided_control_is_neither_in_nor_silently_out() -> None:
    library, sheet = _single("undecided")
    data = _files(context_for(library, META, sheet, evaluate(library, Record(sheet), AS_OF)))
    (named,) = [one for one in data["profile"]["metadata"]["props"] if one["name"] == "undecided-control"]
    assert named["value"] == "ACC-02"
    assert "log in to the buyer's systems" in named["remarks"]
    assert "include-controls" not in data["profile"]["imports"][0]
    assert _prop(data["assessment-plan"]["reviewed-controls"], "undecided-control") == ["ACC-02"]


def test_an_excluded_control_says_why(files: Files) -> None:
    named = {
        one["value"]: one
        for one in files["profile"]["metadata"]["props"]
        if one["name"] == "excluded-control"
    }
    assert list(named) == ["SUB-01"]
    assert "no subcontractors" in named["SUB-01"]["remarks"].lower()


def test_an_accepted_risk_has_its_own_date_and_a_lapsed_one_is_a_gap() -> None:
    library, sheet = _single("accepted")
    before, after = (
        _files(context_for(library, META, sheet, evaluate(library, Record(sheet), day)))[
            "assessment-results"
        ]["results"][0]["risks"][0]
        for day in (AS_OF, "2027-06-01")
    )
    assert (before["status"], before["deadline"][:10]) == ("deviation-approved", "2027-01-01")
    assert (after["status"], after["deadline"][:10]) == ("open", META.gate_dates["pilot"])
    assert _prop(after, "acceptance-lapsed") == ["yes"]


def test_how_it_is_known_is_the_method(files: Files) -> None:
    found = files["assessment-results"]["results"][0]["observations"]
    methods = {_prop(one, "control")[0]: one["methods"] for one in found}
    assert methods["ACC-01"] == ["INTERVIEW"]
    assert methods["PRI-01"] == ["EXAMINE"]
    assert methods["ACC-02"] == ["TEST"]
    assert methods["ESC-01"] == ["UNKNOWN"]
    assert (
        next(one for one in found if _prop(one, "control") == ["ACC-01"])["collected"]
        == "2026-11-20T00:00:00+00:00"
    )


# What the content is


def test_the_catalog_holds_every_control_and_the_retired_ones(views: dict[str, Context]) -> None:
    catalog = _files(views["retired control"])["catalog"]
    controls = {one["id"]: one for group in catalog["groups"] for one in group["controls"]}
    assert set(controls) == {*LIBRARY.controls, "ACC-99"}
    assert {"name": "status", "value": "withdrawn"} in controls["ACC-99"]["props"]
    assert controls["ACC-99"]["links"] == [{"href": "#ACC-01", "rel": "incorporated-into"}]
    names = {part["name"] for part in controls["ACC-01"]["parts"]}
    assert names >= {
        "statement",
        "guidance",
        "assessment-objective",
        "assessment-method",
        "evidence",
        "remedy",
    }
    assert controls["ACC-01"]["params"][0]["constraints"][0]["tests"] == [{"expression": "value <= 24"}]
    titles = {
        one["citation"]["text"]: one for one in catalog["back-matter"]["resources"] if "citation" in one
    }
    assert _prop(titles["Made-up Bill 7 (proposed)"], "standing") == ["proposed"]


def test_steps_have_an_owner_and_a_day(files: Files) -> None:
    first = files["poam"]["risks"][0]
    *steps, milestone = first["remediations"][0]["tasks"]
    assert [one["responsible-roles"][0]["role-id"] for one in steps] == ["vendor", "buyer"]
    assert {one["timing"]["on-date"]["date"] for one in (*steps, milestone)} == {"2026-12-01T00:00:00+00:00"}
    assert [one["task-uuid"] for one in milestone["dependencies"]] == [one["uuid"] for one in steps]
    assert [_prop(one, "rank") for one in files["poam"]["poam-items"]] == [["1"], ["2"], ["3"]]


def test_steps_say_how_they_stand(views: dict[str, Context]) -> None:
    """State, owner, date, ticket and day done are in the contract and in the plan of action, which trestle reads."""
    followed = views["plan followed"]
    steps = {one["step"]: one for one in assessment_data(followed)["steps"]}
    first, second = steps["ACC-01.1"], steps["ACC-01.2"]
    assert [first[key] for key in ("state", "owner", "due", "ticket", "done_on")] == [
        "in-progress", "Ana Example", "2026-12-15", "OPS-7", None,
    ]  # fmt: skip
    assert (second["state"], second["owner"], second["done_on"]) == ("done", "", "2026-11-20")
    poam = _files(followed)["poam"]
    tasks = {
        one: task
        for risk in poam["risks"]
        for task in risk["remediations"][0]["tasks"]
        for one in _prop(task, "step")
    }
    assert [_prop(tasks["ACC-01.1"], name) for name in ("step-state", "owner", "ticket", "done-on")] == [
        ["in-progress"], ["Ana Example"], ["OPS-7"], [],
    ]  # fmt: skip
    assert tasks["ACC-01.1"]["timing"]["on-date"]["date"] == "2026-12-15T00:00:00+00:00"
    assert (_prop(tasks["ACC-01.2"], "step-state"), _prop(tasks["ACC-01.2"], "done-on")) == (
        ["done"],
        ["2026-11-20"],
    )


def test_an_edition_without_names_names_no_owner(views: dict[str, Context]) -> None:
    """Who answered may own a step too; the vendor's edition says neither. The contract's schema holds for all of it."""
    schema = json.loads(
        (Path(__file__).parents[2] / "docs" / "schema" / "assessment.json").read_text("utf-8")
    )
    library, meta, sheet, _assessment = sample()
    name = next(one.by for one in answers() if one.by)
    found = views["plan followed"].progress
    owned = {id_: replace(one, track=replace(one.track, owner=name)) for id_, one in found.items()}
    for edition in ("", "vendor"):
        shown = track_for_edition(edition, library, meta, sheet)
        progress = {id_: replace(one, track=shown(one.track)) for id_, one in owned.items()}
        view = replace(views["plan followed"], progress=progress)
        data = assessment_data(view)
        jsonschema.Draft202012Validator(schema).validate(data)
        tasks = [one for risk in _files(view)["poam"]["risks"] for one in risk["remediations"][0]["tasks"]]
        named = {one["owner"] for one in data["steps"]} | {
            owner for one in tasks for owner in _prop(one, "owner")
        }
        assert (name in named) == (edition == "")


def test_what_was_said_and_shown_arrives(files: Files) -> None:
    text = json.dumps(files, ensure_ascii=False)
    for wanted in (
        "Only on Fridays, by hand.",
        "Departure list (kept at Shared folder; covers July to September; seen on November 19, 2026)",
        "A daily call takes the place of the register.",
        "The team moves to an office in December",
        "A new system comes in spring.",
        "Ivo Fictional in hosting",
        "departing workers cannot be walked to the door",
        "not a risk analysis under 45 CFR 164.308(a)(1)(ii)(A)",
        "No second reviewer has signed this report off yet.",
    ):
        assert wanted in text, wanted
    assert "12 dollars" not in text


def test_what_is_open_is_a_task(files: Files) -> None:
    (task,) = [one for one in files["assessment-plan"]["tasks"] if one["type"] == "action"]
    asked = {(_prop(one, "item")[0], *_prop(one, "subject")) for one in task["tasks"]}
    assert asked >= {("stores",), ("volume", "billing"), ("ESC-01",)}


def test_two_runs_give_the_same_bytes_and_a_change_another_file() -> None:
    first, again = (oscal_files(context_for(*sample())) for _ in range(2))
    assert first == again
    library, meta, sheet, _ = sample()
    later = _files(context_for(library, meta, sheet, evaluate(library, Record(sheet), "2026-11-24")))
    before = {Path(name).stem: json.loads(body)[MODELS[Path(name).stem]] for name, body in first.items()}
    for name, one in later.items():
        assert one["uuid"] != before[name]["uuid"]
        assert {value[10:] for value in _ends(one, "last-modified")} == {"T00:00:00+00:00"}
    key = "findings"
    assert [one["uuid"] for one in later["poam"][key]] == [one["uuid"] for one in before["poam"][key]]


def test_text_cannot_act_in_markup(views: dict[str, Context]) -> None:
    """No parameter is inserted, no link or tag opened, but by us."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": True})
    for data in _files(views["hostile"]).values():
        for path, value in _walk(data):
            if path.rpartition("/")[2] in ("title", "description", "prose", "remarks", "statement", "text"):
                if not isinstance(value, str):
                    continue
                assert re.sub(r"\{\{ insert: param, ACC-01_prm_1 \}\}", "", value).count("{{") == 0
                kinds = {child.type for token_ in reader.parse(value) for child in token_.children or ()}
                assert kinds <= {"text", "text_special", "softbreak"}, (path, kinds)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("ACC-01", "ACC-01"), ("qa-depth", "qa-depth"), ("_x", "_x")],
)
def test_what_is_a_token_stays(text: str, wanted: str) -> None:
    assert token(text) == wanted


def test_texts_that_differ_never_become_the_same_token() -> None:
    texts = ["a b", "a-b", "a/b", "9a", "", " ", "é", "è", LONG, LONG + "x", "\ud800"]
    made = [token(text) for text in texts]
    assert len(set(made)) == len(texts)


def test_only_web_addresses_become_references() -> None:
    assert href("https://example.test/a?b=1#c") == "https://example.test/a?b=1#c"
    assert href("https://example.test/ä b") == "https://example.test/%C3%A4%20b"
    assert href("javascript:alert(1)") == ""
    assert href("file:///etc/passwd") == ""


def test_days() -> None:
    assert [one for one in ("2026-11-23", "2026-11-23T10:00:00Z", "2026-02-30", "20261123aa", "", "soon") if is_day(one)] == [
        "2026-11-23",
        "2026-11-23T10:00:00Z",
    ]  # fmt: skip


def test_own_names_stand_in_our_namespace(files: Files) -> None:
    standard = {"label", "status", "method"}
    for data in files.values():
        for path, value in _walk(data):
            if path.endswith("/props") and isinstance(value, dict) and "ns" not in value:
                assert value["name"] in standard, value
            if path.endswith("/ns"):
                assert value == NAMESPACE
