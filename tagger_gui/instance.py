"""Instance: a library has one window; a second start hands its folders to the first."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 2000
_LONGEST = 1 << 20  # bytes of a message
_TAKEN = b"taken\n"


class Instance(QObject):
    """The window of one library, as other starts of the program find it.

    Signals:
        asked(list): another start hands over these Paths (perhaps none) and has ended.
    """

    asked = Signal(object)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(os.fsencode(library.absolute())).hexdigest()[:16]
        self._name = f"linernotes-{digest}"
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Whether there is a window for the library already, which has taken the paths."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(_message(paths))
        socket.flush()
        answered = socket.waitForReadyRead(_WAIT_MS)
        return answered and socket.readAll().data() == _TAKEN

    def listen(self) -> None:
        """From now on other starts find this one."""
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left by one that was killed
            self._server.listen(self._name)

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
        self._read()

    def _read(self) -> None:
        for socket in self._server.findChildren(QLocalSocket):
            if socket.canReadLine():
                paths = _paths(bytes(socket.readLine().data()))
                socket.write(_TAKEN)
                socket.flush()
                if paths is not None:
                    self.asked.emit(paths)
            elif socket.bytesAvailable() > _LONGEST:
                socket.abort()


def _message(paths: Sequence[Path]) -> bytes:
    return json.dumps([os.fsencode(path.absolute()).hex() for path in paths]).encode() + b"\n"


def _paths(message: bytes) -> list[Path] | None:
    """What `_message` was made of; None for anything else."""
    try:
        return [Path(os.fsdecode(bytes.fromhex(text))) for text in json.loads(message)]
    except (ValueError, TypeError):
        return None
