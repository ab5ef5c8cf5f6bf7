"""Keeping: what is asked of the library itself: backups, the user's words, its folders."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.errors import LinernotesError
from engine.library import Leaving, Library, backups
from engine.manner import Manner, save_manner
from engine.track import TrackState
from engine.words import printable
from tagger_gui.activity.board import BoardJob, JobBoard, Steps
from tagger_gui.dialogs import Dialogs
from tagger_gui.listening import Listening
from tagger_gui.page import Notice
from tagger_gui.reasons import error_words
from tagger_gui.services import Services
from tagger_gui.settings import words_jobs
from tagger_gui.tasks import Phase, Step
from tagger_gui.text import one_line
from tagger_gui.work import Errands, Threads


class Keeping(QObject):
    """Everything is done in worker threads, and what takes long is a job on the board.

    Signals:
        backed_up(Kept): which backups there are now.
        knows(Vocabulary): what the model can hear and say.
        moved(): the library may have other folders than before.
        changed(list): Rows with new words.
        found(): tracks have come, gone or got words.
        told(str): how something has ended.
        offered(Notice): something that could be done next.
        failed(BaseException): something broke off.
    """

    backed_up = Signal(object)
    knows = Signal(object)
    moved = Signal()
    changed = Signal(object)
    found = Signal()
    told = Signal(str)
    offered = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        board: JobBoard,
        threads: Threads,
        *,
        listening: Listening,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._board = board
        self._listening = listening
        self._dialogs = dialogs
        self._stop = threading.Event()
        self._leaving: Path | None = None  # a folder that waits for jobs to end
        self._interrupted = False  # listening was broken off for it
        self._put_off: list[Path] = []  # folders that were to be opened then
        self._copying = Errands(threads, self)
        self._errands = Errands(threads, self)
        for errands in (self._copying, self._errands):
            errands.failed.connect(self.failed)
        board.changed.connect(self._forget_when_idle)
        listening.found.connect(self.moved)

    @property
    def library(self) -> Library:
        """The library that is kept."""
        return self._services.library

    @property
    def backing_up(self) -> bool:
        """Whether a backup is being made or looked at."""
        return self._copying.busy

    def shut(self) -> None:
        """Gives up a backup that is being made."""
        self._stop.set()

    # --- backups --------------------------------------------------------------------------------

    def back_up(self, *, anew: bool = False) -> None:
        """The day's backup, if there is none; `anew`: in place of the one there is."""
        self._copying.run(partial(self._copy, anew), self.backed_up.emit)

    def look(self) -> None:
        """Tells which backups there are."""
        self._copying.run(partial(backups.kept, self.library.path), self.backed_up.emit)

    def _copy(self, anew: bool) -> backups.Kept:
        self.library.back_up(self._stop, anew=anew)
        return backups.kept(self.library.path)

    # --- the user's words -----------------------------------------------------------------------

    def export_words(self, file: Path) -> None:
        """Writes the user's words and decisions into a file."""
        words = self.tr("{0} of your descriptions are now in {1}.")
        self._errands.run(
            partial(self.library.words.export, file),
            lambda count: self.told.emit(words.format(f"{count:,}", one_line(printable(file)))),
        )

    def import_words(self, file: Path) -> None:
        """Takes up the words from such a file, as a job."""
        title = self.tr("Your words from {0}").format(one_line(printable(file.name), 100))
        steps = partial(words_jobs.take_words, self._services, file)
        job = self._start(title, Phase.TAKING, steps)
        job.ended.connect(self.found)
        job.ended.connect(lambda: self._tell_taken(job))

    def _tell_taken(self, job: BoardJob) -> None:
        given, total = job.step.done, job.step.total or 0
        words = [self.tr("%Ln descriptions have found their music.", "", given)]
        if total > given:
            words.append(self.tr("%Ln wait until it is scanned.", "", total - given))
        if total:
            self.told.emit(" ".join(words))
        for error in (step.error for step in job.troubles if step.error):
            self.told.emit(one_line(error_words(error)))

    # --- the vocabulary -------------------------------------------------------------------------

    def learn(self) -> None:
        """Asks for the model's vocabulary."""
        self._errands.run(self._services.vocabulary, self.knows.emit)

    def save_vocabulary(self, manner: Manner) -> None:
        """Keeps the user's vocabulary, and offers to bring what waits into it."""
        try:
            save_manner(self.library.path, manner)
        except LinernotesError as error:
            self.failed.emit(error)
        else:
            self._errands.run(self.library.count, self._offer)

    def reword(self) -> None:
        """Brings the descriptions that wait into the user's vocabulary, as a job."""
        steps = partial(words_jobs.reword, self._services)
        job = self._start(self.tr("Your vocabulary"), Phase.REWORDING, steps)
        job.ended.connect(self._listening.resume)  # what held a banned word is heard again

    def _offer(self, counts: dict[TrackState, int]) -> None:
        if waiting := counts.get(TrackState.DESCRIBED, 0):
            words = self.tr("Your vocabulary is kept. New descriptions follow it.")
            action = self.tr("Bring the waiting description into your vocabulary")
            if waiting > 1:
                action = self.tr("Bring the {0} waiting descriptions into your vocabulary")
            self.offered.emit(Notice(words, action.format(f"{waiting:,}"), self.reword))

    # --- folders --------------------------------------------------------------------------------

    def remove(self, folder: Path) -> None:
        """Takes a folder and its tracks out of the library, if the user agrees."""
        if self._other_work():
            self.told.emit(self.tr("Something else is going on. Remove the folder after it."))
            return
        self._errands.run(partial(self.library.count_leaving, folder), partial(self._ask, folder))

    def _other_work(self) -> bool:
        """Whether a job is going on that cannot be broken off and begun again."""
        return any(job.step.phase is not Phase.LISTENING for job in self._board.running())

    def _ask(self, folder: Path, leaving: Leaving) -> None:
        question = self.tr("Remove {0} from the library?").format(one_line(printable(folder)))
        details = [
            self.tr("{0} tracks leave the library. No music file is touched.").format(
                f"{leaving.tracks:,}"
            )
        ]
        if leaving.decided:
            words = self.tr(
                "{0} of them have words or decisions of yours. These are kept, and come back when"
                " you add the folder again."
            )
            details.append(words.format(f"{leaving.decided:,}"))
        if leaving.listed:
            words = self.tr("{0} of them are in playlists, and leave these for good.")
            details.append(words.format(f"{leaving.listed:,}"))
        if self._dialogs.ask(question, "\n".join(details), self.tr("Remove")):
            self._break_off_for(folder)

    def _break_off_for(self, folder: Path) -> None:
        """Listening gives way, and goes on afterwards; anything else is waited for."""
        self._leaving, self._interrupted = folder, self._listening.busy
        self._put_off = self._listening.cancel()
        for job in self._board.running():
            if job.listens:
                job.cancel()
        self._forget_when_idle()

    def _forget_when_idle(self) -> None:
        if (folder := self._leaving) is None or self._board.busy:
            return
        self._leaving = None
        self._errands.run(partial(self.library.forget_root, folder), lambda _: self._gone(folder))

    def _gone(self, folder: Path) -> None:
        self.found.emit()
        self.moved.emit()
        words = self.tr("{0} is no longer part of the library.")
        self.told.emit(words.format(one_line(printable(folder))))
        if self._interrupted:
            self._listening.resume()
        self._listening.open(self._put_off)

    # --- jobs -----------------------------------------------------------------------------------

    def _start(self, title: str, phase: Phase, steps: Steps) -> BoardJob:
        job = self._board.start(title, phase, steps)
        job.stepped.connect(self._show)
        job.broke.connect(self.failed)
        return job

    def _show(self, steps: list[Step]) -> None:
        if rows := [step.row for step in steps if step.row]:
            self.changed.emit(rows)
