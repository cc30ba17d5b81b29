"""Where content lives."""

from __future__ import annotations

from pathlib import Path

import pytest

from bpo_controls import resources
from bpo_controls.diagnostics import UserError


def test_a_checkout_and_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (resources.controls_dir() / "library.yaml").is_file()
    assert resources.templates_dir().is_dir()
    packed = tmp_path / "_content"
    (packed / "controls").mkdir(parents=True)
    monkeypatch.setattr(resources, "_IN_WHEEL", packed)
    assert resources.where_content_lives() == "wheel"
    assert resources.controls_dir() == packed / "controls"
    with pytest.raises(UserError) as caught:
        resources.templates_dir()
    assert [d.code for d in caught.value.diagnostics] == ["content-missing"]
