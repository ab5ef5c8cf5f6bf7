"""A file that is written is watched in every region, from the copy to the commit."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import disk, tags
from engine.errors import ChangedError, TagError
from engine.journal import Delta, Journal, Record, RecordState, compare, delta
from engine.tags.carried import SOUND
from engine.tags.raw import carried
from engine.writing import TagFileWriter, proof, replace, settle, steps, to_undo, undo
from tests.audio_files import FORMATS, make_audio
from tests.engine.writing.test_replace import unproved
from tests.engine.writing.test_tag_file import journal_of, track_of, write_description

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")

KINDS = ("mp3", "flac", "ogg", "m4a", "wav")
MUSIC = os.urandom(700_001)
PARTS = [0.0, 0.001, 0.01, 0.1, 0.5, 0.9, 0.999, 1.0]  # of a file's length


def song(tmp_path: Path, kind: str) -> Path:
    """Three seconds of it, alone in its folder."""
    folder = tmp_path / "music"
    folder.mkdir()
    return make_audio(folder / f"a{FORMATS[kind].suffix}", kind=kind, seconds=3)


def flip(path: Path, part: float) -> None:
    """One bit of the byte at this part of the file is another, and nobody can see when."""
    times = path.stat()
    with path.open("r+b") as file:
        at = int(part * (path.stat().st_size - 1))
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 8]))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def disturbed(
    patch: pytest.MonkeyPatch, owner: Any, name: str, disturb: Callable[[], None], *, behind: bool
) -> None:
    """`disturb` is called once, before or behind the call."""
    real = getattr(owner, name)

    def call(*arguments: Any, **options: Any) -> Any:
        patch.setattr(owner, name, real)
        if not behind:
            disturb()
        result = real(*arguments, **options)
        if behind:
            disturb()
        return result

    patch.setattr(owner, name, call)


def copy_beside(path: Path) -> Path:
    (copy,) = path.parent.glob(f"{replace.COPY_PREFIX}*")
    return copy


# --- the copy -----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("owner", "name", "behind"),
    [(proof, "prove", False), (Journal, "prepare", True), (disk, "swap", False)],
    ids=["before the proof", "behind the record", "before the swap"],
)
def test_any_other_bit_of_the_copy_is_caught(
    tmp_path: Path, kind: str, owner: Any, name: str, behind: bool
) -> None:
    path = song(tmp_path, kind)
    old = path.read_bytes()
    for part in PARTS:
        with pytest.MonkeyPatch.context() as patch:
            disturbed(patch, owner, name, lambda: flip(copy_beside(path), part), behind=behind)  # noqa: B023
            with pytest.raises(TagError):
                write_description(track_of(path))
        assert path.read_bytes() == old, part
        # Once it was in the file's place, nobody knows whose that bit is: it is kept and shown.
        for other in set(path.parent.iterdir()) - {path}:
            assert "(conflict " in other.name
            other.unlink()
    write_description(track_of(path))
    assert path.read_bytes() != old


@pytest.mark.parametrize("kind", KINDS)
def test_any_other_bit_of_the_sound_is_caught_behind_the_edit(tmp_path: Path, kind: str) -> None:
    path = song(tmp_path, kind)
    old = path.read_bytes()
    for part in (0.4, 0.6, 0.9):
        with pytest.MonkeyPatch.context() as patch:
            disturbed(patch, tags, "edit_tags", lambda: flip(copy_beside(path), part), behind=True)  # noqa: B023
            with pytest.raises(TagError):
                write_description(track_of(path))
        assert path.read_bytes() == old
        assert list(path.parent.iterdir()) == [path]


def test_a_copy_without_its_silent_end_is_caught(tmp_path: Path) -> None:
    """Where the copy has no bytes any more, zeros are thought for undo: they are not its sound."""
    path = make_audio(tmp_path / "a.wav", seconds=3)
    data = bytearray(path.read_bytes())
    data[-9000:] = bytes(9000)
    path.write_bytes(data)
    cut = tmp_path / "cut.wav"
    cut.write_bytes(data[:-4000])
    found = compare(path, cut)
    before, after = carried(path), carried(path)
    assert not tags.same_spans(path, before, cut, after, found.same)
    assert tags.same_spans(path, before, path, after, compare(path, path).same)


def test_only_what_is_known_to_be_the_same_is_left_out(tmp_path: Path) -> None:
    one, other = tmp_path / "one.flac", tmp_path / "two.flac"
    make_audio(one, seconds=3)
    data = bytearray(one.read_bytes())
    (span,) = (s for s in carried(one).spans if s.name == SOUND)
    for at in (span.start, span.start + 700, span.end - 1):
        data[at] ^= 1
        other.write_bytes(data)
        found = compare(one, other)
        assert found.same
        assert not tags.same_spans(one, carried(one), other, carried(one), found.same)
        data[at] ^= 1
        # Known of another place in the other file: nothing is known of this one.
        elsewhere = [(start, end, move + 1) for start, end, move in found.same]
        assert not tags.same_spans(one, carried(one), other, carried(one), elsewhere)


# --- the file -----------------------------------------------------------------------------------


def append(copy: Path) -> None:
    with copy.open("ab") as file:
        file.write(b"our words")


def rewrite(path: Path) -> Record:
    with Journal(journal_of(path)) as journal:
        batch = journal.begin()
        before = path.lstat()
        return replace.rewrite(journal, batch, path, before, append, prove=unproved, name=path)


def undo_all(path: Path) -> None:
    with Journal(journal_of(path)) as journal:
        batch = journal.begin(undo=True)
        for target in to_undo(journal, None):
            for record in steps(journal, target):
                undo(journal, batch, record)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "music" / "a.mp3"
    made.parent.mkdir()
    made.write_bytes(MUSIC)
    return made


@pytest.mark.parametrize("behind", [False, True])
def test_what_somebody_appends_around_the_comparison_is_kept(path: Path, behind: bool) -> None:
    def add() -> None:
        with path.open("ab") as file:
            file.write(b"theirs")

    with pytest.MonkeyPatch.context() as patch:
        disturbed(patch, replace, "compare", add, behind=behind)
        with pytest.raises(ChangedError):
            rewrite(path)
    assert path.read_bytes() == MUSIC + b"theirs"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_that_is_cut_while_it_is_compared(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        disturbed(patch, delta, "_looked_up", lambda: os.truncate(path, 300_000), behind=False)
        with pytest.raises(TagError, match="cut"):
            rewrite(path)
    assert path.read_bytes() == MUSIC[:300_000]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("kind", KINDS)
def test_a_change_that_no_clock_tells_is_not_taken_for_ours(tmp_path: Path, kind: str) -> None:
    """As through a memory map, whose times the system notes when it likes."""
    path = song(tmp_path, kind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "identity", lambda _: ())
        disturbed(patch, replace, "compare", lambda: flip(path, 0.6), behind=False)
        theirs = bytearray(path.read_bytes())
        theirs[int(0.6 * (len(theirs) - 1))] ^= 8
        with pytest.raises(TagError):
            write_description(track_of(path))
    assert path.read_bytes() == theirs
    assert list(path.parent.iterdir()) == [path]


def test_what_somebody_appends_to_the_new_file_at_once_is_theirs(path: Path) -> None:
    def add() -> None:
        with path.open("ab") as file:
            file.write(b", theirs")

    with pytest.MonkeyPatch.context() as patch:
        disturbed(patch, replace, "rest_of", add, behind=False)
        record = rewrite(path)
    assert record.state is RecordState.COMMITTED
    assert path.read_bytes() == MUSIC + b"our words, theirs"
    assert list(path.parent.iterdir()) == [path]


def test_a_change_that_no_clock_tells_stops_an_undo(path: Path) -> None:
    rewrite(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "identity", lambda _: ())
        disturbed(patch, replace, "compare", lambda: flip(path, 1.0), behind=False)
        with pytest.raises(ChangedError):
            undo_all(path)
    assert path.read_bytes() == MUSIC + b"our word" + bytes([ord("s") ^ 8])


def test_a_file_with_holes(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2_000_000)
        file.seek(1_000_000)
        file.write(MUSIC)
    old = path.read_bytes()
    record = rewrite(path)
    assert path.read_bytes() == old + b"our words"
    assert len(record.displaced) < 1000
    undo_all(path)
    assert path.read_bytes() == old


# --- the way back -------------------------------------------------------------------------------


def other_way_back(old: Path, new: Path, like: str = "") -> Delta:
    """As a broken program could make it: one byte of the old file would come back as another."""
    found = compare(old, new, like)
    wrong = old.with_name(".wrong")
    wrong.write_bytes(bytes([old.read_bytes()[0] ^ 1]) + old.read_bytes()[1:])
    kept = compare(wrong, new).kept
    wrong.unlink()
    return Delta(kept, found.old_hash, found.new_hash, delta.rest_of(new, kept), found.same)


def test_a_way_back_that_fails_is_not_taken_for_one(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replace, "compare", other_way_back)
        with pytest.raises(TagError):
            rewrite(path)
    assert path.read_bytes() == MUSIC
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_way_back_that_fails_is_noticed_after_a_kill(path: Path, exchanges: bool) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replace, "compare", other_way_back)
        patch.setattr(disk, "sync_folder", killed)
        with pytest.raises(KeyboardInterrupt):
            rewrite(path)
    if not exchanges:
        copy = copy_beside(path)
        copy.replace(copy.with_name(copy.name + disk.KEPT_SUFFIX))
    assert path.read_bytes() == MUSIC + b"our words"
    with Journal(journal_of(path)) as journal:
        (record,) = settle(journal)
    assert record.state is RecordState.ROLLED_BACK
    assert path.read_bytes() == MUSIC
    assert list(path.parent.iterdir()) == [path]


def test_a_file_of_an_earlier_journal_keeps_its_kind_of_hash(path: Path) -> None:
    """So that the ways back of an earlier version and of this one can be joined."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Journal, "last_hash", lambda *_: "0" * 64)
        first = rewrite(path)
    assert first.old_hash == hashlib.sha256(MUSIC).hexdigest()
    second = rewrite(path)
    assert second.old_hash == first.new_hash
    undo_all(path)
    assert path.read_bytes() == MUSIC


def test_the_child_is_told_what_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Any] = []
    path = song(tmp_path, "wav")
    size = path.stat().st_size

    def run(function: Callable[..., Any], path: Path, *arguments: Any) -> Any:
        if function is proof.prove:
            told.extend(arguments[-1])
        return function(path, *arguments)

    with Journal(journal_of(path)) as journal:
        TagFileWriter(journal, run).write(track_of(path))
    assert sum(end - start for start, end, _ in told) > 0.99 * size
