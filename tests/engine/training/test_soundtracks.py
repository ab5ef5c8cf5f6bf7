"""engine.training.soundtracks: with Debian's tools, without them, and with a package gone."""

import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile

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
    assert any(line.startswith("gone: cannot be had") for line in first)
    assert "music: unpacked" in first
    assert (out / "music" / "b.ogg").is_file()
    assert {p.name for p in out.iterdir()} == {"music", *soundtracks.MORE}
    assert "music: there already" in list(soundtracks.fetch(data, out))


def test_other_packages_give_music_and_noises_by_their_length(tmp_path: Path) -> None:
    package = tmp_path / soundtracks.MORE[0]
    package.mkdir()
    for name, seconds in (("long.wav", 26), ("short.wav", 3), ("click.wav", 1)):
        soundfile.write(package / name, np.zeros(8000 * seconds, np.float32), 8000)
    (package / "broken.ogg").write_bytes(b"no sound")
    (tmp_path / "unlisted").mkdir()
    (tmp_path / "unlisted" / "a.wav").write_bytes(b"")
    found = {clip.path.name: clip.source for clip in soundtracks.other_clips(tmp_path)}
    assert found == {"long.wav": "more", "short.wav": "effects"}
    assert {clip.split for clip in soundtracks.other_clips(tmp_path)} == {"train"}
