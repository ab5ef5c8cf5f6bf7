"""What keeps a library for twenty years: backups, its words elsewhere, a new one from what is left.

Nothing here deletes or changes a music file, nor an old library.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from engine.errors import LibraryError, LinernotesError, TagError
from engine.jobs import Progress
from engine.library import KeptWords, Library, backups, salvage, words_file
from engine.model import TextEncoder
from engine.track import TrackState
from engine.writing.sidecar import SUFFIX, read_sidecar

_BATCH = 200
_TICK_S = 0.1
_JOIN_S = 0.4


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be found without the library itself."""

    words: tuple[KeptWords, ...]
    roots: tuple[Path, ...]  # the folders that were scanned
    sources: tuple[str, ...]  # what was found where, a line each
    troubles: tuple[LinernotesError, ...]  # what could not be read


def back_up(library: Library) -> Generator[Progress]:
    """The day's backup, if there is none yet, and the words file made short.

    Closing the generator gives it up. What goes wrong is the error of the last event: the job
    that comes after it need not fail for it.
    """
    stop = threading.Event()
    troubles: list[LibraryError] = []

    def work() -> None:
        try:
            library.back_up(stop)
        except LibraryError as error:
            troubles.append(error)

    worker = threading.Thread(target=work, daemon=True)
    worker.start()
    try:
        while worker.is_alive():
            yield Progress(0)
            worker.join(_TICK_S)
    finally:
        stop.set()
        worker.join(_JOIN_S)  # a slow disk may take longer to be flushed: nobody waits for it
    if troubles:
        yield Progress(0, error=troubles[0])


def take_words(
    library: Library, encoder: TextEncoder, words: Sequence[KeptWords]
) -> Generator[Progress]:
    """Words from elsewhere; `done` of the last event: how many have found their track by now.

    The others wait until their music is heard. What was decided here already stays.
    """
    given = 0
    for at in range(0, len(words), _BATCH):
        several = []
        for kept in words[at : at + _BATCH]:
            vector = encoder.encode(kept.text).astype("<f2").tobytes() if kept.text else b""
            several.append((kept, vector))
            if len(several) % 20 == 0:
                yield Progress(given, len(words))
        given += library.words.take(several)
        yield Progress(given, len(words))


def find_words(path: Path, folders: Sequence[Path] = ()) -> Salvaged:
    """What can be found out about the library at `path` from everything that is left.

    From the library as far as it is legible, its newest legible backup, the words file beside it,
    and sidecars in `folders` and in those that were scanned. Where they differ, the words file
    knows best: it is written first.
    """
    troubles: list[LinernotesError] = []
    sources: list[str] = []
    found: list[words_file.WordsFile] = []
    beside = words_file.words_file_of(path)
    for candidates, read in (
        (backups.backups_of(path), salvage.read_words),
        ([path], salvage.read_words),
        ([beside], words_file.read),
    ):
        for candidate in (c for c in candidates if c.exists()):
            try:
                found.append(read(candidate))
            except LibraryError as error:
                troubles.append(error)
                continue
            sources.append(f"{candidate.name}: {len(found[-1].words)} of your descriptions")
            break
    roots = dict.fromkeys((*folders, *(root for part in found for root in part.roots)))
    in_sidecars = list(_sidecar_words(roots, troubles))
    if in_sidecars:
        sources.insert(0, f"sidecars: {len(in_sidecars)} descriptions")
    every = {(kept.audio_hash, kept.path): kept for kept in in_sidecars}
    for part in found:
        every |= {(kept.audio_hash, kept.path): kept for kept in part.words}
    return Salvaged(tuple(every.values()), tuple(roots), tuple(sources), tuple(troubles))


def put_aside(path: Path) -> Path | None:
    """Gives the library's files another name; the new one, None if there was no library.

    Raises LibraryError. No other copy of the program may have it open.
    """
    if not path.exists():
        return None
    aside = path.with_name(f"{path.name}.aside-{datetime.now():%Y-%m-%d-%H%M%S}")
    if aside.exists():
        raise LibraryError(path, f"{aside} is there already; try again in a second")
    try:
        # The recent changes first: without them the old library would be none.
        for suffix in ("-wal", "-shm", ""):
            with suppress(FileNotFoundError):
                path.with_name(path.name + suffix).rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        reason = f"it cannot be put aside ({error.strerror or error})"
        raise LibraryError(path, reason) from error
    return aside


def _sidecar_words(folders: Iterable[Path], troubles: list[LinernotesError]) -> Iterator[KeptWords]:
    for folder in folders:
        for here, _, names in os.walk(folder):
            for name in (n for n in names if n.endswith(SUFFIX)):
                try:
                    for music, audio_hash, fields in read_sidecar(Path(here, name)):
                        if words := _kept_words(music, audio_hash, fields):
                            yield words
                except TagError as error:
                    troubles.append(error)


def _kept_words(
    music: Path, audio_hash: str, fields: Mapping[str, Sequence[str]]
) -> KeptWords | None:
    """A description that a sidecar holds, if it holds one."""
    text = " ".join(fields.get("music_description", ()))
    source = " ".join(fields.get("music_description_source", ()))
    model, _, edited = source.removeprefix("linernotes/").partition(";")
    state = TrackState.EDITED if edited == "edited=1" else TrackState.ACCEPTED
    return KeptWords(audio_hash, music, state, text, model) if text else None
