"""The library: words, facts and vectors of every track, in one SQLite file.

The only home of SQLAlchemy. Rows never leave this package: what comes out are frozen values.
"""

from engine.library.playlists import LONGEST_NAME, Playlist, PlaylistKind, PlaylistOrder
from engine.library.resolving import Resolved
from engine.library.search_rows import SearchRow
from engine.library.store import Known, Library

__all__ = [
    "LONGEST_NAME",
    "Known",
    "Library",
    "Playlist",
    "PlaylistKind",
    "PlaylistOrder",
    "Resolved",
    "SearchRow",
]
