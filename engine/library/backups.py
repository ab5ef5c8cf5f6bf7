"""Copies of the library: a few of its last days, and one from before each change of its form.

A copy is made by SQLite itself while the library may be in use, is checked, and only then gets
its name: what lies there is whole.
"""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from glob import escape
from pathlib import Path

from engine.disk import Lock, flush, sync_folder
from engine.errors import LibraryError

WAY_OUT = (
    "`linernotes rebuild` puts it aside and makes a new one from your music files, sidecars and"
    " backups"
)
_PAGES = 1024  # between two looks at `stop`: 4 MiB
_DAYS = 5
_MOST_BYTES = 4 * 1024**3  # all backups but the newest
_BEFORE_STEPS = 3


class _StoppedError(Exception):
    """The copy is not wanted any more."""


def folder_of(library: Path) -> Path:
    """Where the daily copies of a library are."""
    return library.with_name("backups")


def backups_of(library: Path) -> list[Path]:
    """The daily copies of a library, the newest first."""
    return sorted(folder_of(library).glob(f"{escape(library.stem)} ????-??-??.sqlite"))[::-1]


@dataclass(frozen=True, slots=True)
class Kept:
    """The daily copies that there are of a library."""

    folder: Path
    count: int
    size: int  # bytes, of all together
    newest_s: float | None  # seconds since 1970; None: there is none


def kept(library: Path) -> Kept:
    """Which daily copies there are now; raises LibraryError."""
    try:
        found = [backup.stat() for backup in backups_of(library)]
    except OSError as error:
        raise LibraryError(folder_of(library), error.strerror or str(error)) from error
    newest_s = max((each.st_mtime for each in found), default=None)
    return Kept(folder_of(library), len(found), sum(each.st_size for each in found), newest_s)


def back_up(
    library: Path, stop: threading.Event, today: date | None = None, *, anew: bool = False
) -> Path | None:
    """The day's copy, made if there is none yet; older ones go when they are too many.

    `anew`: a new copy takes the place of the one that was made today.
    None if there was nothing to do or `stop` was set. Raises LibraryError when there is no room,
    or the library turns out to be damaged: then no older copy is touched.
    """
    folder = folder_of(library)
    target = folder / f"{library.stem} {today or date.today()}.sqlite"
    if target.exists() and not anew:
        return None
    try:
        folder.mkdir(exist_ok=True)
        if shutil.disk_usage(folder).free < 2 * library.stat().st_size:
            raise LibraryError(library, "there is no room for a backup of it")
        with suppress(_StoppedError), Lock(folder / f".{library.stem}.lock", wait_s=0):
            for half in folder.glob(f".~{escape(library.stem)} *"):
                half.unlink()  # of a copy that was killed
            _copy(library, target, stop)
            _rotate(library)
            return target
    except TimeoutError:
        return None  # another program is just making it
    except OSError as error:
        reason = f"no backup of it could be made ({error.strerror or error})"
        raise LibraryError(library, reason) from error
    return None


def _rotate(library: Path) -> None:
    total = 0
    for number, backup in enumerate(backups_of(library)):
        total += backup.stat().st_size
        if number and (number >= _DAYS or total > _MOST_BYTES):
            backup.unlink()


def copy_before_step(library: Path, step: str) -> Path:
    """The copy `library.sqlite.before-002` of the library as it is before step 002.

    The last three such copies stay. Raises LibraryError.
    """
    target = library.with_name(f"{library.name}.before-{step}")
    try:
        _copy(library, target, threading.Event())
        earlier = sorted(library.parent.glob(f"{escape(library.name)}.before-*"))
        for old in earlier[:-_BEFORE_STEPS]:
            old.unlink()
    except OSError as error:
        reason = f"it has to change its form, but the copy made before failed ({error.strerror})"
        raise LibraryError(library, reason) from error
    return target


def _copy(library: Path, target: Path, stop: threading.Event) -> None:
    """Raises _StoppedError, OSError, LibraryError."""

    def look(*_: int) -> None:
        if stop.is_set():
            raise _StoppedError

    half = target.with_name(f".~{target.name}")
    half.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(library)) as source, closing(sqlite3.connect(half)) as copy:
            # One view of it for the whole copy: else every write meanwhile would begin it anew.
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
            source.backup(copy, pages=_PAGES, progress=look)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            if problem := damage(copy, stop):
                raise LibraryError(library, f"it is damaged ({problem}); {WAY_OUT}")
            look()
        flush(half)
        half.replace(target)
        sync_folder(target.parent)
    except sqlite3.Error as error:
        raise LibraryError(library, f"it cannot be copied ({error})") from error
    finally:
        half.unlink(missing_ok=True)


def damage(connection: sqlite3.Connection, stop: threading.Event) -> str:
    """What SQLite's quick check finds wrong, "" for nothing; `stop` ends it early, with ""."""
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            if stop.wait(0.05):
                connection.interrupt()
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.OperationalError as error:
        found = "ok" if stop.is_set() else str(error)
    except sqlite3.DatabaseError as error:
        found = str(error)
    finally:
        done.set()
        watcher.join()
    return "" if found == "ok" else str(found).splitlines()[-1]
