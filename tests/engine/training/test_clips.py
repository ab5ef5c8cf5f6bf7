"""Clips are read, and split so that no artist is on two sides."""

import csv
from pathlib import Path

import pytest

from engine.training.clips import SHARES, described_clips, music_clips, split_of, tempo_words
from engine.training.errors import TrainingError

pytestmark = pytest.mark.training
EXPECTED = [
    "val",
    "train",
    "train",
    "train",
    "train",
    "train",
    "train",
    "train",
]  # of artists 0 to 7


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


def test_shares_are_about_70_15_15() -> None:
    found = [split_of(f"artist {i}", SHARES["music"]) for i in range(4000)]
    assert abs(found.count("train") / 4000 - 0.70) < 0.03
    assert abs(found.count("val") / 4000 - 0.15) < 0.03


def test_the_split_never_moves() -> None:
    assert [split_of(f"artist {i}", SHARES["music"]) for i in range(8)] == EXPECTED


def test_words_are_taken_apart(data: Path) -> None:
    assert music_clips(data)[0].genres == ("blues", "folk")
    piece = described_clips(data)[0]
    assert piece.instruments == ("tuba", "toy piano", "kit")
    assert piece.moods == ("bouncy", "dark", "mid-tempo")


@pytest.mark.parametrize(
    ("bpm", "words"), [("", ()), ("70", ("slow",)), ("86", ()), ("170", ("fast",))]
)
def test_tempo_words(bpm: str, words: tuple[str, ...]) -> None:
    assert tempo_words(bpm) == words


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"clips\.csv"):
        music_clips(tmp_path)
