"""The parts of the guide that are made from the program say what the program does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docs.generate import PARTS, fill, messages, torture
from engine import errors
from engine.containers import AUDIO_SUFFIXES
from engine.errors import LinernotesError
from engine.playlist_files import read
from engine.tags import FIELDS
from engine.track import Track
from engine.writing import PROFILES, SidecarWriter
from engine.writing.players import PLAYERS
from installer.commands import commands

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
BLOCK = re.compile(r"```\w*\n(.*?)\n```", re.DOTALL)


def block(part: str) -> str:
    """The file that a part shows."""
    found = BLOCK.search(PARTS[part]())
    assert found
    return found[1]


def test_a_part_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("<!-- generated: nothing -->")


def test_all_families_of_errors_are_found_in_the_source() -> None:
    found = messages.families()
    defined = {n for n, kind in vars(errors).items() if isinstance(kind, type)}
    assert found >= {n for n in defined if issubclass(getattr(errors, n), LinernotesError)} - {
        "LinernotesError"
    }
    assert "ExampleError" in found


def test_options_tell_their_values() -> None:
    told = PARTS["commands"]()
    assert "| `--prune` DAYS |" in told
    assert r"| `--format` m3u8\|xspf\|csv\|json |" in told


def test_states_are_told_as_the_window_calls_them() -> None:
    assert "| `described` | To review |" in PARTS["states"]()


def test_why_nothing_is_said_is_told() -> None:
    assert "does not sound like music" in PARTS["silence"]()


def test_messages_are_those_that_are_raised(tmp_path: Path) -> None:
    music = tmp_path / "a.flac"
    music.write_bytes(b"x")
    (tmp_path / "b.flac").hardlink_to(music)
    sidecar = tmp_path / "a.flac.linernotes.json"
    sidecar.write_text("something else")
    info = music.stat()
    with pytest.raises(errors.TagError) as foreign:
        SidecarWriter().write(Track(music, info.st_size, info.st_mtime_ns))
    with pytest.raises(errors.PlaylistError) as unknown:
        read(tmp_path / "a.doc")
    assert foreign.value.reason in messages.of_family("TagError")
    pattern = re.compile(r"“(.*)”")
    said = pattern.findall(messages.of_family("PlaylistError"))
    assert any(
        re.fullmatch(re.escape(text).replace("…", ".+"), unknown.value.reason) for text in said
    )


def test_every_command_and_option_is_in_the_reference() -> None:
    page = PARTS["commands"]()
    for command in commands():
        assert f"## {command.usage.split(' [')[0].split(' {')[0]}\n" in page
        for option in command.options:
            if option.names != ("--help",):
                assert all(f"`{name}`" in page for name in option.names)


def test_tables_have_every_profile_player_field_and_suffix() -> None:
    profiles, players, fields = PARTS["profiles"](), PARTS["players"](), PARTS["fields"]()
    for profile in PROFILES.values():
        assert f"`{profile.name}`" in profiles
        for field in profile.policies:
            assert f"`{FIELDS[field].vorbis or FIELDS[field].mp4}`" in fields
    for player in PLAYERS:
        assert player.name in players
    assert all(f"`{suffix}`" in PARTS["containers"]() for suffix in AUDIO_SUFFIXES)


def test_the_examples_are_files_that_the_program_can_read(tmp_path: Path) -> None:
    for part, name in (("playlist-csv", "a.csv"), ("playlist-json", "a.json")):
        file = tmp_path / name
        file.write_text(block(part), "utf-8")
        (entry,) = read(file).entries
        assert entry.label == "Nobody - Lamp"
    assert json.loads(block("sidecar"))["music_description"] == ["A calm, slow piano piece."]
    assert json.loads(block("describe"))["tempo_bpm"] == 72.0
    assert [json.loads(line) for line in block("words").splitlines()][-1]["text"]


def test_keys_of_all_pages_are_found() -> None:
    keys = PARTS["keys"]()
    for row in ("| Ctrl+S | Write Descriptions |", "| Ctrl+F | Search |", "| E, F2 | Edit Desc"):
        assert row in keys


def test_the_last_torture_broke_nothing_and_left_nothing_out() -> None:
    lines = torture.lines()
    assert {line.promise for line in lines} == torture.PROMISES.keys()
    assert all(line.trials > 0 and line.broken == 0 for line in lines)


def test_targets_of_make_that_the_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    for page in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]:
        named = re.findall(r"(?:`|    )make ([a-z-]+)", page.read_text("utf-8"))
        assert set(named) <= targets, page
