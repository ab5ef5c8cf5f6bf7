"""What the words of a query name: the model's aspects, and words that can stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.model import AspectEntry, Vocabulary

# Columns of the full-text index: what a track is called, and what is said of its sound.
NAMES = ("title", "artist", "album", "file_name")
SPEECH = ("genre", "text", "aspect_words")
_MAX_WORDS = 32
# Words that say nothing about music and would only blur the full-text rank.
_STOP_WORDS = frozenset(
    "a an and the of or in on at to for with without no not is it its this that like some"
    " music song songs track tracks something sounds sound sounding".split()
)


@dataclass(frozen=True, slots=True)
class Term:
    """An aspect that the query names."""

    index: int
    entry: AspectEntry
    wanted: bool = True  # False: "no drums"

    def __str__(self) -> str:
        return self.entry.name if self.wanted else f"no {self.entry.name}"


class Names:
    """The vocabulary's names, phrases, synonyms and families."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._aspects = vocabulary.aspects
        names: dict[str, int] = {}
        for index, entry in enumerate(vocabulary.aspects):
            for name in (entry.name, entry.phrase, *entry.synonyms):
                names.setdefault(name.lower(), index)
        for index, entry in enumerate(vocabulary.aspects):
            if entry.family:  # a family's name means its own aspect
                names.setdefault(entry.family.lower(), index)
        self._index_of = names
        # Longest first: "no vocals" before "vocals".
        ordered = sorted(names, key=lambda name: -len(name))
        every = "|".join(map(re.escape, ordered)) or "(?!)"  # nothing at all
        self._pattern = re.compile(rf"(?<!\w)(?:{every})(?!\w)")

    def found_in(self, text: str) -> tuple[list[Term], str]:
        """The aspects named in a text, and what is left of it in lower case."""
        text = text.lower()
        found: dict[int, Term] = {}
        for match in self._pattern.finditer(text):
            index = self._index_of[match.group()]
            found.setdefault(index, Term(index, self._aspects[index]))
        return list(found.values()), self._pattern.sub(" ", text).strip()

    def without(self, text: str) -> tuple[list[Term], str]:
        """The aspects that speak for "no <text>", and what is left of the text.

        "no vocals" is a name of its own, which says more than that singers are improbable.
        """
        own = self._index_of.get(f"no {text.lower().strip()}")
        if own is not None:
            return [Term(own, self._aspects[own])], ""
        named, rest = self.found_in(text)
        return [Term(term.index, term.entry, wanted=False) for term in named], rest

    def of_kind(self, kind: str, text: str) -> list[int]:
        """Aspects of a kind that a value means: by name, by what it is a sort of, or a word."""
        value = text.lower().strip()
        if kind == "vocals" and value in ("no", "none", "without"):
            value = "no vocals"
        entries = [(i, e) for i, e in enumerate(self._aspects) if e.kind == kind]
        exact = [i for i, e in entries if value in _spellings(e)]
        broad = [i for i, e in entries if value in (e.family.lower(), *map(str.lower, e.broader))]
        if exact or broad:
            return sorted({*exact, *broad})
        word = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
        return [i for i, e in entries if value and any(map(word.search, _spellings(e)))]


def _spellings(entry: AspectEntry) -> list[str]:
    return [name.lower() for name in (entry.name, entry.phrase, *entry.synonyms)]


def useful_words(text: str) -> list[str]:
    """The words of a text that can tell tracks apart, each once, in lower case.

    What is written without spaces belongs together: "R.E.M." is one word, "r e m".
    """
    written = [" ".join(re.findall(r"\w+", part)) for part in text.lower().split()]
    words = list(dict.fromkeys(filter(None, written)))[:_MAX_WORDS]
    return [word for word in words if word not in _STOP_WORDS] or words


def expression(words: str, columns: Iterable[str] = (), *, prefix: bool = False) -> str:
    """FTS5: the words one after another, quoted so that nothing in them is syntax."""
    among = f"{{{' '.join(columns)}}} : " if columns else ""
    begun = prefix and len(words.rsplit(maxsplit=1)[-1]) > 1
    return f'{among}"{words}"' + (" *" if begun else "")
