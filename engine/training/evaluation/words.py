"""Whether the words in the program's sentences are right, and who says so."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.model import AspectEntry
from engine.training.aspects import KINDS, Aspect
from engine.training.calibrate import rightness
from engine.training.evaluation.bootstrap import (
    Bools,
    Doubles,
    Statistic,
    calibration_error,
    mean,
    ratio,
)
from engine.training.evaluation.figures import Figure, columns_of, figure, groups_of
from engine.training.evaluation.tracks import Tracks, said_matrix
from engine.training.measure import quadrants
from engine.training.targets import people_matrix

Floats = NDArray[np.floating]
JUDGES = {
    "editors": "the song's editors",
    "composer": "the composer named it",
    "teachers": "the teachers agree: no truth",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Tracks, the words their sentences say, and whether those are right."""

    tracks: Tracks
    aspects: tuple[Aspect, ...]  # as reviewed, so that every model meets the same judge
    entries: tuple[AspectEntry, ...]  # as published
    said: Bools  # (n, A)
    right: Floats  # (n, A) 1 right, 0 wrong, NaN where nobody knows
    common: Floats  # (A,) how often a word is right of the training songs
    groups: list[str]  # (n,)

    @property
    def wrong(self) -> NDArray[np.int64]:
        """How many wrong words each sentence says (n,)."""
        return np.asarray((self.said & (self.right == 0)).sum(1))

    def by(self, judge: str) -> Floats:
        """What one judge knows: `right`, NaN where it was another's to say."""
        return np.where(judges(self.aspects, self.tracks) == judge, self.right, np.nan)


def judge(
    tracks: Tracks,
    aspects: tuple[Aspect, ...],
    entries: tuple[AspectEntry, ...],
    opinions: dict[str, NDArray[np.float32]],
    common: Floats,
) -> Judgement:
    """Judge the sentences; opinions (A,) are the teachers' of each clip, by name."""
    nobody = np.full(len(aspects), np.nan, np.float32)
    heard = np.stack([opinions.get(clip.name, nobody) for clip in tracks.clips])
    right = rightness(aspects, tracks.clips, heard)
    said = said_matrix(tracks, entries)
    return Judgement(tracks, aspects, entries, said, right, common, groups_of(tracks.clips))


def judges(aspects: tuple[Aspect, ...], tracks: Tracks) -> NDArray[np.str_]:
    """Whose word counts for each aspect of each track (n, A), as `rightness` has it."""
    source = np.array([clip.source for clip in tracks.clips])[:, None]
    kind = np.array([aspect.kind for aspect in aspects])[None]
    people = np.array([bool(aspect.people) for aspect in aspects])[None]
    editors = (source == "songs") & np.isin(kind, ("genre", "mood"))
    composer = (source == "described") & people & (kind != "genre")
    return np.where(editors, "editors", np.where(composer, "composer", "teachers"))


def precision(said: Bools, right: Floats) -> Statistic:
    """Right words among the said ones of which it is known (n, k)."""
    return ratio((said & (right == 1)).sum(1), (said & ~np.isnan(right)).sum(1))


def recall(said: Bools, right: Floats) -> Statistic:
    """Said words among the right ones (n, k)."""
    return ratio((said & (right == 1)).sum(1), (right == 1).sum(1))


def f1(said: Bools, right: Floats) -> Statistic:
    """The harmonic mean of precision and recall."""
    wanted = (said & ~np.isnan(right)).sum(1) + (right == 1).sum(1)
    return ratio(2 * (said & (right == 1)).sum(1), wanted)


def _commonest(judged: Judgement, columns: NDArray[np.int64]) -> Bools:
    """As many words as are said on average, always the commonest (n, k)."""
    k = max(1, round(float(judged.said[:, columns].sum(1).mean())))
    always = np.zeros((len(judged.said), len(columns)), np.bool_)
    always[:, np.argsort(-judged.common[columns])[:k]] = True
    return always


def word_figures(judged: Judgement) -> list[Figure]:
    """Precision, recall and F1 of each kind of word under each judge, and how many are said."""
    one, found = np.ones((1, len(judged.groups))), list[Figure]()
    for kind in KINDS:
        columns = columns_of(judged.aspects, kind)
        said = judged.said[:, columns]
        count = mean(said.sum(1))
        found.append(figure(f"said {kind}: words a track", count, judged.groups))
        always = _commonest(judged, columns)
        for name, about in JUDGES.items():
            right = judged.by(name)[:, columns]
            rows = np.flatnonzero(~np.isnan(right).all(1))
            if not (said & ~np.isnan(right)).any():
                continue
            groups, n_said = [judged.groups[i] for i in rows], int((said & ~np.isnan(right)).sum())
            for what, measure in (("precision", precision), ("recall", recall), ("F1", f1)):
                base = float(measure(always[rows], right[rows])(one[:, rows])[0])
                statistic = measure(said[rows], right[rows])
                words = f"{about}; {n_said} said"
                title = f"said {kind} ({name}): {what}"
                found.append(figure(title, statistic, groups, base, words))
    return found


def quadrant_figure(judged: Judgement) -> Figure:
    """Mood words in sentences of songs that lie in the song's quadrant."""
    columns = columns_of(judged.aspects, "mood")
    rows = [i for i, clip in enumerate(judged.tracks.clips) if clip.quadrant]
    plane = [[judged.aspects[c].valence, judged.aspects[c].arousal] for c in columns]
    place = quadrants(np.array(plane, np.float32))
    wanted = np.array([judged.tracks.clips[i].quadrant for i in rows])
    right = (place[None] == wanted[:, None]).astype(np.float64)
    said = judged.said[rows][:, columns]
    base = float(precision(_commonest(judged, columns)[rows], right)(np.ones((1, len(rows))))[0])
    groups = [judged.groups[i] for i in rows]
    words = f"{int(said.sum())} said"
    return figure("said mood: in the song's quadrant", precision(said, right), groups, base, words)


def score_figures(
    rendered: Tracks, aspects: tuple[Aspect, ...], entries: tuple[AspectEntry, ...]
) -> list[Figure]:
    """Words in sentences of rendered MIDI, of which every instrument is known; none without any."""
    said, groups, found = said_matrix(rendered, entries), groups_of(rendered.clips), list[Figure]()
    broader = {aspect.name: aspect.broader for aspect in aspects}
    true = [{*c.aspects, *(b for a in c.aspects for b in broader[a])} for c in rendered.clips]
    for kind in ("instrument", "vocals") if groups else ():
        columns = columns_of(aspects, kind)
        right = np.array([[aspects[c].name in names for c in columns] for names in true], float)
        about = f"the score, which is the truth; {int(said[:, columns].sum())} said"
        for what, measure in (("precision", precision), ("recall", recall)):
            statistic = measure(said[:, columns], right)
            title = f"said {kind} (rendered MIDI): {what}"
            found.append(figure(title, statistic, groups, about=about))
    return found


def artist_of(tracks: Tracks) -> list[str]:
    """Who made each track: all described pieces have one composer."""
    return [
        "composer" if clip.source == "described" else clip.group or clip.name
        for clip in tracks.clips
    ]


def repeated(texts: Sequence[str], artists: Sequence[str]) -> Bools:
    """Which sentences (n,) another artist's track has as well."""
    whose: dict[str, set[str]] = {}
    for text, artist in zip(texts, artists, strict=True):
        whose.setdefault(text, set()).add(artist)
    return np.array([len(whose[text]) > 1 for text in texts], np.bool_)


def _used(table: Bools) -> Statistic:
    """How many of the columns (n, k) are there at all."""
    return lambda weights: np.asarray(((weights @ table) > 0).sum(1), np.float64)


def sentence_figures(judged: Judgement) -> list[Figure]:
    """How often there is a sentence, how often the same one, how long, of how many words."""
    texts = [description.text for description in judged.tracks.descriptions]
    rows = [i for i, text in enumerate(texts) if text]
    kept = [texts[i] for i in rows]
    groups, artists = [judged.groups[i] for i in rows], artist_of(judged.tracks.rows(rows))
    times = Counter(kept)
    words = [set(text.lower().replace(",", "").rstrip(".").split()) for text in kept]
    every = sorted(set().union(*words))
    spoken = np.array([[word in found for word in every] for found in words], np.bool_)
    may = sum(entry.threshold <= 1 for entry in judged.entries)
    return [
        figure("tracks with a sentence", mean([bool(text) for text in texts]), judged.groups),
        figure("sentences that another artist has too", mean(repeated(kept, artists)), groups),
        figure("different sentences among them", mean([1 / times[text] for text in kept]), groups),
        figure("mean length, characters", mean([len(text) for text in kept]), groups),
        figure("aspects said at least once", _used(judged.said[rows]), groups, None,
               f"of {may} that may be"),
        figure("different words used", _used(spoken), groups),
    ]  # fmt: skip


def editors_columns(aspects: tuple[Aspect, ...]) -> list[int]:
    """The genres and moods that are the editors' own words."""
    return [
        i
        for i, a in enumerate(aspects)
        if a.people and a.kind in ("genre", "mood") and a.share is None
    ]


def calibration_figures(judged: Judgement) -> list[Figure]:
    """Whether probabilities hold: of people's words of songs, and of the words that are said."""
    people = editors_columns(judged.aspects)
    rows = [i for i, clip in enumerate(judged.tracks.clips) if clip.source == "songs"]
    songs, p = judged.tracks.rows(rows), judged.tracks.probabilities
    truth = people_matrix(judged.aspects, songs.clips)[:, people]
    everywhere = np.ones_like(truth)
    known = judged.said & ~np.isnan(judged.right) & ~_is_mood(judged)
    return [
        figure("calibration error (ECE), people's genres and moods",
               calibration_error(p[rows][:, people], truth, everywhere), groups_of(songs.clips),
               None, f"{len(people)} words"),
        figure("calibration error (ECE), words in sentences but moods",
               calibration_error(p, judged.right == 1, known), judged.groups, None,
               f"{int(known.sum())} said, most judged by teachers"),
    ]  # fmt: skip


def _is_mood(judged: Judgement) -> Bools:
    """Moods (1, A): right where they lie in the quadrant, which is not what is meant by p."""
    return np.array([[aspect.kind == "mood" for aspect in judged.aspects]], np.bool_)


def precision_curve(judged: Judgement, kind: str, thresholds: Floats) -> Doubles:
    """Precision (t,) of all a kind's words whose probability reaches a threshold; NaN if none."""
    columns = columns_of(judged.aspects, kind)
    p, right = judged.tracks.probabilities[:, columns], judged.right[:, columns]
    one = np.ones((1, len(p)))
    return np.array([precision(p >= t, right)(one)[0] for t in thresholds])
