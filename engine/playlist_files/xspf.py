"""xspf, the XML playlist of xspf.org, version 1."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, XMLParser

from engine.playlist_files.places import places
from engine.playlist_files.values import (
    MOST_ENTRIES,
    Entry,
    Listing,
    bounded,
    first,
    label,
    seconds,
)
from engine.track import Track
from engine.words import one_line

_NAMESPACE = "http://xspf.org/ns/0/"
_SOUND = "urn:x-linernotes:"  # an identifier that is the hash of the sound
_PIECE = 64 * 1024  # bytes read before looking whether there are too many tracks
_WANTED = frozenset({"location", "title", "creator", "duration", "identifier"})


def render(name: str, tracks: Sequence[Track]) -> bytes:
    """The bytes of an xspf file; places are absolute, percent-encoded file URIs."""
    root = ElementTree.Element("playlist", version="1", xmlns=_NAMESPACE)
    if name:
        ElementTree.SubElement(root, "title").text = one_line(name)
    listed = ElementTree.SubElement(root, "trackList")
    for track in tracks:
        values = {
            "location": track.path.as_uri(),
            "identifier": track.audio_hash and _SOUND + quote(track.audio_hash, safe=""),
            "title": one_line(track.tags.title),
            "creator": one_line(track.tags.artist),
            "annotation": one_line(track.description.text) if track.description else "",
            "album": one_line(track.tags.album),
            "duration": str(round(1000 * track.duration_s) or ""),
        }
        element = ElementTree.SubElement(listed, "track")
        for key, value in values.items():
            if value:
                ElementTree.SubElement(element, key).text = value
    ElementTree.indent(root)
    data: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return data


def parse(data: bytes, folder: Path) -> Listing:
    """The entries; raises ValueError, in words, for what is no xspf or holds entities."""
    reader = _Reader(folder)
    parser = XMLParser(target=reader, forbid_dtd=True)
    try:
        for at in range(0, len(data), _PIECE):
            parser.feed(data[at : at + _PIECE])
            if len(reader.entries) > MOST_ENTRIES:
                break
        else:
            parser.close()
    except DefusedXmlException as error:
        raise ValueError("it declares entities of its own, which no playlist needs") from error
    except (ParseError, ValueError, LookupError) as error:
        raise ValueError(f"it is no proper XML ({error})") from error
    return Listing(one_line(reader.name), bounded(reader.entries))


class _Reader:
    """Hears of elements as they come, and keeps no tree of them."""

    def __init__(self, folder: Path) -> None:
        self.name = ""
        self.entries: list[Entry] = []
        self._folder = folder
        self._open: list[str] = []  # names of elements
        self._track: dict[str, list[str]] = {}
        self._text: list[str] | None = None

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if len(self._open) > 100:
            raise ValueError("elements within elements within elements")
        self._open.append(name)
        if self._open[1:] == ["trackList", "track"]:
            self._track = {}
        wanted = name in _WANTED and self._open[1:-1] in ([], ["trackList", "track"])
        self._text = [] if wanted else None

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, _tag: str) -> None:
        if self._text is not None:
            text = "".join(self._text).strip()
            if len(self._open) == 2 and self._open[-1] == "title":
                self.name = text
            elif len(self._open) == 4:
                self._track.setdefault(self._open[-1], []).append(text)
        if self._open[1:] == ["trackList", "track"]:
            self.entries.append(_entry(self._track, self._folder))
        self._open.pop()
        self._text = None

    def close(self) -> None:
        """The parser asks for it."""


def _entry(track: dict[str, list[str]], folder: Path) -> Entry:
    locations = track.get("location", [])
    said = label(first(track.get("creator", ())), first(track.get("title", ())))
    length = seconds(first(track.get("duration", ())))
    identifiers = [i for i in track.get("identifier", ()) if i.startswith(_SOUND)]
    return Entry(
        first((*locations, said, "a track without a name")),
        tuple(place for words in locations for place in places(words, folder, uri=True)),
        said,
        length / 1000 if length else None,
        unquote(first(identifiers).removeprefix(_SOUND)),
    )
