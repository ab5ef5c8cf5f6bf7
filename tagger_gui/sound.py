"""Sound: plays one file; the one place where QtMultimedia is used.

It is loaded after the first paint, and may not be there at all: then that is said in words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Q_ARG, QCoreApplication, QMetaObject, QObject, Qt, QTimer, QUrl, Signal

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer


translate = QCoreApplication.translate
_LOOK_MS = 1000  # between two looks at whether what plays goes on
_STILL = 5  # looks at which it had not: it does not play any more


class NoSoundError(Exception):
    """There is no way to play anything here; the message says why, for the user."""


def open_player(parent: QObject) -> QMediaPlayer:
    """A player on the system's default output, also when that changes; raises NoSoundError."""
    try:
        from PySide6.QtMultimedia import QAudioDevice, QAudioOutput, QMediaDevices, QMediaPlayer
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

    def follow() -> None:
        _call(output, "setDevice", Q_ARG(QAudioDevice, QMediaDevices.defaultAudioOutput()))

    devices.audioOutputsChanged.connect(follow)
    return player


def _call(target: QObject, slot: str, *arguments: object) -> None:
    """Calls a slot of Qt's while other threads may run Python.

    The player's threads tell our objects when they let go of them, which takes Python's lock. The
    player waits for its threads: a plain call, which keeps the lock, would now and then be the end.
    """
    QMetaObject.invokeMethod(target, slot, Qt.ConnectionType.DirectConnection, *arguments)  # type: ignore[call-overload]


class Sound(QObject):
    """One file that is played, paused, sought in and let go of.

    Signals:
        moved(int): where it is, in milliseconds.
        lasts(int): how long the file is, in milliseconds.
        turned(bool): it plays now, or it does not any more.
        troubled(str): the file cannot be played, or no more of it; says why.
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
        self._seen, self._still = 0, 0  # milliseconds at the last look; looks since it moved
        self.watch = QTimer(self)
        self.watch.setInterval(_LOOK_MS)
        self.watch.timeout.connect(self._look)

    def open(self) -> None:
        """Gets ready to play, if it is not yet; raises NoSoundError."""
        if self._player is not None:
            return
        player = self._player = self._open_player(self)
        player.positionChanged.connect(self._tell_position)
        player.durationChanged.connect(self.lasts.emit)
        player.playbackStateChanged.connect(lambda _: self._turn())
        player.mediaStatusChanged.connect(lambda _: self._go_to_start())
        player.errorOccurred.connect(self._tell_trouble)
        self.set_volume(self._volume)

    def load(self, path: str, milliseconds: int = 0) -> None:
        """Takes up a file there, silently."""
        if self._player is not None:
            self._path, self._start_at = path, milliseconds
            _call(self._player, "setSource", Q_ARG(QUrl, QUrl.fromLocalFile(path)))

    def play(self) -> None:
        """Plays, or goes on."""
        if self._player is not None and self._path:
            _call(self._player, "play")

    def pause(self) -> None:
        """Falls silent."""
        if self._player is not None:
            _call(self._player, "pause")

    def seek(self, milliseconds: int) -> None:
        """Goes there, or as soon as the file is loaded."""
        if self._player is None:
            return
        if self._player.isSeekable():
            self._go(max(0, milliseconds))
        else:
            self._start_at = max(0, milliseconds)

    def release(self) -> None:
        """Lets go of the file: only without a source does the system's handle of it go."""
        if self._player is not None:
            self._path = ""
            _call(self._player, "stop")
            _call(self._player, "setSource", Q_ARG(QUrl, QUrl()))

    def holds(self, path: str) -> bool:
        """Whether this is the file that is taken up."""
        return self._path == path

    def plays(self) -> bool:
        """Whether anything is to be heard."""
        return self._player is not None and self._player.isPlaying()

    def position(self) -> int:
        """Where it is, in milliseconds."""
        return self._start_at or (self._player.position() if self._player is not None else 0)

    def set_volume(self, volume: float) -> None:
        """0–1, as ears take it: half of it sounds half as loud."""
        self._volume = volume
        output = self._player.audioOutput() if self._player is not None else None
        if output is not None:
            output.setVolume(volume**3)  # a common stand-in for the ear's logarithm

    def _go(self, milliseconds: int) -> None:
        if self._player is not None:
            _call(self._player, "setPosition", Q_ARG("qlonglong", milliseconds))

    def _turn(self) -> None:
        self._still = 0
        (self.watch.start if self.plays() else self.watch.stop)()
        self.turned.emit(self.plays())

    def _look(self) -> None:
        """Whether it goes on: of a sound service that ends nobody tells us."""
        here = self.position()
        loading = self._player is None or not self._player.isSeekable()  # from a slow drive
        self._still = self._still + 1 if here == self._seen and not loading else 0
        self._seen = here
        if self._still >= _STILL:
            self._give_up(here)

    def _give_up(self, milliseconds: int) -> None:
        """Lets go of the player; the next one begins there."""
        player, self._player = self._player, None
        self._path, self._start_at = "", milliseconds
        if player is not None:
            _call(player, "stop")  # which turns `watch` off
            player.deleteLater()
        self.troubled.emit(self.tr("it stands still; is the sound device gone?"))

    def _go_to_start(self) -> None:
        if self._start_at and self._player is not None and self._player.isSeekable():
            milliseconds, self._start_at = self._start_at, 0
            self._go(milliseconds)

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
