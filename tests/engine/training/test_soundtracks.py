"""engine.training.soundtracks: with Debian's tools, without them, and with a package gone."""

import subprocess
from pathlib import Path

import pytest

from engine.training import soundtracks
from engine.training.errors import TrainingError


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "debian.csv").write_text("package,path\ngone,a.ogg\nmusic,b.ogg\nmusic,c.ogg\n")
    return tmp_path


def test_it_copes_without_debian(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundtracks.shutil, "which", lambda _: None)
    (line,) = soundtracks.fetch(data, data / "out")
    assert "without soundtracks" in line
    with pytest.raises(TrainingError):
        list(soundtracks.fetch(data / "nowhere", data / "out"))


def test_packages_are_unpacked_once_and_the_missing_are_told(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(command: tuple[str, ...], *, cwd: Path, **_: object) -> None:
        if "gone" in command:
            raise subprocess.CalledProcessError(100, command)
        if command[0] == "apt-get":
            (cwd / "music_1_all.deb").touch()
        else:
            (cwd / "content").mkdir()
            (cwd / "content" / "b.ogg").touch()

    monkeypatch.setattr(soundtracks.shutil, "which", lambda name: name)
    monkeypatch.setattr(soundtracks.subprocess, "run", run)
    out = data / "out"
    first = list(soundtracks.fetch(data, out))
    assert "cannot be had" in first[0]
    assert first[1] == "music: unpacked"
    assert (out / "music" / "b.ogg").is_file()
    assert [p.name for p in out.iterdir()] == ["music"]
    assert list(soundtracks.fetch(data, out))[1] == "music: there already"
