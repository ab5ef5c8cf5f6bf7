"""engine.tags: one round trip for all formats, and what a careless writer would lose."""

from __future__ import annotations

from pathlib import Path

import mutagen
import pytest
from mutagen.id3 import APIC, COMM, GEOB, ID3, PRIV, TXXX, UFID

from engine.errors import TagError
from engine.tags import (
    COMMENT,
    DESCRIPTION,
    FIELDS,
    SOURCE,
    TagChange,
    edit_tags,
    foreign_entries,
    plan_changes,
    read_fields,
    read_tags,
)
from tests.audio_files import FORMATS, make_audio, text_named_mp3

WITH_TAGS = ["mp3", "flac", "ogg", "oggflac", "opus", "m4a", "alac", "wav", "aiff", "wma",
             "wavpack", "tta", "mp2"]  # fmt: skip
WANTED = {
    DESCRIPTION: ("A calm, slow piano piece — with “strings”.",),
    SOURCE: ("linernotes/clstma-mt-1;edited=0",),
    COMMENT: ("A calm, slow piano piece — with “strings”.",),
    FIELDS["mood"]: ("calm", "sad"),
    FIELDS["instruments"]: ("piano", "strings"),
    FIELDS["bpm"]: ("72",),
    FIELDS["key"]: ("F#m",),
}


def make(tmp_path: Path, kind: str, **options: object) -> Path:
    return make_audio(tmp_path / f"a{FORMATS[kind].suffix}", kind=kind, seconds=3, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", WITH_TAGS)
def test_what_is_written_reads_back_in_every_format(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path, kind)
    edit_tags(path, plan_changes(path, WANTED))
    assert read_fields(path) | WANTED == read_fields(path)
    assert read_tags(path).description == WANTED[DESCRIPTION][0]
    assert plan_changes(path, WANTED) == []


@pytest.mark.parametrize("kind", WITH_TAGS)
def test_writing_twice_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path, kind)
    changes = plan_changes(path, WANTED)
    edit_tags(path, changes)
    once = path.read_bytes()
    edit_tags(path, changes)
    assert path.read_bytes() == once


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "opus", "m4a", "wma"])
def test_titles_that_others_wrote_are_read(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path, kind, tags={"title": "Ünïcode ♫", "artist": "Sunn O)))"})
    assert (read_tags(path).title, read_tags(path).artist) == ("Ünïcode ♫", "Sunn O)))")


@pytest.mark.parametrize("kind", ["mp3", "flac", "ogg", "m4a"])
def test_nothing_a_person_wrote_is_replaced(tmp_path: Path, kind: str) -> None:
    path = make(tmp_path, kind)
    mine = {COMMENT: ("my own words",), FIELDS["mood"]: ("rainy",), FIELDS["genre"]: ("Krautrock",)}
    edit_tags(path, [TagChange(field, (), values) for field, values in mine.items()])
    changed = {c.field for c in plan_changes(path, {**WANTED, FIELDS["genre"]: ("rock",)})}
    assert changed == set(WANTED) - set(mine)


def test_a_comment_in_another_place_counts_as_one(tmp_path: Path) -> None:
    flac = make(tmp_path, "flac")
    opened = mutagen.File(flac)
    opened["DESCRIPTION"] = "my own words"
    opened.save()
    assert COMMENT not in {c.field for c in plan_changes(flac, WANTED)}
    mp3 = make(tmp_path, "mp3")
    frames = ID3()
    frames.add(COMM(encoding=3, lang="deu", desc="", text=["meine Worte"]))
    frames.save(mp3)
    assert COMMENT not in {c.field for c in plan_changes(mp3, WANTED)}


def test_our_own_comment_is_renewed_with_the_description(tmp_path: Path) -> None:
    path = make(tmp_path, "mp3")
    edit_tags(path, plan_changes(path, WANTED))
    new = {**WANTED, DESCRIPTION: ("Loud.",), COMMENT: ("Loud.",)}
    assert {c.field for c in plan_changes(path, new)} == {DESCRIPTION, COMMENT}


def test_an_empty_value_never_writes(tmp_path: Path) -> None:
    path = make(tmp_path, "flac", tags={"title": "T"})
    assert plan_changes(path, {FIELDS["title"]: ("",), DESCRIPTION: ()}) == []


@pytest.mark.parametrize("version", [3, 4])
def test_the_id3_version_and_every_other_frame_stay(tmp_path: Path, version: int) -> None:
    path = make(tmp_path, "mp3", tags={"title": "T"}, id3_version=version)
    tags = ID3(path, translate=False)
    tags.add(GEOB(encoding=0, mime="a/b", filename="f", desc="Serato Markers2", data=b"\0\1\2"))
    tags.add(PRIV(owner="me", data=b"secret"))
    tags.add(UFID(owner="http://musicbrainz.org", data=b"id"))
    tags.add(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=b"\xff\xd8picture"))
    tags.add(TXXX(encoding=1 if version == 3 else 3, desc="MyOwn", text=["x"]))
    tags.save(path, v2_version=version, v23_sep=None)
    before = foreign_entries(path, list(WANTED))
    edit_tags(path, plan_changes(path, WANTED))
    assert foreign_entries(path, list(WANTED)) == before
    after = ID3(path, translate=False)
    assert after.version[1] == version
    mood = "TMOO" if version == 4 else "TXXX:MOOD"
    assert mood in after
    assert not (version == 3 and "TMOO" in after)
    assert after.getall("COMM::eng")[0].desc == ""


def test_an_id3v1_tag_at_the_end_keeps_its_bytes(tmp_path: Path) -> None:
    path = make(tmp_path, "mp3")
    old = b"TAG" + b"Old Title".ljust(30, b"\0") + bytes(94) + b"\x11"
    path.write_bytes(path.read_bytes() + old)
    edit_tags(path, plan_changes(path, WANTED))
    assert path.read_bytes().endswith(old)


def test_words_of_a_lone_id3v1_tag_come_along(tmp_path: Path) -> None:
    path = make(tmp_path, "mp3", id3_version=1, tags={"title": "Only Old"})
    edit_tags(path, plan_changes(path, WANTED))
    assert str(ID3(path, load_v1=False)["TIT2"]) == "Only Old"


def test_foreign_entries_notice_a_lost_picture(tmp_path: Path) -> None:
    for kind in ("mp3", "flac", "ogg", "m4a"):
        path = make(tmp_path, kind, cover=True)
        before = foreign_entries(path, [])
        opened = mutagen.File(path)
        if kind == "flac":
            opened.clear_pictures()
        else:
            pictures = ("APIC:", "covr", "metadata_block_picture")
            for key in [k for k in dict(opened.tags) if k.startswith(pictures)]:
                del opened.tags[key]
        opened.save()
        assert foreign_entries(path, []) != before, kind


@pytest.mark.parametrize("kind", ["ac3", "au", "caf"])
def test_formats_without_tags_say_so(tmp_path: Path, kind: str) -> None:
    with pytest.raises(TagError, match="no tags that Linernotes can use"):
        read_tags(make(tmp_path, kind))


def test_damaged_and_other_files_are_errors_in_words(tmp_path: Path) -> None:
    with pytest.raises(TagError):
        read_tags(text_named_mp3(tmp_path / "a.mp3"))
    with pytest.raises(TagError, match="No such file"):
        read_tags(tmp_path / "nowhere.mp3")
    (tmp_path / "b.flac").write_bytes(b"fLaC" + b"\xff" * 100)
    with pytest.raises(TagError):
        read_tags(tmp_path / "b.flac")
