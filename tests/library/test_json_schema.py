"""The schemas editors use: fresh, valid, true to the bundled library, and sharp enough to be of use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from bpo_controls.library.files import PAPERS, WORK
from bpo_controls.library.json_schema import as_text, schemas, write_schemas
from bpo_controls.library.load import Reading, read
from bpo_controls.library.model import DOMAINS
from bpo_controls.library.paper_kinds import schema_stem
from bpo_controls.yaml import source as yamlsource

COMMITTED = Path(yamlsource.__file__).parents[3] / "docs" / "schema"


@pytest.fixture(scope="module")
def bundled() -> Reading:
    return read()


def test_the_committed_schemas_are_fresh(bundled: Reading) -> None:
    for name, schema in schemas(bundled.library).items():
        stale = f"{name} is stale: write_schemas(Path('docs/schema'), load_library())"
        assert (COMMITTED / name).read_text(encoding="utf-8") == as_text(schema), stale


@pytest.mark.slow
def test_they_are_schemas_and_the_bundled_library_fits(bundled: Reading) -> None:
    made = schemas(bundled.library)
    families = (made, schemas())
    for schema in (*made.values(), *families[1].values()):
        jsonschema.Draft7Validator.check_schema(schema)
    # In Rust: the whole library in an instant instead of half a minute.
    validators = [
        {name: jsonschema_rs.Draft7Validator(schema) for name, schema in one.items()} for one in families
    ]
    for document in bundled.documents:
        stem = document.file.stem
        name = "controls" if stem in DOMAINS else "work" if stem == WORK else stem
        name = schema_stem(document.file.path.stem) if stem == PAPERS else name
        for family in validators:
            assert [str(one) for one in family[f"{name}.schema.json"].iter_errors(document.parsed.data)] == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("severity", "huge"),
        ("applies_when", {"phy": True}),
        ("applies_when", {"phi": "yes"}),
        ("applies_when", {"workflow": "codding"}),
        ("applies_when", {"any": []}),
        ("applies_when", "never"),
        ("evidence", []),
        ("maps", {"nist-csf": ["PR.AA-01"]}),
        ("sevrity", "high"),
        ("examples", [{"given": {"phi": True}, "applies": "yes"}]),
    ],
)
def test_an_editor_sees_a_slip(bundled: Reading, key: str, value: object) -> None:
    entry: dict[str, Any] = dict(next(iter(bundled.shelf.controls.values())).spot.data)
    validator = jsonschema.Draft7Validator(schemas(bundled.library)["controls.schema.json"])
    assert validator.is_valid([entry])
    assert not validator.is_valid([{**entry, key: value}])


def test_they_can_be_written_anywhere(tmp_path: Path) -> None:
    files = write_schemas(tmp_path / "new")
    assert [path.name for path in files] == list(schemas())
    assert json.loads(files[0].read_text())["$schema"].startswith("http://json-schema.org/draft-07")
