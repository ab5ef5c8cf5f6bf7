"""Plan: what a write would change, and what of it the user agrees to; without any Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tagger_gui.reasons import error_words
from tagger_gui.tasks import FieldChange, Row, Step
from tagger_gui.text import one_line


@dataclass(frozen=True, slots=True)
class FileChanges:
    """What a write would change in one file."""

    row: Row
    changes: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is to be written."""

    ids: tuple[int, ...]
    without: Mapping[int, frozenset[str]]  # by track: fields of its file that are left alone


@dataclass(slots=True)
class Plan:
    """Grows with the steps of a check; then the user takes files and fields out of it."""

    files: list[FileChanges] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # one reason per file
    kinds: dict[str, Counter[str]] = field(default_factory=dict)  # by field, then by kind
    files_out: set[int] = field(default_factory=set)
    fields_out: set[str] = field(default_factory=set)  # in every file
    single_out: dict[int, set[str]] = field(default_factory=dict)  # fields of one file

    def add(self, step: Step) -> None:
        """Takes over a step of the check."""
        if step.error:
            self.refused.append(one_line(error_words(step.error), 300))
        elif step.row:
            self.files.append(FileChanges(step.row, step.changes))
            for change in step.changes:
                self.kinds.setdefault(change.field, Counter())[change.kind] += 1

    def leave_files_out(self, out: Plan) -> None:
        """Takes over what the user has taken out of another plan for the same files."""
        self.files_out, self.single_out = out.files_out, out.single_out
        self.fields_out = out.fields_out

    def is_out(self, file: FileChanges, name: str) -> bool:
        """Whether the field of this file is left alone."""
        return name in self.fields_out or name in self.single_out.get(file.row.id, ())

    def agreed(self) -> Agreed:
        """The files that are still to be written, and what in them is left alone."""
        ids, without = [], {}
        for file in self.files:
            names = {change.field for change in file.changes}
            out = {name for name in names if self.is_out(file, name)}
            # A file that says all of it already is written too: the library takes note of that.
            if file.row.id in self.files_out or (names and names == out):
                continue
            ids.append(file.row.id)
            if out:
                without[file.row.id] = frozenset(out)
        return Agreed(tuple(ids), without)

    def count(self, agreed: Agreed) -> int:
        """How many fields would be changed."""
        wanted = set(agreed.ids)
        return sum(
            len(file.changes) - len(agreed.without.get(file.row.id, ()))
            for file in self.files
            if file.row.id in wanted
        )


def differences(before: Plan, after: Plan) -> dict[str, int]:
    """By field, in how many more files (or fewer, below 0) the second plan changes it."""
    names = before.kinds.keys() | after.kinds.keys()
    counts = {
        name: after.kinds.get(name, Counter()).total() - before.kinds.get(name, Counter()).total()
        for name in sorted(names)
    }
    return {name: count for name, count in counts.items() if count}
