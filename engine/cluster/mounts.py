"""The same music under another path: where the workers have mounted it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Mounts:
    """Pairs of folders: as this computer names it, as the workers do."""

    pairs: Sequence[tuple[Path, Path]] = ()

    def there(self, path: Path) -> Path:
        """The path as the workers know it; the longest mapped folder decides."""
        fitting = [(here, there) for here, there in self.pairs if path.is_relative_to(here)]
        if not fitting:
            return path
        here, there = max(fitting, key=lambda pair: len(pair[0].parts))
        return there / path.relative_to(here)

    @classmethod
    def parse(cls, texts: Sequence[str]) -> Mounts:
        """From "/mnt/music=/srv/music", here and there. Raises ValueError in words."""
        pairs = []
        for text in texts:
            here, sign, there = text.partition("=")
            if not (sign and Path(here).is_absolute() and Path(there).is_absolute()):
                raise ValueError(f"“{text}” should be two absolute folders: /here=/there")
            pairs.append((Path(here), Path(there)))
        return cls(tuple(pairs))
