"""Formats and contents that cannot be written safely, whatever the tag library says."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from engine.errors import TagError
from engine.tags.raw_mp4 import every_box

_FRAGMENTS = (b"moof", b"mvex")
_PROTECTED = (b"drms", b"enca")  # sample descriptions of protected sound (ISO 14496-12, 8.12)
_MOST_HEADER = 64 * 1024 * 1024  # bytes
_ASF = bytes.fromhex("3026b2758e66cf11")
_ASF_PROTECTION = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),  # Content Encryption Object
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),  # Extended Content Encryption Object
)


def refuse_unsafe(path: Path) -> None:
    """Raises TagError for fragmented, copy-protected and very old files, and for broken boxes."""
    try:
        with path.open("rb") as file:
            start = file.read(24)
            if start[:4] == b"ID3\2":
                raise TagError(path, "its tags are ID3v2.2, which cannot be written as they are")
            if start[4:8] == b"ftyp":
                _refuse_mp4(path, file)
            elif start.startswith(_ASF):
                size = min(int.from_bytes(start[16:24], "little"), _MOST_HEADER)
                header = start + file.read(size)
                if any(protection in header for protection in _ASF_PROTECTION):
                    raise TagError(path, "it is copy-protected (DRM)")
    except OSError as error:
        raise TagError(path, error.strerror or str(error)) from error


def _refuse_mp4(path: Path, file: BinaryIO) -> None:
    """Movie fragments, whose offsets would break, and protected sound."""
    try:
        for box in every_box(file):
            if box.name in _FRAGMENTS and box.parent in (b"", b"moov"):
                raise TagError(path, "it is a fragmented MP4, which cannot be written safely")
            if box.parent == b"stsd" and box.name in _PROTECTED:
                raise TagError(path, "it is copy-protected (DRM)")
    except ValueError as error:
        raise TagError(path, f"its MP4 structure is damaged: {error}") from error
