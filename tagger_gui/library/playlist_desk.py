"""PlaylistDesk: what the user does with playlists, carried out in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from engine import playlist_files
from engine.library import LONGEST_NAME, Playlist, PlaylistOrder
from engine.words import one_line
from tagger_gui.dialogs import Dialogs
from tagger_gui.services import Services
from tagger_gui.text import number
from tagger_gui.work import Errands, Threads

_T = TypeVar("_T")

_SUFFIXES = (".m3u8", ".m3u", ".xspf", ".csv", ".json")


def is_playlist(path: Path) -> bool:
    """Whether this is a playlist file, by its name."""
    return path.suffix.lower() in _SUFFIXES and path.is_file()


class PlaylistDesk(QObject):
    """Playlists and saved searches.

    Signals:
        listed(list): every Playlist there is, in the order of their names.
        changed(Playlist): what a playlist holds, or what it is called.
        made(Playlist): a new one that the user wants to see.
        deleted(Playlist): it is no more.
        told(str): what was done, for the status bar.
        failed(BaseException): something could not be done.
    """

    listed = Signal(object)
    changed = Signal(object)
    made = Signal(object)
    deleted = Signal(object)
    told = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        services: Services,
        threads: Threads,
        dialogs: Dialogs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._dialogs = services, dialogs
        self._lists = services.library.playlists
        self._errands = Errands(threads, self)
        self._errands.failed.connect(self.failed)

    def read(self) -> None:
        """Asks which playlists there are; `listed` tells."""
        self._errands.run(self._lists.all, self.listed.emit)

    # --- making and changing --------------------------------------------------------------------

    def create(self, ids: Sequence[int], suggested: str = "") -> None:
        """A new playlist of these tracks; asks for its name."""
        title = self.tr("New Playlist")
        if name := self._dialogs.ask_name(title, suggested or title):
            words = self.tr("New playlist {0}: %Ln tracks", "", len(ids)).format(name)
            self._run(lambda: self._lists.create(name, ids), lambda made: self._show(made, words))

    def save_search(self, query: str) -> None:
        """Keeps a search in the user's own words; asks for its name."""
        if name := self._dialogs.ask_name(self.tr("Save Search"), one_line(query)[:LONGEST_NAME]):
            self._run(lambda: self._lists.create(name, query=query), self.made.emit)

    def rename(self, playlist: Playlist) -> None:
        """Asks for another name."""
        name = self._dialogs.ask_name(self.tr("Rename"), playlist.name)
        if name and name != playlist.name:
            self._run(lambda: self._lists.rename(playlist, name), self.changed.emit)

    def ask(self, playlist: Playlist, query: str) -> None:
        """A saved search is to be another one from now on."""
        self._run(lambda: self._lists.ask(playlist, query), self.changed.emit)

    def delete(self, playlist: Playlist) -> None:
        """Forgets the playlist, if the user is sure."""
        question = self.tr("Delete “{0}”?").format(playlist.name)
        details = self.tr("The tracks stay in the library, and the files where they are.")
        if self._dialogs.ask(question, details, self.tr("Delete")):
            self._run(lambda: self._lists.delete(playlist), lambda _: self.deleted.emit(playlist))

    def turn_smooth(self, playlist: Playlist) -> None:
        """Each track is to lead over to the next, or no longer."""
        smooth = playlist.order is PlaylistOrder.SMOOTH
        order = PlaylistOrder.GIVEN if smooth else PlaylistOrder.SMOOTH
        self._run(lambda: self._lists.arrange(playlist, order), self.changed.emit)

    # --- the tracks of a list -------------------------------------------------------------------

    def add(self, playlist: Playlist, ids: Sequence[int]) -> None:
        """Puts tracks at the end."""
        words = self.tr("%Ln tracks added to {0}", "", len(ids)).format(playlist.name)
        self._run(lambda: self._lists.add(playlist, ids), lambda _: self._tell(playlist, words))

    def remove(self, playlist: Playlist, places: Sequence[int]) -> None:
        """Takes out what is at these places of a list."""
        self._run(
            lambda: self._lists.remove(playlist, places), lambda _: self.changed.emit(playlist)
        )

    def move(self, playlist: Playlist, places: Sequence[int], to: int) -> None:
        """Puts what is at these places before what is at another."""
        self._run(
            lambda: self._lists.move(playlist, places, to), lambda _: self.changed.emit(playlist)
        )

    # --- files ----------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Makes a playlist of a file that the user chooses."""
        kinds = self.tr("Playlists") + f" ({' '.join(f'*{suffix}' for suffix in _SUFFIXES)})"
        if file := self._dialogs.choose_file(self.tr("Import a Playlist"), kinds):
            self.take_in(file)

    def take_in(self, file: Path) -> None:
        """Makes a playlist of a file."""
        self._run(lambda: self._read_in(file), self.told.emit)

    def export(self, playlist: Playlist) -> None:
        """Writes a playlist into a file that the user chooses."""
        if file := self._new_file(playlist.name):
            self._run(lambda: self._write_list(playlist, file), self.told.emit)

    def export_tracks(self, name: str, ids: Sequence[int], columns: Sequence[str]) -> None:
        """Writes these tracks, in this order, into a file that the user chooses."""
        if file := self._new_file(name):
            self._run(lambda: self._write(file, name, ids, columns), self.told.emit)

    def _new_file(self, name: str) -> Path | None:
        kinds = "M3U8 (*.m3u8);;XSPF (*.xspf);;CSV (*.csv);;JSON (*.json)"
        plain = "".join(char if char.isalnum() or char in " -_" else "_" for char in name)
        suggested = Path(f"{plain.strip()[:80] or 'tracks'}.m3u8")
        return self._dialogs.choose_new_file(self.tr("Export"), suggested, kinds)

    def _read_in(self, file: Path) -> str:
        listing = playlist_files.read(file)
        resolved = self._lists.resolve(listing)
        if resolved.track_ids:
            self._lists.create(self._free_name(listing.name or file.stem), resolved.track_ids)
        words = self.tr("%Ln tracks found, {0} not in the library.", "", len(resolved.track_ids))
        return words.format(number(len(resolved.lost)))

    def _free_name(self, name: str) -> str:
        wanted = one_line(name)[: LONGEST_NAME - 10] or self.tr("Imported")
        taken = {playlist.name.casefold() for playlist in self._lists.all()}
        names = (wanted, *(f"{wanted} {n}" for n in range(2, len(taken) + 3)))
        return next(each for each in names if each.casefold() not in taken)

    def _write_list(self, playlist: Playlist, file: Path) -> str:
        from engine.playlists import contents

        services = self._services
        vocabulary = services.vocabulary()
        tracks = contents(services.library, vocabulary, playlist, services.searcher)
        playlist_files.write(file, playlist.name, tracks, overwrite=True)
        return self.tr("%Ln tracks written.", "", len(tracks))

    def _write(self, file: Path, name: str, ids: Sequence[int], columns: Sequence[str]) -> str:
        found = self._services.library.by_id(ids)
        tracks = [found[id_] for id_ in ids if id_ in found]
        playlist_files.write(file, name, tracks, columns=columns, overwrite=True)
        return self.tr("%Ln tracks written.", "", len(tracks))

    # --- how ------------------------------------------------------------------------------------

    def _run(self, work: Callable[[], _T], then: Callable[[_T], object]) -> None:
        """Does it in the background, then asks which playlists there are now."""
        self._errands.run(work, then)
        self.read()

    def _show(self, playlist: Playlist, words: str) -> None:
        self.made.emit(playlist)
        self.told.emit(words)

    def _tell(self, playlist: Playlist, words: str) -> None:
        self.changed.emit(playlist)
        self.told.emit(words)
