"""Playlists as files: m3u8, xspf, csv and json, written for others and read from them.

Reading opens the playlist file and nothing else: an entry is words about a track, and whether
the library has that track is for the library to say.
"""

from engine.playlist_files.columns import COLUMNS
from engine.playlist_files.files import PlaylistFormat, format_of, read, write
from engine.playlist_files.values import Entry, Listing, label, label_key

__all__ = [
    "COLUMNS",
    "Entry",
    "Listing",
    "PlaylistFormat",
    "format_of",
    "label",
    "label_key",
    "read",
    "write",
]
