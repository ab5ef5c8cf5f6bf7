"""ChangesDialog: everything that a write would change, before anything is written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.writing import PROFILES
from tagger_gui.changes.plan import Agreed, Plan, differences
from tagger_gui.changes.tables import FieldTable, FileTable
from tagger_gui.review.tag_names import tag_names
from tagger_gui.review.tag_table import FATES, TagLine, TagTable, tag_view
from tagger_gui.settings.values import LIBRARY_ONLY
from tagger_gui.tables import table_view
from tagger_gui.text import ElidedLabel, Look, label, plain
from tagger_gui.ticks import TickDelegate


class ChangesDialog(QDialog):
    """Fields and files, each with a mark to take it out; what would change in the current file.

    Signals:
        profile_chosen(str): the user wants to see what would be written for somebody else.
    """

    profile_chosen = Signal(str)

    def __init__(self, profile: str, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Review Changes"))
        self._plan = plan
        self._names = tag_names()
        self.profiles = QComboBox()
        self.profiles.setAccessibleName(self.tr("Profile"))
        for name in PROFILES:
            if name != LIBRARY_ONLY:
                self.profiles.addItem(f"{name}: {PROFILES[name].purpose}", name)
        self.profiles.setCurrentIndex(self.profiles.findData(profile))
        self.fields = FieldTable(self._names, self)
        self.files = FileTable(self)
        self.tags = TagTable(self)
        self.tags.make_checkable()
        self.field_view = table_view(self.fields, self.tr("Fields that would change"), {0: 26})
        self.file_view = table_view(self.files, self.tr("Files that would change"), {0: 40})
        for view in (self.field_view, self.file_view):
            view.setItemDelegate(TickDelegate(view))
        self.tag_view = tag_view(self.tags, self.tr("Changes in the current file"))
        self._difference = label("", Look.QUIET)
        self._refused = ElidedLabel(look=Look.QUIET)
        self._total = label("", Look.STRONG)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.write = QPushButton(self.tr("&Write"))
        self.buttons.addButton(self.write, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.write.setDefault(True)
        self._lay_out()
        self._connect()
        self.show_plan(plan)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.profiles.currentIndexChanged.connect(lambda _: self._choose_profile())
        for table in (self.fields, self.files):
            table.marked.connect(self._show_marks)
        self.tags.marked.connect(self._mark_single)
        self.file_view.selectionModel().currentRowChanged.connect(lambda *_: self._show_file())

    def _lay_out(self) -> None:
        for view in (self.field_view, self.file_view):
            header = view.horizontalHeader()
            header.setStretchLastSection(False)
            header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.file_view.horizontalHeader().setSectionResizeMode(
            1, QHeaderView.ResizeMode.Interactive
        )
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(self.field_view)
        left.addWidget(self.file_view)
        left.setSizes([230, 330])
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(self.tag_view)
        across.setSizes([440, 620])
        top = QHBoxLayout()
        top.addWidget(label(self.tr("Write for")))
        top.addWidget(self.profiles, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self._total, 1)
        bottom.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self._difference)
        column.addWidget(across, 1)
        column.addWidget(self._refused)
        column.addLayout(bottom)
        self.resize(1080, 680)

    # --- what is shown --------------------------------------------------------------------------

    def show_plan(self, plan: Plan) -> None:
        """Shows what would be written now, and how that differs from what was shown before."""
        changed = differences(self._plan, plan) if plan is not self._plan else {}
        if plan is not self._plan:
            plan.leave_files_out(self._plan)
        words = ", ".join(f"{self._names.get(n, n)} {c:+,}" for n, c in changed.items())
        same = "" if plan is self._plan else self.tr("The same fields would change")
        told = self.tr("Changed fields compared with before: {0}").format(words) if words else same
        self._difference.setText(plain(told))
        self._difference.setVisible(bool(told))
        self._plan = plan
        for table in (self.fields, self.files):
            table.show_plan(plan)
        self.file_view.selectRow(0)
        refused = len(plan.refused)
        first = plan.refused[0] if refused else ""
        words = self.tr("Not written: %Ln files, the first: {0}", "", refused).format(first)
        self._refused.show_text(words if refused else "")
        self._refused.setVisible(bool(refused))
        self.profiles.setEnabled(True)
        self._show_marks()

    def agreed(self) -> Agreed:
        """What the user agrees to."""
        return self._plan.agreed()

    def text(self) -> str:
        """What is said in all: the difference, what is refused and the total."""
        parts = (self._difference.text(), self._refused.text(), self._total.text())
        return "\n".join(part for part in parts if part)

    def _show_marks(self) -> None:
        agreed = self.agreed()
        fields = self._plan.count(agreed)
        words = self.tr("{0} in %Ln files will be written", "", len(agreed.ids))
        self._total.setText(words.format(self.tr("%Ln fields", "", fields)))
        self.write.setEnabled(bool(agreed.ids) and self.profiles.isEnabled())
        self.file_view.viewport().update()
        self._show_file()

    def _show_file(self) -> None:
        at = self.file_view.currentIndex().row()
        if not 0 <= at < len(self._plan.files):
            self.tags.show_lines([])
            return
        file = self._plan.files[at]
        self.tags.show_lines(
            [
                TagLine(
                    self._names.get(change.field, change.field),
                    change.before,
                    change.after,
                    FATES[change.kind],
                    change.field,
                    not self._plan.is_out(file, change.field),
                )
                for change in file.changes
            ]
        )

    # --- what the user does ---------------------------------------------------------------------

    def _choose_profile(self) -> None:
        self.profiles.setEnabled(False)
        self.write.setEnabled(False)
        self._difference.setText(self.tr("Looking into the files…"))
        self._difference.show()
        self.profile_chosen.emit(self.profiles.currentData())

    def _mark_single(self, name: str, in_: bool) -> None:
        file = self._plan.files[self.file_view.currentIndex().row()]
        out = self._plan.single_out.setdefault(file.row.id, set())
        (out.discard if in_ else out.add)(name)  # one that is out everywhere stays so
        self._show_marks()
