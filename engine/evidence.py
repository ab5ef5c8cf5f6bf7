"""Evidence: which words of a description are about what was heard, and where in the track."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.model.vocabulary import AspectEntry, Vocabulary
from engine.track import Aspect

Spans = tuple[tuple[float, float], ...]  # seconds of the track


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a text that name an aspect."""

    start: int  # where in the text, in characters
    end: int
    name: str  # of the aspect
    spans: Spans  # that support it; none: nothing of it was heard


def phrases(text: str, aspects: Iterable[Aspect], vocabulary: Vocabulary) -> tuple[Phrase, ...]:
    """What in a text names an aspect, from its beginning to its end; `aspects` were heard.

    Of phrases that overlap, the longer one counts. What was heard is found under any of its
    names; what was not, only as the model itself would say it, since many synonyms are everyday
    words.
    """
    spans_of = _supports(aspects, vocabulary)
    names: dict[str, str] = {}  # as it may stand in the text → aspect
    for entry in vocabulary.aspects:
        heard = entry.name in spans_of
        for words in (entry.phrase, entry.name, *(entry.synonyms if heard else ())):
            if heard or names.get(words.casefold()) not in spans_of:
                names[words.casefold()] = entry.name
    if not names:
        return ()
    longest_first = sorted(names, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    return tuple(
        Phrase(found.start(), found.end(), name, spans_of.get(name, ()))
        for found in re.finditer(rf"(?<![\w-])(?:{either})(?![\w-])", text, re.IGNORECASE)
        if (name := names.get(found[0].casefold()))
    )


def _supports(aspects: Iterable[Aspect], vocabulary: Vocabulary) -> dict[str, Spans]:
    """Spans of every name that was heard, or that is made needless by one that was."""
    heard = {aspect.name: aspect.spans for aspect in aspects if aspect.spans}
    entries: dict[str, AspectEntry] = {entry.name: entry for entry in vocabulary.aspects}
    implied = {
        broader: spans
        for name, spans in heard.items()
        if name in entries
        for broader in entries[name].broader
    }
    return implied | heard
