"""A soundfont's instruments are read from its own list."""

import struct
from pathlib import Path

import pytest

from engine.training.errors import TrainingError
from engine.training.orchestra import INSTRUMENTS
from engine.training.soundfonts import PRESET, find_soundfonts, read_presets

pytestmark = pytest.mark.training


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack("<4sI", name, len(content)) + content + b"\0" * (len(content) % 2)


def write_soundfont(path: Path, presets: list[tuple[int, int]]) -> Path:
    """A file with a soundfont's lists of (bank, program) but no sounds."""
    rows = b"".join(PRESET.pack(b"x", program, bank, 0, 0, 0, 0) for bank, program in presets)
    rows += PRESET.pack(b"EOP", 0, 0, 0, 0, 0, 0)
    content = b"sfbk" + _chunk(b"LIST", b"INFO" + _chunk(b"INAM", b"odd"))
    content += _chunk(b"LIST", b"sdta" + _chunk(b"smpl", b"\0" * 7))
    content += _chunk(b"LIST", b"pdta" + _chunk(b"phdr", rows))
    path.write_bytes(_chunk(b"RIFF", content))
    return path


def test_presets_are_found_behind_other_chunks(tmp_path: Path) -> None:
    path = write_soundfont(tmp_path / "a.sf2", [(0, 0), (128, 25)])
    assert read_presets(path) == {(0, 0), (128, 25)}


def test_a_soundfont_has_what_it_lists(tmp_path: Path) -> None:
    write_soundfont(tmp_path / "a.sf2", [(0, 0), (0, 120), (128, 0)])
    (found,) = find_soundfonts((tmp_path, tmp_path / "nowhere"))
    assert {i.aspect for i in INSTRUMENTS if found.has(i)} == {"piano", "drums", "percussion"}


def test_a_linked_soundfont_counts_once(tmp_path: Path) -> None:
    path = write_soundfont(tmp_path / "a.sf2", [(0, 0)])
    (tmp_path / "default.sf2").symlink_to(path)
    assert len(find_soundfonts((tmp_path,))) == 1


def test_no_soundfont_is_told(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no soundfont"):
        find_soundfonts((tmp_path,))


@pytest.mark.parametrize("content", [b"", b"RIFF", b"hello" * 20, _chunk(b"RIFF", b"sfbk")])
def test_a_damaged_soundfont_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.sf2").write_bytes(content)
    with pytest.raises(TrainingError, match=r"a\.sf2"):
        read_presets(tmp_path / "a.sf2")


def test_a_soundfont_cut_short_is_told(tmp_path: Path) -> None:
    path = write_soundfont(tmp_path / "a.sf2", [(0, 0), (0, 1)])
    path.write_bytes(path.read_bytes()[:-50])
    with pytest.raises(TrainingError, match="damaged"):
        read_presets(path)
