"""engine.errors: errors cross processes and are fit to be shown."""

from __future__ import annotations

import os
import pickle
import sys
from pathlib import Path

import pytest

from engine import errors
from engine.errors import LinernotesError
from engine.words import one_line, printable

ALL = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, LinernotesError)]


@pytest.mark.parametrize("kind", ALL)
def test_every_error_survives_pickling(kind: type[LinernotesError]) -> None:
    error = pickle.loads(pickle.dumps(kind(Path("a.mp3"), "it breaks off")))
    assert type(error) is kind
    assert (error.path, error.reason) == (Path("a.mp3"), "it breaks off")
    assert str(error) == "a.mp3: it breaks off"


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_odd_names_can_be_printed_anywhere() -> None:
    path = Path(os.fsdecode(b"caf\xe9\x1b[31m\n.mp3"))
    assert one_line(" a\n\tb\x00\x1b[2J ") == "a b [2J"
    assert printable(path).encode("utf-8").decode() == r"caf\udce9\x1b[31m\n.mp3"
