"""Which of the found tracks are one recording; only for showing them, nothing is merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from engine.search.answer import Hit
from engine.track import Track

_LENGTH = 0.02  # of the length, by which copies of one recording may differ
_MARKS = re.compile(
    r"[\(\[][^\)\]]*\b(?:remaster(?:ed)?|mono|stereo|version|explicit|clean)\b[^\)\]]*[\)\]]"
    r"|\s-\s.*\bremaster(?:ed)?\b.*$"
)


def grouped(hits: Sequence[Hit]) -> list[Hit]:
    """Each recording once, in its best place, with the others as its versions."""
    found: list[Hit] = []
    for hit in hits:
        for at, first in enumerate(found):
            if is_same_recording(first.track, hit.track):
                found[at] = replace(first, versions=(*first.versions, hit.track))
                break
        else:
            found.append(hit)
    return found


def capped(hits: Sequence[Hit], most: int) -> list[Hit]:
    """At most so many of one artist; of unknown artists as many as there are."""
    seen: Counter[str] = Counter()
    kept = []
    for hit in hits:
        artist = hit.track.tags.artist.casefold().strip()
        seen[artist] += 1
        if not artist or seen[artist] <= most:
            kept.append(hit)
    return kept


def is_same_recording(one: Track, other: Track) -> bool:
    """The same sound, or the same artist and title at the same length.

    Live takes, remixes and edits keep their own title or length, and so their own row.
    """
    if one.audio_hash and one.audio_hash == other.audio_hash:
        return True
    if not one.tags.title or not one.tags.artist:
        return False
    same_length = abs(one.duration_s - other.duration_s) <= _LENGTH * max(one.duration_s, 1.0)
    return same_length and _name(one) == _name(other)


def _name(track: Track) -> tuple[str, str]:
    title = _MARKS.sub("", track.tags.title.casefold())
    return track.tags.artist.casefold().strip(), " ".join(re.findall(r"\w+", title) or [title])
