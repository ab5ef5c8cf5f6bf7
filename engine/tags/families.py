"""How each family of tags stores a field: ID3, Vorbis comments, MP4, APEv2, ASF.

Every class wraps one opened file and offers the same four calls: `get`, `put`, `others`, `save`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any, BinaryIO, Protocol

from mutagen import FileType
from mutagen.apev2 import APETextValue
from mutagen.asf import ASFUnicodeAttribute
from mutagen.flac import FLAC
from mutagen.id3 import COMM, ID3, TXXX, Encoding, Frames
from mutagen.mp4 import AtomDataType, MP4FreeForm

from engine.tags.carried import Entry
from engine.tags.fields import Field

_FREEFORM = "----:com.apple.iTunes:"


class TagFile(Protocol):
    """An opened file's tags."""

    family: str  # the column of the table of fields that holds its keys

    def get(self, field: Field) -> tuple[str, ...]:
        """The field's values; none if it is not there."""

    def put(self, field: Field, values: Sequence[str]) -> None:
        """Sets the field in memory."""

    def keys(self, ours: Collection[Field]) -> set[str]:
        """Under which names `raw_entries` finds our fields in this file."""

    def save(self, file: BinaryIO) -> None:
        """Writes the tags into `file`."""


class Id3Tags:
    """mp3, mp2, wav, aiff, tta. Keeps the version found; new tags are of `new_version`."""

    family = "id3"
    new_version = 4
    _V1_BYTES = 128

    def __init__(self, opened: FileType) -> None:
        if opened.tags is None:
            opened.add_tags()
        self._tags: ID3 = opened.tags
        self._found = self._tags.version[:2] if self._tags.size > 0 else None

    @property
    def _v23(self) -> bool:
        return self._found in ((2, 3), (2, 2)) if self._found else self.new_version == 3

    def _frame(self, field: Field) -> str:
        return field.id3v23 if self._v23 and field.id3v23 else field.id3

    def get(self, field: Field) -> tuple[str, ...]:
        frame = self._frame(field)
        if frame == "COMM":
            # Any language counts as a comment; one with a description is some program's own.
            found = [f for f in self._tags.getall("COMM") if not f.desc]
            found.sort(key=lambda f: f.lang != "eng")
        elif frame.startswith("TXXX:"):
            found = [f for f in self._tags.getall("TXXX") if f.desc.upper() == frame[5:].upper()]
        else:
            found = self._tags.getall(frame)
        return tuple(str(text) for f in found for text in f.text if str(text))

    def put(self, field: Field, values: Sequence[str]) -> None:
        encoding = Encoding.UTF16 if self._v23 else Encoding.UTF8
        text = ["; ".join(values)] if self._v23 else list(values)
        frame = self._frame(field)
        if frame == "COMM":
            self._tags.setall("COMM::eng", [COMM(encoding, "eng", "", text)])
        elif frame.startswith("TXXX:"):
            kept = [f for f in self._tags.getall("TXXX") if f.desc.upper() != frame[5:].upper()]
            self._tags.setall("TXXX", [*kept, TXXX(encoding, frame[5:], text)])
        else:
            self._tags.setall(frame, [Frames[frame](encoding, text)])

    def keys(self, ours: Collection[Field]) -> set[str]:
        return {"COMM::eng" if f.id3 == "COMM" else self._frame(f) for f in ours}

    def save(self, file: BinaryIO) -> None:
        trailer = self._v1(file)
        # v23_sep=None: values that are separated by NUL stay so; mutagen would join them by "/".
        options = {"v2_version": 3 if self._v23 else 4, "v23_sep": None}
        file.seek(0)
        self._tags.save(file, **options)
        if trailer:  # mutagen rewrites an ID3v1 tag from the ID3v2 one; it is not ours
            file.seek(-self._V1_BYTES, 2)
            file.write(trailer)

    def _v1(self, file: BinaryIO) -> bytes:
        """The ID3v1 tag at the file's end, or nothing."""
        size = file.seek(0, 2)
        file.seek(max(0, size - self._V1_BYTES))
        tail = file.read()
        return tail if len(tail) == self._V1_BYTES and tail[:3] == b"TAG" else b""


class _Opened:
    """What all families but ID3 share: mutagen keeps tags and file together."""

    def __init__(self, opened: FileType) -> None:
        if opened.tags is None:
            opened.add_tags()
        self._opened = opened

    def save(self, file: BinaryIO) -> None:
        file.seek(0)
        self._opened.save(file)


class VorbisTags(_Opened):
    """flac, ogg vorbis, ogg flac, opus, speex."""

    family = "vorbis"

    def get(self, field: Field) -> tuple[str, ...]:
        tags = self._opened.tags
        values = tags.get(field.vorbis) or (field.vorbis_also and tags.get(field.vorbis_also)) or []
        return tuple(v for v in values if v)

    def put(self, field: Field, values: Sequence[str]) -> None:
        self._opened.tags[field.vorbis] = list(values)

    def keys(self, ours: Collection[Field]) -> set[str]:
        return {f.vorbis for f in ours}

    def save(self, file: BinaryIO) -> None:
        file.seek(0)
        if isinstance(self._opened, FLAC):
            self._opened.save(file)
        else:
            # Without new padding the comments mostly stay within their page; if they need another
            # one, every page behind them gets a new number and a new checksum.
            self._opened.save(file, padding=lambda info: max(info.padding, 0))


class Mp4Tags(_Opened):
    """m4a, m4b: AAC and ALAC."""

    family = "mp4"

    @staticmethod
    def _atom(field: Field) -> str:
        return _FREEFORM + field.mp4[5:] if field.mp4.startswith("----:") else field.mp4

    def get(self, field: Field) -> tuple[str, ...]:
        values = self._opened.tags.get(self._atom(field), [])
        return tuple(
            v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in values if v
        )

    def put(self, field: Field, values: Sequence[str]) -> None:
        atom = self._atom(field)
        stored: list[Any] = list(values)
        if atom.startswith(_FREEFORM):
            stored = [MP4FreeForm(v.encode(), AtomDataType.UTF8) for v in values]
        elif atom == "tmpo":
            stored = [round(float(v)) for v in values]
        self._opened.tags[atom] = stored

    def keys(self, ours: Collection[Field]) -> set[str]:
        return {self._atom(f) for f in ours}


class ApeTags(_Opened):
    """wavpack, monkey's audio."""

    family = "ape"

    def get(self, field: Field) -> tuple[str, ...]:
        value = self._opened.tags.get(field.ape)
        if value is not None and not isinstance(value, APETextValue):
            return ("(not text)",)  # something is there, and not ours to replace
        return tuple(v for v in value or () if v)

    def put(self, field: Field, values: Sequence[str]) -> None:
        self._opened.tags[field.ape] = list(values)

    def keys(self, ours: Collection[Field]) -> set[str]:
        return {f.ape.lower() for f in ours}


class AsfTags(_Opened):
    """wma."""

    family = "asf"

    def get(self, field: Field) -> tuple[str, ...]:
        return tuple(str(v) for v in self._opened.tags.get(field.asf, []) if str(v))

    def put(self, field: Field, values: Sequence[str]) -> None:
        self._opened.tags[field.asf] = [ASFUnicodeAttribute(v) for v in values]

    def keys(self, ours: Collection[Field]) -> set[str]:
        return {f.asf for f in ours}

    def entries(self) -> Counter[Entry]:
        """Every attribute; ASF is the one family that is not read by our own eyes yet."""
        return Counter((k, repr(v).encode("utf-8", "replace")) for k, v in self._opened.tags)
