"""Covers: small pictures of the pictures in files, read by a process with limits, and kept.

What is in a file may be hostile, and decoders of pictures are large: only the child looks at it.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from engine.child import Child
from engine.errors import LinernotesError
from engine.tags import read_cover

SIDE = 256  # pixels, at most, of a kept picture's longer side
_MOST = 20_000  # files, of some 15 kB each
_MEGAPIXELS_MB = 256  # of memory for one picture
_QUALITY = 85
_NOTHING = b""


class Covers:
    """Covers by file. To be used in one worker thread."""

    def __init__(self, folder: Path, most: int = _MOST) -> None:
        self._folder = folder
        self._most = most
        self._child: Child | None = None

    def get(self, path: Path) -> QImage:
        """The file's cover, small; a null image where there is none or it cannot be read."""
        try:
            stat = path.stat()
        except OSError:
            return QImage()
        mark = f"{stat.st_size}:{stat.st_mtime_ns}:".encode() + os.fsencode(path)
        kept = self._folder / f"{hashlib.blake2b(mark, digest_size=16).hexdigest()}.jpg"
        try:
            data = kept.read_bytes()
        except OSError:
            data = self._read(path)
            self._keep(kept, data)
        return QImage.fromData(data) if data else QImage()

    def close(self) -> None:
        """Ends the child."""
        child, self._child = self._child, None
        if child is not None:
            child.__exit__(None, None, None)

    def _read(self, path: Path) -> bytes:
        if self._child is None:
            self._child = Child("reading its cover", timeout_s=10.0)
        try:
            found: bytes = self._child.run(small_cover, path)
        except LinernotesError:  # no picture is worth a word; what is wrong, others tell
            return _NOTHING
        return found

    def _keep(self, kept: Path, data: bytes) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            new = kept.with_suffix(f".{os.getpid()}")
            new.write_bytes(data)
            new.replace(kept)
            files = list(self._folder.iterdir())
            if len(files) > self._most:
                files.sort(key=lambda file: file.stat().st_mtime_ns)
                for file in files[: len(files) - self._most * 9 // 10]:
                    file.unlink(missing_ok=True)


def small_cover(path: Path) -> bytes:
    """The file's cover as a small JPEG; nothing where there is none. For the child."""
    found = QByteArray(read_cover(path))
    source = QBuffer(found)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MEGAPIXELS_MB)
    reader = QImageReader(source)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return _NOTHING
    if max(image.width(), image.height()) > SIDE:  # formats that tell no size beforehand
        image = image.scaled(SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    made = QBuffer()
    made.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB32).save(made, "JPEG", _QUALITY)  # type: ignore[call-overload]
    return bytes(made.data().data())
