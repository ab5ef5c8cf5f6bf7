"""What the engine says, in English."""

from __future__ import annotations

import pytest

from engine.manner import UnfitWordsError, checked
from engine.message import Message


def test_parts_stand_in_their_places() -> None:
    message = Message("{1}, “{0}” ({2})", ("{0} a", 12_345, Message("not {0}", (0.456,))))
    assert str(message) == "12,345, “{0} a” (not 0.46)"
    assert str(Message("nothing in it")) == "nothing in it"


def test_unfit_words_say_why() -> None:
    with pytest.raises(UnfitWordsError, match="“easy” is preferred and banned") as caught:
        checked(["easy"], {"calm": "easy"})
    assert caught.value.message.parts == ("easy",)
