"""The tables as they were at first, spelled out: what was released is never changed."""

FIRST_TABLES = (
    "CREATE TABLE roots (id INTEGER NOT NULL, path BLOB NOT NULL, PRIMARY KEY (id), UNIQUE (path))",
    "CREATE TABLE quarantine (content_hash VARCHAR NOT NULL, size INTEGER NOT NULL, reason "
    "VARCHAR NOT NULL, PRIMARY KEY (content_hash))",
    "CREATE INDEX ix_quarantine_size ON quarantine (size)",
    "CREATE TABLE tracks (id INTEGER NOT NULL, path BLOB NOT NULL, root_id INTEGER NOT NULL, "
    "size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, state VARCHAR NOT NULL, heard BOOLEAN "
    "NOT NULL, missing BOOLEAN NOT NULL, audio_hash VARCHAR NOT NULL, duration_s FLOAT NOT "
    "NULL, title VARCHAR NOT NULL, artist VARCHAR NOT NULL, album VARCHAR NOT NULL, comment "
    "VARCHAR NOT NULL, text VARCHAR NOT NULL, aspects VARCHAR NOT NULL, aspect_words VARCHAR "
    'NOT NULL, tempo_bpm FLOAT, "key" VARCHAR NOT NULL, model VARCHAR NOT NULL, error VARCHAR'
    " NOT NULL, PRIMARY KEY (id), UNIQUE (path), FOREIGN KEY(root_id) REFERENCES roots (id))",
    "CREATE INDEX ix_tracks_root_id ON tracks (root_id)",
    "CREATE INDEX ix_tracks_heard ON tracks (heard)",
    "CREATE INDEX ix_tracks_state ON tracks (state)",
    "CREATE INDEX ix_tracks_audio_hash ON tracks (audio_hash)",
    "CREATE TABLE vectors (track_id INTEGER NOT NULL, embedding BLOB NOT NULL, text_embedding"
    " BLOB NOT NULL, probabilities BLOB NOT NULL, PRIMARY KEY (track_id), FOREIGN "
    "KEY(track_id) REFERENCES tracks (id) ON DELETE CASCADE)",
    "CREATE VIRTUAL TABLE track_words USING fts5(title, artist, album, text, aspect_words, "
    "content='tracks', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2', "
    "prefix='2 3')",
    "CREATE TRIGGER tracks_inserted AFTER INSERT ON tracks BEGIN INSERT INTO "
    "track_words(rowid, title, artist, album, text, aspect_words) VALUES (new.id, new.title, "
    "new.artist, new.album, new.text, new.aspect_words); END",
    "CREATE TRIGGER tracks_deleted AFTER DELETE ON tracks BEGIN INSERT INTO "
    "track_words(track_words, rowid, title, artist, album, text, aspect_words) VALUES "
    "('delete', old.id, old.title, old.artist, old.album, old.text, old.aspect_words); END",
    "CREATE TRIGGER tracks_updated AFTER UPDATE OF title, artist, album, text, aspect_words "
    "ON tracks BEGIN INSERT INTO track_words(track_words, rowid, title, artist, album, text, "
    "aspect_words) VALUES ('delete', old.id, old.title, old.artist, old.album, old.text, "
    "old.aspect_words); INSERT INTO track_words(rowid, title, artist, album, text, "
    "aspect_words) VALUES (new.id, new.title, new.artist, new.album, new.text, "
    "new.aspect_words); END",
)
