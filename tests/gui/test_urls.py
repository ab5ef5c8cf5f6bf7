"""URLs: a file keeps its name, whatever bytes it is of."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from tagger_gui.urls import file_url, local_paths


@pytest.mark.skipif(os.name == "nt", reason="names are not bytes there")
@pytest.mark.parametrize(
    "name", [b"plain.mp3", b"K\xf6nig", "König".encode(), b"100%.mp3", b"a b#c?d.flac"]
)
def test_there_and_back(name: bytes) -> None:
    path = Path("/music") / os.fsdecode(name)
    data = QMimeData()
    data.setData("text/uri-list", file_url(str(path)).toEncoded().data() + b"\r\n")
    assert local_paths(data) == [path]


def test_only_what_is_on_this_computer() -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/one.mp3"), QUrl.fromLocalFile("/music/two.mp3")])
    assert local_paths(data) == [Path("/music/two.mp3")]
