"""PlayerBar: hear a track, see its waveform, and go to the seconds that support a word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QToolButton, QVBoxLayout, QWidget

from engine.errors import AudioError
from tagger_gui.evidence.known import Known, known_of, peaks_of
from tagger_gui.services import Services
from tagger_gui.sound import NoSoundError, Sound, open_player
from tagger_gui.tasks import Row
from tagger_gui.text import ElidedLabel, Look, as_time, isolated, label, one_line, tooltip
from tagger_gui.theme import icon
from tagger_gui.waveform import Waveform
from tagger_gui.work import Errands, Job, Threads

if TYPE_CHECKING:  # loading what decodes would hold up the window
    from engine.audio import Peaks
    from engine.evidence import Spans

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer

_VOLUME_WIDTH = 80  # pixels


class PlayerBar(QFrame):
    """Previous, play and pause, next; title and waveform; time; volume.

    Signals:
        troubled(str): a file cannot be played; says why.
        failed(BaseException): the library cannot tell of the track, or our bug.
        step_asked(int): the track after (1) or before (-1) the one that plays is wanted.
    """

    troubled = Signal(str)
    failed = Signal(object)
    step_asked = Signal(int)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        open_player: Callable[[QObject], QMediaPlayer] = open_player,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Player"))
        self._services, self._threads = services, threads
        self._row: Row | None = None
        self._evidence: Spans = ()  # what was last asked for
        self._released: tuple[Row, int, bool] | None = None  # milliseconds, whether it played
        self._measuring: Job | None = None
        self._questions = Errands(threads, self)
        self._questions.failed.connect(self.failed)
        self.sound = Sound(open_player, self)
        self.sound.moved.connect(self._show_position)
        self.sound.lasts.connect(self._show_length)
        self.sound.turned.connect(lambda _: self.draw_icons())
        self.sound.troubled.connect(self._tell_trouble)
        self._back = self._button(self.tr("Previous track"), lambda: self.step_asked.emit(-1))
        self._play = self._button(self.tr("Play or pause (Space)"), self.toggle)
        self._on = self._button(self.tr("Next track"), lambda: self.step_asked.emit(1))
        self._title = ElidedLabel(self.tr("Nothing is playing"))
        self.waveform = Waveform()
        self.waveform.actionTriggered.connect(lambda _: self._follow_slider())
        self._time = label("", Look.QUIET)
        self._mute = self._button(self.tr("Mute"), self._show_volume)
        self._mute.setCheckable(True)
        self._volume = QSlider(Qt.Orientation.Horizontal)
        self._volume.setAccessibleName(self.tr("Volume"))
        self._volume.setRange(0, 100)
        self._volume.setValue(100)
        self._volume.setFixedWidth(_VOLUME_WIDTH)
        self._volume.valueChanged.connect(lambda _: self._show_volume())
        self._lay_out()
        self.draw_icons()

    def _button(self, words: str, do: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolTip(tooltip(words))
        button.setAccessibleName(words.partition(" (")[0])
        button.clicked.connect(lambda _: do())
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._time)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addLayout(head)
        middle.addWidget(self.waveform)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        for button in (self._back, self._play, self._on):
            row.addWidget(button)
        row.addSpacing(6)
        row.addLayout(middle, 1)
        row.addSpacing(6)
        row.addWidget(self._mute)
        row.addWidget(self._volume)

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._back.setIcon(icon("previous"))
        self._play.setIcon(icon("pause" if self.sound.plays() else "play"))
        self._on.setIcon(icon("next"))
        self._mute.setIcon(icon("muted" if self._mute.isChecked() else "volume"))

    # --- playing --------------------------------------------------------------------------------

    @property
    def playing_id(self) -> int:
        """The number of the track that plays or is paused, 0 for none."""
        return self._row.id if self._row else 0

    def play(self, row: Row) -> None:
        """Plays the track from its beginning, or goes on or pauses if it is this one."""
        if self._row and self._row.path == row.path:
            self.toggle()
        else:
            self._start(row, 0)

    def play_evidence(self, row: Row, spans: Spans) -> None:
        """Plays the seconds that support something; asked again for the same, the next ones."""
        if not spans:
            return
        same = self._row is not None and self._row.id == row.id
        starts = [round(1000 * start) for start, _ in spans]
        here = self.sound.position()
        later = [start for start in starts if start > here + 500]
        to = later[0] if same and spans == self._evidence and later else starts[0]
        if same:
            self.sound.seek(to)
            self._begin(row, to)
        else:
            self._start(row, to)
        self._evidence = spans
        self.waveform.show_evidence(spans)

    def toggle(self) -> None:
        """Pauses or goes on."""
        if self.sound.plays():
            self.sound.pause()
        elif self._row is not None:
            self._begin(self._row, self.sound.position())

    def seek(self, seconds: int) -> None:
        """Goes forward by so many seconds, or back."""
        if self._row is not None:
            self.sound.seek(max(0, self.sound.position() + 1000 * seconds))

    def release(self, ids: Collection[int] = ()) -> None:
        """Lets go of the file, so that it can be written; with `ids` only if it is one of them."""
        if self._row is not None and (not ids or self._row.id in ids):
            self._stop_measuring()
            self._released = self._row, self.sound.position(), self.sound.plays()
            self.sound.release()
            self._row = None

    def restore_written(self, rows: Iterable[Row]) -> None:
        """Does as `restore` if the file that was let go of is one of these."""
        if self._released is not None and self._released[0].id in {row.id for row in rows}:
            self.restore()

    def restore(self) -> None:
        """Takes the file up again where `release` left it, playing if it did."""
        released, self._released = self._released, None
        if released is not None and self._row is None:
            row, milliseconds, played = released
            self._show(row)
            self.sound.load(row.path, milliseconds)
            if played:
                self.sound.play()

    def _start(self, row: Row, milliseconds: int) -> None:
        self._show(row)
        self._begin(row, milliseconds)

    def _begin(self, row: Row, milliseconds: int) -> None:
        """Plays from there; a sound device may have come since the last time.

        The system's sound is not asked before: where it does not answer that takes a while.
        """
        try:
            self.sound.open()
            row.path.encode("utf-8")
        except NoSoundError as error:
            self.troubled.emit(str(error))
        except UnicodeEncodeError:
            self.troubled.emit(self.tr("Files with such a name cannot be played here"))
        else:
            if not self.sound.holds(row.path):
                self.sound.load(row.path, milliseconds)
            self.sound.play()

    # --- what is shown --------------------------------------------------------------------------

    def _show(self, row: Row) -> None:
        self._row, self._evidence = row, ()
        parts = (isolated(one_line(part, 300)) for part in (row.name, row.artist) if part)
        self._title.show_text(" – ".join(parts))
        self.waveform.show_peaks(None)
        self.waveform.show_windows(())
        self.waveform.show_evidence(())
        self._show_length(round(row.duration_s * 1000))
        self._show_position(0)
        self._stop_measuring()
        services = self._services
        self._questions.ask(lambda: known_of(services, row.id), self._show_known)

    def _show_known(self, known: Known | None) -> None:
        if known is None or known.row.id != self.playing_id:
            return
        self.waveform.show_windows(known.windows)
        job = self._measuring = Job(peaks_of(self._services, known), self._threads, self)
        job.progressed.connect(self._show_peaks)
        job.failed.connect(self._tell_failure)
        job.finished.connect(job.deleteLater)
        job.start()

    def _show_peaks(self, peaks: list[Peaks]) -> None:
        if self.sender() is self._measuring:
            self.waveform.show_peaks(peaks[-1])

    def _stop_measuring(self) -> None:
        if self._measuring is not None:
            self._measuring.cancel()
            self._measuring = None

    def _tell_failure(self, error: BaseException) -> None:
        if not isinstance(error, AudioError):  # the player has said what is wrong with the file
            self.failed.emit(error)

    def _follow_slider(self) -> None:
        self.sound.seek(self.waveform.sliderPosition())

    def _show_volume(self) -> None:
        self.sound.set_volume(0.0 if self._mute.isChecked() else self._volume.value() / 100)
        self.draw_icons()

    def _show_position(self, milliseconds: int) -> None:
        if not self.waveform.isSliderDown():
            self.waveform.setValue(milliseconds)
        whole = as_time(self.waveform.maximum() / 1000)
        self._time.setText(f"{as_time(milliseconds / 1000) or '0:00'} / {whole}" if whole else "")

    def _show_length(self, milliseconds: int) -> None:
        if milliseconds > 0:
            self.waveform.setMaximum(milliseconds)

    def _tell_trouble(self, words: str) -> None:
        name = Path(self._row.path).name if self._row else ""
        self.troubled.emit(self.tr("{0} cannot be played: {1}").format(one_line(name, 80), words))
