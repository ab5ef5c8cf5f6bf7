"""MainWindow: puts the parts together and carries what one says to the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow

from engine.errors import LinernotesError
from engine.paths import music_folder
from engine.track import TrackState
from tagger_gui import dialogs, tasks
from tagger_gui.bars import JobBar, MessageBar
from tagger_gui.centre import Centre
from tagger_gui.description_editor import DescriptionEditor
from tagger_gui.listening import Listening
from tagger_gui.loading import Loading
from tagger_gui.menus import Menus
from tagger_gui.player_bar import PlayerBar, open_player
from tagger_gui.review import Review
from tagger_gui.search_bar import SearchBar
from tagger_gui.services import Services
from tagger_gui.tasks import FoundRow, Row
from tagger_gui.text import one_line
from tagger_gui.track_table import TrackTable
from tagger_gui.track_view import TrackView
from tagger_gui.welcome import Welcome
from tagger_gui.work import Errands, Threads
from tagger_gui.writing import Writing

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

_TOLD_MS = 8000  # how long the status bar keeps a message


class MainWindow(QMainWindow):
    """The window."""

    def __init__(
        self,
        services: Services,
        threads: Threads,
        player: Callable[[QObject], QMediaPlayer] = open_player,
    ) -> None:
        super().__init__()
        self._redraws: list[Callable[[], None]] = []
        self._services = services
        self._threads = threads
        self.table = TrackTable(self)
        self.view = TrackView(self.table)
        self.editor = DescriptionEditor(self.table.state_names)
        self.search_bar = SearchBar(self.table.state_names)
        self.player_bar = PlayerBar(player)
        self.message_bar = MessageBar()
        self.welcome = Welcome()
        listening_bar, writing_bar = JobBar(pauses=True), JobBar(pauses=False)
        self.listening = Listening(services, threads, listening_bar, self)
        self.writing = Writing(services.library, threads, writing_bar, self._confirm, self)
        self.loading = Loading(services.library, threads, self)
        self.review = Review(services, threads, self)
        self._searches = Errands(threads, self)
        self._questions = Errands(threads, self)
        self._menus = Menus(self, self.view, self.search_bar)
        self._centre = Centre(
            self.message_bar, self.welcome, self.view, self.editor, self.player_bar
        )
        self.setCentralWidget(self._centre)
        self.statusBar().addPermanentWidget(listening_bar)
        self.statusBar().addPermanentWidget(writing_bar)
        bars = (self.message_bar, self.player_bar, self.search_bar, listening_bar, writing_bar)
        parts = (self.table, self.editor, self.welcome, self._menus, *bars)
        self._redraws = [part.draw_icons for part in parts]
        self._connect()
        self.setAcceptDrops(True)
        self.setWindowTitle("Linernotes")
        self.resize(1120, 740)

    def _connect(self) -> None:
        self.welcome.open_asked.connect(self.choose_and_open)
        self.view.current_changed.connect(self._show_current)
        self.view.play_asked.connect(self._play)
        self.view.seek_asked.connect(self.player_bar.seek)
        self.editor.accepted.connect(self.accept)
        self.editor.skipped.connect(self.skip)
        self.editor.saved.connect(self.review.edit)
        self.editor.left.connect(self.view.setFocus)
        self.search_bar.search_asked.connect(self._search)
        self.search_bar.state_chosen.connect(self._show_state)
        self.search_bar.left.connect(self.view.setFocus)
        self.loading.arrived.connect(self._show_rows)
        self.loading.settled.connect(self._settle)
        self.review.changed.connect(self._put)
        self.review.heard_again.connect(self.listening.resume)
        self.listening.begun.connect(self._show_page)
        self.listening.begun.connect(self.message_bar.hide)
        self.listening.found.connect(self.loading.begin)
        self.listening.heard.connect(self._put)
        self.listening.ended.connect(self._show_page)
        self.writing.changed.connect(self._put)
        self.writing.writing.connect(self.player_bar.release)
        self.writing.written.connect(self.player_bar.restore)
        self.listening.told.connect(self.message_bar.tell)
        self.writing.told.connect(self.message_bar.tell)
        works = (self.loading, self.listening, self.writing, self.review)
        for work in (*works, self._searches, self._questions):
            work.failed.connect(self._tell_failure)
        self.player_bar.troubled.connect(self.tell)
        self._connect_menus()

    def _connect_menus(self) -> None:
        menus = self._menus
        menus.open_folder.connect(self.choose_and_open)
        menus.write.connect(self.writing.begin)
        menus.quit.connect(self.close)
        menus.search.connect(self.search_bar.begin)
        menus.accept.connect(self.accept)
        menus.edit.connect(self.editor.begin)
        menus.skip.connect(self.skip)
        menus.undo.connect(self.undo)
        menus.hear_again.connect(self.hear_again)
        menus.play.connect(self.play_selected)
        menus.shortcuts.connect(lambda: dialogs.shortcuts(self))
        menus.about.connect(lambda: dialogs.about(self))

    # --- what the user can do -------------------------------------------------------------------

    def start(self, folders: Sequence[Path] = ()) -> None:
        """Shows the library's tracks; takes in the folders, or offers to go on where it stopped."""
        self.loading.begin()
        QTimer.singleShot(0, self.player_bar.open)
        if folders:
            self.listening.open(folders)
        else:
            library = self._services.library
            self._questions.run(lambda: tasks.count_waiting(library), self._offer_to_resume)

    def choose_and_open(self) -> None:
        """Lets the user choose a folder and takes it in."""
        if folder := self.choose_folder():
            self.listening.open([folder])

    def accept(self) -> None:
        """Accepts the selected tracks' descriptions and moves on."""
        self._decide(self.review.accept)

    def skip(self) -> None:
        """Skips the selected tracks and moves on."""
        self._decide(self.review.skip)

    def undo(self) -> None:
        """Takes accept or skip of the selected tracks back."""
        self.review.undo(self._selected())

    def hear_again(self) -> None:
        """Listens to the selected tracks once more."""
        self.review.hear_again(self._selected())

    def play_selected(self) -> None:
        """Plays or pauses the current track."""
        self._play(self.view.current_id())

    def confirm(self, question: str, details: str, yes: str) -> bool:
        """Whether the user agrees."""
        return dialogs.ask(self, question, details, yes)

    def choose_folder(self) -> Path | None:
        """The folder that the user has chosen."""
        title = self.tr("Open a Music Folder")
        chosen = QFileDialog.getExistingDirectory(self, title, str(music_folder()))
        return Path(chosen) if chosen else None

    def tell_bug(self, error: BaseException) -> None:
        """Shows an error that is our fault."""
        dialogs.tell_bug(self, error)

    def tell(self, words: str) -> None:
        """Shows a passing remark in the status bar."""
        self.statusBar().showMessage(one_line(words), _TOLD_MS)

    # --- what the parts say ---------------------------------------------------------------------

    def _settle(self, ids: list[int]) -> None:
        self.table.settle(ids)
        self._show_page()
        if not self.view.current_id() and ids and not self.search_bar.box.text():
            self.view.select(self.table.id_at(0) or 0)

    def _put(self, rows: list[Row]) -> None:
        self.loading.pass_over(rows)
        self._show_rows(rows)

    def _show_rows(self, rows: list[Row]) -> None:
        self.table.put(rows)
        for row in rows:
            self.editor.refresh(row)
        self._show_page()

    def _show_page(self) -> None:
        empty = self.table.is_empty()
        self.welcome.show_busy(self.listening.busy)
        self._centre.show_tracks(not empty)
        counts = self.table.counts()
        self.search_bar.show_counts(counts)
        self.search_bar.setEnabled(not empty)
        waiting = counts[TrackState.ACCEPTED] + counts[TrackState.EDITED]
        self._menus.show_waiting(waiting)

    def _offer_to_resume(self, waiting: int) -> None:
        if not waiting or self.listening.busy:
            return
        words = self.tr("1 track is waiting to be listened to.")
        if waiting > 1:
            words = self.tr("{0} tracks are waiting to be listened to.").format(f"{waiting:,}")
        self.message_bar.tell(words, self.tr("Resume"), self.listening.resume)

    def _show_current(self, id_: int) -> None:
        self.editor.show_row(self.table.row(id_))

    def _show_state(self, state: TrackState | None) -> None:
        self.table.show_state(state)
        self._show_current(self.view.current_id())

    def _search(self, words: str) -> None:
        if words:
            self._searches.ask(lambda: tasks.search(self._services, words), self._show_hits)
        else:
            self._searches.drop()
            self._show_hits(None)

    def _show_hits(self, hits: list[FoundRow] | None) -> None:
        self.view.show_hits(hits is not None)
        self.table.show_hits(hits)
        if hits is not None:
            self.view.scrollToTop()
            if hits and not self.view.current_id():
                self.view.select(self.table.id_at(0) or 0)
            one, more = self.tr("1 track found"), self.tr("{0} tracks found")
            self.tell(one if len(hits) == 1 else more.format(len(hits)))
        self._show_current(self.view.current_id())

    def _decide(self, decision: Callable[[list[Row]], None]) -> None:
        rows = self._selected()
        self.view.select_next()  # at once: the next key press is meant for the next track
        decision(rows)

    def _selected(self) -> list[Row]:
        return [row for id_ in self.view.selected_ids() if (row := self.table.row(id_))]

    def _play(self, id_: int) -> None:
        if row := self.table.row(id_):
            self.player_bar.play(row)

    def _confirm(self, question: str, details: str, yes: str) -> bool:
        return self.confirm(question, details, yes)

    def _tell_failure(self, error: BaseException) -> None:
        if isinstance(error, LinernotesError):
            self.message_bar.tell(one_line(str(error)))
        else:
            self.tell_bug(error)

    # --- what Qt says ---------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for redraw in self._redraws:
                redraw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.listening.open([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Asks once if something would be lost; work is cancelled and ends in its threads."""
        reasons = []
        if self.listening.busy or self.writing.busy:
            reasons.append(
                self.tr("Work is going on. What is done is kept; the rest can be resumed.")
            )
        if drafts := self.editor.drafts():
            reasons.append(self.tr("Words that you typed are not saved: {0}.").format(drafts))
        if reasons and not self.confirm(self.tr("Quit now?"), "\n".join(reasons), self.tr("Quit")):
            event.ignore()
            return
        for job in (self.listening, self.writing, self.loading):
            job.cancel()
        self._searches.drop()
        self.player_bar.release()
        self.review.finish()
        event.accept()
