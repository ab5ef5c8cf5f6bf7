"""Icons, drawn in the colours of the system's palette.

There is no style sheet: with one, Qt no longer follows when the system turns dark.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from engine.paths import resource
from engine.track import TrackState

_SIZES = (16, 24, 32, 48)  # pixels; enough for 100 to 200 % scaling
_LARGE = (64, 128)  # more, where the program introduces itself

# Middle tones: readable on white and on black alike. The icon's shape says the same again.
_STATE_COLOURS = {
    TrackState.FOUND: "#8a8a8a",
    TrackState.DESCRIBED: "#3584e4",
    TrackState.ACCEPTED: "#2a9d54",
    TrackState.EDITED: "#9a5fc9",
    TrackState.TAGGED: "#2a9d54",
    TrackState.SKIPPED: "#8a8a8a",
    TrackState.FAILED: "#d9552c",
}


def program_icon() -> QIcon:
    """The program's own icon."""
    return _drawn("linernotes", {QIcon.Mode.Normal: QColor()}, (*_SIZES, *_LARGE))


def icon(name: str) -> QIcon:
    """The icon `name` in the colours that the palette has now."""
    palette = QGuiApplication.palette()
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    return _drawn(
        name,
        {
            QIcon.Mode.Normal: palette.color(QPalette.ColorRole.ButtonText),
            QIcon.Mode.Disabled: disabled,
            QIcon.Mode.Selected: palette.color(QPalette.ColorRole.HighlightedText),
        },
    )


def state_icon(state: TrackState) -> QIcon:
    """The icon of a track's state."""
    selected = QGuiApplication.palette().color(QPalette.ColorRole.HighlightedText)
    return _drawn(
        f"state-{state.value}",
        {QIcon.Mode.Normal: QColor(_STATE_COLOURS[state]), QIcon.Mode.Selected: selected},
    )


def _drawn(name: str, colours: dict[QIcon.Mode, QColor], sizes: tuple[int, ...] = _SIZES) -> QIcon:
    made = QIcon()
    for mode, colour in colours.items():
        for pixmap in _pictures(name, colour.name(), sizes):
            made.addPixmap(pixmap, mode)
    return made


def _pictures(name: str, colour: str, sizes: tuple[int, ...]) -> list[QPixmap]:
    """The drawing in all sizes; drawn once, because many icons are in several places."""
    keys = [f"{name} {colour} {size}" for size in sizes]
    found = [QPixmap() for _ in sizes]
    if all(map(QPixmapCache.find, keys, found)):
        return found
    source = resource(f"icons/{name}.svg").read_text("utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    found = [_picture(renderer, size) for size in sizes]
    for key, pixmap in zip(keys, found, strict=True):
        QPixmapCache.insert(key, pixmap)
    return found


def _picture(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap
