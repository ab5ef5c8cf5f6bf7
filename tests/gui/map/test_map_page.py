"""The Map page as a user drives it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from engine.model import Vocabulary
from engine.scan import FoundFile
from engine.search import Searcher
from engine.track import Analysis, Description, Tags
from tagger_gui.map.map_page import MapPage
from tagger_gui.map.picture import RAMP
from tagger_gui.map.places import places
from tagger_gui.page import Place
from tagger_gui.program import Program
from tests.gui.desk import Desk, FakeEncoder, FakePlayer

EACH = 12  # tracks of each of three kinds


def fill(desk: Desk, vocabulary: Vocabulary) -> None:
    """Tracks that sound in three ways: rock, classical, and nothing clear; each with its tempo."""
    desk.player = FakePlayer
    library = desk.library
    searcher = Searcher(library, FakeEncoder(), vocabulary)  # type: ignore[arg-type]
    desk.services = replace(desk.services, vocabulary=lambda: vocabulary, searcher=lambda: searcher)
    folder = Path("/music")
    root = library.add_root(folder)
    files = [FoundFile(folder / f"{i:02}.flac", 1000, i) for i in range(3 * EACH)]
    library.add_files(root, files)
    random = np.random.default_rng(0)
    names = [(entry.kind, entry.name) for entry in vocabulary.aspects]
    for number, file in enumerate(files):
        kind = number // EACH
        probabilities = np.full(len(names), 0.01, "<f2")
        if kind < 2:
            probabilities[names.index(("genre", ("rock", "classical")[kind]))] = 0.97
        sound = np.eye(4)[kind] + random.normal(0, 0.05, 4)
        description = Description(
            "A sound.",
            model="fake-1",
            tempo_bpm=(70.0, 130.0, None)[kind],
            embedding=sound.astype("<f2").tobytes(),
            text_embedding=np.ones(4, "<f2").tobytes(),
            probabilities=probabilities.tobytes(),
        )
        heard = Analysis(Tags(f"Title {number}", "Band"), 60.0, f"3x10:{number}", description)
        library.save_analysis(library.get(file.path), heard)


def open_map(desk: Desk, vocabulary: Vocabulary) -> tuple[Program, MapPage]:
    fill(desk, vocabulary)
    program = desk.open()
    program.window.show_page(Place.MAP)
    desk.until(lambda: program.map._job is None and program.map._places is not None)
    program.map.view.setFocus()
    return program, program.map


def player_of(program: Program) -> Any:
    program.player_bar.sound.open()
    return program.player_bar.findChild(FakePlayer)


def entries(page: MapPage) -> list[str]:
    return [entry.accessibleName() for entry in page.legend.entries()]


def encircle(page: MapPage, ids: list[int], keys: Qt.KeyboardModifier) -> None:
    """Draws a line around these tracks, which lie together."""
    pixels = np.array([page.view.pixel_of(id_).toTuple() for id_ in ids])
    (left, top), (right, bottom) = pixels.min(axis=0) - 9, pixels.max(axis=0) + 9
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    points = [QPoint(round(x), round(y)) for x, y in corners]
    left_button = Qt.MouseButton.LeftButton
    QTest.mousePress(page.view, left_button, keys, points[0])
    for point in points[1:]:
        QTest.mouseMove(page.view, point)
    QTest.mouseRelease(page.view, left_button, keys, points[-1])


def test_colours_say_genre_mood_and_tempo(desk: Desk, vocabulary: Vocabulary) -> None:
    _, page = open_map(desk, vocabulary)
    assert sorted(entries(page)) == [
        f"Classical, {EACH} tracks",
        f"Pop/Rock, {EACH} tracks",
        f"Unclear, {EACH} tracks",
    ]
    page.colouring.setCurrentIndex(2)
    assert entries(page) == [
        f"< 80 bpm, {EACH} tracks",
        f"120–140 bpm, {EACH} tracks",
        f"Unclear, {EACH} tracks",
    ]
    picture = page.view.grab().toImage()
    colours = {
        picture.pixelColor(page.view.pixel_of(id_).toPoint()).name() for id_ in range(1, EACH + 1)
    }
    assert RAMP[0] in colours
    page.colouring.setCurrentIndex(1)
    assert entries(page) == [f"Unclear, {3 * EACH} tracks"]


def test_a_click_selects_and_plays(desk: Desk, vocabulary: Vocabulary) -> None:
    program, page = open_map(desk, vocabulary)
    QTest.mouseMove(page.view, page.view.pixel_of(5).toPoint())
    desk.until(lambda: page.view._name != "")
    QTest.mouseClick(page.view, Qt.MouseButton.LeftButton, pos=page.view.pixel_of(5).toPoint())
    chosen = page.view.current_id()
    assert 1 <= chosen <= EACH  # its neighbours may lie above it
    desk.until(lambda: player_of(program).playing)
    desk.until(lambda: page.evidence.shown_id() == chosen)
    assert player_of(program).sources[-1].toLocalFile().endswith(f"{chosen - 1:02}.flac")


def test_arrow_keys_walk_from_neighbour_to_neighbour(desk: Desk, vocabulary: Vocabulary) -> None:
    program, page = open_map(desk, vocabulary)
    view = page.view
    QTest.keyClick(view, Qt.Key.Key_Down)  # the first key takes what is in the middle
    visited = [view.current_id()]
    for key in [Qt.Key.Key_Left] * (3 * EACH):
        QTest.keyClick(view, key)
        visited.append(view.current_id())
    steps = [view.pixel_of(id_).x() for id_ in dict.fromkeys(visited)]
    assert steps == sorted(steps, reverse=True) and len(steps) > 1
    QTest.keyClick(view, Qt.Key.Key_Return)
    desk.until(lambda: player_of(program).playing)
    desk.until(lambda: view.accessibleDescription() == f"Title {view.current_id() - 1}")
    QTest.keyClick(view, Qt.Key.Key_Space)
    desk.until(lambda: not player_of(program).playing)


def test_encircled_tracks_become_a_playlist(desk: Desk, vocabulary: Vocabulary) -> None:
    program, page = open_map(desk, vocabulary)
    first, second = list(range(1, EACH + 1)), list(range(EACH + 1, 2 * EACH + 1))
    encircle(page, first, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(page.view.selected_ids()) == first
    more = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
    encircle(page, second, more)
    assert sorted(page.view.selected_ids()) == first + second
    assert page.chosen.isVisible()
    desk.dialogs.name = "A corner"
    with desk.qtbot.waitSignal(page.playlist_asked) as asked:
        page.chosen._playlist.click()
    assert sorted(asked.args[0]) == first + second
    status = program.window.statusBar()
    desk.until(lambda: status.currentMessage() == "New playlist A corner: 24 tracks")
    assert program.window.current_page() is page
    QTest.keyClick(page.view, Qt.Key.Key_L)
    assert page.view.lasso
    encircle(page, second, Qt.KeyboardModifier.NoModifier)
    page.chosen._library.click()
    assert program.window.current_page() is program.library
    desk.until(lambda: sorted(program.library.area.selected_ids()) == second)


def test_a_class_alone_can_be_selected_with_the_keys(desk: Desk, vocabulary: Vocabulary) -> None:
    program, page = open_map(desk, vocabulary)

    def classical_alone() -> bool:
        classical = next(e for e in page.legend.entries() if e.text() == "Classical")
        classical.setFocus()
        if not classical.isChecked():
            QTest.keyClick(classical, Qt.Key.Key_Space)
        return classical.isChecked()

    desk.until(classical_alone)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert sorted(page.view.selected_ids()) == list(range(EACH + 1, 2 * EACH + 1))
    page.play_step(1)
    desk.until(lambda: program.player_bar.playing_id == EACH + 1)
    page.play_step(-1)
    desk.until(lambda: program.player_bar.playing_id == 2 * EACH)
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.view.selected_ids() == [] and not page.chosen.isVisible()


def test_it_is_zoomed_and_moved(desk: Desk, vocabulary: Vocabulary) -> None:
    _, page = open_map(desk, vocabulary)
    view = page.view
    before, other = view.pixel_of(1), view.pixel_of(30)
    view.zoom(3, before)
    assert (view.pixel_of(1) - before).manhattanLength() < 1
    assert (view.pixel_of(30) - before).manhattanLength() > (other - before).manhattanLength()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    QTest.mouseMove(view, QPoint(60, 40))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    assert (view.pixel_of(1) - before - QPoint(50, 30)).manhattanLength() < 1
    QTest.keyClick(view, Qt.Key.Key_0)
    assert (view.pixel_of(1) - before).manhattanLength() < 1


def test_its_tools_are_large_enough_to_be_hit(desk: Desk, vocabulary: Vocabulary) -> None:
    _, page = open_map(desk, vocabulary)
    for button in page._buttons:
        assert min(button.width(), button.height()) >= 28
        assert button.iconSize().width() >= 16


def test_the_layout_is_kept_and_made_anew_when_it_is_damaged(
    desk: Desk, vocabulary: Vocabulary
) -> None:
    fill(desk, vocabulary)
    first = list(places(desk.services))
    assert len(first) > 3 and first[0].done == 0
    (kept,) = (desk.services.cache / "maps").iterdir()
    again = list(places(desk.services))
    assert len(again) == 1
    assert (again[0].at == first[-1].at).all()
    kept.write_bytes(b"\x93NUMPY nonsense")
    assert (list(places(desk.services))[-1].at == first[-1].at).all()


def test_what_becomes_of_tracks_is_seen_on_the_map(desk: Desk, vocabulary: Vocabulary) -> None:
    program, page = open_map(desk, vocabulary)
    encircle(page, [1, 2], Qt.KeyboardModifier.ShiftModifier)
    chosen, before = page.view.selected_ids(), page._places
    page._later.setInterval(0)
    program.news.changed.emit([])
    desk.until(lambda: page._places is not before and page._job is None)
    assert page.view.selected_ids() == chosen
    assert len(page.legend.entries()) == 3


def test_an_empty_library_is_said_to_be_empty(desk: Desk, vocabulary: Vocabulary) -> None:
    desk.services = replace(
        desk.services,
        searcher=lambda: Searcher(desk.library, FakeEncoder(), vocabulary),  # type: ignore[arg-type]
    )
    program = desk.open()
    program.window.show_page(Place.MAP)
    desk.until(lambda: program.map._state.text() == "Nothing has been listened to yet.")
    QTest.keyClick(program.map.view, Qt.Key.Key_Left)
    QTest.keyClick(program.map.view, Qt.Key.Key_Return)
    QTest.mouseClick(program.map.view, Qt.MouseButton.LeftButton)
    assert program.map.view.current_id() == 0 and desk.dialogs.bugs == []
