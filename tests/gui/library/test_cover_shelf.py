"""Covers: small, kept, and read where nothing can come to harm."""

from __future__ import annotations

from pathlib import Path

from mutagen.id3 import APIC, ID3
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from engine.track import TrackState
from tagger_gui.library.cover_shelf import CoverShelf
from tagger_gui.library.covers import SIDE, small_cover
from tagger_gui.tasks import Row
from tagger_gui.work import Threads
from tests.audio_files import make_audio


def with_cover(path: Path, picture: bytes) -> Path:
    make_audio(path, seconds=1, tags={"title": "One"})
    tags = ID3(path)
    tags.add(APIC(mime="image/png", type=3, desc="", data=picture))
    tags.save(path)
    return path


def a_picture(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(made, "PNG")
    return bytes(made.data().data())


def a_row(path: Path) -> Row:
    return Row(1, str(path), TrackState.FOUND, "", "", "", 1.0)


def test_a_picture_is_made_small(tmp_path: Path) -> None:
    path = with_cover(tmp_path / "a.mp3", a_picture(1000, 500))
    image = QImage.fromData(small_cover(path))
    assert (image.width(), image.height()) == (SIDE, SIDE // 2)
    assert small_cover(with_cover(tmp_path / "b.mp3", b"no picture at all")) == b""


def test_the_shelf_reads_in_a_child_and_keeps(
    tmp_path: Path, threads: Threads, qtbot: QtBot
) -> None:
    path = with_cover(tmp_path / "a.mp3", a_picture(300, 300))
    shelf = CoverShelf(tmp_path / "covers", threads)
    rows = [a_row(path), a_row(tmp_path / "not there.mp3")]
    assert [shelf.cover(row) for row in rows] == [None, None]
    qtbot.waitUntil(lambda: None not in [shelf.cover(row) for row in rows], timeout=20_000)
    there, nothing = (shelf.cover(row) for row in rows)
    assert there is not None
    assert there.width() == SIDE
    assert nothing is not None
    assert nothing.isNull()
    assert len(list((tmp_path / "covers").iterdir())) == 1
    shelf.shut()
    qtbot.waitUntil(lambda: threads.wait(0), timeout=20_000)
