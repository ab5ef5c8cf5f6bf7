"""The torture of scans in small: some kills on every run of the tests, many by hand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.audio_files import make_audio
from tests.torture.scans import torture


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_kills_lose_nothing_and_repeat_only_what_was_in_hand(tmp_path: Path) -> None:
    music = tmp_path / "music"
    music.mkdir()
    for number in range(12):
        make_audio(music / f"{number:02}.wav", seconds=11, seed=number)
    figures = torture(tmp_path, music, kills=2, workers=1, longest_s=3.0)
    assert figures.kills == 2
    assert not figures.broken, figures
