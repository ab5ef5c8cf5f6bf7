"""Kills, power cuts, failing disks and meddling programs, in numbers: `make torture`.

`make torture-mutant` puts the tag library's own save in place of the write protocol; then P2, P4,
P5, P9 and P10 must be broken, or these tests prove nothing. Linux with a C compiler only.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.torture import files, promises
from tests.torture.damage import damaged_files
from tests.torture.promises import Figure
from tests.torture.shim import Shim, start_again_with_shim
from tests.torture.subjects import careless_write, write
from tests.torture.undoing import undo_of_many

_MUST_BREAK = ("P2", "P4", "P5", "P9", "P10")
_WITHOUT_JOURNAL = {"no undo", "mtime", "not restored"}
_SHARE = {"kills": 1000, "cuts": 200, "edits": 500, "programs": 20, "undo": 1000,
          "damaged": 2000}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("--part", type=float, default=1.0, help="this part of all random trials")
    parser.add_argument("--only", default="", help="names of functions, with commas")
    parser.add_argument("--music", type=Path, help="a folder of real files; they are copied")
    parser.add_argument("--most", type=int, default=200, help="of the real files")
    parser.add_argument("--mutant", action="store_true", help="without the write protocol")
    options = parser.parse_args()
    if "SHIM_STATE" not in os.environ:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o755)
            return start_again_with_shim(Path(folder), "tests.torture", sys.argv[1:])
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    disk = Path(os.environ["SHIM_ROOT"])
    broken = set[str]()
    print(f"{'promise':<28}{'trials':>8}{'broken':>8}  {'detail'}")
    for trial in _trials(disk, options):
        shutil.rmtree(disk, ignore_errors=True)
        disk.mkdir()
        begun = time.monotonic()
        for figure in trial():
            harms = +figure.broken
            words = ", ".join(f"{n} {harm}" for harm, n in harms.items())
            seconds = f"{time.monotonic() - begun:.0f} s"
            detail = "; ".join(filter(None, (words, figure.detail, seconds)))
            print(f"{figure.promise:<28}{figure.trials:>8}{harms.total():>8}  {detail}", flush=True)
            # A mutant has no journal: that its writes cannot be undone proves nothing about P2.
            if harms.keys() - (_WITHOUT_JOURNAL if options.mutant else set()):
                broken.add(figure.promise.split()[0])
    if not options.mutant:
        return 1 if broken else 0
    kept = [p for p in _MUST_BREAK if p not in broken and not options.only]
    print(f"the mutant was caught by {', '.join(sorted(broken))}; not by: {', '.join(kept) or '-'}")
    return 1 if kept else 0


def _trials(disk: Path, options: argparse.Namespace) -> Iterator[Callable[[], Iterator[Figure]]]:
    shim, write_it = Shim(), careless_write if options.mutant else write
    count = {name: max(5, round(n * options.part)) for name, n in _SHARE.items()}
    if options.mutant:  # whose harm to other programs' edits needs the very moment
        count["edits"] = _SHARE["edits"]
    every: dict[str, Callable[[], Iterator[Figure]]] = {
        "kills": lambda: promises.kills_at_random(disk, count["kills"], write_it),
        "calls": lambda: promises.kills_at_calls(disk, shim, write_it),
        "faults": lambda: promises.faults(disk, shim, write_it),
        "sound": lambda: files.sound_and_tags(disk, _music(disk, options), write_it),
        "damaged": lambda: damaged_files(disk, count["damaged"], write_it),
        "edits": lambda: promises.concurrent_edits(disk, count["edits"], write_it),
        "attributes": lambda: files.attributes(disk, write_it),
    }
    if not options.mutant:
        every |= {
            "cuts": lambda: promises.power_cuts(disk, shim, count["cuts"], write_it),
            "programs": lambda: promises.many_programs(disk, count["programs"], write_it),
            "large": lambda: files.large_and_gone(disk, write_it),
            "undo": lambda: undo_of_many(disk, _music(disk, options), count["undo"]),
        }
    wanted = options.only.split(",") if options.only else every
    for name in wanted:
        yield every[name]


def _music(disk: Path, options: argparse.Namespace) -> list[Path]:
    """Copies of real files, evenly chosen from the folder."""
    if options.music is None:
        return []
    found = sorted(p for p in options.music.rglob("*") if p.is_file())
    copies = []
    (disk / "music").mkdir()
    for number, path in enumerate(found[:: max(1, len(found) // options.most)][: options.most]):
        copies.append(disk / "music" / f"{number}{path.suffix}")
        shutil.copyfile(path, copies[-1])
    return copies


if __name__ == "__main__":
    sys.exit(main())
