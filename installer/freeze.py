"""Freezes the program with PyInstaller into dist/linernotes."""

from __future__ import annotations

import shutil
import subprocess
import sys

from installer import icons, licences
from installer.facts import BUILD, DIST, FROZEN, ROOT, facts
from installer.slim import slim


def freeze() -> None:
    """Makes the frozen folder anew. Raises CalledProcessError when PyInstaller fails."""
    about = facts()
    shutil.rmtree(FROZEN, ignore_errors=True)
    metadata = BUILD / "metadata"
    metadata.mkdir(parents=True, exist_ok=True)
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {about.name}\nVersion: {about.version}\n", "utf-8"
    )
    pictures = BUILD / "icons"
    pictures.mkdir(exist_ok=True)
    icons.save(pictures / "linernotes.ico", 256)
    icons.save(pictures / "linernotes.icns", 512)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"),
            *("--workpath", BUILD / "pyinstaller", "--distpath", DIST),
            ROOT / "installer" / "linernotes.spec",
        ],
        check=True,
    )
    if sys.platform == "linux":
        slim(FROZEN)
    licences.collect(FROZEN)
