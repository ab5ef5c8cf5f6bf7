"""What runs in a Dask worker: a DescriberPool of its own, checked before it gets work."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import current_process
from pathlib import Path
from typing import ClassVar

from distributed import get_worker

from engine.errors import AudioError, LinernotesError, WorkerError
from engine.manner import Manner
from engine.model import load_manifest
from engine.paths import resource
from engine.pool import DescriberPool, Listen
from engine.track import Analysis

IDLE_S = 60.0  # a pool that nobody has used for so long is closed, also when the client has died


class RefusedError(Exception):
    """This worker would not describe as the client does; the reason is for the user."""


@dataclass(frozen=True, slots=True)
class Release:
    """What decides how a track is described."""

    program: str
    model: str
    digest: str  # SHA-256 of model.json, which holds the hashes of all the model's files


@dataclass(frozen=True, slots=True)
class Setup:
    """How to listen; workers keep one pool for each."""

    release: Release
    windows: int
    timeout_s: float  # per track
    memory_bytes: int  # per track
    manner: Manner  # the words of the user, whose library is with the client
    listen: Listen | None = None  # what the pool's processes do, for tests


@dataclass(frozen=True, slots=True)
class Heard:
    """What a worker makes of a file."""

    worker: str  # who listened
    result: Analysis | LinernotesError  # errors name the file as the worker does
    trouble: str = ""  # the worker's own, for which the file is not to blame


def release(model: Path) -> Release:
    """What is installed here. Raises ModelError."""
    try:
        program = importlib.metadata.version("linernotes")
    except importlib.metadata.PackageNotFoundError:  # a source tree
        program = "of unknown version"
    digest = hashlib.sha256((model / "model.json").read_bytes()).hexdigest()
    return Release(program, load_manifest(model).title, digest)


def check(setup: Setup) -> None:
    """Whether this worker may listen; raises RefusedError."""
    with _borrowed(setup):
        pass


def hear(setup: Setup, path: bytes) -> Heard:
    """Listens to one file in a process with limits, as on one computer.

    `path` as bytes, because a worker may have another file system encoding.
    """
    worker, file = get_worker().address, Path(os.fsdecode(path))
    try:
        with _borrowed(setup) as pool:
            result = next(r for r in pool.describe([file]) if r is not None)[1]
    except Exception as error:  # of the pool itself: the next worker may have a better one
        broken = f"listening failed there ({type(error).__name__}: {error})"
        return Heard(worker, WorkerError(file, broken), broken)
    if isinstance(result, AudioError) and not os.access(file, os.R_OK):
        return Heard(worker, result, f"it cannot read {file}")
    return Heard(worker, result)


class _Ears:
    """A pool and its users."""

    lock: ClassVar = threading.Lock()
    open: ClassVar[dict[Setup, _Ears]] = {}

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.pool = _pool(setup)
        self.users = 0
        self.idle: threading.Timer | None = None

    def rest(self) -> None:
        """Begins to count the idle time anew."""
        if self.idle:
            self.idle.cancel()
        self.idle = threading.Timer(IDLE_S, self.close)
        self.idle.daemon = True
        self.idle.start()

    def close(self) -> None:
        """Stops the processes, unless somebody has come back."""
        with self.lock:
            if self.users or self.open.pop(self.setup, None) is None:
                return
        self.pool.__exit__(None, None, None)


@contextmanager
def _borrowed(setup: Setup) -> Iterator[DescriberPool]:
    """This process's pool for the setup; raises RefusedError where it differs from ours."""
    with _Ears.lock:
        ears = _Ears.open.get(setup) or _Ears.open.setdefault(setup, _Ears(setup))
        ears.users += 1
    try:
        yield ears.pool
    finally:
        with _Ears.lock:
            ears.users -= 1
            ears.rest()


def _pool(setup: Setup) -> DescriberPool:
    model = resource("model")
    here, wanted = release(model), setup.release
    if here.program != wanted.program:
        raise RefusedError(f"it has Linernotes {here.program}, not {wanted.program}")
    if here.model != wanted.model:
        raise RefusedError(f"it has the model {here.model}, not {wanted.model}")
    if here.digest != wanted.digest:
        raise RefusedError(f"its files of the model {here.model} are not ours")
    if current_process().daemon:  # as Dask's nanny makes them: they may have no children
        current_process().daemon = False
    return DescriberPool(
        model,
        jobs=get_worker().state.nthreads,
        windows=setup.windows,
        timeout_s=setup.timeout_s,
        memory_bytes=setup.memory_bytes,
        manner=setup.manner,
        listen=setup.listen,
    )
