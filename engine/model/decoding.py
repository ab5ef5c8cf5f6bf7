"""From what was heard to a sentence that says nothing else.

The decoder is given the aspects the model supports as its prefix and continues with a sentence;
tokens of all other aspects are out of its reach, so no phrase can be said without evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from engine.model.vocabulary import Vocabulary

_LIKELY_OPENING, _LIKELY = 0.02, 0.12  # probability of a first and of a later token to be picked


def _pick(logits: NDArray[np.float32], least: float, turn: int) -> tuple[int, int]:
    """One of the tokens of at least that probability, and what is left of `turn` to pick others."""
    likely = np.exp(logits - logits.max())
    fitting = np.flatnonzero(likely / likely.sum() >= least)
    if not len(fitting):
        return int(np.argmax(logits)), turn
    turn, place = divmod(turn, len(fitting))
    return int(fitting[place]), turn


class SentenceDecoder:
    """The LSTM decoder, one token at a time."""

    def __init__(
        self, session: onnxruntime.InferenceSession, vocabulary: Vocabulary, max_tokens: int
    ) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self._max_tokens = max_tokens

    def sentence(
        self,
        h: NDArray[np.float32],
        c: NDArray[np.float32],
        aspects: Sequence[int],
        turn: int = 0,
        banned: Sequence[int] = (),
    ) -> str:
        """The sentence for a track's state (1, hidden) that mentions `aspects` and no others.

        `turn`: a number from the music itself, which picks among the words that the decoder thinks
        fit, so that like tracks are not all told alike. Should the decoder lose its way with it,
        it takes its favourites; with many aspects, it is asked again with fewer; "" when there is
        nothing to say. `banned`: tokens that are out of reach as well.
        """
        for count in range(len(aspects), 0, -1):
            for chosen_turn in (turn, None):
                if ids := self._decode(h, c, aspects[:count], chosen_turn, banned):
                    return self._vocabulary.render(ids)
        return ""

    def _decode(
        self,
        h: NDArray[np.float32],
        c: NDArray[np.float32],
        aspects: Sequence[int],
        turn: int | None,
        banned: Sequence[int],
    ) -> list[int]:
        """Tokens of the sentence, by `turn` or, without one, greedily; [] without a proper end."""
        words = self._vocabulary
        prefix = [words.token_of_aspect[a] for a in aspects]
        for token in (words.bos, *prefix):
            _, h, c = self._step(token, h, c)
        forbidden = np.zeros(len(words.tokens), bool)
        forbidden[[words.bos, words.sep, words.pad, *words.token_of_aspect.values()]] = True
        forbidden[prefix] = False
        forbidden[list(banned)] = True
        # "Slow acoustic instrumental" is said in this order, as in every sentence of the training.
        queue = [words.token_of_aspect[a] for a in aspects if words.aspects[a].is_manner]
        queue = [token for token in queue if token not in banned]
        forbidden[queue[1:]] = True
        token, said = words.sep, list[int]()
        while len(said) < self._max_tokens:
            logits, h, c = self._step(token, h, c)
            logits[forbidden] = -np.inf
            if turn is None:
                token = int(np.argmax(logits))
            else:
                if not said:
                    logits[self._never_first(aspects)] = -np.inf
                token, turn = _pick(logits, _LIKELY if said else _LIKELY_OPENING, turn)
            if token == words.eos:
                return said if all(t in said for t in prefix) else []
            said.append(token)
            if token in prefix:
                forbidden[token] = True  # once is enough
            if token in queue[:1]:
                forbidden[queue[1:2]] = False
                queue = queue[1:]
        return []

    def _never_first(self, aspects: Sequence[int]) -> list[int]:
        """Tokens that no sentence of the training began with.

        Only the first aspect of a kind leads, and an instrument only where another follows it.
        """
        kinds = [self._vocabulary.aspects[a].kind for a in aspects]
        return [
            self._vocabulary.token_of_aspect[aspect]
            for place, (aspect, kind) in enumerate(zip(aspects, kinds, strict=True))
            if kind in kinds[:place] or (kind == "instrument" and kinds.count(kind) == 1)
        ]

    def _step(
        self, token: int, h: NDArray[np.float32], c: NDArray[np.float32]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        logits, h, c = self._session.run(
            ["logits", "h_out", "c_out"],
            {"token": np.array([token], np.int64), "h_in": h, "c_in": c},
        )
        return logits[0], h, c
