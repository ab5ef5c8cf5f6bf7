"""MapView: the points on the screen, to be looked at, moved, zoomed, chosen and encircled."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from engine.map import Floats
from tagger_gui.map.camera import Camera
from tagger_gui.map.lasso import enclosed, nearest_towards
from tagger_gui.map.marks import draw_lasso, draw_name, draw_ring
from tagger_gui.map.picture import Points, draw_points

_NEAR = 12.0  # pixels between the mouse and a point that it means
_CLICK = 4.0  # pixels that the mouse may move within a click
_DIRECTIONS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class MapView(QWidget):
    """The map.

    Signals:
        current_changed(int): the number of the track that is current now, 0 for none.
        play_asked(int): that track is to be heard.
        selected(list): the numbers of the encircled tracks.
        hovered(int): the mouse is over this track, 0: over none.
    """

    current_changed = Signal(int)
    play_asked = Signal(int)
    selected = Signal(object)
    hovered = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = np.zeros(0, np.int64)
        self._at: Floats = np.zeros((0, 2), np.float32)
        self._kinds = np.zeros(0, np.uint8)
        self._colours: Sequence[QColor] = ()
        self._only: int | None = None  # the class that is not faint
        self._selection = np.zeros(0, np.bool_)
        self._current: int | None = None
        self._hovered: int | None = None
        self._name = ""  # of the hovered track
        self._camera = Camera()
        self._picture: QPixmap | None = None
        self._line: list[QPointF] = []  # of the lasso, pixels
        self._pressed: QPointF | None = None
        self._dragged = False
        self.lasso = False  # whether the mouse encircles instead of moving the map
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.setAccessibleName(self.tr("Map of the library"))

    def sizeHint(self) -> QSize:
        return QSize(600, 500)

    # --- what is on it --------------------------------------------------------------------------

    def show_places(self, ids: NDArray[np.int64], at: Floats) -> None:
        """Shows these tracks there; who is current or encircled stays so."""
        chosen, current = set(self.selected_ids()), self.current_id()
        self._ids, self._at = ids, at
        self._selection = np.isin(ids, np.array(sorted(chosen), np.int64))
        here = np.flatnonzero(ids == current)
        self._current = int(here[0]) if len(here) else None
        self._hovered = None
        if len(self._kinds) != len(ids):
            self._kinds = np.zeros(len(ids), np.uint8)
        self._redraw()

    def show_classes(self, kinds: NDArray[np.uint8], colours: Sequence[QColor]) -> None:
        """Each track's class, and each class's colour."""
        self._kinds, self._colours, self._only = kinds, colours, None
        self._redraw()

    def show_only(self, kind: int | None) -> None:
        """Makes all classes but this one faint; None: none."""
        self._only = kind
        self._redraw()

    def show_name(self, id_: int, name: str) -> None:
        """What a track that the mouse is over is called."""
        if self._hovered is not None and self._ids[self._hovered] == id_:
            self._name = name
            self.update()

    def current_id(self) -> int:
        """The number of the current track, 0 for none."""
        return 0 if self._current is None else int(self._ids[self._current])

    def selected_ids(self) -> list[int]:
        """The numbers of the encircled tracks."""
        return [int(id_) for id_ in self._ids[self._selection]]

    def select_all(self) -> None:
        """Takes all tracks that are not faint."""
        self._select(~self._faint())

    def clear(self) -> None:
        """Nothing is encircled any more."""
        self._line = []
        self._select(np.zeros(len(self._ids), np.bool_))

    def zoom(self, steps: float, around: QPointF | None = None) -> None:
        """Comes nearer, or goes away; the place `around` (pixels) stays where it is."""
        self._camera.zoom(steps, around)
        self._redraw()

    def show_whole(self) -> None:
        """The whole map."""
        self._camera.show_whole()
        self._redraw()

    def pixel_of(self, id_: int) -> QPointF:
        """Where a track is on the screen."""
        return self._pixel(int(np.flatnonzero(self._ids == id_)[0]))

    def _pixel(self, point: int) -> QPointF:
        x, y = self._camera.pixels(self._at[point][None])[0]
        return QPointF(float(x), float(y))

    def _point_near(self, pixel: QPointF) -> int | None:
        if not len(self._at):
            return None
        offset = self._camera.pixels(self._at) - np.array([pixel.x(), pixel.y()], np.float32)
        away = np.hypot(offset[:, 0], offset[:, 1])
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= _NEAR else None

    # --- choosing -------------------------------------------------------------------------------

    def _select(self, mask: NDArray[np.bool_]) -> None:
        self._selection = mask
        self._redraw()
        self.selected.emit(self.selected_ids())

    def _go_to(self, point: int) -> None:
        self._current = point
        if not self._camera.sees(self._at[point]):
            self._camera.middle = self._at[point].copy()
            self._redraw()
        self.update()
        self.current_changed.emit(self.current_id())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _DIRECTIONS and len(self._ids):
            if self._current is None:
                offset = self._at - self._camera.middle
                self._go_to(int(np.argmin(np.hypot(offset[:, 0], offset[:, 1]))))
            elif (to := nearest_towards(self._at, self._current, _DIRECTIONS[key])) is not None:
                self._go_to(to)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current is not None:
            self.play_asked.emit(self.current_id())
        else:
            super().keyPressEvent(event)

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False
            if self._encircles(event):
                self._line = [event.position()]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position()
        if self._pressed is None:
            self._hover(self._point_near(here))
            return
        moved = here - self._pressed
        self._dragged = self._dragged or moved.manhattanLength() > _CLICK
        if self._line:
            self._line.append(here)
            self.update()
        elif self._dragged:
            self._camera.shift(moved)
            self._pressed = here
            self._redraw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        line, self._line, dragged = self._line, [], self._dragged
        if self._pressed is None:
            return
        self._pressed = None
        if line and dragged:
            drawn = np.array([(p.x(), p.y()) for p in line], np.float32)
            found = enclosed(self._camera.pixels(self._at), drawn) & ~self._faint()
            more = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._select(found | self._selection if more else found)
        elif not dragged and (point := self._point_near(event.position())) is not None:
            self._go_to(point)
            self.play_asked.emit(self.current_id())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(event.angleDelta().y() / 120, event.position())
        event.accept()

    def _encircles(self, event: QMouseEvent) -> bool:
        return self.lasso or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def _hover(self, point: int | None) -> None:
        if point != self._hovered:
            self._hovered, self._name = point, ""
            self.hovered.emit(0 if point is None else int(self._ids[point]))
            self.update()

    # --- the picture ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._camera.size = QSizeF(self.size())
        self._redraw()

    def _faint(self) -> NDArray[np.bool_]:
        if self._only is None:
            return np.zeros(len(self._ids), np.bool_)
        others: NDArray[np.bool_] = self._kinds != self._only
        return others

    def _redraw(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._picture is None:
            self._picture = self._drawn()
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        accent = self.palette().color(QPalette.ColorRole.Highlight)
        if self._current is not None:
            draw_ring(
                painter,
                self._pixel(self._current),
                9,
                self.palette().color(QPalette.ColorRole.Text),
            )
        if self._hovered is not None:
            draw_ring(painter, self._pixel(self._hovered), 8, accent)
            draw_name(self, painter, self._pixel(self._hovered), self._name)
        if self._line:
            draw_lasso(painter, self._line, accent)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _drawn(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(self.palette().color(QPalette.ColorRole.Base))
        if not len(self._ids) or not self._colours:
            return pixmap
        painter = QPainter(pixmap)
        painter.setBackground(self.palette().base())
        faint = self._faint()
        if self._selection.any():
            faint = faint | ~self._selection
        size = self.width(), self.height()
        points = Points(self._camera.pixels(self._at), self._kinds, faint)
        draw_points(painter, points, self._colours, size, scale)
        painter.end()
        return pixmap
