"""Paths as playlist files write them, and what such words may mean.

Everything here is about names; no file is looked at.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

_LONGEST = 32_767  # characters; no system has longer paths
# Line breaks of any kind, what steers a terminal, and bytes that are not UTF-8.
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]|^\s|\s$")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # one letter would be a drive of Windows
_ESCAPED = re.compile("[\udc80-\udcff]")  # a byte that is not UTF-8
_IMPOSSIBLE = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # surrogates that stand for no byte
_DRIVE = re.compile(r"/[A-Za-z]:")


def location(path: Path, folder: Path | None = None) -> str:
    """The path in one line of UTF-8: relative to `folder` if there is one, else absolute.

    A path that no line can hold becomes a file URI.
    """
    words = str(path)
    if folder is not None:
        try:
            words = os.path.relpath(path, folder)
        except ValueError:  # another drive of Windows
            folder = None
    if _ODD.search(words):
        return path.as_uri()
    if folder is not None and (words.startswith("#") or _SCHEME.match(words)):
        return os.path.join(os.curdir, words)  # noqa: PTH118  (Path would drop the dot)
    return words


def places(said: str, folder: Path, *, uri: bool = False) -> tuple[bytes, ...]:
    """Absolute paths that the words may mean in a playlist in `folder`, the likeliest first.

    `uri`: the format asks for a URI, so that "%20" is a space before it is itself.
    """
    if len(said) > _LONGEST:
        return ()
    found: dict[bytes, None] = {}
    for spelling in _spellings(said, uri):
        whole = os.path.normpath(os.path.join(folder, spelling))  # noqa: PTH118  (no disk)
        try:
            found[os.fsencode(whole)] = None
        except UnicodeEncodeError:  # surrogates that no file name can have
            continue
    return tuple(found)


def is_broken(text: str) -> bool:
    """Whether it holds bytes that are not UTF-8 (as surrogates)."""
    return not text.isascii() and bool(_ESCAPED.search(text))


def legible(text: str) -> str:
    """Bytes that are not UTF-8, read as Windows-1252, which old playlists are mostly in."""
    if not is_broken(text) or _IMPOSSIBLE.search(text):
        return text
    return text.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _spellings(said: str, uri: bool) -> Iterator[str]:
    for words in _decoded(said, uri):
        yield words
        plain = legible(words)
        if not plain.isascii():  # systems differ in how they make up an é
            yield plain
            yield unicodedata.normalize("NFC", plain)
            yield unicodedata.normalize("NFD", plain)
        if "\\" in plain and os.sep == "/":
            yield plain.replace("\\", "/")


def _decoded(said: str, uri: bool) -> Iterator[str]:
    if said[:5].lower() == "file:":
        yield _file_uri(said[5:])
    literal = (said, said.strip()) if said != said.strip() else (said,)
    unquoted = _unquoted(said.strip()) if "%" in said else said
    yield from (unquoted, *literal) if uri else (*literal, unquoted)


def _file_uri(rest: str) -> str:
    """The path behind "file:"; another machine's as \\\\machine\\path."""
    if rest.startswith("//"):
        host, _, path = rest[2:].partition("/")
        rest = f"/{path}" if host.lower() in ("", "localhost") else f"//{host}/{path}"
    path = _unquoted(rest)
    return path[1:] if os.name == "nt" and _DRIVE.match(path) else path


def _unquoted(text: str) -> str:
    plain = text.encode("utf-8", "replace" if _IMPOSSIBLE.search(text) else "surrogateescape")
    return unquote_to_bytes(plain).decode("utf-8", "surrogateescape")
