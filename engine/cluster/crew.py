"""The cluster's workers: who is checked, who is refused, who has gone."""

from __future__ import annotations

import asyncio
import pickle
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import Future as Answer
from pathlib import Path
from typing import Any

from distributed import Client, Future

from engine.cluster.worker import RefusedError, Setup, check
from engine.errors import ClusterError

_LOOK_EVERY_S = 0.5


class Crew:
    """Keeps up with workers that come and go; nothing here waits for the network."""

    def __init__(
        self, client: Client, setup: Setup, complain: Callable[[ClusterError], None]
    ) -> None:
        """`complain` is told once of every worker that is refused."""
        self.ready: dict[str, int] = {}  # address → threads, of the workers that may listen
        self.present: frozenset[str] = frozenset()
        self.refused: dict[str, str] = {}  # address → reason
        self._client = client
        self._setup = setup
        self._complain = complain
        self._checks: dict[str, Future] = {}
        self._threads: dict[str, int] = {}
        self._answer: Answer[dict[str, int]] | None = None
        self._looked = 0.0
        self._had_some = time.monotonic()

    def look(self) -> None:
        """Brings everything up to date with what has been heard from the cluster."""
        if self._answer is None and time.monotonic() - self._looked > _LOOK_EVERY_S:
            self._looked = time.monotonic()
            asking: Any = self._client.scheduler.ncores(workers=None)
            self._answer = asyncio.run_coroutine_threadsafe(asking, self._client.loop.asyncio_loop)
        if self._answer is not None and self._answer.done():
            answer, self._answer = self._answer, None
            if not answer.cancelled() and not answer.exception():  # else: the client will notice
                self._keep_up(answer.result())
        for address in [a for a, checked in self._checks.items() if checked.done()]:
            self._judge(address, self._checks.pop(address))
        if self.ready:
            self._had_some = time.monotonic()

    def refuse(self, address: str, reason: str) -> None:
        """The worker gets no more work."""
        self.ready.pop(address, None)
        if address not in self.refused:
            self.refused[address] = reason
            self._complain(ClusterError(place(address), f"this worker gets no work: {reason}"))

    def hopeless(self, patience_s: float) -> str:
        """Why there will be nobody to do the work; "" while there is hope."""
        if self.ready or self._checks:
            return ""
        if self.present and self.present <= self.refused.keys():
            return "every worker of the cluster was refused"
        if time.monotonic() - self._had_some > patience_s:
            return f"the cluster has had no worker for {patience_s:.0f} s"
        return ""

    def _keep_up(self, threads: dict[str, int]) -> None:
        self._threads, self.present = threads, frozenset(threads)
        for known in (self.ready, self._checks):
            for gone in known.keys() - self.present:
                del known[gone]
        for address in self.present - self.ready.keys() - self._checks.keys() - self.refused.keys():
            self._checks[address] = submit(self._client, [address], check, self._setup)

    def _judge(self, address: str, checked: Future) -> None:
        if checked.status == "finished":
            self.ready[address] = self._threads[address]
        elif checked.status == "error":
            error = checked.exception()
            words = f"Linernotes cannot be started there ({type(error).__name__}: {error})"
            self.refuse(address, str(error) if isinstance(error, RefusedError) else words)


def submit(
    client: Client, workers: Iterable[str], function: Callable[..., object], *arguments: object
) -> Future:
    """`function(*arguments)` on one of the workers, by their addresses; does not wait."""

    # The scheduler reads what it hands on, but shall not need Linernotes. A function inside a
    # function travels as code, and the bytes are opened by the worker.
    def call(packed: bytes) -> object:
        function, arguments = pickle.loads(packed)
        return function(*arguments)

    packed = pickle.dumps((function, arguments))
    key = f"{function.__name__}-{uuid.uuid4()}"
    return client.submit(call, packed, workers=list(workers), key=key, pure=False)


def place(address: str) -> Path:
    """A network address as the subject of an error message."""
    return Path(address.partition("://")[2] or address)
