"""Every General MIDI program has one row, in our words, and bands are made of what there is."""

import random

import pytest

from engine.training.aspects import load_aspects
from engine.training.orchestra import BANDS, DRUM_BANK, INSTRUMENTS, MOST, choose_band

pytestmark = pytest.mark.training
NAMES = {aspect.name: aspect.kind for aspect in load_aspects()}


def test_all_programs_are_mapped_once() -> None:
    assert sorted(i.program for i in INSTRUMENTS if i.bank == 0) == list(range(128))
    assert {i.aspect for i in INSTRUMENTS if i.bank == DRUM_BANK} == {
        "drums", "drum machine", "percussion",
    }  # fmt: skip


def test_instruments_are_in_our_vocabulary() -> None:
    for instrument in INSTRUMENTS:
        if instrument.aspect:
            kind = "vocals" if instrument.aspect == "choir" else "instrument"
            assert NAMES[instrument.aspect] == kind
            assert instrument.roles and instrument.high - instrument.low >= 12
        else:
            assert not instrument.roles


def test_every_seat_can_be_taken() -> None:
    for _, seats in BANDS:
        for seat in seats:
            role = "lead" if seat.role == "counter" else seat.role
            able = {i.aspect for i in INSTRUMENTS if role in i.roles}
            assert able and set(seat.aspects) <= able | {i.aspect for i in INSTRUMENTS}
            assert not seat.aspects or able & set(seat.aspects)


def test_bands_are_many_and_small() -> None:
    bands = [choose_band(lambda i: bool(i.aspect), random.Random(n)) for n in range(600)]
    sizes = [len(band) for band in bands]
    assert max(sizes) == MOST
    aspects = [frozenset(i.aspect for i in band) for band in bands]
    assert frozenset({"piano"}) in aspects and frozenset({"piano", "strings"}) in aspects
    assert any({"electric guitar", "bass guitar", "drums"} <= found for found in aspects)
    heard = set().union(*aspects)
    assert heard == {i.aspect for i in INSTRUMENTS if i.aspect}


def test_a_band_has_only_what_the_soundfont_has() -> None:
    for n in range(50):
        band = choose_band(lambda i: i.aspect in ("piano", "drums"), random.Random(n))
        assert {i.aspect for i in band} <= {"piano", "drums"}


def test_the_same_seed_is_the_same_band() -> None:
    one, two = (choose_band(lambda i: bool(i.aspect), random.Random(4)) for _ in range(2))
    assert one == two
