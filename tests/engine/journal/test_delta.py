"""engine.journal.delta: the old file comes back to the byte, and little has to be kept for it."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import disk
from engine.journal import delta
from engine.journal.delta import compare, rest_of, restore

MUSIC = random.Random(1).randbytes(300_001)


def kept(tmp_path: Path, old: bytes, new: bytes) -> bytes:
    """The delta, after it has given back the old bytes."""
    before, after = tmp_path / "old", tmp_path / "new"
    before.write_bytes(old)
    after.write_bytes(new)
    found = compare(before, after)
    assert b"".join(restore(after, found.kept)) == old
    assert (found.old_hash, found.new_hash) == (disk.hash_of(before), disk.hash_of(after))
    for start, end, move in found.same:
        assert 0 <= start < end <= len(old)
        assert old[start:end] == new[start + move : end + move]
    return found.kept


@pytest.mark.parametrize(
    "new",
    [
        MUSIC,
        b"a longer head" + MUSIC[5:],
        MUSIC[1000:],
        MUSIC + b"tail",
        MUSIC[:-2000],
        MUSIC[:7] + b"x" + MUSIC[8:-3] + b"longer tail",
    ],
)
def test_a_tag_writers_work_costs_little(tmp_path: Path, new: bytes) -> None:
    assert len(kept(tmp_path, MUSIC, new)) < 2500


def test_bytes_that_are_not_there_are_no_zeros_that_both_hold(tmp_path: Path) -> None:
    silent = MUSIC + bytes(5000)
    kept(tmp_path, silent, MUSIC + bytes(100))
    kept(tmp_path, silent, MUSIC)
    kept(tmp_path, bytes(5000) + MUSIC, MUSIC)
    kept(tmp_path, bytes(5000), b"")


def test_restore_and_the_rest_tell_every_byte_of_the_new_file(tmp_path: Path) -> None:
    new = b"longer head" + MUSIC[5:-3] + b"longer tail" + MUSIC[:700]
    found = kept(tmp_path, MUSIC, new)
    path = tmp_path / "new"
    rest = rest_of(path, found)
    for at in [*range(0, 600, 7), *range(0, len(new), 9973), *range(len(new) - 1200, len(new), 7)]:
        path.write_bytes(new[:at] + bytes([new[at] ^ 1]) + new[at + 1 :])
        assert rest_of(path, found) != rest or b"".join(restore(path, found)) != MUSIC, at


def test_renumbered_pages_cost_a_few_bytes_each(tmp_path: Path) -> None:
    """As in Ogg, when the comments need another page: every page gets a number and a checksum."""
    pages = [MUSIC[at : at + 4000] for at in range(0, 300_000, 4000)]
    old = b"".join(b"OggS" + bytes([n]) + bytes(8) + page for n, page in enumerate(pages))
    new = bytes(4100) + b"".join(
        b"OggS" + bytes([n + 1]) + b"checksum" + page for n, page in enumerate(pages)
    )
    assert len(kept(tmp_path, old, new)) < 20 * len(pages) + 1000


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000), st.binary(max_size=3000), st.integers(0, 2000))
def test_any_bytes_come_back(old: bytes, new: bytes, cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept(Path(folder), old, new)
        kept(Path(folder), old, new[:cut] + old[cut:])
        kept(Path(folder), old + new, old)
        kept(Path(folder), new, old + new)


def test_what_does_not_fit_is_an_error(tmp_path: Path) -> None:
    found = kept(tmp_path, b"old", b"new!")
    (tmp_path / "new").write_bytes(b"other size")
    with pytest.raises(ValueError, match="another file"):
        list(restore(tmp_path / "new", found))
    for damaged in (b"", found[:-3], b"no delta at all"):
        with pytest.raises(ValueError, match="damaged"):
            list(restore(tmp_path / "new", damaged))


def test_a_wholly_different_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delta, "MOST_BYTES", 1000)
    with pytest.raises(ValueError, match="too much"):
        kept(tmp_path, MUSIC, MUSIC[::-1])
