"""Notices of everything that goes into the frozen folder, collected from what is installed."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from collections import Counter
from importlib import metadata
from pathlib import Path

from installer.facts import TITLE, facts

_FILES = ("licen", "copying", "notice", "copyright", "authors")
_COMMON = Path("/usr/share/common-licenses")  # of a Debian system that builds
_COMMON_NAMES = {"Apache-2.0": "Apache-2.0", "LGPL-3.0": "LGPL-3", "GPL-3.0": "GPL-3"}

# What the metadata of a distribution does not say. The keys are normalised names.
_REMARKS = {
    "mutagen": "GPL: this is why the whole program is under GPL-3.0-or-later.",
    "pyside6-essentials": "Used under LGPL-3.0. Holds Qt; the libraries in PySide6/Qt can be "
    "replaced by others of the same interface.",
    "pyside6-addons": "Used under LGPL-3.0. Its player holds FFmpeg (LGPL-2.1-or-later).",
    "shiboken6": "Used under LGPL-3.0.",
    "av": "The binding is BSD; the FFmpeg that it holds is LGPL-3.0-or-later, with dav1d, LAME, "
    "Opus, OpenCORE AMR and others. On Linux its video encoders are left out, x264 and x265 (GPL) "
    "among them.",
    "soundfile": "The binding is BSD; it holds libsndfile (LGPL-2.1-or-later) with FLAC, Ogg, "
    "Vorbis, Opus, mpg123 and LAME.",
    "soxr": "LGPL-2.1-or-later.",
    "pebble": "LGPL-3.0.",
    "numpy": "Holds OpenBLAS (BSD) and libgfortran (GPL-3.0 with the runtime exception).",
    "tokenizers": "Apache-2.0.",
}


def collect(frozen: Path) -> list[str]:
    """Writes frozen/licences: NOTICES.txt and the licence files of each part, one folder each.

    Returns the names of the distributions that were found in the folder.
    """
    folder = frozen / "licences"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    about = facts()
    lines = [
        f"{TITLE} {about.version} is free software under {about.licence}: see GPL-3.txt.",
        "It comes with the following parts, under their own licences. Their sources are on the",
        "Python Package Index under these names and versions. Below _internal/ they are files",
        "of their own, which can be exchanged.",
        "",
        f"Python {sys.version.split()[0]}: PSF-2.0",
        "The start of the program (PyInstaller): GPL-2.0-or-later with an exception for what it "
        "starts",
    ]
    if (_COMMON / "GPL-3").exists():
        shutil.copyfile(_COMMON / "GPL-3", folder / "GPL-3.txt")
    python = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if python.exists():
        shutil.copyfile(python, folder / "Python.txt")
    parts = sorted(_parts(frozen / "_internal"), key=lambda part: part.name.lower())
    for part in parts:
        _copy(part, folder / part.name)
        lines.append(f"{part.name} {part.version}: {_licence(part)}")
        if remark := _REMARKS.get(part.name.lower().replace("_", "-")):
            lines.append(f"    {remark}")
    (folder / "NOTICES.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return [part.name for part in parts]


def _parts(internal: Path) -> list[metadata.Distribution]:
    """The installed distributions of which a file lies in the frozen folder.

    A file that several of them claim, such as PySide6/__init__.py, speaks for none.
    """
    files = {part.name: _files(part) for part in metadata.distributions()}
    claims = Counter(file for claimed in files.values() for file in claimed)
    return [
        metadata.distribution(name)
        for name, claimed in files.items()
        if name != facts().name
        and any(claims[file] == 1 and _is_there(internal / file) for file in claimed)
    ]


def _files(part: metadata.Distribution) -> set[str]:
    """What it installs beside its metadata, relative to the folder for packages."""
    return {
        str(file)
        for file in part.files or ()
        if ".." not in file.parts and ".dist-info" not in file.parts[0]
    }


def _is_there(path: Path) -> bool:
    return path.is_file() or (path.suffix == ".py" and path.with_suffix(".pyc").is_file())


def _licence(part: metadata.Distribution) -> str:
    metadata = part.metadata
    said = (metadata.get_all("License-Expression") or metadata.get_all("License") or [""])[0]
    classes = metadata.get_all("Classifier") or []
    spoken = [c.rpartition(" :: ")[2] for c in classes if c.startswith("License :: ")]
    first = said.strip().partition("\n")[0]
    return first if first and len(first) < 80 else ", ".join(spoken) or first or "see its files"


def _copy(part: metadata.Distribution, folder: Path) -> None:
    """Its licence files, or the common text where it brings none."""
    folder.mkdir()
    for file in part.files or ():
        source = Path(str(file.locate()))
        if any(word in file.name.lower() for word in _FILES) and source.suffix not in (
            ".py",
            ".pyc",
        ):
            shutil.copyfile(source, folder / "-".join(file.parts[-2:]))
    if not any(folder.iterdir()):
        said = _licence(part) + _REMARKS.get(part.name.lower(), "")
        for licence, name in _COMMON_NAMES.items():
            if licence in said and (_COMMON / name).exists():
                shutil.copyfile(_COMMON / name, folder / f"{name}.txt")


def own_notice() -> str:
    """The Debian copyright file."""
    about = facts()
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        f"Upstream-Name: {TITLE}\n\nFiles: *\nCopyright: {TITLE}' contributors\n"
        f"License: {about.licence}\n"
        " The full text is in /usr/share/common-licenses/GPL-3. The notices of all parts\n"
        " that come with the program are in /usr/lib/linernotes/licences.\n"
    )
