"""Sound: plays one file; the one place where QtMultimedia is used.

It is loaded after the first paint, and may not be there at all: then that is said in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QUrl, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


translate = QCoreApplication.translate


class NoSoundError(Exception):
    """There is no way to play anything here; the message says why, for the user."""


def open_player(parent: QObject) -> QMediaPlayer:
    """A player on the system's default output, also when that changes; raises NoSoundError."""
    try:
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer
    except ImportError as error:
        raise NoSoundError(
            translate("Sound", "Playing needs a system library that is missing ({0})").format(error)
        ) from error
    if not QMediaDevices.audioOutputs():
        raise NoSoundError(translate("Sound", "No sound device"))
    player = QMediaPlayer(parent)
    output = QAudioOutput(player)
    player.setAudioOutput(output)
    devices = QMediaDevices(player)
    devices.audioOutputsChanged.connect(
        lambda: output.setDevice(QMediaDevices.defaultAudioOutput())
    )
    return player


class Sound(QObject):
    """One file that is played, paused, sought in and let go of.

    Signals:
        moved(int): where it is, in milliseconds.
        lasts(int): how long the file is, in milliseconds.
        turned(bool): it plays now, or it does not any more.
        troubled(str): the file cannot be played; says why.
    """

    moved = Signal(int)
    lasts = Signal(int)
    turned = Signal(bool)
    troubled = Signal(str)

    def __init__(
        self, open_player: Callable[[QObject], QMediaPlayer], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open_player = open_player
        self._player: QMediaPlayer | None = None
        self._path = ""  # "": no file
        self._start_at = 0  # milliseconds, once the file is loaded
        self._volume = 1.0

    def open(self) -> None:
        """Gets ready to play, if it is not yet; raises NoSoundError."""
        if self._player is not None:
            return
        player = self._player = self._open_player(self)
        player.positionChanged.connect(self._tell_position)
        player.durationChanged.connect(self.lasts.emit)
        player.playbackStateChanged.connect(lambda _: self.turned.emit(self.plays()))
        player.mediaStatusChanged.connect(lambda _: self._go_to_start())
        player.errorOccurred.connect(self._tell_trouble)
        self.set_volume(self._volume)

    def load(self, path: str, milliseconds: int = 0) -> None:
        """Takes up a file there, silently."""
        if self._player is not None:
            self._path, self._start_at = path, milliseconds
            self._player.setSource(QUrl.fromLocalFile(path))

    def play(self) -> None:
        """Plays, or goes on."""
        if self._player is not None and self._path:
            self._player.play()

    def pause(self) -> None:
        """Falls silent."""
        if self._player is not None:
            self._player.pause()

    def seek(self, milliseconds: int) -> None:
        """Goes there, or as soon as the file is loaded."""
        if self._player is None:
            return
        if self._player.isSeekable():
            self._player.setPosition(max(0, milliseconds))
        else:
            self._start_at = max(0, milliseconds)

    def release(self) -> None:
        """Lets go of the file: only without a source does the system's handle of it go."""
        if self._player is not None:
            self._path = ""
            self._player.stop()
            self._player.setSource(QUrl())

    def holds(self, path: str) -> bool:
        """Whether this is the file that is taken up."""
        return self._path == path

    def plays(self) -> bool:
        """Whether anything is to be heard."""
        return self._player is not None and self._player.isPlaying()

    def position(self) -> int:
        """Where it is, in milliseconds."""
        return (self._start_at or self._player.position()) if self._player is not None else 0

    def set_volume(self, volume: float) -> None:
        """0–1, as ears take it: half of it sounds half as loud."""
        self._volume = volume
        output = self._player.audioOutput() if self._player is not None else None
        if output is not None:
            output.setVolume(volume**3)  # a common stand-in for the ear's logarithm

    def _go_to_start(self) -> None:
        if self._start_at and self._player is not None and self._player.isSeekable():
            milliseconds, self._start_at = self._start_at, 0
            self._player.setPosition(milliseconds)

    def _tell_position(self, milliseconds: int) -> None:
        if self._path and not self._start_at:
            self.moved.emit(milliseconds)

    def _tell_trouble(self, kind: object, words: str) -> None:
        reasons = {
            "ResourceError": self.tr("the file cannot be opened"),
            "FormatError": self.tr("this kind of file cannot be played here"),
            "AccessDeniedError": self.tr("it may not be read"),
        }
        self._path = ""
        self.troubled.emit(reasons.get(getattr(kind, "name", ""), words))
