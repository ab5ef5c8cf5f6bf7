"""The tables of the library; triggers keep the full-text index and the list of changes true."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

metadata = MetaData()

roots = Table(
    "roots",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", LargeBinary, nullable=False, unique=True),  # bytes as the system has them
)

tracks = Table(
    "tracks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", LargeBinary, nullable=False, unique=True),
    Column("root_id", ForeignKey("roots.id"), nullable=False, index=True),
    Column("size", Integer, nullable=False),
    Column("mtime_ns", Integer, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("heard", Boolean, nullable=False, index=True),  # these bytes were listened to
    Column("missing", Boolean, nullable=False, default=False),
    Column("audio_hash", String, nullable=False, default="", index=True),
    Column("duration_s", Float, nullable=False, default=0.0),
    Column("title", String, nullable=False, default=""),
    Column("artist", String, nullable=False, default=""),
    Column("album", String, nullable=False, default=""),
    Column("comment", String, nullable=False, default=""),
    Column("text", String, nullable=False, default=""),  # the description
    Column("aspects", String, nullable=False, default="[]"),  # JSON, see rows.py
    Column("aspect_words", String, nullable=False, default=""),  # for the index
    Column("tempo_bpm", Float),
    Column("key", String, nullable=False, default=""),
    Column("model", String, nullable=False, default=""),
    Column("error", String, nullable=False, default=""),
    Column("file_name", String, nullable=False, server_default=""),  # without its suffix
    Column("genre", String, nullable=False, server_default=""),
    Column("year", Integer),
    Column("added_s", Float, nullable=False, server_default="0"),  # seconds since 1970
    Column("tempo_confidence", Float, nullable=False, server_default="0"),
    Column("tempo_alternatives", String, nullable=False, server_default="[]"),  # JSON
    Column("key_confidence", Float, nullable=False, server_default="0"),
    Column("loudness_lufs", Float),
)

# What tables of tracks are sorted by; NOCASE, because people do not sort capitals first.
SORTED = ("title", "artist", "album", "genre", "year", "tempo_bpm", "key", "duration_s", "added_s")
for _name in SORTED:
    _column = tracks.c[_name]
    Index(
        f"ix_tracks_{_name}",
        _column.collate("NOCASE") if _column.type.python_type is str else _column,
    )

# Which tracks have changed since a reader last looked: kept by triggers, one row per track.
changes = Table(
    "changes",
    metadata,
    Column("revision", Integer, primary_key=True),
    Column("track_id", Integer, nullable=False, unique=True),
    sqlite_autoincrement=True,
)

vectors = Table(
    "vectors",
    metadata,
    Column("track_id", ForeignKey("tracks.id", ondelete="CASCADE"), primary_key=True),
    Column("embedding", LargeBinary, nullable=False),  # float16, one row per window
    Column("text_embedding", LargeBinary, nullable=False),  # float16, one row
    Column("probabilities", LargeBinary, nullable=False),  # float16, the model's vocabulary
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("content_hash", String, primary_key=True),  # SHA-256 of the file
    Column("size", Integer, nullable=False, index=True),
    Column("reason", String, nullable=False),
)

# Words of the user's from a backup or another machine, whose music was not heard here yet.
waiting_words = Table(
    "waiting_words",
    metadata,
    Column("audio_hash", String, primary_key=True),  # "" if the music was never heard
    Column("path", LargeBinary, primary_key=True, index=True),  # where it was
    Column("state", String, nullable=False),
    Column("text", String, nullable=False),
    Column("model", String, nullable=False),
    Column("text_embedding", LargeBinary, nullable=False),  # float16, one row; empty: unknown
)

playlists = Table(
    "playlists",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False),
    Column("name_key", String, nullable=False, unique=True),  # the name as names are compared
    Column("kind", String, nullable=False),
    Column("query", String, nullable=False),  # of a smart one
    Column("order", String, nullable=False),
    Column("created", Float, nullable=False),  # POSIX seconds
    Column("changed", Float, nullable=False),
)

playlist_tracks = Table(
    "playlist_tracks",
    metadata,
    Column("playlist_id", ForeignKey("playlists.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),  # 0, 1, 2…; a track may be there twice
    Column("track_id", ForeignKey("tracks.id", ondelete="CASCADE"), nullable=False, index=True),
)

INDEXED = ("title", "artist", "album", "file_name", "genre", "text", "aspect_words")
_COLUMNS = ", ".join(INDEXED)
_OLD = ", ".join(f"old.{name}" for name in INDEXED)
_NEW = ", ".join(f"new.{name}" for name in INDEXED)

FULL_TEXT = (
    f"CREATE VIRTUAL TABLE track_words USING fts5({_COLUMNS}, content='tracks', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')",
    f"CREATE TRIGGER tracks_inserted AFTER INSERT ON tracks BEGIN"
    f" INSERT INTO track_words(rowid, {_COLUMNS}) VALUES (new.id, {_NEW}); END",
    f"CREATE TRIGGER tracks_deleted AFTER DELETE ON tracks BEGIN"
    f" INSERT INTO track_words(track_words, rowid, {_COLUMNS})"
    f" VALUES ('delete', old.id, {_OLD}); END",
    f"CREATE TRIGGER tracks_updated AFTER UPDATE OF {_COLUMNS} ON tracks BEGIN"
    f" INSERT INTO track_words(track_words, rowid, {_COLUMNS})"
    f" VALUES ('delete', old.id, {_OLD});"
    f" INSERT INTO track_words(rowid, {_COLUMNS}) VALUES (new.id, {_NEW}); END",
)


def _noted(table: str, key: str, event: str, row: str = "new") -> str:
    return (
        f"CREATE TRIGGER {table}_noted_{event.lower()} AFTER {event} ON {table} BEGIN"
        f" DELETE FROM changes WHERE track_id = {row}.{key};"
        f" INSERT INTO changes(track_id) VALUES ({row}.{key}); END"
    )


# Not updates of tracks: what search keeps of them changes with their vectors.
NOTED = (
    _noted("tracks", "id", "INSERT"),
    _noted("tracks", "id", "DELETE", "old"),
    _noted("vectors", "track_id", "INSERT"),
    _noted("vectors", "track_id", "UPDATE"),
)
TRIGGERS = (*FULL_TEXT[1:], *NOTED)
