"""Clips with captions in the format of MusicCaps (Agostinelli et al., MusicLM, 2023).

The table has a row per ten seconds of a video; whoever has the sound keeps it in one folder, as
YTID_START.wav when it is cut already or as YTID.wav, whole or cut, in any format soundfile reads.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import soundfile

from engine.training.aspects import Aspect
from engine.training.clips import Clip, read_rows, split_of
from engine.training.errors import TrainingError

COLUMNS = ("ytid", "start_s", "end_s", "aspect_list", "caption")
SHARES = (0.70, 0.15)  # as in the paper: training, validation
SUFFIXES = frozenset(f".{name.lower()}" for name in soundfile.available_formats()) | {
    ".oga", ".opus", ".aif", ".aifc",
}  # fmt: skip
SLACK_S = 1.0  # that a cut may be shorter than the row says
SHOWN = 5  # missing or unreadable files named one by one

# What MusicCaps says in other words than our vocabulary's names and synonyms.
OTHER_WORDS = {
    "acoustic drum": "drums", "bass drum": "drums", "cymbal": "drums", "hi hat": "drums",
    "hi-hat": "drums", "kick": "drums", "snare": "drums", "drum": "drums",
    "digital drum": "drum machine", "electronic drum": "drum machine",
    "drum machine": "drum machine", "bongo": "percussion", "conga": "percussion",
    "shaker": "percussion", "tambourine": "percussion", "tabla": "percussion",
    "e-bass": "bass guitar", "bass line": "bass guitar", "e-guitar": "electric guitar",
    "bass clarinet": "clarinet", "synth bass": "synthesizer", "bass synth": "synthesizer",
    "synthesiser": "synthesizer", "e-piano": "electric piano",
    "horn section": "brass", "brass section": "brass",
    "male voice": "male vocals", "male vocal": "male vocals", "male vocalist": "male vocals",
    "female voice": "female vocals", "female vocal": "female vocals",
    "female vocalist": "female vocals", "rapper": "rap", "medium tempo": "mid-tempo",
    "no voice": "no vocals", "no vocal": "no vocals", "no singer": "no vocals",
    "no singing": "no vocals", "no vocalist": "no vocals", "instrumental": "no vocals",
    "instrumental music": "no vocals",
    "orchestra": "orchestral", "movie soundtrack": "soundtrack", "single instrument": "solo",
}  # fmt: skip
NO_ASPECT = ("jaw harp", "auto harp", "wobble bass", "808 bass", "sub bass")  # hide the word within
ANYWHERE = ("instrument", "vocals")  # kinds found within a phrase such as "mellow piano melody"
# Words around a genre or a mood that do not change it: "sad song", "country feel".
FILLERS = frozenset("song music mood feel feeling vibe vibes sound style melody tune track".split())
MISLEADING = frozenset({"vocal", "chorus", "horn", "drone", "bells", "vibes", "plucked strings"})
NEGATION = re.compile(r"\b(no|not|non|without|lack|lacks|absent|missing)\b")


@dataclass(frozen=True, slots=True)
class Captions:
    """The clips of a table that can be heard, and a line for what was left out."""

    clips: tuple[Clip, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case words and the aspects they name."""

    anywhere: dict[str, str]  # also within a phrase, the longest word first; "" for no aspect
    alone: dict[str, str]  # only as the whole phrase
    broader: dict[str, tuple[str, ...]]  # aspect -> those it is a kind of


def read_captions(table: Path, audio: Path, aspects: Sequence[Aspect]) -> Captions:
    """The rows whose sound is in the folder, as clips of the source "captions".

    A row without sound, of unreadable sound or of another form is left out and counted.
    TrainingError when the table or the folder is not what it should be.
    """
    if not audio.is_dir():
        raise TrainingError(audio, "is not a folder of audio files")
    files = _files(audio)
    lexicon = read_lexicon(aspects)
    clips, faults, missing = dict[str, Clip](), list[str](), 0
    rows = read_rows(table, *COLUMNS)
    for number, row in enumerate(rows, 2):
        try:
            found = _clip(row, files, lexicon)
        except ValueError as error:
            faults.append(f"row {number} of {table.name} left out: {error}")
            continue
        missing += found is None
        if found is not None:
            clips[found.name] = found
    if not clips:
        raise TrainingError(audio, f"holds no sound of the {len(rows)} rows of {table.name}")
    lines = faults[:SHOWN]
    if len(faults) > SHOWN:
        lines.append(f"{len(faults) - SHOWN} more rows left out")
    lines.append(f"{len(clips)} captioned clips; {missing} rows have no sound in {audio}")
    return Captions(tuple(clips.values()), tuple(lines))


def _files(folder: Path) -> dict[str, Path]:
    """Audio files by their name without the ending."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    return {path.stem: path for path in reversed(paths)}


def _clip(row: dict[str, str], files: dict[str, Path], lexicon: Lexicon) -> Clip | None:
    """A row with its file; None where there is no file. ValueError says what is wrong."""
    name, caption = row["ytid"].strip(), " ".join(row["caption"].split())
    if not name or not caption:
        raise ValueError("no name or no caption")
    start, end = float(row["start_s"]), float(row["end_s"])
    if not 0 <= start < end < float("inf"):
        raise ValueError(f"seconds {row['start_s']} to {row['end_s']}")
    phrases = _phrases(row["aspect_list"])
    cut = files.get(f"{name}_{start:g}")
    path = cut or files.get(name)
    if path is None:
        return None
    return Clip(
        source="captions",
        name=f"captions/{name}_{start:g}",
        path=path,
        split=split_of(f"caption {name}", SHARES),
        aspects=tuple(dict.fromkeys(n for p in phrases for n in aspects_in(p, lexicon))),
        captions=(caption,),
        start=_start(path, 0.0 if cut else start, end - start),
        group=f"caption {name}",
    )


def _start(path: Path, start: float, length: float) -> float:
    """Seconds into a file that holds the whole sound, or only the row's `length` of it."""
    try:
        seconds = float(soundfile.info(path).duration)
    except (OSError, soundfile.LibsndfileError) as error:
        raise ValueError(f"{path.name} cannot be decoded") from error
    if seconds <= length + SLACK_S:
        start = 0.0
    if seconds < start + SLACK_S:
        raise ValueError(f"{path.name} ends before second {start + SLACK_S:g}")
    return start


def _phrases(text: str) -> list[str]:
    """The phrases of a list written as Python writes it: "['slow tempo', 'sad']"."""
    try:
        found = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError) as error:
        raise ValueError("the list of aspects cannot be read") from error
    if not isinstance(found, list) or not all(isinstance(phrase, str) for phrase in found):
        raise ValueError("the list of aspects is not a list of phrases")
    return [phrase.strip().lower() for phrase in found]


def read_lexicon(aspects: Sequence[Aspect]) -> Lexicon:
    """Names, phrases and synonyms of the vocabulary; a name goes before a synonym."""
    kinds = {aspect.name: aspect.kind for aspect in aspects}
    words = {word.lower(): aspect.name for aspect in aspects for word in aspect.synonyms}
    words |= {aspect.phrase.lower(): aspect.name for aspect in aspects}
    words |= {aspect.name.lower(): aspect.name for aspect in aspects}
    words |= {word: name for word, name in OTHER_WORDS.items() if name in kinds}
    words = {word: name for word, name in words.items() if word not in MISLEADING}
    within = {w: n for w, n in words.items() if kinds[n] in ANYWHERE and n != "no vocals"}
    within |= dict.fromkeys(NO_ASPECT, "")
    return Lexicon(
        {word: within[word] for word in sorted(within, key=len, reverse=True)},
        words,
        {aspect.name: aspect.broader for aspect in aspects},
    )


def aspects_in(phrase: str, lexicon: Lexicon) -> list[str]:
    """Aspects that a lower-case phrase names, with those they are kinds of.

    Instruments and voices count wherever they stand, the longest name first, so that "bass drum"
    is no bass; after a "no" nothing counts. Genres, moods and the like count only alone, since
    "soft piano" is not soft music.
    """
    bare = " ".join(word for word in phrase.split() if word not in FILLERS)
    for whole in (phrase, bare, phrase.removesuffix("s")):
        if whole in lexicon.alone:
            name = lexicon.alone[whole]
            return [name, *lexicon.broader[name]]
    if NEGATION.search(phrase):
        return []
    found, rest = list[str](), phrase
    for word, name in lexicon.anywhere.items():
        pattern = rf"\b{re.escape(word)}(s|ist)?\b"
        if word in rest and re.search(pattern, rest):
            rest = re.sub(pattern, "|", rest)
            found += [name, *lexicon.broader[name]] if name else []
    return found
