"""What the window is given to work with: `real_services`, or fakes in a test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from engine.errors import ModelError
from engine.library import Library
from engine.manner import Manner
from engine.paths import cache_folder, resource
from engine.priority import Priority

if TYPE_CHECKING:  # these modules load onnxruntime, which the first paint must not wait for
    from engine.model import TextEncoder, Vocabulary
    from engine.pool import DescriberPool
    from engine.search import Searcher

_T = TypeVar("_T")


class OpenPool(Protocol):
    """Opens worker processes that listen; `windows` per track, `jobs`: how many workers."""

    def __call__(
        self, windows: int, priority: Priority, manner: Manner, jobs: int | None = None
    ) -> AbstractContextManager[DescriberPool]: ...


@dataclass(frozen=True, slots=True)
class Services:
    """The library and how to get what is slow to load. All are called in worker threads only."""

    library: Library
    open_pool: OpenPool
    searcher: Callable[[], Searcher]
    encoder: Callable[[], TextEncoder]
    vocabulary: Callable[[], Vocabulary]
    cache: Path  # folder of what can be made again


class Once(Generic[_T]):
    """Makes a thing at the first call, in whichever thread that is, and gives it ever after."""

    def __init__(self, make: Callable[[], _T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: list[_T] = []

    def __call__(self) -> _T:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
            return self._made[0]


def real_services(library: Library) -> Services:
    """The library with the shipped model."""
    encoder, vocabulary = Once(_load_encoder), Once(_load_vocabulary)
    return Services(
        library=library,
        open_pool=_open_pool,
        searcher=Once(lambda: _load_searcher(library, encoder(), vocabulary())),
        encoder=encoder,
        vocabulary=vocabulary,
        cache=cache_folder(),
    )


def _model_folder() -> Path:
    try:
        return resource("model")
    except FileNotFoundError as error:
        raise ModelError(Path("resources/model"), "this installation has no model") from error


def _open_pool(
    windows: int, priority: Priority, manner: Manner, jobs: int | None = None
) -> AbstractContextManager[DescriberPool]:
    from engine.model.manifest import load_manifest
    from engine.pool import DescriberPool

    folder = _model_folder()
    load_manifest(folder)  # says at once, and in words, what every worker would stumble over
    return DescriberPool(folder, jobs=jobs, windows=windows, priority=priority, manner=manner)


def _load_encoder() -> TextEncoder:
    from engine.model import TextEncoder

    return TextEncoder(_model_folder())


def _load_vocabulary() -> Vocabulary:
    from engine.model import load_vocabulary

    return load_vocabulary(_model_folder())


def _load_searcher(library: Library, encoder: TextEncoder, vocabulary: Vocabulary) -> Searcher:
    from engine.search import Searcher

    return Searcher(library, encoder, vocabulary)
