"""Profiles as files, and as what the engine obeys."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine.tags import Policy
from engine.writing import PROFILES
from tagger_gui.settings import profiles
from tagger_gui.settings.profiles import ProfileChoice, ProfileError


def test_a_profile_survives_its_file(tmp_path: Path) -> None:
    choice = ProfileChoice("dj", {"comment": "append"})
    profiles.save(tmp_path / "dj.json", choice)
    assert profiles.load(tmp_path / "dj.json") == choice


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "not a profile"),
        ("[]", "not a profile"),
        ("[" * 100_000, "not a profile"),
        ({"profile": "dj"}, "not a profile"),
        ({"linernotes profile": 2}, "newer version"),
        ({"linernotes profile": 1, "profile": "x"}, "no profile 'x'"),
        ({"linernotes profile": 1, "profile": ["dj"]}, "no profile"),
        ({"linernotes profile": 1, "profile": "dj", "policies": 1}, "cannot be read"),
        ({"linernotes profile": 1, "profile": "dj", "policies": {"title": "fill"}}, "'title'"),
        ({"linernotes profile": 1, "profile": "dj", "policies": {"genre": "burn"}}, "'burn'"),
        ({"linernotes profile": 1, "profile": "dj", "policies": {"genre": {}}}, "'genre'"),
    ],
)
def test_what_is_no_profile_is_said_in_words(tmp_path: Path, content: Any, reason: str) -> None:
    path = tmp_path / "profile.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    with pytest.raises(ProfileError, match=reason):
        profiles.load(path)


def test_a_file_that_is_not_there_or_may_not_be_made(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="No such file"):
        profiles.load(tmp_path / "nothing.json")
    with pytest.raises(ProfileError, match="No such file"):
        profiles.save(tmp_path / "nowhere" / "a.json", ProfileChoice("dj", {}))


def test_policies_replace_those_of_the_profile() -> None:
    profile = profiles.profile_of(ProfileChoice("dj", {"genre": "append", "title": "replace"}))
    assert profile.policies == {**PROFILES["dj"].policies, "genre": Policy.APPEND}
    assert profile.id3_version == PROFILES["dj"].id3_version


@pytest.mark.parametrize("choice", [("nobody", {}), ("dj", {"genre": "burn"})])
def test_what_is_not_known_writes_nothing(choice: tuple[str, dict[str, str]]) -> None:
    with pytest.raises(ProfileError, match="not known here"):
        profiles.profile_of(ProfileChoice(*choice))
