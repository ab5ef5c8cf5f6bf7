"""What all tests share."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.library import Library
from engine.model import Captioner, TextEncoder, Vocabulary, load_vocabulary
from engine.paths import resource
from tests.audio_files import make_audio


@pytest.fixture(scope="session")
def model() -> Path:
    """The folder of the shipped model."""
    return resource("model")


@pytest.fixture(scope="session")
def captioner(model: Path) -> Captioner:
    return Captioner(model)


@pytest.fixture(scope="session")
def text_encoder(model: Path) -> TextEncoder:
    return TextEncoder(model)


@pytest.fixture(scope="session")
def vocabulary(model: Path) -> Vocabulary:
    return load_vocabulary(model)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library" / "library.sqlite") as opened:
        yield opened


@pytest.fixture(scope="session")
def made_music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three real tracks of different formats, for `music` to copy."""
    folder = tmp_path_factory.mktemp("made")
    for number, suffix in enumerate((".mp3", ".flac", ".ogg"), 1):
        path = folder / f"track {number}{suffix}"
        make_audio(path, seconds=12, seed=number, tags={"title": f"Title {number}"})
    return folder


@pytest.fixture
def music(made_music: Path, tmp_path: Path) -> Path:
    """A folder with three real tracks of different formats."""
    return Path(shutil.copytree(made_music, tmp_path / "music"))
