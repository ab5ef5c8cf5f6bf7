"""What the engine says went wrong, in the user's language.

The engine knows only English. What it can say stands here once more, as text to be translated, so
that it is found again in what it has said; a test compares this list with the engine's source.
What is not found is shown as it is. What the engine says in parts, as a Message, is translated by
`messages.py`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.errors import LinernotesError
from engine.manner import UnfitWordsError
from engine.words import printable
from tagger_gui.messages import message_words

REASONS = (
    # AudioError
    QT_TRANSLATE_NOOP("Reasons", "it breaks off at {0} s"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be decoded ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "it holds no sound that can be decoded"),
    QT_TRANSLATE_NOOP("Reasons", "it is not there now; its words are kept"),
    QT_TRANSLATE_NOOP("Reasons", "its header tells no sample rate"),
    QT_TRANSLATE_NOOP("Reasons", "its length is not to be believed"),
    QT_TRANSLATE_NOOP("Reasons", "only {0} s of sound could be decoded"),
    QT_TRANSLATE_NOOP("Reasons", "there is no sound in it, only silence"),
    QT_TRANSLATE_NOOP("Reasons", "this is not a file with music in it, but a folder or device"),
    QT_TRANSLATE_NOOP("Reasons", "this is not audio of a kind that Linernotes knows"),
    # ChangedError
    QT_TRANSLATE_NOOP("Reasons", "another program changed it meanwhile; scan it again"),
    QT_TRANSLATE_NOOP("Reasons", "another program has it open for writing"),
    QT_TRANSLATE_NOOP("Reasons", "it has changed since it was scanned; scan it again"),
    QT_TRANSLATE_NOOP("Reasons", "it is not a file any more; it was left as it is"),
    QT_TRANSLATE_NOOP("Reasons", "somebody has changed it since; it was left as it is"),
    # ExampleError
    QT_TRANSLATE_NOOP("Reasons", "it was not listened to yet; scan its folder first"),
    # JournalError
    QT_TRANSLATE_NOOP("Reasons", "it cannot be made ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be opened ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be read or written ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "it has no record {0}"),
    QT_TRANSLATE_NOOP("Reasons", "it was made by a newer version of Linernotes"),
    QT_TRANSLATE_NOOP("Reasons", "its record {0} of {1} is damaged"),
    # LibraryError
    QT_TRANSLATE_NOOP("Reasons", "it cannot be copied ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be put aside ({0})"),
    QT_TRANSLATE_NOOP(
        "Reasons", "it has to change its form, but the copy made before failed ({0})"
    ),
    QT_TRANSLATE_NOOP(
        "Reasons", "it could not be brought up to date and is as it was ({0}); a copy of it is {1}"
    ),
    QT_TRANSLATE_NOOP("Reasons", "it holds no words that Linernotes has written"),
    QT_TRANSLATE_NOOP("Reasons", "it holds triggers that are not Linernotes' own"),
    QT_TRANSLATE_NOOP("Reasons", "it is another program's database, not a library"),
    QT_TRANSLATE_NOOP("Reasons", "it is damaged ({0}); {1}"),
    QT_TRANSLATE_NOOP("Reasons", "it is damaged or no library ({0}); {1}"),
    QT_TRANSLATE_NOOP("Reasons", "it is not in the library"),
    QT_TRANSLATE_NOOP("Reasons", "it is not in the library; scan its folder first"),
    QT_TRANSLATE_NOOP("Reasons", "no backup of it could be made ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "nothing in it is legible ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "the words in it cannot be understood ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "there is no room for a backup of it"),
    QT_TRANSLATE_NOOP("Reasons", "{0} is there already; try again in a second"),
    QT_TRANSLATE_NOOP("Reasons", "{0} of its lines could not be read"),
    # ModelError
    QT_TRANSLATE_NOOP("Reasons", "a file of the model is missing"),
    QT_TRANSLATE_NOOP("Reasons", "a file of the model was altered"),
    QT_TRANSLATE_NOOP("Reasons", "cannot be loaded ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "it cannot be loaded ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "its vocabulary cannot be read ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "model.json cannot be understood ({0})"),
    QT_TRANSLATE_NOOP("Reasons", "this installation has no model"),
    # PlaylistError
    QT_TRANSLATE_NOOP("Reasons", "a playlist's name has between 1 and {0} characters"),
    QT_TRANSLATE_NOOP("Reasons", "it has more than {0} MiB"),
    QT_TRANSLATE_NOOP("Reasons", "it is not a file"),
    QT_TRANSLATE_NOOP("Reasons", "its name ends in none of {0}"),
    QT_TRANSLATE_NOOP("Reasons", "the playlist “{0}” is gone"),
    QT_TRANSLATE_NOOP("Reasons", "there is a file of this name already"),
    QT_TRANSLATE_NOOP("Reasons", "there is a playlist “{0}” already"),
    QT_TRANSLATE_NOOP("Reasons", "there is no column {0}; there are {1}"),
    QT_TRANSLATE_NOOP("Reasons", "there is no playlist “{0}”"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is a list, not a search"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is a search: its tracks cannot be changed by hand"),
    # ProfileError
    QT_TRANSLATE_NOOP("Reasons", "it asks for {0}: {1}"),
    QT_TRANSLATE_NOOP("Reasons", "its policies cannot be read"),
    QT_TRANSLATE_NOOP("Reasons", "there is no profile {0}"),
    QT_TRANSLATE_NOOP("Reasons", "this is not a profile of Linernotes"),
    QT_TRANSLATE_NOOP("Reasons", "this profile is not known here; choose one in the settings"),
    # ScanError
    QT_TRANSLATE_NOOP("Reasons", "it is a file; choose its folder"),
    QT_TRANSLATE_NOOP("Reasons", "no music was found in it"),
    QT_TRANSLATE_NOOP("Reasons", "it is empty now (not mounted?); its tracks are kept"),
    QT_TRANSLATE_NOOP("Reasons", "it is not there; its tracks are kept"),
    QT_TRANSLATE_NOOP("Reasons", "there is no such folder"),
    QT_TRANSLATE_NOOP("Reasons", "this is a file; name the folder it is in"),
    # TagError
    QT_TRANSLATE_NOOP("Reasons", "a file of this name is there that Linernotes has not written"),
    QT_TRANSLATE_NOOP("Reasons", "it has changed since it was listened to; scan its folder first"),
    QT_TRANSLATE_NOOP("Reasons", "it has no tags that Linernotes can use"),
    QT_TRANSLATE_NOOP("Reasons", "it is a fragmented MP4, which cannot be written safely"),
    QT_TRANSLATE_NOOP("Reasons", "it is a link that leads nowhere"),
    QT_TRANSLATE_NOOP("Reasons", "it is copy-protected (DRM)"),
    QT_TRANSLATE_NOOP("Reasons", "it is larger than 4 GiB"),
    QT_TRANSLATE_NOOP("Reasons", "it is one file under {0} names (hard links)"),
    QT_TRANSLATE_NOOP(
        "Reasons", "it is only a placeholder here (not downloaded, or empty throughout)"
    ),
    QT_TRANSLATE_NOOP("Reasons", "it is read-only"),
    QT_TRANSLATE_NOOP("Reasons", "it or its folder belongs to another user or is protected"),
    QT_TRANSLATE_NOOP("Reasons", "its MP4 structure is damaged: {0}"),
    QT_TRANSLATE_NOOP("Reasons", "its description is in the file already"),
    QT_TRANSLATE_NOOP("Reasons", "its description is not accepted yet; accept or edit it first"),
    QT_TRANSLATE_NOOP("Reasons", "its disk does not give back what was written"),
    QT_TRANSLATE_NOOP("Reasons", "its sound cannot be compared: {0}"),
    QT_TRANSLATE_NOOP("Reasons", "its tags are ID3v2.2, which cannot be written as they are"),
    QT_TRANSLATE_NOOP("Reasons", "its tags are damaged or of a kind that is not known"),
    QT_TRANSLATE_NOOP("Reasons", "not a regular file"),
    QT_TRANSLATE_NOOP("Reasons", "the field {0} does not read back"),
    QT_TRANSLATE_NOOP("Reasons", "there is too little free space on its disk for a safe copy"),
    QT_TRANSLATE_NOOP("Reasons", "this profile writes nothing into files"),
    QT_TRANSLATE_NOOP("Reasons", "what was kept of it does not give back the old file"),
    QT_TRANSLATE_NOOP("Reasons", "writing its tags needs too much memory"),
    QT_TRANSLATE_NOOP("Reasons", "writing its tags would change its sound"),
    QT_TRANSLATE_NOOP("Reasons", "writing would lose or alter tags that are not ours{0}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} files have no tags that Linernotes can use"),
    # WorkerError
    QT_TRANSLATE_NOOP("Reasons", "in quarantine: {0}"),
    QT_TRANSLATE_NOOP("Reasons", "listening failed ({0}: {1})"),
    QT_TRANSLATE_NOOP("Reasons", "listening failed there ({0}: {1})"),
    QT_TRANSLATE_NOOP("Reasons", "the worker died before it could say why"),
    QT_TRANSLATE_NOOP("Reasons", "listening needed too much memory"),
    QT_TRANSLATE_NOOP("Reasons", "listening took more than {0} s"),
    QT_TRANSLATE_NOOP("Reasons", "the worker died: {0}"),
    QT_TRANSLATE_NOOP("Reasons", "{0} needs a process, and none could be started"),
    QT_TRANSLATE_NOOP("Reasons", "{0} needs too much memory"),
    QT_TRANSLATE_NOOP("Reasons", "{0} took more than {1} s"),
)
"""What the engine's errors say; {0}, {1}: what differs from file to file."""

PARTS = (
    QT_TRANSLATE_NOOP(
        "Reasons",
        "`linernotes rebuild` puts it aside and makes a new one from your music files, sidecars"
        " and backups",
    ),
    QT_TRANSLATE_NOOP("Reasons", "a crash in a decoder"),
    QT_TRANSLATE_NOOP("Reasons", "exit code {0}"),
    QT_TRANSLATE_NOOP("Reasons", "it was killed, perhaps for want of memory"),
    QT_TRANSLATE_NOOP("Reasons", "listening"),
    QT_TRANSLATE_NOOP("Reasons", "listening to it"),
    QT_TRANSLATE_NOOP("Reasons", "reading its tags"),
    QT_TRANSLATE_NOOP("Reasons", "reading or writing its tags"),
)
"""What stands in place of a {0}."""

VOCABULARY = (
    QT_TRANSLATE_NOOP("Reasons", "a word has 1 to {0} characters: “{1}”"),
    QT_TRANSLATE_NOOP("Reasons", "there may be {0} words at most"),
    QT_TRANSLATE_NOOP("Reasons", "“{0}” is preferred and banned"),
)
"""Messages about the user's vocabulary, which are parts of a reason where a file holds it."""

SILENCE = (
    QT_TRANSLATE_NOOP("Reasons", "nothing could be said of it without a word that you have banned"),
    QT_TRANSLATE_NOOP("Reasons", "nothing in it was clear enough to be said"),
    QT_TRANSLATE_NOOP("Reasons", "this does not sound like music"),
)
"""Why nothing is said of a track."""

SYSTEM = (
    QT_TRANSLATE_NOOP("Reasons", "File name too long"),
    QT_TRANSLATE_NOOP("Reasons", "Input/output error"),
    QT_TRANSLATE_NOOP("Reasons", "Is a directory"),
    QT_TRANSLATE_NOOP("Reasons", "No space left on device"),
    QT_TRANSLATE_NOOP("Reasons", "No such file or directory"),
    QT_TRANSLATE_NOOP("Reasons", "Operation not permitted"),
    QT_TRANSLATE_NOOP("Reasons", "Permission denied"),
    QT_TRANSLATE_NOOP("Reasons", "Read-only file system"),
)
"""What the operating system says."""


_PLACE = re.compile(r"\{(\d)\}")


def reason_words(reason: str) -> str:
    """The reason of an error in the user's language."""
    if (found := _recognised(reason)) is None:
        return reason
    template, parts = found
    words = QCoreApplication.translate("Reasons", template)
    return _PLACE.sub(lambda place: reason_words(parts[int(place[1])]), words)


def error_words(error: BaseException) -> str:
    """The error, with the file or folder it is about, in the user's language."""
    if isinstance(error, LinernotesError):
        return f"{printable(error.path)}: {reason_words(error.reason)}"
    if isinstance(error, UnfitWordsError):
        return message_words(error.message)
    return str(error)


@lru_cache(maxsize=1000)
def _recognised(reason: str) -> tuple[str, tuple[str, ...]] | None:
    """The text that the reason was made of, and what stands in its places."""
    for template, pattern in _patterns():
        if found := pattern.fullmatch(reason):
            return template, found.groups()
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """By text; those with most words of their own first."""
    texts = sorted(
        map(str, (*REASONS, *PARTS, *VOCABULARY, *SILENCE, *SYSTEM)),
        key=lambda text: -len(_PLACE.sub("", text)),
    )
    return tuple(
        (text, re.compile("(.*?)".join(map(re.escape, _PLACE.split(text)[::2])), re.DOTALL))
        for text in texts
    )
