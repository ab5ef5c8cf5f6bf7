"""A disk that forgets: what may be left of a run of calls when the power goes.

The model is that of a journaling file system (ext4, xfs, APFS, NTFS): changes of names happen in
their order, and some of the last ones may be missing; a flush of a folder or of a new file keeps
all changes of names up to it. The bytes of a file are only safe up to its last flush; every later
write may be there, be missing, or be there in part, in any order.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.shim import Call


@dataclass(slots=True)
class _Disk:
    names: dict[str, int]  # path → inode
    contents: dict[int, bytearray] = field(default_factory=dict)


def snapshot(folder: Path) -> tuple[dict[str, int], dict[int, bytes]]:
    """Everything below the folder before the calls, all of it safely on the disk."""
    files = [p for p in folder.rglob("*") if p.is_file()]
    names = {str(p): p.stat().st_ino for p in files}
    return names, {p.stat().st_ino: p.read_bytes() for p in files}


def after_power_cut(
    names: dict[str, int],
    contents: dict[int, bytes],
    calls: Sequence[Call],
    rng: random.Random,
    *,
    flushes: bool = True,
) -> dict[str, bytes]:
    """path → content of what is found when the power comes back behind the last of `calls`.

    `flushes=False`: on a disk that ignores them.
    """
    flushed = {c.inode: at for at, c in enumerate(calls) if c.operation == "f" and flushes}
    named_until = max(flushed.values(), default=-1)
    last_name = rng.randint(named_until + 1, len(calls))
    disk = _Disk(dict(names), {inode: bytearray(data) for inode, data in contents.items()})
    for at, call in enumerate(calls):
        if call.operation in "wt":
            safe = at < flushed.get(call.inode, -1)
            if safe or rng.random() < 0.5:
                part = len(call.data) if safe else rng.randint(0, len(call.data))
                _change(disk, call, part)
        elif call.operation == "c":
            disk.contents[call.inode] = bytearray()
            if at < last_name:
                disk.names[call.one] = call.inode
        elif at < last_name:
            _rename(disk.names, call)
    return {path: bytes(disk.contents[inode]) for path, inode in disk.names.items()}


def _change(disk: _Disk, call: Call, part: int) -> None:
    content = disk.contents.setdefault(call.inode, bytearray())
    if call.operation == "t":
        content[:] = content[: call.offset].ljust(call.offset, b"\0")
        return
    if len(content) < call.offset:
        content.extend(bytes(call.offset - len(content)))
    content[call.offset : call.offset + part] = call.data[:part]


def _rename(names: dict[str, int], call: Call) -> None:
    one, two = call.one, call.two
    if call.operation == "x":
        names[one], names[two] = names[two], names[one]
    elif call.operation == "r":
        names[two] = names.pop(one)
    elif call.operation == "l":
        names[two] = names[one]
    elif call.operation == "u":
        names.pop(one, None)


def put_on_disk(folder: Path, found: dict[str, bytes]) -> None:
    """Makes the folder what the power cut left of it."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    for name, content in found.items():
        if not name.endswith("-shm"):  # SQLite's shared memory is no file to it
            Path(name).write_bytes(content)
