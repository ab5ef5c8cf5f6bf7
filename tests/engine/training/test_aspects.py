"""The reviewed vocabulary is consistent."""

from collections import Counter
from pathlib import Path

import pytest

from engine.training.aspects import FAMILIES, KINDS, load_aspects
from engine.training.errors import TrainingError

pytestmark = pytest.mark.training
ASPECTS = load_aspects()


def test_names_and_phrases_are_unique() -> None:
    for words in ([a.name for a in ASPECTS], [a.phrase for a in ASPECTS]):
        assert [w for w, n in Counter(words).items() if n > 1] == []


def test_kinds_are_known_and_vocals_are_complete() -> None:
    assert {a.kind for a in ASPECTS} == set(KINDS)
    vocals = {a.name for a in ASPECTS if a.kind == "vocals"}
    assert vocals == {"male vocals", "female vocals", "choir", "rap", "no vocals"}


def test_every_family_is_reachable_from_peoples_labels() -> None:
    learnt = {a.family for a in ASPECTS if a.family and a.family.lower() in a.people}
    assert learnt == set(FAMILIES)
    assert all((a.family in FAMILIES) == (a.kind == "genre") for a in ASPECTS)


def test_moods_have_a_place_on_the_plane() -> None:
    for aspect in ASPECTS:
        if aspect.kind == "mood":
            assert aspect.valence is not None and -1 <= aspect.valence <= 1
            assert aspect.arousal is not None and -1 <= aspect.arousal <= 1
        else:
            assert aspect.valence is None and aspect.arousal is None


def test_every_aspect_has_something_to_learn_from() -> None:
    for aspect in ASPECTS:
        assert aspect.people or aspect.share is not None, aspect.name
        assert aspect.share is None or (aspect.classes() and 0 < aspect.share < 1), aspect.name


def test_a_broken_file_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "aspects.toml"
    broken.write_text("[[aspect]\n")
    with pytest.raises(TrainingError, match=r"aspects\.toml"):
        load_aspects(broken)


def test_broader_aspects_are_of_the_same_kind_and_family() -> None:
    by_name = {a.name: a for a in ASPECTS}
    for aspect in ASPECTS:
        for name in aspect.broader:
            above = by_name[name]
            assert (above.kind, above.family) == (aspect.kind, aspect.family)
            assert set(above.broader) < set(aspect.broader)
