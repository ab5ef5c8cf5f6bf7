"""Makes the frozen folder smaller on Linux: no debug symbols, video encoders or foreign words."""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory

from installer.contents import is_strippable

# What libraries of ours are linked to and never call when they play and listen to music: video
# encoders and encrypted network streams (FFmpeg), pictures of Qt Quick windows (Qt's player).
# Empty libraries take their place, in which every function returns this number: nothing, or that
# it failed; gnutls is started with FFmpeg and must say that all went well.
REPLACED = {
    "libx265": 0,
    "libx264": -1,
    "libSvtAv1Enc": -1,
    "libvpx": -1,
    "libgnutls": 0,
    "libQt6Quick": 0,
    "libQt6Qml": 0,
}

# What Qt's ICU knows and Qt never asks it: names of units, currencies, languages, regions and time
# zones, formats of numbers and dates, transliteration, where lines break, names and likeness of
# characters, and character sets older than Unicode. Qt sorts with it.
ICU_ITEMS = (
    r"(unit|curr|lang|region|zone|rbnf|translit|brkitr)/.*|.*\.cnv|[a-z]{2,3}(_\w+)?\.res"
    r"|(unames|confusables|rfc\d+\w*)\..*"
)


def slim(frozen: Path) -> None:
    """Shrinks the libraries of a frozen folder in place.

    Needs binutils, cc and icupkg. Raises CalledProcessError when one of them fails, and
    FileNotFoundError when one of them or a library that should be replaced is not there.
    """
    for path in _libraries(frozen):
        if is_strippable(str(path.relative_to(frozen))):
            _run("strip", "--strip-unneeded", path)
    for name, answer in REPLACED.items():
        replace(_one(frozen, f"{name}[-.]*"), answer, _libraries(frozen))
    _remove_unused(frozen)
    _shrink_icu(_one(frozen, "libicudata.so.*"))


def _libraries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()]


def _one(folder: Path, pattern: str) -> Path:
    found = [path for path in folder.rglob(pattern) if not path.is_symlink()]
    if len(found) != 1:
        raise FileNotFoundError(f"one {pattern} was expected, not {[p.name for p in found]}")
    return found[0]


def _run(*command: str | Path, stdin: str = "") -> str:
    return subprocess.run(
        command, input=stdin, stdout=subprocess.PIPE, text=True, check=True
    ).stdout


def replace(library: Path, answer: int, users: Sequence[Path]) -> None:
    """Puts a library with the same names, as far as `users` ask for them, in the library's place.

    All its functions return `answer`; its data is zero.
    """
    others = [path for path in users if path != library]
    undefined = _run("nm", "--dynamic", "--undefined-only", *others)
    asked = {name.split("@")[0] for name in re.findall(r" [Uw] (\S+)", undefined)}
    defined = _run("nm", "--dynamic", "--print-size", "--defined-only", library)
    lines, versions = [], defaultdict(list)
    for size, kind, symbol in re.findall(r"^\w+ (\w+) (\w) (\S+)", defined, re.MULTILINE):
        name, _, version = symbol.partition("@")
        if name in asked:
            is_function = kind in "TWi"
            body = f"(void) {{ return {answer}; }}" if is_function else f"[0x{size}];"
            lines.append(f"{'long' if is_function else 'char'} {name}{body}")
            versions[version.lstrip("@")].append(name)
    _link(library, "c", "\n".join(lines), versions)


def _link(library: Path, language: str, source: str, versions: Mapping[str, Sequence[str]]) -> None:
    """Compiles a shared library; `versions` are its symbol versions with their names."""
    with NamedTemporaryFile("w", suffix=".map") as script:
        script.writelines(
            f"{version} {{ {'; '.join(versions[version])}; }};\n" for version in versions
        )
        script.flush()
        options = [f"-Wl,--version-script={script.name}"] if any(versions) else []
        library.unlink()
        _run(
            *("cc", "-shared", "-fPIC", "-Os", f"-Wl,-soname,{library.name}", *options),
            *("-o", library, "-x", language, "-"),
            stdin=source,
        )
    _run("strip", "--strip-unneeded", library)


def _remove_unused(frozen: Path) -> None:
    """Removes what only a library was linked to that has been replaced."""
    internal = frozen / "_internal"
    while True:
        dynamic = _run("readelf", "--dynamic", "--wide", *_libraries(frozen))
        linked = set(re.findall(r"Shared library: \[(.+)\]", dynamic))
        carried = (internal / "av.libs", internal / "PySide6" / "Qt" / "lib")
        unused = [p for folder in carried for p in _libraries(folder) if p.name not in linked]
        if not unused:
            return
        for path in unused:
            path.unlink()
            (internal / path.name).unlink(missing_ok=True)  # a link to it


def _shrink_icu(library: Path) -> None:
    """Takes the items nobody asks for out of ICU's data, which is one constant in a library."""
    name = f"icudt{library.name.rpartition('.')[2]}"
    with TemporaryDirectory() as folder:
        whole = Path(folder, f"{name}l.dat")  # l: little-endian
        less = Path(folder, "less", whole.name)  # its name becomes part of its items' names
        less.parent.mkdir()
        unwanted = Path(folder, "unwanted.txt")
        _run("objcopy", "--output-target=binary", "--only-section=.rodata", library, whole)
        items = _run("icupkg", "-l", whole).split()
        unwanted.write_text("\n".join(item for item in items if re.fullmatch(ICU_ITEMS, item)))
        _run("icupkg", "-r", unwanted, whole, less)
        _link(
            library,
            "assembler",
            f".section .note.GNU-stack\n.section .rodata\n.globl {name}_dat\n.balign 16\n"
            f'.type {name}_dat, @object\n{name}_dat:\n.incbin "{less}"\n'
            f".size {name}_dat, .-{name}_dat\n",
            {},
        )
