"""The program's icon in all sizes, drawn from resources/icons/linernotes.svg."""

from __future__ import annotations

import shutil
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installer.facts import ROOT

SOURCE = ROOT / "resources" / "icons" / "linernotes.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)  # pixels


def hicolor(theme: Path) -> None:
    """Fills a freedesktop icon theme: SIZExSIZE/apps/linernotes.png and the SVG itself."""
    for size in SIZES:
        picture = theme / f"{size}x{size}" / "apps" / "linernotes.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        save(picture, size)
    scalable = theme / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCE, scalable / "linernotes.svg")


def save(picture: Path, size: int) -> None:
    """Draws the icon into a file of that many pixels: .png, .ico (Windows) or .icns (macOS).

    Raises OSError when it cannot be written.
    """
    app = QGuiApplication.instance() or QGuiApplication(["icons", "-platform", "offscreen"])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    if not image.save(str(picture)):
        raise OSError(f"{picture} could not be written")
    assert app
