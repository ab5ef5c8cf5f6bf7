"""Excerpts are rendered with what is heard of them; a stopped run is taken up again."""

import shutil
import tarfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

from engine.training import rendering
from engine.training.aspects import load_aspects
from engine.training.clips import rendered_clips, split_of
from engine.training.errors import TrainingError
from engine.training.rendering import (
    SHARES,
    Job,
    instrument_aspects,
    read_table,
    render,
    render_one,
    unpack_songs,
)
from engine.training.soundfonts import FOLDERS, Soundfont, find_soundfonts
from engine.training.synthesis import SAMPLE_RATE
from tests.engine.training.songs import write_song

pytestmark = pytest.mark.training
NO_SYNTHESISER = shutil.which("fluidsynth") is None or not any(
    path.suffix in (".sf2", ".sf3") for folder in FOLDERS for path in folder.glob("*")
)
needs_fluidsynth = pytest.mark.skipif(NO_SYNTHESISER, reason="no fluidsynth or no soundfont")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Training data with songs for all three splits, in POP909's archive."""
    song, numbers = write_song(tmp_path / "song"), iter(range(2, 1000))
    (tmp_path / "data" / "midi").mkdir(parents=True)
    with tarfile.open(tmp_path / "data" / "midi" / "pop909.tar.xz", "w:xz") as tar:
        for split in ("train", "val", "test"):
            name = next(f"{n:03d}" for n in numbers if split_of(f"midi {n:03d}", SHARES) == split)
            for file in song.iterdir():
                tar.add(file, f"pop909/{name}/{file.name.replace('001', name)}")
    return tmp_path / "data"


def _smallest_soundfont() -> Soundfont:
    return min(find_soundfonts(), key=lambda font: font.path.stat().st_size)


@needs_fluidsynth
def test_an_excerpt_sounds_and_names_what_is_heard(tmp_path: Path) -> None:
    (tmp_path / "audio").mkdir()
    job = Job(5, write_song(tmp_path), "train", _smallest_soundfont(), tmp_path)
    row = render_one(job)
    samples, rate = soundfile.read(tmp_path / row.file)
    assert rate == SAMPLE_RATE and len(samples) == 12 * SAMPLE_RATE
    assert 0.01 < np.abs(samples).max() <= 1.05
    names = {a.name for a in load_aspects() if a.kind in ("instrument", "vocals")}
    heard = row.instruments.split(";")
    assert heard[0] and set(heard) <= names
    assert len(row.programs.split(";")) <= len(heard)


@needs_fluidsynth
def test_a_run_is_taken_up_where_it_stopped(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest = _smallest_soundfont()
    monkeypatch.setattr(rendering, "find_soundfonts", lambda: [smallest])
    monkeypatch.setattr(rendering, "SPLITS", ("train", "val", "test"))
    folder = tmp_path / "rendered"
    lines = list(render(data, folder, 3, 1))
    assert lines[0].startswith("0 excerpts") and lines[-1].startswith("3 excerpts")
    before = read_table(folder)
    assert [row.split for row in before] == ["train", "val", "test"]
    (folder / before[1].file).unlink()
    with (folder / "rendered.csv").open("a", encoding="utf-8") as file:
        file.write("audio/m00")  # killed while writing
    lines = list(render(data, folder, 3, 1))
    assert lines[0] == "2 excerpts are there, 1 to render"
    assert sorted(read_table(folder), key=lambda row: row.file) == before
    clips = rendered_clips(folder)
    assert len(clips) == 3
    for clip in clips:
        assert clip.path.is_file() and clip.source == "rendered" and clip.aspects
        assert ("no vocals" in clip.aspects) != ("choir" in clip.aspects)


@needs_fluidsynth
def test_longer_excerpts_of_held_out_songs_alone(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest = _smallest_soundfont()
    monkeypatch.setattr(rendering, "find_soundfonts", lambda: [smallest])
    monkeypatch.setattr(rendering, "SPLITS", ("train", "test"))
    folder = tmp_path / "rendered"
    assert list(render(data, folder, 2, 1, seconds=15.0, held_out=True))
    (row,) = read_table(folder)
    assert row.split == "test"
    assert soundfile.info(folder / row.file).duration == pytest.approx(15.0)


def test_a_violin_is_strings_too() -> None:
    assert instrument_aspects(["violin", "piano"]) == ["piano", "strings", "violin"]


def test_the_table_of_another_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rendered.csv").write_text("file,song\na,b\n")
    with pytest.raises(TrainingError, match="other columns"):
        read_table(tmp_path)


def test_a_damaged_archive_is_told_and_leaves_nothing(data: Path, tmp_path: Path) -> None:
    archive = data / "midi" / "pop909.tar.xz"
    archive.write_bytes(archive.read_bytes()[:200])
    with pytest.raises(TrainingError, match="cannot be unpacked"):
        unpack_songs(data, tmp_path / "rendered")
    assert not (tmp_path / "rendered" / "pop909").exists()


def test_a_system_without_fluidsynth_is_told(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.training.rendering.shutil.which", lambda _: None)
    with pytest.raises(TrainingError, match="not installed"):
        list(render(data, tmp_path / "rendered", 1))


@needs_fluidsynth
def test_a_song_that_cannot_be_read_costs_its_excerpts_only(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    smallest = _smallest_soundfont()
    monkeypatch.setattr(rendering, "find_soundfonts", lambda: [smallest])
    monkeypatch.setattr(rendering, "SPLITS", ("train", "val"))
    folder = tmp_path / "rendered"
    for song in unpack_songs(data, _made(folder)):
        if split_of(f"midi {song.name}", SHARES) == "train":
            (song / f"{song.name}.mid").write_bytes(b"no music")
    lines = list(render(data, folder, 2, 1))
    assert [line for line in lines if "left out" in line and "MIDI" in line]
    assert [row.split for row in read_table(folder)] == ["val"]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@needs_fluidsynth
def test_a_soundfont_that_vanished_is_told(tmp_path: Path) -> None:
    gone = Soundfont(tmp_path / "gone.sf2", _smallest_soundfont().presets)
    job = Job(0, write_song(tmp_path), "train", gone, tmp_path)
    with pytest.raises(TrainingError, match=r"gone\.sf2"):
        render_one(job)
