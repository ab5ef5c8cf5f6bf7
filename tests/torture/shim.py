"""Drives shim.c: strikes at the n-th call that changes a file, or reads what was written down."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

KILL, FAIL, LOG = 1, 2, 3
_STATE = struct.Struct("<QQii")
_HEAD = struct.Struct("<cQQQII")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that changed something, as it was written down."""

    operation: str  # create, write, truncate, flush, rename, xchange, link, unlink, mode: initials
    inode: int
    offset: int  # bytes; of a truncate: the new size
    one: str
    two: str
    data: bytes


def start_again_with_shim(folder: Path, module: str, arguments: list[str]) -> int:
    """Compiles the shim and runs the module with it; the exit code."""
    library, state = folder / "shim.so", folder / "state"
    source = Path(__file__).with_name("shim.c")
    flags = ["-shared", "-fPIC", "-O2", "-Wall", "-ldl"]
    subprocess.run(["cc", str(source), "-o", str(library), *flags], check=True)
    state.write_bytes(bytes(4096))
    environment = {
        **os.environ,
        "LD_PRELOAD": str(library),
        "SHIM_ROOT": str(folder / "disk"),
        "SHIM_STATE": str(state),
        "SHIM_LOG": str(folder / "calls"),
    }
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


class Shim:
    """The shim of this process and of all its children."""

    def __init__(self) -> None:
        with Path(os.environ["SHIM_STATE"]).open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 4096)
        self._log = Path(os.environ["SHIM_LOG"])

    @contextmanager
    def armed(self, mode: int, strike: int = 0, error: int = 0) -> Iterator[None]:
        """Meanwhile, calls are counted from one, and the `strike`-th is struck."""
        self._log.write_bytes(b"")
        _STATE.pack_into(self._memory, 0, 0, strike, mode, error)
        try:
            yield
        finally:
            self._memory[16:20] = bytes(4)

    @property
    def count(self) -> int:
        """Calls since the shim was armed."""
        return int(_STATE.unpack_from(self._memory)[0])

    def calls(self) -> Iterator[Call]:
        """What was written down since then."""
        content, at = self._log.read_bytes(), 0
        while at < len(content):
            operation, inode, offset, size, one, two = _HEAD.unpack_from(content, at)
            at += _HEAD.size
            names = content[at : at + one], content[at + one : at + one + two]
            data = content[at + one + two : at + one + two + size]
            at += one + two + size
            yield Call(
                operation.decode(),
                inode,
                offset,
                os.fsdecode(names[0]),
                os.fsdecode(names[1]),
                data,
            )
