"""Files that are there as a whole or not at all, whenever the writing is stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; what is written there becomes `path` at the end."""
    part = path.with_name(f"{path.name}.part")
    yield part
    part.replace(path)
