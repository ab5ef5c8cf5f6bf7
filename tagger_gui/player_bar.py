"""PlayerBar: hear the selected file.

QtMultimedia is loaded after the first paint, and may not be there at all: then the bar says so.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QToolButton, QWidget

from tagger_gui.tasks import Row
from tagger_gui.text import ElidedLabel, Look, isolated, label, one_line
from tagger_gui.theme import icon
from tagger_gui.track_table import as_time

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


class NoSoundError(Exception):
    """There is no way to play anything here; the message says why, for the user."""


def open_player(parent: QObject) -> QMediaPlayer:
    """A player on the system's default output; raises NoSoundError."""
    try:
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer
    except ImportError as error:
        raise NoSoundError(
            parent.tr("Playing needs a system library that is missing ({0})").format(error)
        ) from error
    if not QMediaDevices.audioOutputs():
        raise NoSoundError(parent.tr("No sound device"))
    player = QMediaPlayer(parent)
    player.setAudioOutput(QAudioOutput(parent))
    return player


class PlayerBar(QFrame):
    """Play and pause, the title, a slider to seek.

    Signals:
        troubled(str): the file cannot be played; says why.
    """

    troubled = Signal(str)

    def __init__(
        self,
        open_player: Callable[[QObject], QMediaPlayer] = open_player,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._open_player = open_player
        self._player: QMediaPlayer | None = None
        self._row: Row | None = None
        self._released: tuple[Row, int] | None = None
        self._resume_at = 0  # milliseconds, once the source is loaded
        self._button = QToolButton()
        self._button.setAutoRaise(True)
        self._button.setToolTip(self.tr("Play or pause (Space)"))
        self._button.setAccessibleName(self.tr("Play or pause"))
        self._button.clicked.connect(self.toggle)
        self._title = ElidedLabel(self.tr("Nothing is playing"))
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setAccessibleName(self.tr("Position in the track"))
        self._slider.setSingleStep(5000)
        self._slider.setPageStep(15000)
        self._slider.actionTriggered.connect(lambda _: self._seek_to(self._slider.sliderPosition()))
        self._time = label("", Look.QUIET)
        self._lay_out()
        self.draw_icons()
        self.setEnabled(False)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self._button)
        row.addWidget(self._title, 2)
        row.addWidget(self._slider, 3)
        row.addWidget(self._time)
        self._time.setMinimumWidth(self.fontMetrics().horizontalAdvance("00:00 / 00:00"))

    def draw_icons(self) -> None:
        """Draws the icons in the colours that the palette has now."""
        self._button.setIcon(icon("pause" if self._is_playing() else "play"))

    def open(self) -> None:
        """Gets ready to play, or says why nothing can be played."""
        try:
            player = self._open_player(self)
        except NoSoundError as error:
            self._title.show_text(str(error))
            return
        self._player = player
        player.positionChanged.connect(self._show_position)
        player.durationChanged.connect(self._show_duration)
        player.playbackStateChanged.connect(lambda _: self.draw_icons())
        player.mediaStatusChanged.connect(lambda _: self._resume())
        player.errorOccurred.connect(self._tell_trouble)
        self.setEnabled(True)

    # --- playing --------------------------------------------------------------------------------

    def play(self, row: Row) -> None:
        """Plays the track from its beginning, or goes on or pauses if it is this one."""
        if self._player is None:
            self.troubled.emit(self._title.text())
            return
        if self._row and self._row.path == row.path:
            self.toggle()
            return
        if self._load(row, 0):
            self._player.play()

    def toggle(self) -> None:
        """Pauses or goes on."""
        if self._player is None or self._row is None:
            return
        if self._is_playing():
            self._player.pause()
        else:
            self._player.play()

    def seek(self, seconds: int) -> None:
        """Goes forward by so many seconds, or back."""
        if self._player is not None and self._row is not None:
            self._seek_to(max(0, self._player.position() + 1000 * seconds))

    def release(self) -> None:
        """Lets go of the file, so that it can be written."""
        if self._player is not None and self._row is not None:
            self._released = self._row, self._player.position()
            self._player.stop()
            self._player.setSource(QUrl())
            self._row = None

    def restore(self) -> None:
        """Takes the file up again where `release` left it, silently."""
        released, self._released = self._released, None
        if released is not None:
            self._load(*released)

    def _load(self, row: Row, position: int) -> bool:
        if self._player is None:
            return False
        try:
            row.path.encode("utf-8")
        except UnicodeEncodeError:
            self.troubled.emit(self.tr("Files with such a name cannot be played here"))
            return False
        self._row, self._resume_at = row, position
        self._title.show_text(
            " – ".join(isolated(one_line(part, 300)) for part in (row.name, row.artist) if part)
        )
        self._player.setSource(QUrl.fromLocalFile(row.path))
        return True

    def _resume(self) -> None:
        if self._resume_at and self._player is not None and self._player.isSeekable():
            position, self._resume_at = self._resume_at, 0
            self._player.setPosition(position)

    def _is_playing(self) -> bool:
        return self._player is not None and self._player.isPlaying()

    def _seek_to(self, position: int) -> None:
        if self._player is not None:
            self._player.setPosition(position)

    def _show_position(self, position: int) -> None:
        if not self._slider.isSliderDown():
            self._slider.setValue(position)
        whole = as_time(self._slider.maximum() / 1000)
        self._time.setText(f"{as_time(position / 1000) or '0:00'} / {whole}" if whole else "")

    def _show_duration(self, duration: int) -> None:
        self._slider.setMaximum(max(0, duration))
        self._show_position(0)

    def _tell_trouble(self, _kind: object, words: str) -> None:
        name = Path(self._row.path).name if self._row else ""
        self.troubled.emit(self.tr("{0} cannot be played: {1}").format(one_line(name, 80), words))
