"""engine.cli.playlists and engine.playlists: the commands, with the real search of a library."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine.cli import main
from engine.library import Library, PlaylistOrder
from engine.model import TextEncoder, Vocabulary
from engine.playlists import contents, smoothly, sounds
from engine.search import Searcher
from engine.smooth import Sound
from engine.track import Analysis, Description, Tags
from tests.engine.search.test_searcher import TEXTS
from tests.engine.test_library import add

TEMPI = {"rain.mp3": 60.0, "club.mp3": 128.0, "metal.mp3": 180.0, "flute.mp3": 92.0}
MOODS = {
    "rain.mp3": ("calm", "sad", "gloomy", "soft"),
    "metal.mp3": ("angry", "hostile", "harsh", "fierce"),
}


@pytest.fixture
def described(library: Library, text_encoder: TextEncoder, vocabulary: Vocabulary) -> Library:
    """Five tracks that have been listened to."""
    names = [entry.name for entry in vocabulary.aspects]
    for name, text in TEXTS.items():
        probabilities = np.full(len(names), 0.02, "<f2")
        probabilities[[names.index(mood) for mood in MOODS.get(name, ())]] = 0.9
        vector = text_encoder.encode(text).astype("<f2").tobytes()
        heard = Description(
            text, tempo_bpm=TEMPI.get(name), embedding=vector, text_embedding=vector,
            probabilities=probabilities.tobytes(), model="test-1",
        )  # fmt: skip
        analysis = Analysis(Tags(name.split(".")[0], "R.E.M."), 60.0, f"3x10:{name}", heard)
        library.save_analysis(add(library, name), analysis)
    return library


class Program:
    """The command line on one library, in this process."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._library = library
        self._capsys = capsys

    def __call__(self, *arguments: object, code: int = 0) -> list[dict[str, Any]]:
        with pytest.raises(SystemExit) as ended:
            main(["playlist", *map(str, arguments), "--library", str(self._library)])
        out, self.said = self._capsys.readouterr()
        assert ended.value.code == code, self.said
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


@pytest.fixture
def program(described: Library, capsys: pytest.CaptureFixture[str]) -> Program:
    return Program(described.path, capsys)


def names(lines: list[dict[str, Any]]) -> list[str]:
    return [Path(line["path"]).stem for line in lines]


def test_a_list_is_made_shown_exported_imported_and_deleted(
    program: Program, described: Library, tmp_path: Path
) -> None:
    paths = [str(track.path) for track in described.tracks()]
    wanted = [paths[2], paths[0], paths[2]]
    (made,) = program("create", "My Mix", *wanted, "--json")
    assert (made["name"], made["kind"], made["length"]) == ("My Mix", "list", 3)
    assert [line["path"] for line in program("show", "my mix", "--json")] == wanted
    for suffix in ("m3u8", "xspf", "csv", "json"):
        file = tmp_path / f"x.{suffix}"
        program("export", "my mix", file)
        program("import", file, "--name", suffix)
        assert [line["path"] for line in program("show", suffix, "--json")] == wanted
    program("export", "my mix", file, code=1)
    assert "already" in program.said
    program("export", "my mix", file, "--overwrite", "--format", "csv", "--columns", "title, state")
    assert file.read_text("utf-8-sig").splitlines()[:2] == ["title,state", "flute,described"]
    assert len(program("list", "--json")) == 5
    program("import", tmp_path / "x.m3u8", code=1)
    assert "there is a playlist “My Mix” already" in program.said
    program("delete", "csv", "--yes")
    program("show", "csv", code=1)
    assert len(described.tracks()) == 5


def test_what_an_import_does_not_find_is_named(
    program: Program, described: Library, tmp_path: Path
) -> None:
    file = tmp_path / "Old list.m3u"
    there = described.tracks()[0].path
    file.write_text(f"#EXTINF:5,A - B\nnowhere.mp3\n{there}\n")
    lost, made = sorted(program("import", file, "--json", code=1), key=lambda line: "name" in line)
    assert lost == {"not_found": "nowhere.mp3", "label": "A - B"}
    assert (made["name"], made["length"]) == ("Old list", 1)
    file.write_text("nowhere.mp3\n")
    program("import", file, "--name", "nothing", code=1)
    assert "not found: nowhere.mp3" in program.said
    assert [p.name for p in described.playlists.all()] == ["Old list"]


def test_a_smart_list_is_a_search(program: Program) -> None:
    program("create", "Rain", "--query", "rainy evening piano")
    assert names(program("show", "rain", "--json"))[0] == "rain"
    assert program("list", "--json")[0]["query"] == "rainy evening piano"


@pytest.mark.parametrize(
    "arguments",
    [("create", "x"), ("create", "x", "a.mp3", "--query", "q"), ("export", "x"),
     ("create", "x", "--query", "q", "--order", "upwards"), ()],
)  # fmt: skip
def test_wrong_usage_is_code_2(program: Program, arguments: tuple[str, ...]) -> None:
    program(*arguments, code=2)


def test_a_smooth_order_is_kept_beside_the_given_one(
    described: Library, text_encoder: TextEncoder, vocabulary: Vocabulary
) -> None:
    def searcher() -> Searcher:
        return Searcher(described, text_encoder, vocabulary)

    tracks = described.tracks()
    playlists = described.playlists
    made = playlists.create("x", [track.id for track in tracks])
    assert contents(described, vocabulary, made, searcher) == tracks
    smooth = playlists.arrange(made, PlaylistOrder.SMOOTH)
    ordered = contents(described, vocabulary, smooth, searcher)
    assert ordered == smoothly(described, vocabulary, tracks)
    assert sorted(t.id for t in ordered) == sorted(t.id for t in tracks)
    assert smoothly(described, vocabulary, tracks, first=tracks[3])[0] == tracks[3]
    assert smoothly(described, vocabulary, []) == []
    found = playlists.create("s", query="guitar")
    hits = searcher().search("guitar")
    assert contents(described, vocabulary, found, searcher) == [hit.track for hit in hits]


def test_energy_is_what_all_moods_say_together(described: Library, vocabulary: Vocabulary) -> None:
    tracks = described.tracks()
    unheard = add(described, "unheard.mp3")
    heard = {
        track.path.name: sound
        for track, sound in zip(tracks, sounds(described, vocabulary, tracks), strict=True)
    }
    calm, neutral, angry = (
        heard[name].energy or 0 for name in ("rain.mp3", "club.mp3", "metal.mp3")
    )
    assert -1 <= calm < neutral < angry <= 1
    assert calm < 0 < angry
    assert (heard["rain.mp3"].tempo_bpm, heard["choir.mp3"].tempo_bpm) == (60.0, None)
    assert sounds(described, vocabulary, [unheard]) == [Sound()]
