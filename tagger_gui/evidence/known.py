"""Known: what is known of how a track sounds. To be called in worker threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.spread import listened_to
from engine.track import Aspect
from tagger_gui.services import Services
from tagger_gui.tasks import Row, row_of
from tagger_gui.text import plain

if TYPE_CHECKING:  # loading what decodes would hold up the window
    from engine.audio import Peaks
    from engine.evidence import Phrase, Spans


@dataclass(frozen=True, slots=True)
class Known:
    """A track's words and what they rest on."""

    row: Row
    text: str  # as it is shown
    phrases: tuple[Phrase, ...]  # of `text`
    aspects: tuple[Aspect, ...]
    windows: Spans  # seconds that were listened to
    audio_hash: str  # "" while nobody has listened to it


def known_of(services: Services, id_: int) -> Known | None:
    """What the library knows of a track; None when it does not know the track."""
    from engine.evidence import phrases

    track = services.library.by_id([id_]).get(id_)
    if track is None:
        return None
    row = row_of(track)
    text, aspects = plain(row.text), track.description.aspects if track.description else ()
    return Known(
        row=row,
        text=text,
        phrases=phrases(text, aspects, services.vocabulary()),
        aspects=aspects,
        windows=listened_to(track),
        audio_hash=track.audio_hash if track.heard else "",
    )


def peaks_of(services: Services, known: Known) -> Iterator[Peaks]:
    """The track's waveform, growing; at once, where it was measured before.

    The file is decoded in this process, as the player does too: only files that a worker has
    listened to without harm. Raises AudioError.
    """
    from engine.audio import measure_peaks
    from engine.audio.peak_cache import PeakCache

    if not known.audio_hash:
        return
    cache = PeakCache(services.cache / "peaks")
    peaks = cache.get(known.audio_hash)
    if peaks is not None:
        yield peaks
        return
    for peaks in measure_peaks(Path(known.row.path)):
        yield peaks
    if peaks is not None:
        cache.put(known.audio_hash, peaks)
