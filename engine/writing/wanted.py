"""Which words of a track go into which field."""

from __future__ import annotations

from engine.tags import COMMENT, DESCRIPTION, FIELDS, SOURCE, Field
from engine.track import Description, Track, TrackState

_COMMENT_LENGTH = 250


def wanted_fields(track: Track) -> dict[Field, tuple[str, ...]]:
    """What the track's description puts into which field; of an edited one only the words."""
    description = track.description or Description("")
    edited = track.state is TrackState.EDITED
    fields: dict[Field, tuple[str, ...]] = {
        DESCRIPTION: (description.text,),
        SOURCE: (f"linernotes/{description.model};edited={int(edited)}",),
        COMMENT: (description.text[:_COMMENT_LENGTH],),
    }
    if edited:  # what the model heard is not what the person said
        return fields
    fields |= {
        FIELDS["genre"]: _names(description, "genre"),
        FIELDS["mood"]: _names(description, "mood"),
        FIELDS["instruments"]: _names(description, "instrument"),
        FIELDS["key"]: (description.key,),
    }
    if description.tempo_bpm:
        fields[FIELDS["bpm"]] = (str(round(description.tempo_bpm)),)
    return fields


def _names(description: Description, kind: str) -> tuple[str, ...]:
    return tuple(a.name for a in description.aspects if a.kind == kind and a.supported)
