"""The soundfonts of the system, and which instruments each has."""

import struct
from dataclasses import dataclass
from pathlib import Path

from engine.training.errors import TrainingError
from engine.training.orchestra import Instrument

FOLDERS = (Path("/usr/share/sounds/sf2"), Path("/usr/share/sounds/sf3"))
SUFFIXES = (".sf2", ".sf3")
PRESET = struct.Struct("<20s3H3I")  # name, program, bank, then places in other lists


@dataclass(frozen=True, slots=True)
class Soundfont:
    """A file of sampled instruments."""

    path: Path
    presets: frozenset[tuple[int, int]]  # (bank, program)

    @property
    def weight(self) -> float:
        """How often to take it: seldom when its samples must be decoded anew in each run."""
        return 0.2 if self.path.suffix == ".sf3" else 1.0

    def has(self, instrument: Instrument) -> bool:
        """Whether it can play it; fluidsynth would play another in its place."""
        return bool(instrument.aspect) and (instrument.bank, instrument.program) in self.presets


def find_soundfonts(folders: tuple[Path, ...] = FOLDERS) -> list[Soundfont]:
    """Every soundfont of the folders once, by name; TrainingError when there is none."""
    paths = {p.resolve() for folder in folders for p in folder.glob("*") if p.suffix in SUFFIXES}
    if not paths:
        raise TrainingError(folders[0], "holds no soundfont; Debian has fluid-soundfont-gm")
    return [Soundfont(path, read_presets(path)) for path in sorted(paths, key=lambda p: p.name)]


def read_presets(path: Path) -> frozenset[tuple[int, int]]:
    """(bank, program) of a soundfont's presets: RIFF "sfbk", list "pdta", chunk "phdr"."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"RIFF" or file.read(8)[4:] != b"sfbk":
                raise TrainingError(path, "is not a soundfont")
            while header := file.read(8):
                name, size = struct.unpack("<4sI", header)
                if name == b"LIST" and file.read(4) == b"pdta":
                    continue  # its chunks follow
                if name == b"phdr":
                    rows = list(PRESET.iter_unpack(file.read(size)))[:-1]  # the last one ends them
                    return frozenset((row[2], row[1]) for row in rows)
                file.seek(size - (4 if name == b"LIST" else 0) + size % 2, 1)
    except (OSError, struct.error) as error:
        raise TrainingError(path, f"is a damaged soundfont ({error})") from error
    raise TrainingError(path, "names no instruments")
