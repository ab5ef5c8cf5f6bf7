"""engine.cli: the program as a user calls it, in processes of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine import paths
from engine.library import Library
from engine.manner import checked, save_manner
from engine.tags import read_tags
from engine.track import TrackState
from tests.audio_files import make_audio, silent

PROGRAM = [sys.executable, "-m", "engine"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, so that no test meets the user's library."""
    folder = tmp_path / "home"
    folder.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "USERPROFILE", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return folder


def run(*arguments: object, code: int | None = 0) -> str:
    """What the program says on stdout; `code=None`: it may have failed for some tracks."""
    done = subprocess.run(
        [*PROGRAM, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == code or (code is None and done.returncode in (0, 1)), done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout


def lines(*arguments: object, code: int | None = 0) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(*arguments, "--json", code=code).splitlines()]


def test_the_version_is_the_one_that_was_installed() -> None:
    assert run("--version") == f"linernotes {metadata.version('linernotes')}\n"


def test_from_a_folder_to_written_tags(home: Path, music: Path) -> None:
    silent(music / "silent.wav")
    library = ("--library", home / "l.sqlite")
    before = {p.name: p.read_bytes() for p in music.iterdir()}
    scanned = lines("scan", music, *library, "--jobs", 1, code=1)
    assert len(scanned) == 4
    (failed,) = [s for s in scanned if s["state"] == "failed" and "silence" in s["error"]]
    assert Path(failed["path"]).name == "silent.wav"
    assert lines("scan", music, *library) == []
    assert {p.name: p.read_bytes() for p in music.iterdir()} == before

    path = music / "track 2.flac"
    run("edit", path, "--text", "A rainy afternoon on the porch.", *library)
    assert [t["path"] for t in lines("list", "--state", "edited", *library)] == [str(path)]
    run("accept", "--all", *library)
    hits = lines("search", "wet weather at home", *library, "--all")
    assert hits[0]["path"] == str(path)
    assert set(hits[0]) >= {"path", "score", "description", "reasons", "strong", "versions"}
    assert lines("search", "porch", *library)[0]["reasons"][0] == "“porch” in its description"

    others = {hit["path"] for hit in lines("similar", path, *library, "--limit", "9")}
    assert str(path) not in others

    (seen,) = lines("preview", path, *library)
    assert {c["field"]: c["policy"] for c in seen["changes"]}["music_description"] == "fill"
    assert seen["kept"] == {"title": ["Title 2"]}
    shown = {(p["player"], p["column"]): p["value"] for p in seen["players"]}
    assert shown["Kodi", "Comment"] == "A rainy afternoon on the porch."
    assert all(w["error"] for w in lines("write", "--profile", "library", *library, code=1))
    run("write", path, "--profile", "nobody", *library, code=2)
    assert all(w["written"] for w in lines("write", "--sidecar", *library))
    for sidecar in music.glob("*.linernotes.json"):
        sidecar.unlink()
    assert all(w["written"] for w in lines("write", "--per-folder", *library))
    (music / ".linernotes.json").unlink()
    planned = lines("write", "--dry-run", *library)
    assert {p.name: p.read_bytes() for p in music.iterdir()} == before
    written = lines("write", *library)
    assert [w["changes"] for w in written] == [w["changes"] for w in planned]
    assert all(w["written"] for w in written)
    assert read_tags(path).description == "A rainy afternoon on the porch."
    (shown,) = lines("show", path, *library)
    assert shown["state"] == TrackState.TAGGED
    assert lines("scan", music, *library) == []

    (batch,) = lines("history", *library)
    assert (batch["written"], batch["undo"]) == (3, False)
    assert {f["verdict"] for f in lines("verify", *library)} == {"sound", "unheard"}
    run("undo", 999, *library, code=1)  # there is no such batch
    run("undo", batch["id"], music / "nowhere.mp3", *library, code=1)
    assert len(lines("undo", batch["id"], path, *library)) == 1
    assert lines("undo", "--all", *library)
    assert {p.name: p.read_bytes() for p in music.iterdir()} == before


def test_what_nothing_can_be_said_of_is_no_failure(home: Path, tmp_path: Path) -> None:
    noise = 0.1 * np.random.default_rng(0).standard_normal((1, 12 * 44_100)).astype(np.float32)
    (tmp_path / "rain").mkdir()
    make_audio(tmp_path / "rain" / "rain.wav", samples=noise)
    done = subprocess.run(
        [*PROGRAM, "scan", str(tmp_path / "rain"), "--library", str(home / "l.sqlite")],
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "this does not sound like music" in done.stdout
    assert "1 track listened to, 1 without a description, 0 failures." in done.stderr


def test_describe_keeps_nothing_and_tells_everything(home: Path, music: Path) -> None:
    files = [music / "track 1.mp3", music / "nowhere.mp3"]
    good, bad = sorted(
        lines("describe", *files, "--all-aspects", "--embedding", code=1),
        key=lambda line: line["error"] == "No such file or directory",
    )
    keys = {"path", "description", "aspects", "tempo_bpm", "key", "duration_s", "model", "error"}
    keys |= {"structure", "tempo_confidence", "tempo_alternatives", "key_confidence"}
    keys |= {"loudness_lufs"}
    assert set(bad) == keys
    assert set(good) == keys | {"embedding"}
    assert bad["error"] == "No such file or directory"
    assert len(good["embedding"]) == 384
    assert sum(x * x for x in good["embedding"]) == pytest.approx(1, abs=1e-3)
    aspects = good["aspects"]
    assert [a["probability"] for a in aspects] == sorted(
        (a["probability"] for a in aspects), reverse=True
    )
    assert {a["kind"] for a in aspects} == {
        "genre", "instrument", "mood", "tempo", "texture", "vocals",
    }  # fmt: skip
    assert all(a["family"] for a in aspects if a["kind"] == "genre")
    assert all(-1 <= a[x] <= 1 for a in aspects if a["kind"] == "mood"
               for x in ("valence", "arousal"))  # fmt: skip
    assert good["duration_s"] == pytest.approx(12, abs=0.1)
    assert not list(home.rglob("*.sqlite"))


def test_the_same_audio_gives_the_same_description(music: Path) -> None:
    again = make_audio(music / "again.flac", seconds=12, seed=2, tags={"title": "Other"})
    one, two = lines("describe", music / "track 2.flac", again, "--jobs", 1, code=None)
    assert {k: one[k] for k in one if k != "path"} == {k: two[k] for k in two if k != "path"}


@pytest.mark.parametrize(
    "arguments",
    [("scan",), ("nonsense",), ("accept",), ("scan", ".", "--jobs", "0"), ("list", "--state", "x"),
     ("edit", "a.mp3", "--text", " ")],
)  # fmt: skip
def test_wrong_usage_is_code_2(home: Path, arguments: tuple[str, ...]) -> None:
    assert run(*arguments, code=2) == ""


def test_troubles_are_told_in_words(home: Path, tmp_path: Path) -> None:
    run("show", tmp_path / "nowhere.mp3", code=1)
    assert lines("scan", tmp_path / "nowhere", code=1) == []
    run("demo", tmp_path / "nowhere", "--no-window", code=1)
    (tmp_path / "damaged.sqlite").write_bytes(b"no database" * 1000)
    run("list", "--library", tmp_path / "damaged.sqlite", code=1)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are Unicode there")
def test_names_that_are_not_utf8_come_back(home: Path, music: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(music) + b"/\xe9\xff \n.mp3"))
    (music / "track 1.mp3").rename(odd)
    found = subprocess.run(
        [*PROGRAM, "scan", music, "--json"], capture_output=True, text=True, check=False
    )
    paths = {json.loads(line)["path"] for line in found.stdout.splitlines()}
    assert str(odd) in paths
    assert lines("show", odd)[0]["path"] == str(odd)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_stopped_scan_goes_on(home: Path, tmp_path: Path, sign: signal.Signals) -> None:
    music = tmp_path / "many"
    music.mkdir()
    for number in range(24):
        make_audio(music / f"{number:02}.wav", seconds=12, seed=number)
    process = subprocess.Popen(
        [*PROGRAM, "scan", str(music), "--json", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    first = [json.loads(process.stdout.readline())["path"] for _ in range(3)]
    process.send_signal(sign)
    rest = [json.loads(line)["path"] for line in process.stdout.read().splitlines() if line]
    process.wait(timeout=20)
    process.stdout.close()
    done = set(first + rest)
    assert len(done) < 24
    begun = time.monotonic()
    again = subprocess.run(
        [*PROGRAM, "scan", str(music), "--json"], capture_output=True, text=True, check=False
    )
    assert time.monotonic() - begun < 120
    second = [json.loads(line)["path"] for line in again.stdout.splitlines()]
    # A result may be kept and the process killed before its line is out, never the other way.
    assert not done & set(second)
    assert len(done | set(second)) >= 23
    assert len(lines("list")) == 24
    assert lines("scan", music) == []


def test_the_demo_composes_describes_and_searches(home: Path) -> None:
    library = paths.data_folder() / "demo.sqlite"
    library.parent.mkdir(parents=True, exist_ok=True)
    save_manner(library, checked([], {"instrumental": "wordless"}))
    done = subprocess.run(
        [*PROGRAM, "demo", "--no-window"], capture_output=True, text=True, check=False, timeout=280
    )
    assert "Traceback" not in done.stderr
    assert "Lamp in the Window" in done.stdout
    assert "wordless" in done.stdout
    assert "Searching for “calm piano”" in done.stderr
    assert len(list(home.rglob("demo/*"))) == 8


def test_a_library_of_noise_is_rebuilt_and_words_travel(home: Path, music: Path) -> None:
    path = music / "track 2.flac"
    library = home / "l.sqlite"
    option = ("--library", library)
    run("scan", music, *option, "--jobs", 1, code=None)
    run("edit", path, "--text", "A rainy afternoon.", *option)
    before = {p.name: p.read_bytes() for p in music.iterdir()}
    library.write_bytes(os.urandom(100_000))
    noise = library.read_bytes()
    done = subprocess.run(
        [*PROGRAM, "list", *map(str, option)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "linernotes rebuild" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    run("rebuild", *option, "--jobs", 1, code=None)
    (shown,) = lines("show", path, *option)
    assert (shown["state"], shown["description"]) == ("edited", "A rainy afternoon.")
    assert [p.read_bytes() for p in home.glob("l.sqlite.aside-*[0-9]")] == [noise]
    assert {p.name: p.read_bytes() for p in music.iterdir()} == before

    run("export-words", home / "words.jsonl", *option)
    run("import-words", home / "words.jsonl", "--library", home / "other.sqlite")
    with Library(home / "other.sqlite") as other:
        assert [kept.text for kept in other.words.every()] == ["A rainy afternoon."]
    run("import-words", path, *option, code=1)
    run("rebuild", "--library", home / "unknown.sqlite", code=2)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_what_arrives_while_watching_is_described(home: Path, music: Path, tmp_path: Path) -> None:
    late = shutil.move(music / "track 2.flac", tmp_path / "late.flac")
    with subprocess.Popen(
        [*PROGRAM, "watch", str(music), "--json", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        there = {json.loads(process.stdout.readline())["path"] for _ in range(2)}
        assert there == {str(music / "track 1.mp3"), str(music / "track 3.ogg")}
        (music / "new").mkdir()
        shutil.copy(late, music / "new" / "late.flac")
        arrived = json.loads(process.stdout.readline())
        assert arrived["path"] == str(music / "new" / "late.flac")
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        assert process.wait(timeout=20) == 0
    assert "Watching 1 folder." in said
    assert "Traceback" not in said
    assert arrived["path"] in [track["path"] for track in lines("list")]
