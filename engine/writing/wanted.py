"""Which words of a track go into which field."""

from __future__ import annotations

from engine.tags import COMMENT, DESCRIPTION, FIELDS, MOOD_JOINT, SOURCE, Field
from engine.track import Description, Track, TrackState
from engine.writing.profiles import STANDARD, Profile

_SHORT_BYTES = 255  # of Apple's description


def wanted_fields(track: Track, profile: Profile = STANDARD) -> dict[Field, tuple[str, ...]]:
    """What the track's description puts into which field; of an edited one only the words.

    Our own two fields always, the others if the profile has a policy for them.
    """
    every = _every_field(track, profile)
    return {
        f: v for f, v in every.items() if f in (DESCRIPTION, SOURCE) or f.name in profile.policies
    }


def _every_field(track: Track, profile: Profile) -> dict[Field, tuple[str, ...]]:
    description = track.description or Description("")
    edited = track.state is TrackState.EDITED
    fields: dict[Field, tuple[str, ...]] = {
        DESCRIPTION: (description.text,),
        SOURCE: (f"linernotes/{description.model};edited={int(edited)}",),
        COMMENT: (_comment(description, profile, edited),),
        FIELDS["short description"]: (
            description.text.encode()[:_SHORT_BYTES].decode("utf-8", "ignore"),
        ),
    }
    if edited:  # what the model heard is not what the person said
        return fields
    fields |= {
        FIELDS["genre"]: _names(description, "genre"),
        FIELDS["mood"]: _names(description, "mood"),
        FIELDS["instruments"]: _names(description, "instrument"),
        FIELDS["key"]: (description.key,),
        FIELDS["plain key"]: (description.key,),
    }
    if description.tempo_bpm:
        fields[FIELDS["bpm"]] = (str(round(description.tempo_bpm)),)
    return fields


def _comment(description: Description, profile: Profile, edited: bool) -> str:
    moods = ", ".join(_names(description, "mood")) if profile.comment_with_mood else ""
    begin = moods + MOOD_JOINT if moods and not edited else ""
    return (begin + description.text)[: profile.comment_length]


def _names(description: Description, kind: str) -> tuple[str, ...]:
    return tuple(a.name for a in description.aspects if a.kind == kind and a.supported)
