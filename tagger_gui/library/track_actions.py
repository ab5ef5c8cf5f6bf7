"""TrackActions: what can be done with the library's selected tracks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from engine.library import Playlist, PlaylistKind
from engine.query import Like, Seed, write
from engine.words import printable
from tagger_gui.commands import Command, Menu
from tagger_gui.decisions import Decisions
from tagger_gui.dialogs import Dialogs
from tagger_gui.library.playlist_desk import PlaylistDesk
from tagger_gui.library.track_area import TrackArea
from tagger_gui.player_bar import PlayerBar
from tagger_gui.services import Services
from tagger_gui.tasks import Row, rows_of
from tagger_gui.text import plain
from tagger_gui.work import Errands, Threads


class TrackActions(QObject):
    """Carries out what the commands and menus of the page say.

    Signals:
        search_asked(str): show what this query finds.
        search_begun(str): the user wants to go on with this query.
        failed(BaseException): the library cannot be read.
    """

    search_asked = Signal(str)
    search_begun = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        area: TrackArea,
        desk: PlaylistDesk,
        *,
        decisions: Decisions,
        player: PlayerBar,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._area, self._table = services.library, area, area.table
        self._desk, self._decisions = desk, decisions
        self._player, self._dialogs = player, dialogs
        self._lists: Sequence[Playlist] = ()
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)

    def show_playlists(self, playlists: Sequence[Playlist]) -> None:
        """The lists that tracks can be added to."""
        self._lists = [p for p in playlists if p.kind is PlaylistKind.LIST]

    def commands(self) -> Sequence[Command]:
        """All that can be done with tracks, with its keys."""
        track, area = Menu.TRACK, self._area
        return (
            Command(self.tr("&Play or Pause"), self.play, ("Space",), track, "play", area),
            Command(self.tr("Play &Best Moment"), self.play_moment, ("M",), track, "", area),
            Command(self.tr("Five seconds back, forward"), None, ("Left", "Right")),
            Command(self.tr("&Accept"), self.accept, ("A",), track, "accept", area),
            Command(self.tr("S&kip"), self.skip, ("X",), track, "skip", area),
            Command(self.tr("&Undo Accept or Skip"), self.undo, ("U",), track, "undo", area),
            Command(self.tr("&Listen Again"), self.hear_again, ("R",), track, "again", area),
            Command(self.tr("Similar &Tracks"), self.find_similar, ("S",), track, "", area, True),
            Command(
                self.tr("More Like This, &But…"), self.find_similar_but, ("B",), track, "", area
            ),
            Command(
                self.tr("Add to Pla&ylist…"),
                self.offer_playlists,
                ("P",),
                track,
                "playlist",
                area,
                True,
            ),
            Command(self.tr("&Remove from Playlist"), self.remove, ("Del",), track, "", area),
            Command(self.tr("Move Up"), lambda: self.move(-1), ("Alt+Up",), track, "", area),
            Command(self.tr("Move Down"), lambda: self.move(1), ("Alt+Down",), track, "", area),
            Command(
                self.tr("&Open Folder"),
                self.open_folder,
                ("Ctrl+Return",),
                track,
                "open",
                area,
                True,
            ),
            Command(self.tr("&Copy Path"), self.copy_path, ("Ctrl+Shift+C",), track, "", area),
        )

    # --- decisions ------------------------------------------------------------------------------

    def accept(self) -> None:
        """Accepts the selected tracks' descriptions and moves on."""
        self._decide(self._decisions.accept)

    def skip(self) -> None:
        """Skips the selected tracks and moves on."""
        self._decide(self._decisions.skip)

    def undo(self) -> None:
        """Takes accept or skip of the selected tracks back."""
        self._with_rows(self._area.selected_ids(), self._decisions.undo)

    def hear_again(self) -> None:
        """Listens to the selected tracks once more."""
        self._with_rows(self._area.selected_ids(), self._decisions.hear_again)

    def _decide(self, decision: Callable[[list[Row]], None]) -> None:
        ids = self._area.selected_ids()
        self._area.select_next()  # at once: the next key press is meant for the next track
        self._with_rows(ids, decision)

    # --- playing --------------------------------------------------------------------------------

    def play(self, id_: int = 0) -> None:
        """Plays a track, or pauses it; the current one, if none is named."""
        self._with_rows([id_ or self._area.current_id()], lambda rows: self._player.play(rows[0]))

    def play_moment(self, id_: int = 0) -> None:
        """Plays the seconds of a track that fit the search best."""
        id_ = id_ or self._area.current_id()
        found = self._table.found(id_)
        if found and (moment := found.moment):
            self._with_rows([id_], lambda rows: self._player.play_evidence(rows[0], (moment,)))

    def play_step(self, step: int) -> None:
        """Plays the track below (1) or above (-1) the one that plays, or else the current one."""
        index = self._table.index_of(self._player.playing_id or self._area.current_id())
        if not index.isValid():
            return
        at = index.row() + step
        if id_ := self._table.id_at(at) or self._table.id_at(at + step):  # the line is no track
            self._area.select(id_)
            self.play(id_)

    # --- searching ------------------------------------------------------------------------------

    def find_similar(self) -> None:
        """Searches for what sounds like the current track."""
        self._with_rows([self._area.current_id()], lambda r: self.search_asked.emit(_like(r[0])))

    def find_similar_but(self) -> None:
        """Opens the search box for what shall be different."""
        self._with_rows(
            [self._area.current_id()], lambda r: self.search_begun.emit(f"{_like(r[0])} + ")
        )

    # --- files ----------------------------------------------------------------------------------

    def open_folder(self) -> None:
        """Shows the current track's folder in the system's file browser."""
        self._with_rows(
            [self._area.current_id()], lambda r: self._dialogs.open_folder(Path(r[0].path).parent)
        )

    def copy_path(self) -> None:
        """Puts the selected tracks' paths onto the clipboard, one per line."""
        self._with_rows(
            self._area.selected_ids(),
            lambda rows: QGuiApplication.clipboard().setText(
                "\n".join(printable(Path(row.path)) for row in rows)
            ),
        )

    # --- playlists ------------------------------------------------------------------------------

    def offer_playlists(self, at: QPoint | None = None) -> QMenu:
        """Lets the user choose the playlist that the selected tracks are added to."""
        ids = self._area.selected_ids()
        menu = self.playlist_menu(ids, self._area)
        menu.popup(at or self._area.mapToGlobal(self._area.rect().center()))
        return menu

    def playlist_menu(self, ids: Sequence[int], parent: QWidget) -> QMenu:
        """A menu of all playlists, and of a new one."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        new = menu.addAction(self.tr("New Playlist…"))
        new.triggered.connect(lambda: self._desk.create(ids))
        menu.addSeparator()
        for playlist in self._lists:
            action = menu.addAction(plain(playlist.name, 60).replace("&", "&&"))
            action.triggered.connect(lambda _=False, to=playlist: self._desk.add(to, ids))
        return menu

    def remove(self) -> None:
        """Takes the selected tracks out of the playlist that is shown."""
        if (playlist := self._open_list()) is not None:
            self._desk.remove(playlist, self._area.selected_places())

    def move(self, step: int) -> None:
        """Moves the selected tracks up (-1) or down (1) in the playlist that is shown."""
        if places := self._area.selected_places():
            self.move_to(places, max(places[0] - 1, 0) if step < 0 else places[-1] + 2)

    def move_to(self, places: Sequence[int], to: int) -> None:
        """Puts what is at these places of the playlist that is shown before another place."""
        if (playlist := self._open_list()) is not None:
            self._desk.move(playlist, places, to)

    def _open_list(self) -> Playlist | None:
        """The list that is shown, in its own order."""
        wanted = self._table.shown.wanted
        playlist = wanted.playlist
        if playlist is None or wanted.order or playlist.kind is not PlaylistKind.LIST:
            return None
        return playlist

    def _with_rows(self, ids: Sequence[int], then: Callable[[list[Row]], object]) -> None:
        """Does something with tracks: at once, where their rows are known."""
        wanted = [id_ for id_ in ids if id_]
        known = [row for id_ in wanted if (row := self._table.row(id_))]
        if not wanted:
            return
        if len(known) == len(wanted):
            then(known)
        else:
            library = self._library
            self._errands.run(lambda: rows_of(library, wanted), lambda r: then(r) if r else None)


def _like(row: Row) -> str:
    return write(Like((Seed(path=row.path),)))
