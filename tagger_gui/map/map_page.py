"""MapPage: the library as a map, what its colours mean, and what can be done with a part of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from tagger_gui.commands import Command, Menu
from tagger_gui.evidence.evidence_view import EvidenceView
from tagger_gui.map.legend import Legend
from tagger_gui.map.map_view import MapView
from tagger_gui.map.picture import COLOURS, RAMP, REST
from tagger_gui.map.places import MOST_CLASSES, Colouring, Places, places
from tagger_gui.map.selection_bar import SelectionBar
from tagger_gui.news import News
from tagger_gui.page import Page, Place
from tagger_gui.player_bar import PlayerBar
from tagger_gui.services import Services
from tagger_gui.tasks import Row, rows_of
from tagger_gui.text import Look, label, tooltip
from tagger_gui.theme import icon
from tagger_gui.work import Errands, Job, Threads

_ICON, _TARGET = QSize(20, 20), QSize(32, 32)
_AGAIN_MS = 10_000  # between two maps while tracks are being listened to


class MapPage(Page):
    """The Map page.

    Signals:
        playlist_asked(list): the numbers of tracks that are to become a playlist.
        library_asked(list): the numbers of tracks that the user wants to see in the library.
    """

    playlist_asked = Signal(object)
    library_asked = Signal(object)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        *,
        news: News,
        player: PlayerBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Place.MAP.title, parent)
        self._services, self._threads, self._player = services, threads, player
        self._places: Places | None = None
        self._job: Job | None = None
        self._stale = True
        self._names = Errands(threads, self)
        self._plays = Errands(threads, self)
        self.view = MapView()
        self.legend = Legend()
        self.evidence = EvidenceView(services, threads, player)
        self.colouring = QComboBox()
        self._state = label("", Look.QUIET)
        self._buttons: dict[QToolButton, str] = {}
        self._lasso = self._tool("lasso", self.tr("Encircle tracks (L, or Shift and drag)"), None)
        self.chosen = SelectionBar()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_AGAIN_MS)
        self._name_colourings()
        self._lay_out()
        self._connect(news)
        self.draw_icons()

    def _connect(self, news: News) -> None:
        for part in (self._names, self._plays, self.evidence):
            part.failed.connect(self.failed)
        self.view.current_changed.connect(self._show_current)
        self.view.play_asked.connect(self._play)
        self.view.hovered.connect(self._ask_name)
        self.view.selected.connect(lambda ids: self.chosen.show_count(len(ids)))
        self.chosen.playlist_asked.connect(self._ask_playlist)
        self.chosen.library_asked.connect(self._ask_library)
        self.chosen.cleared.connect(self.view.clear)
        self.legend.chosen.connect(self.view.show_only)
        self.colouring.currentIndexChanged.connect(lambda _: self._show_colours())
        self._lasso.toggled.connect(self._turn_lasso)
        self._later.timeout.connect(self._look)
        news.changed.connect(self._grow_stale)
        news.found.connect(self._grow_stale)

    def _name_colourings(self) -> None:
        self.colouring.setAccessibleName(self.tr("Colour by"))
        self.colouring.addItem(self.tr("Likeliest genre"), Colouring.GENRE)
        self.colouring.addItem(self.tr("Likeliest mood"), Colouring.MOOD)
        self.colouring.addItem(self.tr("Tempo"), Colouring.TEMPO)

    def _tool(self, name: str, words: str, do: Callable[[], object] | None) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setIconSize(_ICON)
        button.setMinimumSize(_TARGET)
        button.setToolTip(tooltip(words))
        button.setAccessibleName(words.partition(" (")[0])
        if do is None:
            button.setCheckable(True)
        else:
            button.clicked.connect(lambda _: do())
        self._buttons[button] = name
        return button

    def _lay_out(self) -> None:
        view = self.view
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 6, 10, 6)
        bar.addWidget(self._lasso)
        bar.addWidget(self._tool("zoom-in", self.tr("Nearer (+)"), lambda: view.zoom(1)))
        bar.addWidget(self._tool("zoom-out", self.tr("Farther (-)"), lambda: view.zoom(-1)))
        bar.addWidget(self._tool("whole", self.tr("The whole map (0)"), view.show_whole))
        bar.addWidget(self._state)
        bar.addStretch(1)
        canvas = QWidget()
        column = QVBoxLayout(canvas)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(view, 1)
        column.addWidget(self.chosen)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(canvas)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([900, 300])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _side(self) -> QWidget:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(14, 10, 14, 6)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Colour by"), Look.QUIET))
        head.addWidget(self.colouring, 1)
        column.addLayout(head)
        column.addWidget(self.legend)
        column.addStretch(1)
        side = QSplitter(Qt.Orientation.Vertical)
        side.addWidget(upper)
        side.addWidget(self.evidence)
        side.setStretchFactor(1, 1)
        side.setChildrenCollapsible(False)
        return side

    def shortcuts(self) -> Sequence[Command]:
        menu, view = Menu.VIEW, self.view
        return (
            Command(self.tr("Go to the nearest track"), None, ("Left", "Right", "Up", "Down")),
            Command(self.tr("Play the track"), None, ("Return",)),
            Command(
                self.tr("Play or &Pause"), self._player.toggle, ("Space",), Menu.TRACK, "", view
            ),
            Command(self.tr("&Encircle Tracks"), self._lasso.toggle, ("L",), menu, "lasso", view),
            Command(
                self.tr("Select &All Shown"), view.select_all, ("Ctrl+A",), Menu.EDIT, "", view
            ),
            Command(self.tr("&Clear Selection"), self._leave, ("Esc",), Menu.EDIT, "", view),
            Command(self.tr("&Nearer"), lambda: view.zoom(1), ("+", "="), menu, "zoom-in", view),
            Command(self.tr("&Farther"), lambda: view.zoom(-1), ("-",), menu, "zoom-out", view),
            Command(self.tr("&Whole Map"), view.show_whole, ("0",), menu, "whole", view),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.view, self.colouring, self.legend, self.evidence)

    def play_step(self, step: int) -> None:
        """Plays the next or the previous of the encircled tracks."""
        if ids := self.view.selected_ids():
            playing = self._player.playing_id
            here = ids.index(playing) if playing in ids else min(0, -step)
            self._play(ids[(here + step) % len(ids)])

    def draw_icons(self) -> None:
        for button, name in self._buttons.items():
            button.setIcon(icon(name))
        self._show_colours()

    def shut(self) -> None:
        self._later.stop()
        self._names.drop()
        self._plays.drop()
        if self._job is not None:
            self._job.cancel()

    # --- the map --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _grow_stale(self) -> None:
        self._stale = True
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    def _look(self) -> None:
        if not self._stale or self._job is not None or not self.isVisible():
            return
        self._stale = False
        if self._places is None:
            self._state.setText(self.tr("Drawing the map…"))
        job = self._job = Job(places(self._services), self._threads, self)
        job.progressed.connect(self._take)
        job.failed.connect(self.failed)
        job.finished.connect(self._end)
        job.start()

    def _take(self, steps: list[Places]) -> None:
        new, old = steps[-1], self._places
        if not len(new.ids):
            self._state.setText(self.tr("Nothing has been listened to yet."))
        elif new.done < 1:
            self._state.setText(self.tr("Drawing the map… {0}").format(f"{new.done:.0%}"))
        else:
            self._state.setText(self.tr("%Ln tracks", "", len(new.ids)))
        if old is not None and old.done == 1 and new.done < 1:
            return  # the map that is there stays until the new one is as good
        self._places = new
        if old is None or new.at is not old.at:
            self.view.show_places(new.ids, new.at)
        if old is None or new.classes is not old.classes:
            self._show_colours()

    def _end(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.deleteLater()
        if self._stale and self.isVisible():
            self._later.start()

    def _show_colours(self) -> None:
        if self._places is None:
            return
        colouring = Colouring(self.colouring.currentData())
        classes = self._places.classes[colouring]
        ramp = RAMP if colouring is Colouring.TEMPO else COLOURS
        names = [self._name_of(name, colouring) for name in classes.names]
        names += [""] * (MOST_CLASSES - len(names)) + [self.tr("Other"), self.tr("Unclear")]
        colours = [QColor(ramp[i % len(ramp)]) for i in range(MOST_CLASSES)]
        colours += [QColor(colour) for colour in REST]
        counts = np.bincount(classes.of_track, minlength=len(names))
        self.view.show_classes(classes.of_track, colours)
        self.legend.show_classes(names, colours, [int(count) for count in counts])

    def _name_of(self, name: str, colouring: Colouring) -> str:
        if colouring is Colouring.TEMPO:
            return self.tr("{0} bpm").format(name)
        moods = {
            "cheerful": self.tr("Cheerful, lively"),
            "intense": self.tr("Tense, fierce"),
            "gentle": self.tr("Gentle, at ease"),
            "sombre": self.tr("Sombre, sad"),
        }
        return moods.get(name, name) if colouring is Colouring.MOOD else name

    # --- what the user does ---------------------------------------------------------------------

    def _show_current(self, id_: int) -> None:
        self.evidence.show_track(id_)
        self._ask_row(self._names, id_, lambda row: self.view.setAccessibleDescription(row.name))

    def _play(self, id_: int) -> None:
        self._ask_row(self._plays, id_, self._player.play)

    def _ask_name(self, id_: int) -> None:
        self._ask_row(self._names, id_, lambda row: self.view.show_name(id_, _called(row)))

    def _ask_row(self, errands: Errands, id_: int, then: Callable[[Row], object]) -> None:
        library = self._services.library
        errands.ask(
            lambda: rows_of(library, [id_] if id_ else []),
            lambda rows: [then(row) for row in rows],
        )

    def _turn_lasso(self, on: bool) -> None:
        self.view.lasso = on
        self.view.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    def _leave(self) -> None:
        self._lasso.setChecked(False)
        self.view.clear()

    def _ask_playlist(self) -> None:
        self.playlist_asked.emit(self.view.selected_ids())

    def _ask_library(self) -> None:
        self.library_asked.emit(self.view.selected_ids())


def _called(row: Row) -> str:
    return f"{row.name} – {row.artist}" if row.artist else row.name
