"""Fetches free soundtracks, speech and noises with Debian's own tools, where there are any."""

import csv
import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import soundfile

from engine.training.clips import Clip
from engine.training.errors import TrainingError

MORE = (  # packages beside those of debian.csv: a little music, much speech, many noises
    "berusky2-data", "biniax2-data", "bomberclone-data", "circuslinux-data",
    "fillets-ng-data-cs", "fillets-ng-data-nl", "freedroidrpg-data", "freeorion-data",
    "gcin-voice", "gl-117-data", "heroes-sound-tracks", "hydrogen-drumkits", "kgoldrunner",
    "klettres-data", "ktuberling-data", "lmms-common", "madbomber-data", "minetest-data",
    "open-invaders-data", "pachi-data", "pekka-kana-2-data", "pingus-data", "rafkill-data",
    "redeclipse-data", "scratch", "sonic-pi-samples", "tecnoballz-data",
    "tuxpaint-stamps-default", "val-and-rick-data", "wesnoth-1.16-data",
)  # fmt: skip
AUDIBLE = frozenset({".ogg", ".oga", ".opus", ".flac", ".mp3", ".wav"})
SHORTEST_S, LONG_S = 2.0, 25.0
EFFECTS = 120  # short files of a package


def fetch(data: Path, folder: Path) -> Iterator[str]:
    """Unpacks every package as FOLDER/PACKAGE; what is there already or cannot be had is skipped.

    Nothing is installed. Training copes without them, with less audio. Yields a line a package.
    """
    listed = data / "debian.csv"
    try:
        with listed.open(newline="", encoding="utf-8") as file:
            packages = sorted({*MORE, *(row["package"] for row in csv.DictReader(file))})
    except OSError as error:
        raise TrainingError(listed, f"cannot be read ({error.strerror})") from error
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        yield "This system has no apt-get: training goes on without soundtracks."
        return
    folder.mkdir(parents=True, exist_ok=True)
    for package in packages:
        if (folder / package).is_dir():
            yield f"{package}: there already"
            continue
        yield f"{package}: {_fetch_one(package, folder)}"


def _fetch_one(package: str, folder: Path) -> str:
    """What became of it. Unpacked beside its place first, so that no half package stays."""
    part = folder / f".{package}.part"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        _run("apt-get", "download", "--quiet", package, cwd=part)
        (archive,) = part.glob("*.deb")
        _run("dpkg-deb", "-x", archive.name, "content", cwd=part)
        (part / "content").rename(folder / package)
    except (subprocess.CalledProcessError, OSError, ValueError) as error:
        return f"cannot be had ({error})"
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return "unpacked"


def _run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)


def other_clips(folder: Path) -> list[Clip]:
    """What can be heard in the packages MORE unpacked below a folder: unlabelled, for training.

    Long files are most likely music ("more"), shorter ones speech and noises ("effects"); the
    teacher decides. At most EFFECTS of each package, so that no package drowns the others.
    """
    found: list[Clip] = []
    for package in (folder / name for name in MORE):
        paths = [p for p in sorted(package.rglob("*")) if p.suffix.lower() in AUDIBLE]
        random.Random(package.name).shuffle(paths)
        effects = 0
        for path in paths:
            try:
                seconds = float(soundfile.info(path).duration)
            except soundfile.LibsndfileError:
                continue
            if seconds < SHORTEST_S or (seconds < LONG_S and effects == EFFECTS):
                continue
            effects += seconds < LONG_S
            source = "effects" if seconds < LONG_S else "more"
            found.append(Clip(source, str(path.relative_to(folder)), path, "train"))
    return found
