"""Step 002: what search needs of every track, spelled out as it was when it was added."""

from __future__ import annotations

from sqlalchemy import Connection

from engine.library.rows import path_of
from engine.words import printable

_COLUMNS = (
    "file_name VARCHAR DEFAULT '' NOT NULL",
    "genre VARCHAR DEFAULT '' NOT NULL",
    "year INTEGER",
    "added_s FLOAT DEFAULT '0' NOT NULL",
    "tempo_confidence FLOAT DEFAULT '0' NOT NULL",
    "tempo_alternatives VARCHAR DEFAULT '[]' NOT NULL",
    "key_confidence FLOAT DEFAULT '0' NOT NULL",
    "loudness_lufs FLOAT",
)
_INDEXES = (
    "title COLLATE NOCASE",
    "artist COLLATE NOCASE",
    "album COLLATE NOCASE",
    "genre COLLATE NOCASE",
    "year",
    "tempo_bpm",
    "key COLLATE NOCASE",
    "duration_s",
    "added_s",
)
_WORDS = ("title", "artist", "album", "file_name", "genre", "text", "aspect_words")
_NAMES, _OLD, _NEW = (", ".join(f"{of}{name}" for name in _WORDS) for of in ("", "old.", "new."))
_FORGET = f"INSERT INTO track_words(track_words, rowid, {_NAMES}) VALUES ('delete', old.id, {_OLD})"
_LEARN = f"INSERT INTO track_words(rowid, {_NAMES}) VALUES (new.id, {_NEW})"


def _name_files(connection: Connection) -> None:
    found = connection.exec_driver_sql("SELECT id, path FROM tracks")
    values = [(printable(path_of(path).stem), number) for number, path in found]
    if values:
        connection.exec_driver_sql("UPDATE tracks SET file_name = ? WHERE id = ?", values)


def add_search_columns(connection: Connection) -> None:
    """Columns and indexes; the full-text index anew with genres; the list of changes."""
    for column in _COLUMNS:
        connection.exec_driver_sql(f"ALTER TABLE tracks ADD COLUMN {column}")
    _name_files(connection)
    for column in _INDEXES:
        name = f"ix_tracks_{column.split()[0]}"
        connection.exec_driver_sql(f"CREATE INDEX {name} ON tracks ({column})")
    for trigger in ("inserted", "deleted", "updated"):
        connection.exec_driver_sql(f"DROP TRIGGER tracks_{trigger}")
    connection.exec_driver_sql("DROP TABLE track_words")
    for statement in (
        f"CREATE VIRTUAL TABLE track_words USING fts5({_NAMES}, content='tracks',"
        " content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')",
        f"CREATE TRIGGER tracks_inserted AFTER INSERT ON tracks BEGIN {_LEARN}; END",
        f"CREATE TRIGGER tracks_deleted AFTER DELETE ON tracks BEGIN {_FORGET}; END",
        f"CREATE TRIGGER tracks_updated AFTER UPDATE OF {_NAMES} ON tracks"
        f" BEGIN {_FORGET}; {_LEARN}; END",
        "INSERT INTO track_words(track_words) VALUES ('rebuild')",
        "CREATE TABLE changes (revision INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,"
        " track_id INTEGER NOT NULL, UNIQUE (track_id))",
        *(
            f"CREATE TRIGGER {table}_noted_{event.lower()} AFTER {event} ON {table} BEGIN"
            f" DELETE FROM changes WHERE track_id = {key};"
            f" INSERT INTO changes(track_id) VALUES ({key}); END"
            for table, event, key in (
                ("tracks", "INSERT", "new.id"),
                ("tracks", "DELETE", "old.id"),
                ("vectors", "INSERT", "new.track_id"),
                ("vectors", "UPDATE", "new.track_id"),
            )
        ),
        "INSERT INTO changes(track_id) SELECT id FROM tracks",
    ):
        connection.exec_driver_sql(statement)
