"""DescriberCluster: what DescriberPool is for the cores of one computer, for a Dask cluster."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from distributed import Client, Security

from engine.cluster.crew import Crew, place
from engine.cluster.mounts import Mounts
from engine.cluster.run import Run
from engine.cluster.worker import Setup, release
from engine.errors import ClusterError
from engine.manner import Manner
from engine.pool import MEMORY_BYTES, TIMEOUT_S, WINDOWS, Listen, Result

CONNECT_S = 10.0
PATIENCE_S = 60.0  # so long may a cluster be without any worker
_CLOSE_S = 0.4
_GONE = (
    "the connection to the scheduler was lost; everything heard so far is kept,"
    " and the same command goes on from there"
)


@dataclass(frozen=True, slots=True)
class Tls:
    """PEM files for a cluster whose connections are encrypted (tls://)."""

    ca: Path
    cert: Path
    key: Path


class DescriberCluster:
    """Context manager; connects on entering. The workers are others' and go on living."""

    def __init__(
        self,
        address: str,
        model: Path,
        *,
        complain: Callable[[ClusterError], None],
        mounts: Mounts | None = None,
        tls: Tls | None = None,
        windows: int = WINDOWS,
        timeout_s: float = TIMEOUT_S,
        memory_bytes: int = MEMORY_BYTES,
        manner: Manner | None = None,
        patience_s: float = PATIENCE_S,
        listen: Listen | None = None,
    ) -> None:
        """`address` of the scheduler; `complain` is told of workers that are refused.

        Workers must have the same release and `model`, and see the music where `mounts` says.
        `manner`: the user's words; `listen`: what workers do, for tests. Raises ModelError.
        """
        self._address = address
        self._complain = complain
        self._mounts = mounts or Mounts()
        self._tls = tls
        self._patience_s = patience_s
        self._setup = Setup(
            release(model), windows, timeout_s, memory_bytes, manner or Manner(), listen
        )
        self._client: Client | None = None

    def __enter__(self) -> Self:
        """Raises ClusterError when the scheduler does not answer."""
        if self._address.startswith("tls:") and not self._tls:  # Dask would hang on this
            raise ClusterError(place(self._address), "tls:// needs an authority, certificate, key")
        # What matters of Dask's chatter is told as ClusterError.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            self._client = Client(
                self._address,
                timeout=CONNECT_S,
                set_as_default=False,
                security=_security(self._tls),
            )
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise ClusterError(
                place(self._address), f"the scheduler cannot be reached ({error})"
            ) from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._client:
            with suppress(OSError):  # a scheduler that has gone does not say goodbye
                self._client.close(timeout=_CLOSE_S)

    def describe(self, paths: Iterable[Path]) -> Generator[Result | None]:
        """As DescriberPool.describe; what lost its workers is done again, and at the end alone.

        A file that loses its workers then as well is the cause: a WorkerError. Raises ClusterError
        when the scheduler or all workers are gone.
        """
        assert self._client, "enter it first"
        run = Run(self._client, self._setup, self._mounts, iter(paths))
        crew = Crew(self._client, self._setup, self._complain)
        try:
            while not run.finished():
                if self._client.status != "running":
                    raise ClusterError(place(self._address), _GONE)
                crew.look()
                if reason := crew.hopeless(self._patience_s):
                    raise ClusterError(place(self._address), reason)
                yield from run.without_workers(crew.present)
                run.submit(crew.ready)
                yield run.next_result(crew)
        except CancelledError as error:  # what Dask says of all tasks of a lost scheduler
            raise ClusterError(place(self._address), _GONE) from error
        finally:
            run.close()


def _security(tls: Tls | None) -> Security | None:
    if tls is None:
        return None
    return Security(
        tls_ca_file=str(tls.ca),
        tls_client_cert=str(tls.cert),
        tls_client_key=str(tls.key),
        require_encryption=True,
    )
