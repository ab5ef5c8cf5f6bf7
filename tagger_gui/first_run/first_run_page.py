"""FirstRunPage: from nothing to a library, in two sheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from tagger_gui import tasks
from tagger_gui.dialogs import Dialogs
from tagger_gui.first_run.choice import Choice
from tagger_gui.first_run.sample import Sample
from tagger_gui.listening import Listening
from tagger_gui.page import Page
from tagger_gui.services import Services
from tagger_gui.settings.store import SettingsStore
from tagger_gui.settings.values import LIBRARY_ONLY, Settings
from tagger_gui.tasks import Phase, Step
from tagger_gui.work import Errands, Threads


class FirstRunPage(Page):
    """Shown instead of all pages, once.

    Signals:
        done(): the user is through, or wants none of this now.
    """

    done = Signal()

    def __init__(
        self,
        services: Services,
        threads: Threads,
        *,
        listening: Listening,
        settings: SettingsStore,
        dialogs: Dialogs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Welcome"), parent)
        self._services = services
        self._listening = listening
        self._settings = settings
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)
        self.choice = Choice(dialogs)
        self.choice.begun.connect(self._begin)
        self.choice.passed_over.connect(self.done)
        self.sample = Sample()
        self.sample.agreed.connect(self._go_on)
        self.sample.passed_over.connect(self._leave)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.choice)
        self._stack.addWidget(self.sample)

    def panes(self) -> Sequence[QWidget]:
        return (self._stack.currentWidget() or self,)

    def draw_icons(self) -> None:
        self.choice.draw_icons()

    def shut(self) -> None:
        self._errands.drop()

    def _begin(self, folders: list[Path], may_write: bool) -> None:
        self._settings.change(profile=Settings().profile if may_write else LIBRARY_ONLY)
        self._stack.setCurrentWidget(self.sample)
        self.sample.begin()
        job = self._listening.sample(folders)
        job.stepped.connect(self._show)
        job.ended.connect(self._count)

    def _show(self, steps: list[Step]) -> None:
        self.sample.add(step.row for step in steps if step.row)
        last = steps[-1]
        if last.phase is Phase.LISTENING:
            self.sample.show_progress(last.done, last.total or 0)

    def _count(self) -> None:
        library = self._services.library
        self._errands.ask(lambda: tasks.count_waiting(library), self.sample.end)

    def _go_on(self) -> None:
        self._leave()
        self._listening.resume()

    def _leave(self) -> None:
        self._settings.change(welcomed=True)
        self.done.emit()
