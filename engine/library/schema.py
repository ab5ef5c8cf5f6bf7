"""The tables of the library, and the full-text index that triggers keep true."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
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

INDEXED = ("title", "artist", "album", "text", "aspect_words")
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
