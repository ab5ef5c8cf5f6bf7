"""What the engine says in parts, in the user's language.

The texts of all of the engine's messages stand here once more, to be translated; a test compares
this list with the engine's source.
"""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from engine.message import Message, Part
from tagger_gui.text import number

PROBLEMS = (
    QT_TRANSLATE_NOOP("Reasons", "A bracket is not closed."),
    QT_TRANSLATE_NOOP("Reasons", "A quotation mark is not closed."),
    QT_TRANSLATE_NOOP("Reasons", "Brackets are read {0} deep; those within are ignored."),
    QT_TRANSLATE_NOOP("Reasons", "Only the first {0} characters are read."),
    QT_TRANSLATE_NOOP("Reasons", "Only the first {0} conditions are read."),
    QT_TRANSLATE_NOOP("Reasons", "There is no field “{0}”."),
    QT_TRANSLATE_NOOP("Reasons", "There is no field “{0}”; did you mean “{1}”?"),
    QT_TRANSLATE_NOOP("Reasons", "There is nothing in this to look for."),
    QT_TRANSLATE_NOOP("Reasons", "“like:” waits for a file or words, such as {0}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a date: write {1}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a key: write {1}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a length: write {1}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a loudness: write {1}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a passage: write @1:05-1:20."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a tempo: write {1}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is not a year: write {1}."),
    QT_TRANSLATE_NOOP("Reasons", "“{0}:” waits for a value, such as {1}."),
)
"""What of a search is not understood."""

WHY = (
    QT_TRANSLATE_NOOP("Reasons", "its sound fits the words ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "no {0} {1}"),
    QT_TRANSLATE_NOOP("Reasons", "sounds alike ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "{0} LUFS"),
    QT_TRANSLATE_NOOP("Reasons", "{0} bpm"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” in its album"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” in its artist"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” in its description"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” in its file name"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” in its genre"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” in its title"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” ≈ its description ({1})"),
)
"""Why a track was found."""

CONDITIONS = (
    QT_TRANSLATE_NOOP("Reasons", "({0})"),
    QT_TRANSLATE_NOOP("Reasons", "added on {0}"),
    QT_TRANSLATE_NOOP("Reasons", "added since {0}"),
    QT_TRANSLATE_NOOP("Reasons", "added up to {0}"),
    QT_TRANSLATE_NOOP("Reasons", "added {0} to {1}"),
    QT_TRANSLATE_NOOP("Reasons", "before {0}"),
    QT_TRANSLATE_NOOP("Reasons", "from the {0}s"),
    QT_TRANSLATE_NOOP("Reasons", "from {0}"),
    QT_TRANSLATE_NOOP("Reasons", "from {0} to {1}"),
    QT_TRANSLATE_NOOP("Reasons", "in {0}"),
    QT_TRANSLATE_NOOP("Reasons", "like {0}"),
    QT_TRANSLATE_NOOP("Reasons", "longer than {0}"),
    QT_TRANSLATE_NOOP("Reasons", "no {0}"),
    QT_TRANSLATE_NOOP("Reasons", "not ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "not {0}"),
    QT_TRANSLATE_NOOP("Reasons", "over {0} {1}"),
    QT_TRANSLATE_NOOP("Reasons", "shorter than {0}"),
    QT_TRANSLATE_NOOP("Reasons", "since {0}"),
    QT_TRANSLATE_NOOP("Reasons", "under {0} {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} (from {1})"),
    QT_TRANSLATE_NOOP("Reasons", "{0} (up to {1})"),
    QT_TRANSLATE_NOOP("Reasons", "{0} ({1}–{2})"),
    QT_TRANSLATE_NOOP("Reasons", "{0} + {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} long"),
    QT_TRANSLATE_NOOP("Reasons", "{0} or {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} to {1} long"),
    QT_TRANSLATE_NOOP("Reasons", "{0} to {1} {2}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} − {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0}, {1}"),
    QT_TRANSLATE_NOOP("Reasons", "{0}: {1}"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}”"),
)
"""The conditions of a search, as chips show them."""

FIELDS = (
    QT_TRANSLATE_NOOP("Reasons", "album"),
    QT_TRANSLATE_NOOP("Reasons", "artist"),
    QT_TRANSLATE_NOOP("Reasons", "genre"),
    QT_TRANSLATE_NOOP("Reasons", "instrument"),
    QT_TRANSLATE_NOOP("Reasons", "mood"),
    QT_TRANSLATE_NOOP("Reasons", "path"),
    QT_TRANSLATE_NOOP("Reasons", "root"),
    QT_TRANSLATE_NOOP("Reasons", "state"),
    QT_TRANSLATE_NOOP("Reasons", "title"),
    QT_TRANSLATE_NOOP("Reasons", "vocals"),
)
"""Those whose values are texts."""

KINDS = (
    *FIELDS,
    QT_TRANSLATE_NOOP("Reasons", "tempo"),
    QT_TRANSLATE_NOOP("Reasons", "texture"),
)
"""What the model listens for is of one of these kinds."""

TEMPI = (
    QT_TRANSLATE_NOOP("Reasons", "over {0} bpm"),
    QT_TRANSLATE_NOOP("Reasons", "under {0} bpm"),
    QT_TRANSLATE_NOOP("Reasons", "{0}–{1} bpm"),
)

PURPOSES = (
    QT_TRANSLATE_NOOP("Reasons", "Apple Music: comment, genre, tempo and its own description"),
    QT_TRANSLATE_NOOP(
        "Reasons", "DJ programs: ID3v2.3, a short comment that begins with the moods"
    ),
    QT_TRANSLATE_NOOP("Reasons", "Navidrome, Kodi, Jellyfin: KEY too"),
    QT_TRANSLATE_NOOP("Reasons", "every field that is empty, as most players read it"),
    QT_TRANSLATE_NOOP("Reasons", "nothing: descriptions stay in the library"),
)
"""What a profile writes."""

KEYS = (
    QT_TRANSLATE_NOOP("Reasons", "C major"),
    QT_TRANSLATE_NOOP("Reasons", "C# major"),
    QT_TRANSLATE_NOOP("Reasons", "D major"),
    QT_TRANSLATE_NOOP("Reasons", "Eb major"),
    QT_TRANSLATE_NOOP("Reasons", "E major"),
    QT_TRANSLATE_NOOP("Reasons", "F major"),
    QT_TRANSLATE_NOOP("Reasons", "F# major"),
    QT_TRANSLATE_NOOP("Reasons", "G major"),
    QT_TRANSLATE_NOOP("Reasons", "Ab major"),
    QT_TRANSLATE_NOOP("Reasons", "A major"),
    QT_TRANSLATE_NOOP("Reasons", "Bb major"),
    QT_TRANSLATE_NOOP("Reasons", "B major"),
    QT_TRANSLATE_NOOP("Reasons", "C minor"),
    QT_TRANSLATE_NOOP("Reasons", "C# minor"),
    QT_TRANSLATE_NOOP("Reasons", "D minor"),
    QT_TRANSLATE_NOOP("Reasons", "Eb minor"),
    QT_TRANSLATE_NOOP("Reasons", "E minor"),
    QT_TRANSLATE_NOOP("Reasons", "F minor"),
    QT_TRANSLATE_NOOP("Reasons", "F# minor"),
    QT_TRANSLATE_NOOP("Reasons", "G minor"),
    QT_TRANSLATE_NOOP("Reasons", "Ab minor"),
    QT_TRANSLATE_NOOP("Reasons", "A minor"),
    QT_TRANSLATE_NOOP("Reasons", "Bb minor"),
    QT_TRANSLATE_NOOP("Reasons", "B minor"),
)


def message_words(message: Message) -> str:
    """The message in the user's language."""
    words = QCoreApplication.translate("Reasons", message.text)
    return words.format(*map(_part_words, message.parts))


def _part_words(part: Part) -> str:
    if isinstance(part, Message):
        return message_words(part)
    if isinstance(part, int):
        return number(part)
    return QLocale().toString(part, "f", 2) if isinstance(part, float) else part
