"""How each page is made of the parts that `Program` has put together.

A page is loaded when it is made, or by `load`; only the library's is there from the beginning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tagger_gui.library.library_page import LibraryPage

if TYPE_CHECKING:
    from tagger_gui.activity.activity_page import ActivityPage
    from tagger_gui.first_run.first_run_page import FirstRunPage
    from tagger_gui.history.history_page import HistoryPage
    from tagger_gui.map.map_page import MapPage
    from tagger_gui.program import Program
    from tagger_gui.review.review_page import ReviewPage


def load() -> None:
    """Imports the pages of the sidebar: in a thread, so that the window answers meanwhile."""
    from tagger_gui.activity import activity_page
    from tagger_gui.history import history_page
    from tagger_gui.map import map_page
    from tagger_gui.review import review_page

    assert activity_page and history_page and map_page and review_page


def library(program: Program) -> LibraryPage:
    """All tracks."""
    page = LibraryPage(
        program.services,
        program.threads,
        news=program.news,
        decisions=program.decisions,
        player=program.player_bar,
        settings=program.settings,
        dialogs=program.dialogs,
    )
    page.open_asked.connect(program.choose_and_open)
    program.listening.begun.connect(lambda: page.show_busy(True))
    program.listening.ended.connect(lambda: page.show_busy(False))
    return page


def review(program: Program) -> ReviewPage:
    """What waits for the user."""
    from tagger_gui.review.review_page import ReviewPage

    page = ReviewPage(
        program.services,
        program.threads,
        loading=program.loading,
        news=program.news,
        decisions=program.decisions,
        player=program.player_bar,
        board=program.board,
        listening=program.listening,
        settings=program.settings,
    )
    page.shown.connect(program.loading.need)
    page.reworded.connect(program.news.changed)
    return page


def map_(program: Program) -> MapPage:
    """The library as a picture."""
    from tagger_gui.map.map_page import MapPage

    page = MapPage(program.services, program.threads, news=program.news, player=program.player_bar)
    page.library_asked.connect(program.library.show_tracks)
    page.playlist_asked.connect(program.library.save_as_playlist)
    return page


def activity(program: Program) -> ActivityPage:
    """Jobs and failures."""
    from tagger_gui.activity.activity_page import ActivityPage

    return ActivityPage(
        program.services,
        program.threads,
        board=program.board,
        news=program.news,
        decisions=program.decisions,
        writing=program.writing,
        settings=program.settings,
    )


def history(program: Program) -> HistoryPage:
    """What was written."""
    from tagger_gui.history.history_page import HistoryPage

    page = HistoryPage(
        program.services.library,
        program.threads,
        undoing=program.undoing,
        dialogs=program.dialogs,
    )
    program.writing.written.connect(page.look)
    return page


def first_run(program: Program) -> FirstRunPage:
    """Shown instead of all others, once."""
    from tagger_gui.first_run.first_run_page import FirstRunPage

    page = FirstRunPage(
        program.services,
        program.threads,
        listening=program.listening,
        settings=program.settings,
        dialogs=program.dialogs,
    )
    page.done.connect(program.window.uncover)
    page.failed.connect(program.window.tell_failure)
    program.window.closing.connect(page.shut)
    return page
