"""Light, dark and high contrast: the colours of the whole window, by theme."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from engine.paths import resource
from tagger_gui.settings.values import Theme

_Role = QPalette.ColorRole
_FUSION = "fusion"  # the one style that follows a palette in everything

# Each theme's colour for each role. Text on its ground has a contrast of at least 4.5 : 1 in light
# and dark, 7 : 1 in high contrast (WCAG 2); a test measures it.
_COLOURS: dict[Theme, dict[QPalette.ColorRole, str]] = {
    Theme.LIGHT: {
        _Role.Window: "#f1f2f4",
        _Role.WindowText: "#1c1e21",
        _Role.Base: "#ffffff",
        _Role.AlternateBase: "#f6f7f9",
        _Role.Text: "#1c1e21",
        _Role.Button: "#f8f9fa",
        _Role.ButtonText: "#24272b",
        _Role.Highlight: "#2b67c8",
        _Role.HighlightedText: "#ffffff",
        _Role.PlaceholderText: "#5f6670",
        _Role.ToolTipBase: "#24272b",
        _Role.ToolTipText: "#f6f7f9",
        _Role.Link: "#1b5cb8",
        _Role.BrightText: "#ffffff",
    },
    Theme.DARK: {
        _Role.Window: "#242629",
        _Role.WindowText: "#e4e6e9",
        _Role.Base: "#1a1b1e",
        _Role.AlternateBase: "#1f2124",
        _Role.Text: "#e4e6e9",
        _Role.Button: "#33363b",
        _Role.ButtonText: "#e4e6e9",
        _Role.Highlight: "#3268bd",
        _Role.HighlightedText: "#ffffff",
        _Role.PlaceholderText: "#9ba2ac",
        _Role.ToolTipBase: "#3a3e44",
        _Role.ToolTipText: "#f0f1f3",
        _Role.Link: "#7fb2ff",
        _Role.BrightText: "#ffffff",
    },
    Theme.CONTRAST: {
        _Role.Window: "#000000",
        _Role.WindowText: "#ffffff",
        _Role.Base: "#000000",
        _Role.AlternateBase: "#141414",
        _Role.Text: "#ffffff",
        _Role.Button: "#000000",
        _Role.ButtonText: "#ffffff",
        _Role.Highlight: "#ffe600",
        _Role.HighlightedText: "#000000",
        _Role.PlaceholderText: "#e0e0e0",
        _Role.ToolTipBase: "#000000",
        _Role.ToolTipText: "#ffffff",
        _Role.Link: "#6fd3ff",
        _Role.BrightText: "#ffe600",
    },
}
_DISABLED = {Theme.LIGHT: "#9aa0a8", Theme.DARK: "#6b7077", Theme.CONTRAST: "#a8a8a8"}
_TEXTS = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette(theme: Theme) -> QPalette:
    """The colours of light, dark or high contrast."""
    colours = _COLOURS[theme]
    made = QPalette(QColor(colours[_Role.Button]), QColor(colours[_Role.Window]))
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in _TEXTS:
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DISABLED[theme]))
    return made


class Colours(QObject):
    """Gives the program the colours of a theme, and follows the system where that is wanted."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._native = app.style().objectName()
        self._theme = Theme.SYSTEM
        app.styleHints().colorSchemeChanged.connect(lambda _: self.show_theme(self._theme))

    def show_theme(self, theme: Theme) -> None:
        """Takes on the theme's colours at once."""
        self._theme = theme
        own = theme is not Theme.SYSTEM
        style = _FUSION if own else self._native
        if self._app.style().objectName() != style:
            self._app.setStyle(QStyleFactory.create(style))
        contrast = theme is Theme.CONTRAST
        sheet = resource("contrast.qss").read_text("utf-8") if contrast else ""
        if self._app.styleSheet() != sheet:
            self._app.setStyleSheet("")  # first the palette: below a sheet no widget takes it on
        if own:
            self._app.setPalette(palette(theme))
        elif style == _FUSION:  # no colours of the system's own to spoil
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
            self._app.setPalette(palette(Theme.DARK if dark else Theme.LIGHT))
        else:
            self._app.setPalette(QPalette())  # the system's
        if self._app.styleSheet() != sheet:
            self._app.setStyleSheet(sheet)
