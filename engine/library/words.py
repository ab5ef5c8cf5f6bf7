"""What a person decided, kept outside of the tracks' rows as well: in a file, and in waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, text, true, update

from engine.errors import LibraryError
from engine.library import rows, words_file
from engine.library.schema import roots, tracks, vectors, waiting_words
from engine.library.words_file import KeptWords
from engine.track import AUTOMATIC, USER, TrackState

WAITING_TABLE = (
    "CREATE TABLE waiting_words (audio_hash VARCHAR NOT NULL, path BLOB NOT NULL, state VARCHAR"
    " NOT NULL, text VARCHAR NOT NULL, model VARCHAR NOT NULL, text_embedding BLOB NOT NULL,"
    " PRIMARY KEY (audio_hash, path))",
    "CREATE INDEX ix_waiting_words_path ON waiting_words (path)",
)
_COLUMNS = ("audio_hash", "path", "state", "text", "model")
DECIDED = tracks.c.state.not_in([s.value for s in AUTOMATIC]) | (tracks.c.model == USER)
_BATCH = 500
_Access = Callable[[], AbstractContextManager[Connection]]


class Words:
    """The words file beside the library, and words whose music has not been heard here yet."""

    def __init__(self, library: Path, reading: _Access, writing: _Access) -> None:
        self.file = words_file.words_file_of(library)
        self._reading = reading
        self._writing = writing

    def begin(self) -> None:
        """Writes the file anew if it is lost, or if the library is older than such files are."""
        if not self.file.exists():
            with self._writing():  # nobody adds a line meanwhile
                if not self.file.exists():
                    self.export(self.file)

    def every(self) -> Iterator[KeptWords]:
        """All that a person decided: of the tracks, and in waiting."""
        with self._reading() as connection:
            for table, which in ((tracks, DECIDED), (waiting_words, true())):
                found = connection.execute(select(*_columns(table)).where(which))
                yield from map(_kept, found)

    def export(self, file: Path) -> int:
        """Writes all words into a file, and how many there were; raises LibraryError."""
        with self._reading() as connection:
            folders = [rows.path_of(p) for p in connection.scalars(select(roots.c.path))]
        kept = list(self.every())
        words_file.write(file, kept, folders)
        return len(kept)

    def tidy(self) -> None:
        """Shortens the file beside the library without forgetting anything."""
        with self._writing():  # nobody adds a line meanwhile
            words_file.tidy(self.file)

    def take(self, words: Sequence[tuple[KeptWords, bytes]]) -> int:
        """Words from elsewhere, each with the vector of its text (float16; b"": not known).

        They go to the track of the same sound and path or else to all of the same sound, unless
        somebody has decided about them here. Others wait until their music is heard. How many
        words have found a track.
        """
        with self._writing() as connection:
            waiting: list[KeptWords] = []
            for kept, embedding in words:
                found = _tracks_of(connection, kept)
                open_ = [row.id for row in found if not row.decided]
                for number in open_:
                    _give(connection, number, kept, embedding)
                self.note(connection, open_)
                if not found:
                    _wait(connection, kept, embedding)
                    waiting.append(kept)
            self._append(waiting)
        return len(words) - len(waiting)

    def note(self, connection: Connection, keys: Sequence[Any], column: Any = tracks.c.id) -> None:
        """Adds what is now decided about these tracks to the file, inside of a transaction."""
        for at in range(0, len(keys), _BATCH):
            part = column.in_(keys[at : at + _BATCH])
            found = connection.execute(select(*_columns(tracks)).where(part))
            self._append(map(_kept, found))

    def note_moves(self, left: Iterable[tuple[str, Path]]) -> None:
        """Words about these sounds and paths are now with another path, which was noted before."""
        self._append(KeptWords(*key, TrackState.FOUND, "", "") for key in left)

    def note_root(self, folder: Path) -> None:
        """Adds a folder that is scanned to the file."""
        self._append((), [folder])

    def note_root_forgotten(self, folder: Path) -> None:
        """Adds to the file that a folder is scanned no longer; words about its music stay there."""
        self._append((), (), [folder])

    def _append(
        self,
        words: Iterable[KeptWords],
        folders: Iterable[Path] = (),
        forgotten: Iterable[Path] = (),
    ) -> None:
        try:
            words_file.append(self.file, words, folders, forgotten)
        except OSError as error:
            raise LibraryError(self.file, error.strerror or str(error)) from error


def wait_again(connection: Connection, which: Any) -> None:
    """What was decided about tracks, which a condition picks, waits for their music from now on."""
    embedding = func.coalesce(vectors.c.text_embedding, b"")
    decided = (
        select(*_columns(tracks), embedding)
        .outerjoin(vectors, vectors.c.track_id == tracks.c.id)
        .where(which, DECIDED)
    )
    names = [*_COLUMNS, "text_embedding"]
    statement = insert(waiting_words).prefix_with("OR REPLACE").from_select(names, decided)
    connection.execute(statement)


def waiting_for(
    connection: Connection, hashes: Sequence[str], paths: Sequence[bytes]
) -> Sequence[Row[Any]]:
    """Waiting words for music of these sounds, or at these places if they have no sound.

    The oldest first.
    """
    at_place = (waiting_words.c.audio_hash == "") & waiting_words.c.path.in_(paths)
    of_sound = waiting_words.c.audio_hash.in_([h for h in hashes if h])
    statement = select(waiting_words).where(or_(of_sound, at_place)).order_by(text("rowid"))
    return connection.execute(statement).all()


def stop_waiting(connection: Connection, row: Row[Any]) -> None:
    """The words have found their track."""
    same = (waiting_words.c.audio_hash == row.audio_hash) & (waiting_words.c.path == row.path)
    connection.execute(delete(waiting_words).where(same))


def state_here(state: str, in_file: bool, model: str) -> str:
    """The state that words from elsewhere have here: TAGGED only if the file itself says so."""
    if state != TrackState.TAGGED.value or in_file:
        return state
    return (TrackState.EDITED if model == USER else TrackState.ACCEPTED).value


def _columns(table: Any) -> list[Any]:
    return [table.c[name] for name in _COLUMNS]


def _kept(row: Row[Any]) -> KeptWords:
    path = rows.path_of(row.path)
    return KeptWords(row.audio_hash, path, TrackState(row.state), row.text, row.model)


def _tracks_of(connection: Connection, kept: KeptWords) -> list[Row[Any]]:
    """Tracks that the words are about: the very file, else all that sound the same."""
    path = rows.path_bytes(kept.path)
    same = tracks.c.audio_hash == kept.audio_hash if kept.audio_hash else tracks.c.path == path
    columns = select(tracks.c.id, tracks.c.path, DECIDED.label("decided"))
    found = connection.execute(columns.where(same)).all()
    return [row for row in found if row.path == path] or list(found)


def _wait(connection: Connection, kept: KeptWords, embedding: bytes) -> None:
    values = {
        "audio_hash": kept.audio_hash,
        "path": rows.path_bytes(kept.path),
        "state": kept.state.value,
        "text": kept.text,
        "model": kept.model,
        "text_embedding": embedding,
    }
    connection.execute(insert(waiting_words).prefix_with("OR REPLACE").values(values))


def _give(connection: Connection, number: int, kept: KeptWords, embedding: bytes) -> None:
    values: dict[str, Any] = {"state": state_here(kept.state.value, False, kept.model), "error": ""}
    if kept.text:
        values |= {"text": kept.text, "model": kept.model}
    connection.execute(update(tracks).where(tracks.c.id == number).values(values))
    if kept.text and embedding:
        same = vectors.c.track_id == number
        connection.execute(update(vectors).where(same).values(text_embedding=embedding))
