"""The jobs that change many of the library's words at once, without any Qt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from engine.errors import LibraryError
from engine.library import words_file
from engine.manner import load_manner
from tagger_gui.services import Services
from tagger_gui.tasks import Phase, Step, Throttle, held, row_of


def reword(services: Services, throttle: Throttle) -> Iterator[Step]:
    """Brings the descriptions that wait for the user into the user's vocabulary."""
    from engine import rewording

    library = services.library
    manner = load_manner(library.path)
    yield Step(Phase.REWORDING, 0)  # loading the encoder takes a moment
    with closing(rewording.reword(library, services.encoder(), manner)) as events:
        for progress in events:
            row = row_of(progress.track) if progress.track else None
            step = Step(Phase.REWORDING, progress.done, progress.total, row)
            yield step
            yield from held(throttle, step)


def take_words(services: Services, file: Path, throttle: Throttle) -> Iterator[Step]:
    """Takes up words that were exported; `done` of the last step: how many found their music."""
    from engine import keeping

    found = words_file.read(file)
    yield Step(Phase.TAKING, 0, len(found.words))
    if found.bad_lines:
        reason = f"{found.bad_lines} of its lines could not be read"
        yield Step(Phase.TAKING, 0, len(found.words), error=LibraryError(file, reason))
    with closing(keeping.take_words(services.library, services.encoder(), found.words)) as events:
        for progress in events:
            step = Step(Phase.TAKING, progress.done, progress.total)
            yield step
            yield from held(throttle, step)
