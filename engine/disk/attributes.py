"""What a file has besides its bytes: mode, owner, times, extended attributes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Attributes:
    """A file's attributes; access rights (ACLs) are among the extended ones."""

    mode: int  # permission bits
    uid: int
    gid: int
    atime_ns: int
    mtime_ns: int
    extended: tuple[tuple[str, bytes], ...] = ()


def attributes_of(path: Path) -> Attributes:
    """The attributes of the file, not of what a link points to; raises OSError."""
    info = path.lstat()
    return Attributes(
        info.st_mode & 0o7777,
        info.st_uid,
        info.st_gid,
        info.st_atime_ns,
        info.st_mtime_ns,
        tuple((name, os.getxattr(path, name, follow_symlinks=False)) for name in _names(path)),
    )


def put_attributes(path: Path, wanted: Attributes) -> None:
    """Gives the file these attributes and no others; raises OSError when it cannot."""
    now = path.lstat()
    if sys.platform != "win32" and (now.st_uid, now.st_gid) != (wanted.uid, wanted.gid):
        os.chown(path, wanted.uid, wanted.gid)
    # A new file may inherit access rights from its folder which the original never had.
    for name in set(_names(path)) - {name for name, _ in wanted.extended}:
        os.removexattr(path, name)
    for name, value in wanted.extended:
        if os.getxattr(path, name) != value if name in _names(path) else True:
            os.setxattr(path, name, value)
    path.chmod(wanted.mode)
    os.utime(path, ns=(wanted.atime_ns, wanted.mtime_ns))


def _names(path: Path) -> list[str]:
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # no extended attributes on this file system
            return sorted(os.listxattr(path, follow_symlinks=False))
    return []
