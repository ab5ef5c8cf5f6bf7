"""How descriptions are to be worded: the user's own vocabulary, and which of many wordings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from engine.errors import LibraryError
from engine.message import Message
from engine.words import one_line

MOST = 1000  # words
LONGEST = 60  # characters of a word
_LONGEST_FILE = 1 << 20  # bytes
_SUFFIX = ".vocabulary.json"


@dataclass(frozen=True)
class Manner:
    """How to word a description. Words may be several words long; case does not matter."""

    banned: frozenset[str] = frozenset()  # never said
    preferred: tuple[tuple[str, str], ...] = ()  # a word, and what the user says instead of it
    turn: int = 0  # another number, another of the wordings that fit

    def again(self, turn: int) -> Manner:
        """The same words, and another wording."""
        return replace(self, turn=turn)

    def worded(self, text: str) -> str:
        """The text with the preferred words in place of their synonyms, "a" or "an" set right."""
        if not self._synonyms:
            return text
        said = self._synonyms.sub(self._said, text)
        return said[:1].upper() + said[1:] if text[:1].isupper() else said

    def bans(self, text: str) -> bool:
        """Whether the text holds a banned word."""
        return bool(self._bans and self._bans.search(text))

    def _said(self, found: re.Match[str]) -> str:
        article, word = found.group(1) or "", found.group(2)
        said = self._instead[word.casefold()]
        if article:
            begin = "an" if said[:1].casefold() in "aeiou" else "a"
            article = begin.capitalize() + " " if article[0].isupper() else begin + " "
        return article + said

    @cached_property
    def _instead(self) -> dict[str, str]:
        return {word.casefold(): said for word, said in self.preferred}

    @cached_property
    def _synonyms(self) -> re.Pattern[str] | None:
        return _pattern((word for word, _ in self.preferred), before=r"(?:\b(an?)\s+)?")

    @cached_property
    def _bans(self) -> re.Pattern[str] | None:
        return _pattern(self.banned)


def _pattern(words: Iterable[str], before: str = "") -> re.Pattern[str] | None:
    """Any of the words, whole; the longest first: "bass guitar" before "guitar"."""
    longest = sorted((re.escape(word) for word in words), key=len, reverse=True)
    if not longest:
        return None
    return re.compile(rf"{before}(?<!\w)({'|'.join(longest)})(?!\w)", re.IGNORECASE)


class UnfitWordsError(ValueError):
    """Words that can be nobody's vocabulary, and why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


def checked(banned: Iterable[str], preferred: Mapping[str, str]) -> Manner:
    """The user's words as a Manner, trimmed; raises UnfitWordsError."""
    bans = frozenset(word for each in banned if (word := one_line(each)))
    instead = {one_line(word): one_line(said) for word, said in preferred.items()}
    instead = {word: said for word, said in instead.items() if word}
    for word in (*bans, *instead, *instead.values()):
        if not word or len(word) > LONGEST:
            unfit = Message("a word has 1 to {0} characters: “{1}”")
            raise UnfitWordsError(unfit.of(LONGEST, word[:LONGEST]))
    if len(bans) + len(instead) > MOST:
        raise UnfitWordsError(Message("there may be {0} words at most").of(MOST))
    made = Manner(bans, tuple(sorted(instead.items())))
    for said in instead.values():
        if made.bans(said):
            raise UnfitWordsError(Message("“{0}” is preferred and banned").of(said))
    return made


def load_manner(library: Path) -> Manner:
    """The user's words, kept beside the library; raises LibraryError."""
    path = _beside(library)
    return read_manner(path) if path.exists() else Manner()


def save_manner(library: Path, manner: Manner) -> None:
    """Keeps the user's words beside the library; raises LibraryError."""
    write_manner(_beside(library), manner)


def _beside(library: Path) -> Path:
    return library.with_name(library.stem + _SUFFIX)


def read_manner(path: Path) -> Manner:
    """The words in a file that `write_manner` made; raises LibraryError."""
    try:
        with path.open("rb") as file:
            values = json.loads(file.read(_LONGEST_FILE))
        return checked(values["banned"], values["preferred"])
    except OSError as error:
        raise LibraryError(path, error.strerror or str(error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LibraryError(path, f"the words in it cannot be understood ({error})") from error


def write_manner(path: Path, manner: Manner) -> None:
    """Puts the words into a file, as JSON; raises LibraryError."""
    values = {"banned": sorted(manner.banned), "preferred": dict(manner.preferred)}
    copy = path.with_name(path.name + ".new")
    try:
        copy.write_text(json.dumps(values, indent=2, ensure_ascii=False), "utf-8")
        copy.replace(path)
    except OSError as error:
        raise LibraryError(path, error.strerror or str(error)) from error
