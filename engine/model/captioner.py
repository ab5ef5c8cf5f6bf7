"""Captioner: windows of a track → Description."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.audio import Windows
from engine.key import KeyEstimator
from engine.manner import Manner
from engine.model.choosing import choose_aspects, lively
from engine.model.decoding import SentenceDecoder
from engine.model.manifest import load_manifest, open_session
from engine.model.measured import Measured, effective_frequency, loudness_range
from engine.model.structure import Structure
from engine.model.text_encoder import TextEncoder
from engine.model.vocabulary import load_vocabulary
from engine.tempo import estimate_tempo, usual_bpm
from engine.track import Aspect, Change, Description

LONGEST = 250  # characters of a description
NOT_MUSIC = "this does not sound like music"
NOTHING_SURE = "nothing in it was clear enough to be said"
BANNED = "nothing could be said of it without a word that you have banned"
_TRIES = 8  # wordings, until one is without banned words
_PLAIN = Manner()
_State = tuple[NDArray[np.float32], NDArray[np.float32]]  # of the decoder, each (1, hidden)


class Captioner:
    """The shipped model. Loads in about half a second; then serves one thread."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelError when the files in `folder` are not the model they should be."""
        self._manifest = load_manifest(folder)
        self.vocabulary = load_vocabulary(folder)
        self._encoder = open_session(self._manifest, "encoder.onnx")
        self._decoder = SentenceDecoder(
            open_session(self._manifest, "decoder.onnx"),
            self.vocabulary,
            self._manifest.max_tokens,
        )
        self._structure = Structure(self.vocabulary)
        self._text_encoder = TextEncoder(folder, self._manifest)
        self._key = KeyEstimator(self._manifest.sample_rate)
        self.title = self._manifest.title
        self.sample_rate = self._manifest.sample_rate  # hertz, of the windows it wants
        self.window_s = self._manifest.window_s

    def describe(self, windows: Windows, manner: Manner = _PLAIN) -> Description:
        """What the windows sound like. The same windows always give the same description.

        `manner`: the user's words, and another wording for another turn.
        """
        heard = self._hear(windows.samples)
        by_window = heard["probabilities"]  # (n, n_aspects)
        track = by_window.mean(axis=0)
        text, reason = "", NOT_MUSIC
        structure: tuple[Change, ...] = ()
        aspects: tuple[Aspect, ...] = ()
        measured = Measured()
        if heard["music"].mean() >= self._manifest.music_threshold:
            state = heard["h"].mean(axis=0)[None], heard["c"].mean(axis=0)[None]  # (1, hidden)
            turn = zlib.crc32(heard["embedding"].astype("<f2").tobytes()) + manner.turn
            structure = self._structure.changes(by_window, windows)
            measured = self._measured(windows, heard["onset"], track)
            sayable = self._consistent(track, measured)
            text, reason = self._told(
                state, sayable, structure=structure, measured=measured, turn=turn, manner=manner
            )
            structure = structure if text else ()
            if text:
                aspects = self._aspects(by_window, sayable, windows, structure, manner)
        return Description(
            text=text,
            reason=reason,
            aspects=aspects,
            structure=structure,
            tempo_bpm=measured.tempo.bpm,
            tempo_confidence=measured.tempo.confidence,
            tempo_alternatives=measured.tempo.alternatives,
            key=measured.key.name,
            key_confidence=measured.key.confidence,
            loudness_lufs=windows.loudness_lufs,
            embedding=heard["embedding"].astype("<f2").tobytes(),
            text_embedding=self._text_encoder.encode(text).astype("<f2").tobytes(),
            probabilities=track.astype("<f2").tobytes(),
            model=self.title,
        )

    def _told(
        self,
        state: _State,
        sayable: NDArray[np.float32],
        *,
        structure: tuple[Change, ...],
        measured: Measured,
        turn: int,
        manner: Manner,
    ) -> tuple[str, str]:
        """(the text, why there is none), in the first wording that holds no banned word.

        `sayable` are the track's probabilities (n_aspects,), 0 for what must not be said.
        """
        tokens = self.vocabulary.tokens
        banned = [i for i, token in enumerate(tokens) if manner.bans(manner.worded(token))]
        unsaid = [a for a, token in self.vocabulary.token_of_aspect.items() if token in banned]
        allowed = sayable.copy()
        allowed[unsaid] = 0
        aspects = choose_aspects(self.vocabulary, allowed)
        if not aspects:
            return "", BANNED if choose_aspects(self.vocabulary, sayable) else NOTHING_SURE
        text, names = "", {self.vocabulary.aspects[i].name for i in aspects}
        for attempt in range(turn, turn + _TRIES):
            text = manner.worded(self._decoder.sentence(*state, aspects, attempt, banned))
            if not text or manner.bans(text):
                continue
            told = self._structure.tell(structure, attempt, names), measured.tell(len(aspects))
            for more in told:
                said = manner.worded(more)
                text = text if manner.bans(said) else _joined(text, said)
            return text, ""
        return "", BANNED if text else NOTHING_SURE

    def _measured(
        self, windows: Windows, onset: NDArray[np.float32], track: NDArray[np.float32]
    ) -> Measured:
        """What is measured of the sound, from onset strengths (n, n_frames) too.

        Between a tempo and its double the word "slow" decides, which is why it takes the
        track's probabilities (n_aspects,).
        """
        manifest, names = self._manifest, [aspect.name for aspect in self.vocabulary.aspects]
        slow = float(track[names.index("slow")]) if "slow" in names else 0.5
        return Measured(
            tempo=estimate_tempo(onset, manifest.sample_rate / manifest.hop, usual_bpm(slow)),
            key=self._key.estimate(windows.samples),
            loudness_lufs=windows.loudness_lufs,
            range_lu=loudness_range(windows.samples, manifest.sample_rate),
            effective_hz=effective_frequency(windows.samples, manifest.sample_rate),
            windows=len(windows.samples),
            lively=lively(self.vocabulary, track),
        )

    def _consistent(self, track: NDArray[np.float32], measured: Measured) -> NDArray[np.float32]:
        """The track's probabilities, 0 for what cannot be, after what was measured."""
        entries = self.vocabulary.aspects
        wrong = [i for i, entry in enumerate(entries) if measured.contradicts(entry.name)]
        consistent = track.copy()
        consistent[wrong] = 0
        return consistent

    def embed(self, windows: Windows) -> NDArray[np.float32]:
        """What each window sounds like (n, dimension), in the space of the text encoder."""
        return self._hear(windows.samples)["embedding"]

    def _hear(self, samples: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        names = [output.name for output in self._encoder.get_outputs()]
        return dict(zip(names, self._encoder.run(names, {"samples": samples}), strict=True))

    def _aspects(
        self,
        by_window: NDArray[np.float32],
        sayable: NDArray[np.float32],
        windows: Windows,
        structure: tuple[Change, ...],
        manner: Manner,
    ) -> tuple[Aspect, ...]:
        """The supported aspects, most probable first, with the seconds that support them.

        What comes or goes is supported by its part of the track, whatever the whole may say.
        """
        changing = {name for change in structure for name in (*change.gained, *change.lost)}
        return tuple(
            Aspect(
                kind=entry.kind,
                name=entry.name,
                probability=float(sayable[i]),
                spans=_spans(by_window[:, i], entry.threshold, windows),
                family=entry.family,
                valence=entry.valence,
                arousal=entry.arousal,
            )
            for i in np.argsort(-sayable, kind="stable")
            if (
                sayable[i] >= (entry := self.vocabulary.aspects[i]).threshold
                or entry.name in changing
            )
            and not manner.bans(manner.worded(entry.phrase))
        )


def _joined(text: str, sentence: str) -> str:
    """Both, or the text alone where there is no room for the sentence."""
    both = f"{text} {sentence}".rstrip()
    return both if len(both) <= LONGEST else text


def _spans(
    probabilities: NDArray[np.float32], threshold: float, windows: Windows
) -> tuple[tuple[float, float], ...]:
    """Seconds of the windows that support an aspect; windows that touch become one span.

    Where only all windows together reach the threshold, the best of them.
    """
    threshold = min(threshold, float(probabilities.max()))
    spans: list[tuple[float, float]] = []
    for start, probability in zip(windows.starts_s, probabilities, strict=True):
        end = min(start + windows.seconds, max(windows.duration_s, start))
        if probability < threshold:
            continue
        if spans and start - spans[-1][1] < 0.1:
            start = spans.pop()[0]  # noqa: PLW2901
        spans.append((round(start, 2), round(end, 2)))
    return tuple(spans)
