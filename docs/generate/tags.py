"""Tables of what is written for whom, under which name, and who shows it."""

from __future__ import annotations

from docs.generate.markdown import commented, literal, table
from engine.containers import CONTAINERS
from engine.tags import FIELDS, Policy
from engine.track import TrackState
from engine.writing.players import PLAYERS
from engine.writing.profiles import PROFILES
from tagger_gui.states import state_names

_ALWAYS = {"music_description", "music_description_source"}  # whatever the profile
_WRITTEN = _ALWAYS.union(*(profile.policies for profile in PROFILES.values()))

_PLAIN = {Policy.REPLACE: "ours takes its place", Policy.NEVER: "the field is left alone"}


def _called(field: str) -> str:
    return f"`{field.upper()}`" if field in _ALWAYS else field


def profiles() -> str:
    """Each profile with the fields that it fills."""
    rows = []
    for profile in PROFILES.values():
        filled = ", ".join(
            field if policy is Policy.FILL else f"{field} ({policy.value})"
            for field, policy in profile.policies.items()
            if policy is not Policy.NEVER
        )
        written = f"{filled}, and the description" if profile.writes_files else "nothing"
        comment = f"up to {profile.comment_length} characters" if filled else ""
        rows.append([literal(profile.name), profile.purpose, written, comment])
    return table(["profile", "for", "what it writes", "the comment"], rows)


def policies() -> str:
    """What can happen to a field that somebody has filled already."""
    told = commented(Policy)
    rows = [[literal(policy.value), told[policy.name] or _PLAIN[policy]] for policy in Policy]
    return table(["policy", "what happens"], rows)


def fields() -> str:
    """Under which key each family of formats keeps what we write."""
    rows = [
        [
            _called(field.name),
            *map(literal, (field.id3, field.vorbis, field.mp4, field.ape, field.asf)),
        ]
        for field in FIELDS.values()
        if field.name in _WRITTEN
    ]
    kinds = ("field", "mp3, wav, aiff, tta (ID3)", "flac, ogg, opus", "m4a", "wv, ape", "wma")
    return table(kinds, rows)


def players() -> str:
    """Which player shows which field in which column."""
    rows = []
    for player in PLAYERS:
        shown = ", ".join(
            f"{column}{' *' if column in player.unverified else ''}" for column in player.columns
        )
        rows.append([player.name, shown, player.note])
    return table(["player", "shows", "good to know"], rows)


def containers() -> str:
    """The kinds of files that can be listened to."""
    rows = [
        [
            container.name,
            ", ".join(literal(suffix) for suffix in container.suffixes) or "by content",
        ]
        for container in CONTAINERS.values()
    ]
    return table(["format", "files"], rows)


def states() -> str:
    """Where a track can stand."""
    told, shown = commented(TrackState), state_names()
    rows = [[literal(s.value), shown[s], told[s.name]] for s in TrackState]
    return table(["state", "in the window", "what it means"], rows)
