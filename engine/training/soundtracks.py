"""Fetches the free game soundtracks of debian.csv with Debian's own tools, where there are any."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from engine.training.errors import TrainingError


def fetch(data: Path, folder: Path) -> Iterator[str]:
    """Unpacks every package as FOLDER/PACKAGE; what is there already or cannot be had is skipped.

    Nothing is installed. Training copes without them, with less audio. Yields a line a package.
    """
    listed = data / "debian.csv"
    try:
        with listed.open(newline="", encoding="utf-8") as file:
            packages = sorted({row["package"] for row in csv.DictReader(file)})
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
