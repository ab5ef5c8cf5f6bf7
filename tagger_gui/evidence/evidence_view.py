"""EvidenceView: a track's description and aspects, each with a way to hear what supports it."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from engine.track import Aspect
from tagger_gui.evidence.aspect_bar import AspectBar
from tagger_gui.evidence.known import Known, known_of
from tagger_gui.evidence.phrase_text import PhraseText
from tagger_gui.player_bar import PlayerBar
from tagger_gui.services import Services
from tagger_gui.text import ElidedLabel, Look, label
from tagger_gui.work import Errands, Threads

if TYPE_CHECKING:  # loading what decodes would hold up the window
    from engine.evidence import Phrase, Spans


class EvidenceView(QScrollArea):
    """Details of one track at the side of a page.

    Signals:
        failed(BaseException): the library cannot tell of the track.
    """

    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        player: PlayerBar,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._player = services, player
        self._known: Known | None = None
        self._questions = Errands(threads, self)
        self._questions.failed.connect(self.failed)
        self._title = ElidedLabel(look=Look.HEADING)
        self._artist = ElidedLabel(look=Look.QUIET)
        self.text = PhraseText()
        self.text.asked.connect(self._hear_phrase)
        self._hint = label("", Look.QUIET)
        self._hint.setWordWrap(True)
        self._bars = QVBoxLayout()
        self._bars.setSpacing(1)
        self._kinds = {
            "genre": self.tr("Genre"),
            "mood": self.tr("Mood"),
            "instrument": self.tr("Instruments"),
            "vocals": self.tr("Vocals"),
            "tempo": self.tr("Tempo"),
            "texture": self.tr("Texture"),
        }
        self.setAccessibleName(self.tr("What was heard"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(260)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._show(None)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(14, 12, 14, 12)
        for widget in (self._title, self._artist, self.text, self._hint):
            column.addWidget(widget)
        column.addLayout(self._bars)
        column.addStretch(1)
        self.setWidget(inner)

    def show_track(self, id_: int) -> None:
        """Shows the track of this number as the library has it now; 0: none."""
        if id_:
            services = self._services
            self._questions.ask(lambda: known_of(services, id_), self._show)
        else:
            self._questions.drop()
            self._show(None)

    def shown_id(self) -> int:
        """The number of the track that is shown, 0 for none."""
        return self._known.row.id if self._known else 0

    def bars(self) -> list[AspectBar]:
        """The aspects' bars from top to bottom."""
        items = (self._bars.itemAt(i) for i in range(self._bars.count()))
        widgets = [item.widget() for item in items if item]
        return [widget for widget in widgets if isinstance(widget, AspectBar)]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._known:
            self._show(self._known)

    def _show(self, known: Known | None) -> None:
        self._known = known
        self._title.show_text(known.row.name if known else self.tr("No track is selected"))
        self._artist.show_text(known.row.artist if known else "")
        self._artist.setVisible(bool(known and known.row.artist))
        self.text.show_text(known.text if known else "", known.phrases if known else ())
        self.text.setVisible(bool(known and known.text))
        self._hint.setText(self._hint_of(known))
        self._hint.setVisible(bool(self._hint.text()))
        self._show_aspects(known.aspects if known else ())

    def _hint_of(self, known: Known | None) -> str:
        if known is None:
            return ""
        if not known.aspects:
            return self.tr("Nothing that was heard is known of this track.")
        return self.tr("Choose a word or a bar to hear what supports it.")

    def _show_aspects(self, aspects: tuple[Aspect, ...]) -> None:
        while self._bars.count():
            item = self._bars.takeAt(0)
            if item and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        known = [aspect for aspect in aspects if aspect.kind in self._kinds]
        kinds = list(self._kinds)
        known.sort(key=lambda aspect: (kinds.index(aspect.kind), -aspect.probability))
        for kind, group in groupby(known, key=lambda aspect: aspect.kind):
            heading = label(self._kinds[kind], Look.STRONG)
            heading.setContentsMargins(0, 8, 0, 2)
            self._bars.addWidget(heading)
            for aspect in group:
                bar = AspectBar(aspect)
                bar.clicked.connect(lambda _=False, spans=aspect.spans: self._hear(spans))
                self._bars.addWidget(bar)

    def _hear_phrase(self, phrase: Phrase) -> None:
        self._hear(phrase.spans)

    def _hear(self, spans: Spans) -> None:
        if self._known:
            self._player.play_evidence(self._known.row, spans)
