"""Clips are read, and split so that no artist is on two sides."""

import csv
from pathlib import Path

import numpy as np
import pytest

from engine.training.clips import (
    EMOTIONS,
    SHARES,
    described_clips,
    music_clips,
    parts_of,
    rendered_clips,
    split_anew,
    split_of,
    tempo_words,
)
from engine.training.errors import TrainingError

pytestmark = pytest.mark.training
EXPECTED = [
    "train",
    "train",
    "train",
    "test",
    "test",
    "train",
    "train",
    "train",
    "train",
    "train",
    "train",
    "val",
]  # of artists 20 to 31


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A small folder of the training data's form."""
    _write(tmp_path / "music" / "clips.csv", [
        {"clip": f"c{i}", "file": f"audio/c{i}.opus", "collection": "songs",
         "artist_group": str(i // 3), "genres": "Blues; Folk", "moods": "Sad; Laid-Back",
         "quadrant": "Q3"}
        for i in range(900)
    ])  # fmt: skip
    _write(tmp_path / "described" / "clips.csv", [
        {"clip": "d0", "file": "audio/d0.opus", "genre": "Polka", "bpm": "96",
         "instruments": "Tuba, Toy Piano. Kit", "feel": "Bouncy, Dark"}
    ])  # fmt: skip
    return tmp_path


def test_no_artist_is_in_two_splits(data: Path) -> None:
    splits: dict[int, set[str]] = {}
    for clip in music_clips(data):
        splits.setdefault(int(clip.name[1:]) // 3, set()).add(clip.split)
    assert all(len(found) == 1 for found in splits.values())


def test_shares_are_about_70_13_17() -> None:
    found = [split_of(f"artist {i}", SHARES["music"]) for i in range(4000)]
    assert abs(found.count("train") / 4000 - 0.70) < 0.03
    assert abs(found.count("val") / 4000 - 0.13) < 0.03


def test_the_split_never_moves() -> None:
    assert [split_of(f"artist {i}", SHARES["music"]) for i in range(20, 32)] == EXPECTED


def test_those_looked_at_too_often_change_places_with_some_never_looked_at() -> None:
    artists = [f"artist {i}" for i in range(4000)]
    pairs = [(split_of(a, SHARES["music"]), split_anew(a, SHARES["music"])) for a in artists]
    assert {anew for former, anew in pairs if former == "test"} == {"train"}
    assert {former for former, anew in pairs if anew == "test"} == {"train"}
    assert all(anew == "val" for former, anew in pairs if former == "val")
    shares = [[anew for _, anew in pairs].count(s) / 4000 for s in ("train", "val", "test")]
    assert shares == pytest.approx([0.70, 0.13, 0.17], abs=0.03)


def test_a_group_is_held_out_together_and_every_part_has_some() -> None:
    groups = [f"artist {number % 100}" for number in range(300)]
    parts = parts_of(groups, 10)
    assert len(set(zip(groups, parts.tolist(), strict=True))) == 100
    assert set(np.bincount(parts[:100])) == {10}


def test_words_are_taken_apart(data: Path) -> None:
    assert music_clips(data)[0].genres == ("blues", "folk")
    piece = described_clips(data)[0]
    assert piece.instruments == ("tuba", "toy piano", "kit")
    assert piece.moods == ("bouncy", "dark", "mid-tempo")


def test_what_listeners_felt_is_in_one_order(data: Path) -> None:
    _write(data / "music" / "clips.csv", [
        {"clip": "e0", "file": "audio/e0.opus", "collection": "excerpts", "artist_group": "7",
         "genres": "pop", "moods": "", "quadrant": "",
         "listener_emotions": "sadness:0.65; amazement:0.06"}
    ])  # fmt: skip
    clip = music_clips(data)[0]
    assert dict(zip(EMOTIONS, clip.emotions, strict=True))["sadness"] == 0.65
    assert clip.emotions[0] == 0.06 and sum(clip.emotions) == pytest.approx(0.71)
    assert clip.group == "artist 7"


@pytest.mark.parametrize(
    ("bpm", "words"), [("", ()), ("70", ("slow",)), ("86", ()), ("170", ("fast",))]
)
def test_tempo_words(bpm: str, words: tuple[str, ...]) -> None:
    assert tempo_words(bpm) == words


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"clips\.csv"):
        music_clips(tmp_path)


@pytest.mark.parametrize(
    ("table", "column", "value", "reason"),
    [
        ("music", "artist_group", None, "no column named artist_group"),
        ("music", "genres", "", "no label for clip e0"),
        ("music", "listener_emotions", "power", "shares of listeners"),
        ("described", "bpm", "quick", "'quick' instead of a number in column bpm"),
        ("described", "bpm", "nan", "'nan' instead of a number"),
        ("described", "feel", None, "no column named feel"),
    ],
)
def test_a_bad_table_is_told(
    data: Path, table: str, column: str, value: str | None, reason: str
) -> None:
    path = data / table / "clips.csv"
    with path.open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    if table == "music":
        row |= {"clip": "e0", "collection": "excerpts", "listener_emotions": ""}
    row[column] = value or ""
    if value is None:
        del row[column]
    _write(path, [row])
    with pytest.raises(TrainingError, match=reason) as error:
        (music_clips if table == "music" else described_clips)(data)
    assert error.value.path == path


def test_a_table_cut_short_or_in_another_encoding_is_told(data: Path) -> None:
    path = data / "music" / "clips.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b",Q3")])
    with pytest.raises(TrainingError, match="cut short in row 901"):
        music_clips(data)
    path.write_bytes(whole.replace(b"Blues", b"Blu\xe9s"))
    with pytest.raises(TrainingError, match="UTF-8"):
        music_clips(data)


def test_rendered_clips_know_their_instruments_and_tempo(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    (tmp_path / "audio" / "m00001.ogg").touch()
    rows = [
        {"file": f"audio/m0000{n}.ogg", "song": "472", "split": "val", "soundfont": "x",
         "instruments": "French horn;brass", "bpm": "150.2", "key": "C", "programs": "60"}
        for n in (1, 2)
    ]  # fmt: skip
    _write(tmp_path / "rendered.csv", rows)
    (clip,) = rendered_clips(tmp_path)  # the other's sound is not there
    assert clip.aspects == ("French horn", "brass", "no vocals")
    assert (clip.name, clip.split, clip.moods) == ("rendered/m00001", "val", ("fast",))
