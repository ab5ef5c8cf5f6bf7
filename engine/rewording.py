"""Brings the descriptions that wait for the user into the user's vocabulary, after it changed."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace

from engine.jobs import Progress
from engine.library import Library
from engine.manner import Manner
from engine.model import TextEncoder
from engine.track import Track, TrackState


def reword(library: Library, encoder: TextEncoder, manner: Manner) -> Generator[Progress]:
    """Says preferred words in place of their synonyms; what holds a banned word is heard again.

    Only descriptions that were not decided about; a preferred word that is preferred no longer
    stays until its track is listened to again.
    """
    waiting = library.tracks(states=[TrackState.DESCRIBED])
    for done, listed in enumerate(waiting, 1):
        track = _reworded(library, encoder, manner, listed)
        yield Progress(done, len(waiting), track)


def _reworded(library: Library, encoder: TextEncoder, manner: Manner, track: Track) -> Track:
    text = track.description.text if track.description else ""
    said = manner.worded(text)
    if manner.bans(said):
        library.hear_again([track])
    elif said != text:
        whole = library.get(track.path)
        vector = encoder.encode(said).astype("<f2").tobytes()
        if whole.description:
            words = replace(whole.description, text=said, text_embedding=vector)
            library.put_back([replace(whole, description=words)])
    else:
        return track
    return library.get(track.path)
