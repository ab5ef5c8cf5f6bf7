"""The library: words, facts and vectors of every track, in one SQLite file.

The only home of SQLAlchemy. Rows never leave this package: what comes out are frozen values.
"""

from engine.library.search_rows import SearchRow
from engine.library.store import Known, Library

__all__ = ["Known", "Library", "SearchRow"]
