"""Files as URLs and back, as they are dragged between programs, whatever bytes names are of."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl


def file_url(path: str) -> QUrl:
    """The file for other programs."""
    return QUrl.fromEncoded(Path(path).as_uri().encode())


def local_paths(data: QMimeData) -> list[Path]:
    """The files and folders of this computer that are dragged."""
    return [_path(url) for url in data.urls() if url.isLocalFile()]


def _path(url: QUrl) -> Path:
    if os.name == "nt":
        return Path(url.toLocalFile())
    encoded = url.path(QUrl.ComponentFormattingOption.FullyEncoded)
    return Path(os.fsdecode(unquote_to_bytes(encoded)))  # toLocalFile expects UTF-8
