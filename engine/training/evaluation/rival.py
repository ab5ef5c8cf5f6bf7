"""What a user would search with instead: the teachers' tags of a track, likened by MiniLM.

A tagger's strongest tags are made a sentence, and a query finds the nearest sentences. The teachers
that taught our model stand in for the taggers that programs ship, in the way that serves them best
on validation songs: the three music taggers without the AudioSet one, twelve tags, each tag's
strength taken against the other clips, since some tags are always weak.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.training.clips import TeacherLabels, teacher_labels
from engine.training.evaluation.tracks import Tracks
from engine.training.measure import search_ranks
from engine.training.minilm import MiniLM
from engine.training.targets import class_names

TAGS = 12  # in a sentence; 8 and 20 do worse


def rival_ranks(
    data: Path, words: MiniLM, songs: Tracks, drawn: list[list[str]]
) -> NDArray[np.int64]:
    """Ranks (n, draws) of the songs under the same queries."""
    sentences = tag_sentences(data, [clip.name for clip in songs.clips])
    tracks = words.encode(sentences).numpy()
    return np.stack([search_ranks(words.encode(texts).numpy(), tracks) for texts in drawn], axis=1)


def tag_sentences(data: Path, clips: list[str]) -> list[str]:
    """The strongest tags of each clip, the strongest first."""
    labels = teacher_labels(data, "clips")
    names = class_names(data)[labels.audioset.shape[1] :]
    tags = [tag.rpartition("---")[2].lower() for _, tag in names]  # "instrument---violin"
    strongest = np.argsort(-_strength(labels, clips), axis=1)[:, :TAGS]
    return [", ".join(dict.fromkeys(tags[i] for i in row)) for row in strongest]


def _strength(labels: TeacherLabels, clips: list[str]) -> NDArray[np.float32]:
    """Each tag's logit for each clip, in deviations from its mean over all labelled clips."""
    heard = np.clip(labels.tags, 1e-4, 1 - 1e-4)
    logits = np.log(heard / (1 - heard)).astype(np.float32)
    every = np.stack([logits[labels.name == name].mean(axis=0) for name in clips])
    strength: NDArray[np.float32] = (every - logits.mean(axis=0)) / (logits.std(axis=0) + 0.05)
    return strength
