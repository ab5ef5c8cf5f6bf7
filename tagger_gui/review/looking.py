"""What the Review page asks the engine, in worker threads, without any Qt."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from engine.errors import AudioError
from engine.library import Library
from engine.manner import load_manner
from engine.track import Track, TrackState
from tagger_gui.services import Services
from tagger_gui.settings.values import Settings
from tagger_gui.tasks import Phase, Step, Throttle, held, row_of

if TYPE_CHECKING:  # what the first paint must not wait for
    from engine.jobs import Preview
    from engine.review import Heard, Queue

_OWN_WORDS = 5000  # of the user's, offered for completion
_SHORTEST = 4  # letters of a word worth completing


class Looking:
    """Remembers the sound of all tracks from one question to the next."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._heard: Heard | None = None

    def queue(self, waiting: Sequence[int]) -> Queue:
        """The order in which to look at these tracks, by what the library knows now."""
        from engine import review

        vocabulary = self._services.vocabulary()
        self._heard = review.heard(self._services.library, vocabulary)
        return review.queue(self._heard, vocabulary, waiting)

    def look_alikes(self, track: int, waiting: Sequence[int]) -> list[int]:
        """Waiting tracks that sound like the track and would be said the same of."""
        from engine import review

        vocabulary = self._services.vocabulary()
        if self._heard is None:
            self._heard = review.heard(self._services.library, vocabulary)
        return review.look_alikes(self._heard, vocabulary, track, waiting)

    def words(self) -> list[str]:
        """What may be completed: names of the model's vocabulary, then the user's own words."""
        names = {
            name.lower()
            for entry in self._services.vocabulary().aspects
            for name in (entry.name, entry.phrase, *entry.synonyms)
        }
        edited = self._services.library.tracks(states=[TrackState.EDITED], limit=_OWN_WORDS)
        texts = [track.description.text for track in edited if track.description]
        own = {word.strip(".,;:!?()\"'") for text in texts for word in text.split()}
        own = {word for word in own if len(word) >= _SHORTEST}
        return sorted(names | own, key=str.casefold)


class Previews:
    """What a write would do to one file after another, seen by one child process."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._settings: Settings | None = None
        self._waiting: deque[Track] = deque()
        self._events: Generator[Preview] | None = None

    def of(self, id_: int, settings: Settings) -> Preview | None:
        """What a write of the track by these settings would do; None if there is no track."""
        from engine import jobs
        from tagger_gui.settings.profiles import ProfileChoice, profile_of

        track = self._library.by_id([id_]).get(id_)
        if track is None:
            return None
        if self._events is None or settings != self._settings:
            self.close()
            profile = profile_of(ProfileChoice(settings.profile, settings.policies))
            listed = iter(self._waiting.popleft, None)
            self._events, self._settings = jobs.preview(self._library, listed, profile), settings
        self._waiting.append(track)
        try:
            return next(self._events)
        except BaseException:
            self._events = None  # a generator that has raised is of no more use
            self._waiting.clear()
            raise

    def close(self) -> None:
        """Ends the child process."""
        if self._events is not None:
            self._events.close()
            self._events = None


def retell(
    services: Services, ids: Sequence[int], turn: int, settings: Throttle, throttle: Throttle
) -> Iterator[Step]:
    """Words other descriptions of these tracks, which are listened to again for it.

    `turn`: another number, another wording; `settings`: how tracks are listened to.
    """
    from engine import jobs

    library = services.library
    asked = [t for t in library.by_id(ids).values() if t.state is TrackState.DESCRIBED]
    there = [track for track in asked if track.path.is_file()]
    for track in asked:
        if track not in there:
            away = AudioError(track.path, "it is not there now; its words are kept")
            yield Step(Phase.LISTENING, 0, len(asked), error=away)
    if not there:
        return
    manner = load_manner(library.path).again(turn)
    workers = 1 if len(there) == 1 else None
    with (
        services.open_pool(settings.windows, settings.priority, manner, workers) as pool,
        closing(jobs.describe(library, pool, there)) as events,
    ):
        for progress in events:
            row = row_of(progress.track) if progress.track else None
            yield Step(Phase.LISTENING, progress.done, progress.total, row, progress.error)
            yield from held(throttle, Step(Phase.LISTENING, progress.done, progress.total))
