"""The Debian package: the frozen folder, less what Debian itself has."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from installer import completions, icons
from installer.contents import is_from_system
from installer.facts import BUILD, DIST, FROZEN, PROJECT, facts
from installer.licences import own_notice
from installer.man_page import man_page

LINUX = Path(__file__).parent / "linux"


def build(system_files: dict[str, str]) -> Path:
    """Builds dist/linernotes_VERSION_ARCH.deb and returns its path.

    `system_files`: place in the frozen folder → source, of what PyInstaller took from the system
    that builds. Those stay out; the packages they come from are depended on instead. Needs
    dpkg-deb and dpkg-shlibdeps; raises CalledProcessError when they fail.
    """
    root = BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    program = root / "usr" / "lib" / "linernotes"
    shutil.copytree(FROZEN, program, symlinks=True)
    for place in system_files:
        (program / "_internal" / place).unlink()
    install_shared_files(root / "usr")
    commands = root / "usr" / "bin"
    commands.mkdir()
    for name in ("linernotes", "linernotes-gui"):
        (commands / name).symlink_to(f"../lib/linernotes/{name}")
    for path in root.rglob("*"):
        if not path.is_symlink():
            is_program = path.parent == program and path.suffix == ""
            path.chmod(0o755 if path.is_dir() or is_program else 0o644)
    architecture = _run("dpkg", "--print-architecture").strip()
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(architecture, _kib(root), _depends(program)), "utf-8")
    package = DIST / f"linernotes_{facts().version}_{architecture}.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zzstd", "-z9", "--build", root, package)
    return package


def install_shared_files(prefix: Path) -> None:
    """Man page, completions, icons, desktop entry, metainfo and MIME type below /usr."""
    about, share = facts(), prefix / "share"
    day = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", _now())), UTC)
    metainfo = (LINUX / "org.linernotes.linernotes.metainfo.xml").read_text("utf-8")
    page = gzip.compress(man_page().encode(), mtime=0)
    texts: dict[str, str | bytes] = {
        "man/man1/linernotes.1.gz": page,
        "man/man1/linernotes-gui.1.gz": page,
        "bash-completion/completions/linernotes": completions.bash(),
        "zsh/vendor-completions/_linernotes": completions.zsh(),
        "fish/vendor_completions.d/linernotes.fish": completions.fish(),
        "applications/linernotes.desktop": (LINUX / "linernotes.desktop").read_bytes(),
        "mime/packages/linernotes.xml": (LINUX / "linernotes.xml").read_bytes(),
        "metainfo/org.linernotes.linernotes.metainfo.xml": metainfo.replace(
            "@VERSION@", about.version
        ).replace("@DATE@", day.date().isoformat()),
        "doc/linernotes/copyright": own_notice(),
    }
    for name, text in texts.items():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    icons.hicolor(share / "icons" / "hicolor")


def _now() -> float:
    return datetime.now(UTC).timestamp()


def _control(architecture: str, kib: int, depends: str) -> str:
    about = facts()
    return (
        f"Package: {about.name}\nVersion: {about.version}\nArchitecture: {architecture}\n"
        f"Maintainer: {PROJECT} <project@linernotes.invalid>\nInstalled-Size: {kib}\n"
        f"Depends: {depends}\nSection: sound\nPriority: optional\n"
        "Description: describes music in plain words, in tags and a library\n"
        " Writes one truthful sentence about each track, which you accept or\n"
        " change, into the files' tags and into a library that can be searched\n"
        " by description. Every write can be undone to the last byte. Offline.\n"
    )


def _kib(root: Path) -> int:
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(-(-path.stat().st_size // 1024) for path in files)


def _depends(program: Path) -> str:
    """The packages that our libraries are linked to, with versions."""
    libraries = [path for path in program.rglob("*") if _is_elf(path)]
    folders = {path.parent for path in libraries}
    work = BUILD / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    (work / "debian" / "control").write_text(
        "Source: linernotes\n\nPackage: linernotes\nArchitecture: any\n"
    )
    said = _run(
        *("dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"),
        *(f"-l{folder}" for folder in folders),
        *(f"-e{path}" for path in libraries),
        cwd=work,
    )
    found = re.search(r"^shlibs:Depends=(.+)$", said, re.MULTILINE)
    if not found:
        raise ValueError("dpkg-shlibdeps found no dependencies")
    return found[1]


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _run(*command: str | Path, cwd: Path | None = None) -> str:
    return subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, text=True, check=True).stdout


def system_files() -> dict[str, str]:
    """What the last freeze took from the system: place in _internal/ → source."""
    lines = (BUILD / "binaries.txt").read_text("utf-8").splitlines()
    pairs = dict(line.split("\t") for line in lines)
    return {place: source for place, source in pairs.items() if is_from_system(source)}
