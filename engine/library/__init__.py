"""The library: words, facts and vectors of every track, in one SQLite file.

The only home of SQLAlchemy. Rows never leave this package: what comes out are frozen values.
"""

from engine.library import backups, salvage, words_file
from engine.library.forgetting import Leaving
from engine.library.listing import ORDERS, Ids
from engine.library.playlists import LONGEST_NAME, Playlist, PlaylistKind, PlaylistOrder
from engine.library.resolving import Resolved
from engine.library.search_rows import SearchRow
from engine.library.store import Library
from engine.library.words_file import KeptWords

__all__ = [
    "LONGEST_NAME",
    "ORDERS",
    "Ids",
    "KeptWords",
    "Leaving",
    "Library",
    "Playlist",
    "PlaylistKind",
    "PlaylistOrder",
    "Resolved",
    "SearchRow",
    "backups",
    "salvage",
    "words_file",
]
