"""PeakCache: peaks that were measured once, in small files."""

from __future__ import annotations

import hashlib
import os
import struct
from contextlib import suppress
from pathlib import Path

import numpy as np

from engine.audio.peaks import Peaks

_HEAD = struct.Struct("<4sdI")  # mark, seconds, number of pairs
_MARK = b"LNP1"
MOST = 5000  # files, of 2 kB each


class PeakCache:
    """Peaks by the sound they belong to. What cannot be read or kept is measured again."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    def get(self, audio_hash: str) -> Peaks | None:
        """The peaks of this sound, None when they are not there or damaged."""
        try:
            content = self._path(audio_hash).read_bytes()
            mark, duration_s, count = _HEAD.unpack_from(content)
        except (OSError, struct.error):
            return None
        pairs = np.frombuffer(content, np.int8, offset=_HEAD.size)
        if mark != _MARK or len(pairs) != 2 * count:
            return None
        return Peaks(pairs[:count], pairs[count:], duration_s)

    def put(self, audio_hash: str, peaks: Peaks) -> None:
        """Keeps complete peaks; where that fails, on a full disk for instance, nothing is kept."""
        path = self._path(audio_hash)
        head = _HEAD.pack(_MARK, peaks.duration_s, len(peaks.low))
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._forget_old()
            new = path.with_suffix(f".{os.getpid()}")
            new.write_bytes(head + peaks.low.tobytes() + peaks.high.tobytes())
            new.replace(path)

    def _path(self, audio_hash: str) -> Path:
        name = hashlib.blake2b(audio_hash.encode(), digest_size=16).hexdigest()
        return self._folder / f"{name}.peaks"

    def _forget_old(self) -> None:
        """Makes room for one more, and a tenth of all, when there are too many."""
        files = list(self._folder.iterdir())
        if len(files) < self._most:
            return
        files.sort(key=lambda path: path.stat().st_mtime_ns)
        for path in files[: len(files) - self._most * 9 // 10]:
            path.unlink(missing_ok=True)
