"""The words a music file carries: the only home of mutagen.

Reading is `read_tags`; changing is `edit_tags`, which writes in place and is therefore only for
the tag writer's own copy of a file (engine.tag_file), never for a user's file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from mutagen import FileType
from mutagen.aiff import AIFF
from mutagen.asf import ASF
from mutagen.flac import FLAC
from mutagen.monkeysaudio import MonkeysAudio
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggvorbis import OggVorbis
from mutagen.trueaudio import TrueAudio
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from engine.containers import identify
from engine.errors import TagError
from engine.tags.carried import Carried, Entry, lost, proves_sound, same_spans
from engine.tags.covers import front_cover
from engine.tags.families import ApeTags, AsfTags, Id3Tags, Mp4Tags, TagFile, VorbisTags
from engine.tags.fields import COMMENT, DESCRIPTION, FIELDS, SOURCE, Field
from engine.tags.policy import COMMENT_LENGTHS, MOOD_JOINT, Policy, decided, our_comments
from engine.tags.raw import carried, raw_entries
from engine.tags.unsafe import refuse_unsafe
from engine.track import Tags
from engine.words import one_line

__all__ = [
    "COMMENT",
    "COMMENT_LENGTHS",
    "DESCRIPTION",
    "FIELDS",
    "MOOD_JOINT",
    "SOURCE",
    "Carried",
    "Field",
    "Policy",
    "TagChange",
    "edit_tags",
    "foreign_entries",
    "lost",
    "plan_changes",
    "proves_sound",
    "read_cover",
    "read_fields",
    "read_tags",
    "refuse_unsafe",
    "same_spans",
    "told_apart",
    "unseen",
]

_ID3 = {"translate": False, "load_v1": False}

_OPENERS: dict[str, tuple[type[FileType], type[TagFile], dict[str, Any]]] = {
    "mp3": (MP3, Id3Tags, _ID3),
    "mp2": (MP3, Id3Tags, _ID3),
    "wav": (WAVE, Id3Tags, _ID3),
    "aiff": (AIFF, Id3Tags, _ID3),
    "true audio": (TrueAudio, Id3Tags, _ID3),
    "flac": (FLAC, VorbisTags, {}),
    "ogg vorbis": (OggVorbis, VorbisTags, {}),
    "ogg flac": (OggFLAC, VorbisTags, {}),
    "opus": (OggOpus, VorbisTags, {}),
    "speex": (OggSpeex, VorbisTags, {}),
    "mp4": (MP4, Mp4Tags, {}),
    "asf": (ASF, AsfTags, {}),
    "wavpack": (WavPack, ApeTags, {}),
    "monkey's audio": (MonkeysAudio, ApeTags, {}),
}


@dataclass(frozen=True, slots=True)
class TagChange:
    """One field before and after."""

    field: Field
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def kind(self) -> Policy:
        """Whether it fills, appends to or replaces what was there."""
        if not self.before:
            return Policy.FILL
        appends = "".join(self.after).startswith("".join(self.before))
        return Policy.APPEND if appends else Policy.REPLACE


@contextmanager
def _opened(path: Path, mode: str) -> Iterator[tuple[TagFile, BinaryIO]]:
    """The file's tags by what the file is; raises TagError."""
    with _read(path, mode) as (opened, family, file):
        yield family(opened), file  # type: ignore[call-arg]


@contextmanager
def _read(path: Path, mode: str) -> Iterator[tuple[FileType, type[TagFile], BinaryIO]]:
    """The file as mutagen reads it; every trouble of mutagen's comes out as TagError."""
    try:
        with path.open(mode) as file:
            container = identify(file)  # type: ignore[arg-type]
            if container is None or container.name not in _OPENERS:
                reason = "it has no tags that Linernotes can use"
                if container:
                    reason = f"{container.name} files have no tags that Linernotes can use"
                raise TagError(path, reason)
            opener, family, options = _OPENERS[container.name]
            file.seek(0)
            opened = opener(file, **options)
            if opened.tags is None and family is Id3Tags:
                # Only an ID3v1 tag, if any: its words come along into the new ID3v2 tag, because
                # players stop looking for the old one as soon as there is a new one.
                file.seek(0)
                opened = opener(file, translate=False, load_v1=True)
            yield opened, family, file  # type: ignore[misc]
    except TagError:
        raise
    except OSError as error:
        raise TagError(path, error.strerror or str(error)) from error
    except Exception as error:  # mutagen lets Python's own errors through on damaged files
        raise TagError(path, "its tags are damaged or of a kind that is not known") from error


def read_tags(path: Path) -> Tags:
    """Title, artist, album, genre, year, comment and our own description; raises TagError."""
    with _opened(path, "rb") as (tags, _):
        # Some writers store the same value twice.
        words = {
            name: "; ".join(dict.fromkeys(tags.get(FIELDS[name])))
            for name in ("title", "artist", "album", "genre")
        }
        return Tags(
            **words,
            comment="\n".join(tags.get(COMMENT)),
            description=one_line(" ".join(tags.get(DESCRIPTION))),
            year=_year(" ".join(tags.get(FIELDS["date"]))),
        )


def read_cover(path: Path) -> bytes:
    """The picture of the front cover, as it is in the file; b"" for none; raises TagError."""
    with _read(path, "rb") as (opened, _, _file):
        return front_cover(opened)


def _year(date: str) -> int | None:
    """The first four digits in a row that can be a year; people write dates in many ways."""
    found = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", date) or re.match(
        r"(1[5-9]\d\d|20\d\d)(?:[01]\d[0-3]\d)$", date.strip()
    )
    return int(found[1]) if found else None


def read_fields(path: Path) -> dict[Field, tuple[str, ...]]:
    """Every field of the table that the file holds; raises TagError."""
    with _opened(path, "rb") as (tags, _):
        held = [field for field in FIELDS.values() if getattr(field, tags.family)]
        return {field: values for field in held if (values := tags.get(field))}


def told_apart(path: Path, ours: Sequence[Field]) -> Carried:
    """Every frame, comment, picture, block, chunk and sound, apart from `ours`; raises TagError.

    All that was there before a write must be there after it, but ours.
    """
    with _opened(path, "rb") as (tags, _):
        keys = tags.keys(ours)
        every = Carried(tags.entries()) if isinstance(tags, AsfTags) else carried(path)
    own = Counter({entry: n for entry, n in every.entries.items() if entry[0] in keys})
    return replace(every, entries=every.entries - own, ours=own)


def foreign_entries(path: Path, ours: Sequence[Field]) -> Counter[Entry]:
    """What is not `ours`, with hashes in place of long runs of bytes; raises TagError."""
    with _opened(path, "rb") as (tags, _):
        keys = tags.keys(ours)
        every = tags.entries() if isinstance(tags, AsfTags) else raw_entries(path)
    return Counter({entry: n for entry, n in every.items() if entry[0] not in keys})


def unseen(path: Path, changes: Sequence[TagChange], held: Counter[Entry]) -> list[Field]:
    """The changed fields that our own eyes, without mutagen, did not find among what is held.

    Not asked of asf, which they cannot read, nor of MP4's tempo, which is a binary number.
    """
    with _opened(path, "rb") as (tags, _):
        if isinstance(tags, AsfTags):
            return []
        missing = []
        for change in (c for c in changes if getattr(c.field, tags.family) != "tmpo"):
            keys = tags.keys([change.field])
            content = b"\n".join(content for name, content in held if name in keys)
            if not all(value.encode() in content for value in change.after):
                missing.append(change.field)
        return missing


def plan_changes(
    path: Path,
    wanted: Mapping[Field, Sequence[str]],
    policies: Mapping[str, Policy] = MappingProxyType({}),
) -> list[TagChange]:
    """What writing `wanted` would change. By default nothing that a person wrote is replaced.

    Our own two fields are always set; the others by their policies, FILL if they have none. An
    empty value never writes.
    """
    changes = []
    with _opened(path, "rb") as (tags, _):
        earlier = our_comments("".join(tags.get(DESCRIPTION)), tags.get(FIELDS["mood"]))
        for field, values in wanted.items():
            if not getattr(field, tags.family):
                continue
            before, policy = tags.get(field), policies.get(field.name, Policy.FILL)
            after = decided(field, policy, before, [v for v in values if v], earlier)
            if after not in (before, tuple("; ".join(before).split("; "))):
                changes.append(TagChange(field, before, after))
    return changes


def edit_tags(path: Path, changes: Sequence[TagChange], id3_version: int = 4) -> None:
    """Makes the changes in place: only for a copy. Raises TagError; then the copy is worthless.

    `id3_version`: 3 or 4, for ID3 tags that are new.
    """
    with _opened(path, "r+b") as (tags, file):
        if isinstance(tags, Id3Tags):
            tags.new_version = id3_version
        for change in changes:
            tags.put(change.field, change.after)
        tags.save(file)
