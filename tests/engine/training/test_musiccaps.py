"""Captioned clips are read from a table of MusicCaps' form and a folder of sounds."""

import csv
import random
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.training.aspects import load_aspects
from engine.training.errors import TrainingError
from engine.training.musiccaps import Captions, aspects_in, read_captions, read_lexicon
from engine.training.wording import VARIANTS, clip_texts

pytestmark = pytest.mark.training
ASPECTS = load_aspects()
COLUMNS = (
    "ytid,start_s,end_s,audioset_positive_labels,aspect_list,caption,author_id,"
    "is_balanced_subset,is_audioset_eval"
).split(",")


def _row(name: str, start: str = "30", *, aspects: str = "['sad song', 'no drums']") -> list[str]:
    end = str(float(start) + 10) if start.replace(".", "").isdigit() else "10"
    return [name, start, end, "/m/04rlf", aspects, f"Words about\n{name}.", "4", "False", "True"]


def _write(path: Path, rows: list[list[str]], columns: list[str] = COLUMNS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def _sound(path: Path, seconds: float, rate: int = 8000) -> None:
    path.parent.mkdir(exist_ok=True)
    samples = np.sin(np.arange(int(seconds * rate)) / 9) / 2
    soundfile.write(path, samples, rate)


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    """A folder with sounds under every name they may have."""
    folder = tmp_path / "audio"
    _sound(folder / "-cut_by-str_30.flac", 10)
    _sound(folder / "whole-video.ogg", 45)
    _sound(folder / "ten_seconds.wav", 10)
    _sound(folder / "too-short-1.wav", 15)
    (folder / "unreadable1.mp3").write_bytes(b"no sound")
    (folder / "whole-video.json").write_text("{}")
    return folder


def _read(tmp_path: Path, audio: Path, *rows: list[str]) -> Captions:
    return read_captions(_write(tmp_path / "captions.csv", list(rows)), audio, ASPECTS)


def test_sounds_are_found_cut_and_whole(tmp_path: Path, audio: Path) -> None:
    found = _read(
        tmp_path, audio, _row("-cut_by-str"), _row("whole-video"), _row("ten_seconds"), _row("gone")
    )
    assert [(c.path.name, c.start) for c in found.clips] == [
        ("-cut_by-str_30.flac", 0.0),
        ("whole-video.ogg", 30.0),
        ("ten_seconds.wav", 0.0),
    ]
    clip = found.clips[0]
    assert (clip.source, clip.captions) == ("captions", ("Words about -cut_by-str.",))
    assert clip.aspects == ("sad",) and clip.split in ("train", "val", "test")
    assert found.lines[-1].startswith("3 captioned clips; 1 rows have no sound")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_row("too-short-1"), "ends before"),
        (_row("unreadable1"), "cannot be decoded"),
        (_row("whole-video", "soon"), "soon"),
        (_row("whole-video", "nan"), "nan"),
        (_row("whole-video", aspects="['sad"), "list of aspects"),
        (_row("whole-video", aspects="{'sad': 1}"), "list of phrases"),
        (_row("whole-video", aspects="__import__('os').getcwd()"), "list of aspects"),
        (_row(""), "no name"),
    ],
)
def test_a_bad_row_costs_itself_alone(
    tmp_path: Path, audio: Path, row: list[str], reason: str
) -> None:
    found = _read(tmp_path, audio, row, _row("ten_seconds"))
    assert [clip.path.stem for clip in found.clips] == ["ten_seconds"]
    assert found.lines[0].startswith("row 2 of captions.csv left out") and reason in found.lines[0]


def test_many_bad_rows_are_counted(tmp_path: Path, audio: Path) -> None:
    found = _read(tmp_path, audio, *[_row("unreadable1")] * 9, _row("ten_seconds"))
    assert found.lines[-2] == "4 more rows left out"


def test_a_folder_without_any_of_the_sounds_is_told(tmp_path: Path, audio: Path) -> None:
    with pytest.raises(TrainingError, match="no sound of the 1 rows"):
        _read(tmp_path, audio, _row("gone"))
    with pytest.raises(TrainingError, match="not a folder"):
        _read(tmp_path, tmp_path / "nowhere", _row("gone"))


@pytest.mark.parametrize("missing", ["ytid", "start_s", "aspect_list", "caption"])
def test_a_table_of_another_form_is_told(tmp_path: Path, audio: Path, missing: str) -> None:
    columns = [c if c != missing else "other" for c in COLUMNS]
    table = _write(tmp_path / "captions.csv", [_row("whole-video")], columns)
    with pytest.raises(TrainingError, match=f"no column named {missing}"):
        read_captions(table, audio, ASPECTS)


def test_a_row_cut_short_is_told(tmp_path: Path, audio: Path) -> None:
    with pytest.raises(TrainingError, match="cut short in row 3"):
        _read(tmp_path, audio, _row("ten_seconds"), _row("whole-video")[:3])


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("mellow piano melody", ["piano"]),
        ("e-piano chords", ["electric piano"]),
        ("bass drum", ["drums"]),
        ("upright bass", ["double bass"]),
        ("wobble bass", []),
        ("electric guitars", ["electric guitar", "guitar"]),
        ("no drums", []),
        ("no voices", ["no vocals"]),
        ("instrumental", ["no vocals"]),
        ("flat male vocal", ["male vocals"]),
        ("soft female vocal", ["female vocals"]),
        ("soft", ["soft"]),
        ("sad song", ["sad"]),
        ("country feel", ["country"]),
        ("good vibes", []),
        ("medium tempo", ["mid-tempo"]),
        ("low quality", []),
        ("", []),
    ],
)
def test_phrases_name_aspects(phrase: str, names: list[str]) -> None:
    assert aspects_in(phrase, read_lexicon(ASPECTS)) == names


def test_captions_are_the_texts_of_their_clip(tmp_path: Path, audio: Path) -> None:
    (clip,) = _read(tmp_path, audio, _row("ten_seconds")).clips
    texts = clip_texts(clip, ASPECTS, np.zeros(len(ASPECTS), np.float32), random.Random(0))
    assert len(texts) == VARIANTS and set(texts) == {"Words about ten_seconds."}
