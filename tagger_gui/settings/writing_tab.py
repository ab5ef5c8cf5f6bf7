"""WritingTab: for whom tags are written, and what happens to each field."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.errors import LinernotesError
from engine.message import Message
from engine.tags import Policy
from engine.writing import PROFILES
from tagger_gui.dialogs import Dialogs
from tagger_gui.messages import message_words
from tagger_gui.reasons import error_words
from tagger_gui.settings import profiles
from tagger_gui.settings.profiles import ProfileChoice
from tagger_gui.settings.values import Settings
from tagger_gui.text import Look, label, plain


class WritingTab(QWidget):
    """A profile, a policy for each of its fields, and profiles as files."""

    def __init__(self, values: Settings, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._field_names = {
            "comment": self.tr("Comment"),
            "genre": self.tr("Genre"),
            "mood": self.tr("Mood"),
            "bpm": self.tr("Tempo (BPM)"),
            "key": self.tr("Key"),
            "instruments": self.tr("Instruments"),
            "plain key": self.tr("Key, for media servers"),
            "short description": self.tr("Apple's own description"),
        }
        self._policy_names = {
            Policy.FILL: self.tr("Only where it is empty"),
            Policy.APPEND: self.tr("Behind what is there"),
            Policy.REPLACE: self.tr("Replace what is there"),
            Policy.NEVER: self.tr("Leave it alone"),
        }
        names = {
            "library": self.tr("Library only"),
            "standard": self.tr("Standard"),
            "dj": self.tr("DJ programs"),
            "server": self.tr("Media servers"),
            "apple": self.tr("Apple Music"),
        }
        self.profile = QComboBox()
        self.profile.setAccessibleName(self.tr("Profile"))
        for name in ("library", *(n for n in PROFILES if n != "library")):
            self.profile.addItem(names.get(name, name), name)
        self._purpose = label("", Look.QUIET)
        self._purpose.setWordWrap(True)
        self._note = label("", Look.QUIET)
        self._note.setWordWrap(True)
        self.policies: dict[str, QComboBox] = {}
        self._fields = QFormLayout()
        self._lay_out()
        self._show(ProfileChoice(values.profile, values.policies))
        self.profile.currentIndexChanged.connect(lambda _: self._show_fields({}))

    def _lay_out(self) -> None:
        load, save = QPushButton(self.tr("Import…")), QPushButton(self.tr("Export…"))
        load.clicked.connect(self.load)
        save.clicked.connect(self.save)
        top = QHBoxLayout()
        top.addWidget(label(self.tr("Write for")))
        top.addWidget(self.profile, 1)
        top.addWidget(load)
        top.addWidget(save)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(top)
        column.addWidget(self._purpose)
        column.addLayout(self._fields)
        column.addWidget(self._note)
        column.addStretch(1)

    def changed(self, values: Settings) -> Settings:
        """The settings with what this tab says."""
        choice = self._choice()
        return replace(values, profile=choice.profile, policies=choice.policies)

    def load(self) -> None:
        """Takes a profile from a file; what is wrong with it is said, and nothing changes."""
        if not (path := self._dialogs.choose_file(self.tr("Import a Profile"), _FILTER)):
            return
        try:
            self._show(profiles.load(path))
        except LinernotesError as error:
            self._note.setText(plain(error_words(error)))

    def save(self) -> None:
        """Puts the profile as it is shown into a file."""
        suggested = Path(f"{self.profile.currentData()}.json")
        title = self.tr("Export the Profile")
        if not (path := self._dialogs.choose_new_file(title, suggested, _FILTER)):
            return
        try:
            profiles.save(path, self._choice())
        except LinernotesError as error:
            self._note.setText(plain(error_words(error)))

    def _choice(self) -> ProfileChoice:
        own = PROFILES[self.profile.currentData()].policies
        chosen = {field: box.currentData() for field, box in self.policies.items()}
        changed = {f: str(policy) for f, policy in chosen.items() if policy != own[f]}
        return ProfileChoice(self.profile.currentData(), changed)

    def _show(self, choice: ProfileChoice) -> None:
        self.profile.blockSignals(True)
        self.profile.setCurrentIndex(max(0, self.profile.findData(choice.profile)))
        self.profile.blockSignals(False)
        self._show_fields(dict(choice.policies))

    def _show_fields(self, policies: dict[str, str]) -> None:
        profile = PROFILES[self.profile.currentData()]
        purpose = message_words(Message(profile.purpose))
        self._purpose.setText(plain(purpose[:1].upper() + purpose[1:] + "."))
        while self._fields.rowCount():
            self._fields.removeRow(0)
        self.policies = {}
        for field, own in profile.policies.items():
            box = self.policies[field] = QComboBox()
            name = self._field_names.get(field, field)
            box.setAccessibleName(name)
            for policy, words in self._policy_names.items():
                box.addItem(words, policy)
            box.setCurrentIndex(max(0, box.findData(policies.get(field, own))))
            self._fields.addRow(label(name), box)
        always = self.tr("The description itself has a field of its own and is always written.")
        self._note.setText(always if profile.writes_files else "")


_FILTER = "JSON (*.json)"
