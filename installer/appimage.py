"""The AppImage: the frozen folder with the system's libraries, behind a small program that unpacks.

Its format is that of AppImages of type 2; its start (linux/runtime.c) is our own, because it is
built from Debian's packages alone and must not need FUSE.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from installer.deb import LINUX, install_shared_files
from installer.facts import BUILD, DIST, FROZEN, facts

# Libraries that every desktop has, and whose version must fit its drivers, fonts and C library.
OF_THE_DESKTOP = {
    *("libX11.so.6", "libX11-xcb.so.1", "libxcb.so.1", "libdrm.so.2"),
    *("libfontconfig.so.1", "libfreetype.so.6", "libexpat.so.1"),
    *("libgcc_s.so.1", "libstdc++.so.6", "libmvec.so.1", "libz.so.1"),
}
_LIBRARIES = ("squashfuse", "zstd", "z", "lzma", "lz4", "lzo2")
_MARK_AT, _MARK = 8, b"AI\x02"  # in the ELF header's padding


def build(system_files: Mapping[str, str]) -> Path:
    """Builds dist/Linernotes-VERSION-MACHINE.AppImage and returns its path.

    `system_files`: place in the frozen folder → source, of what PyInstaller took from the system
    that builds; it goes in with its copyright files, but for what every desktop has. Needs cc,
    mksquashfs and dpkg; raises CalledProcessError when they fail.
    """
    folder = BUILD / "AppDir"
    shutil.rmtree(folder, ignore_errors=True)
    program = folder / "usr" / "lib" / "linernotes"
    shutil.copytree(FROZEN, program, symlinks=True)
    for place, source in system_files.items():
        if PurePosixPath(place).name in OF_THE_DESKTOP:
            (program / "_internal" / place).unlink()
        else:
            _copy_copyright(Path(source), program / "licences" / "debian")
    install_shared_files(folder / "usr")
    shutil.copy(LINUX / "AppRun", folder)
    shutil.copy(LINUX / "linernotes.desktop", folder)
    icons = folder / "usr" / "share" / "icons" / "hicolor"
    shutil.copyfile(icons / "256x256" / "apps" / "linernotes.png", folder / "linernotes.png")
    (folder / ".DirIcon").symlink_to("linernotes.png")
    image, start = BUILD / "image.squashfs", BUILD / "runtime"
    subprocess.run(
        [
            *("mksquashfs", folder, image, "-noappend", "-all-root", "-quiet", "-no-progress"),
            *("-comp", "zstd", "-Xcompression-level", "9"),
        ],
        check=True,
    )
    _compile(start)
    package = DIST / f"Linernotes-{facts().version}-{platform.machine()}.AppImage"
    package.write_bytes(start.read_bytes() + image.read_bytes())
    package.chmod(0o755)
    return package


def _copy_copyright(source: Path, folder: Path) -> None:
    """The copyright file of the Debian package that a library comes from."""
    found = subprocess.run(
        ["dpkg", "--search", f"*/{source.resolve().name}"],
        capture_output=True,
        text=True,
        check=True,
    )
    package = found.stdout.partition(":")[0]
    folder.mkdir(exist_ok=True)
    shutil.copyfile(Path("/usr/share/doc", package, "copyright"), folder / package)


def _compile(start: Path) -> None:
    """The start of the AppImage, marked as one in its ELF header."""
    libraries = [f"-l{name}" for name in _LIBRARIES]
    subprocess.run(
        [
            *("cc", "-Os", "-s", "-static", "-Wall", "-D_FILE_OFFSET_BITS=64"),
            *("-o", str(start), str(LINUX / "runtime.c"), *libraries),
        ],
        check=True,
    )
    with start.open("r+b") as file:
        file.seek(_MARK_AT)
        file.write(_MARK)
