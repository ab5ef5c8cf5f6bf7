"""The library: words, facts and vectors of every track, in one SQLite file.

The only home of SQLAlchemy. Rows never leave this package: what comes out are frozen values.
"""

from engine.library import backups, salvage, words_file
from engine.library.store import Library
from engine.library.vectors import VectorTable
from engine.library.words_file import KeptWords

__all__ = ["KeptWords", "Library", "VectorTable", "backups", "salvage", "words_file"]
