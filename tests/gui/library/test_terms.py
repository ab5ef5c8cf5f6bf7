"""The conditions of a search, and the place where more is typed."""

from __future__ import annotations

from tagger_gui.library.terms import Terms, conditions


def test_own_words_hold_until_something_is_changed() -> None:
    terms = Terms()
    terms.show("  calm piano   but no drums ", own=True)
    assert terms.query("") == "calm piano   but no drums"
    terms.touch()
    assert conditions(terms.query("")) == tuple(terms.nodes)
    assert terms.query("") != "calm piano   but no drums"


def test_a_condition_is_turned_on_and_off_and_into_its_opposite() -> None:
    terms = Terms()
    (genre,) = conditions("genre:jazz")
    terms.turn(genre, excluded=False)
    assert terms.nodes == [genre]
    terms.turn(genre, excluded=True)
    assert terms.nodes == list(conditions("-genre:jazz"))
    terms.turn(genre, excluded=True)
    assert terms.nodes == [] and terms.query("") == ""


def test_a_condition_becomes_text_where_it_stood() -> None:
    terms = Terms()
    terms.show("genre:jazz, year:1990, key:Am")
    first, second, third = terms.nodes
    assert terms.unfold(1) == "year:1990"
    assert (terms.nodes, terms.place) == ([first, third], 1)
    terms.take("year:1990, genre:jazz")
    assert terms.nodes == [first, second, third]


def test_forgetting_a_condition_keeps_the_place_of_the_text() -> None:
    terms = Terms()
    terms.show("genre:jazz, year:1990, key:Am")
    terms.unfold(1)
    terms.remove(0)
    assert terms.place == 0
    terms.remove(0)
    assert terms.place == 0 and terms.nodes == []
