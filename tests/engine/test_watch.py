"""engine.watch: what changes in a folder is told once it is quiet, and how well that works."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.watch import Changed, Watching, network_kind, outermost, watch

QUIET_S = 0.2
Events = Generator[Changed | Watching | None]


@contextmanager
def watching(*folders: Path, sweep_s: float = 60, poll_s: float = 60) -> Iterator[Events]:
    """A watch that has begun; how well it watches and its first look are behind it."""
    events = watch(folders, sweep_s=sweep_s, poll_s=poll_s, quiet_s=QUIET_S)
    try:
        assert isinstance(until(events, lambda e: e is not None), Watching)
        assert until(events, lambda e: e is not None) == Changed(tuple(outermost(folders)), True)
        yield events
    finally:
        events.close()


def until(
    events: Events, right: Callable[[Changed | Watching | None], bool]
) -> Changed | Watching | None:
    """The first right event within some seconds."""
    end = time.monotonic() + 20
    for event in events:
        if right(event):
            return event
        assert time.monotonic() < end, "nothing was told"
    raise AssertionError("the watch ended by itself")


def next_change(events: Events) -> tuple[Path, ...]:
    event = until(events, lambda e: isinstance(e, Changed))
    assert isinstance(event, Changed)
    return event.folders


def test_new_changed_moved_and_deleted_files_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    with watching(tmp_path) as events:
        (folder / "x.mp3").write_bytes(b"x")
        assert next_change(events) == (folder,)
        (folder / "x.mp3").write_bytes(b"xy")
        assert next_change(events) == (folder,)
        (folder / "x.mp3").rename(folder / "y.mp3")
        assert next_change(events) == (folder,)
        (folder / "y.mp3").unlink()
        assert next_change(events) == (folder,)


def test_a_folder_that_arrives_is_watched_too(tmp_path: Path) -> None:
    with watching(tmp_path) as events:
        (tmp_path / "new" / "deep").mkdir(parents=True)
        assert next_change(events) == (tmp_path,)
        (tmp_path / "new" / "deep" / "x.mp3").write_bytes(b"x")
        assert next_change(events) == (tmp_path / "new" / "deep",)


def test_reading_and_hidden_files_are_no_change(tmp_path: Path) -> None:
    (tmp_path / "x.mp3").write_bytes(b"x")
    with watching(tmp_path) as events:
        (tmp_path / "x.mp3").read_bytes()
        (tmp_path / ".~linernotes-copy.mp3").write_bytes(b"x")
        (tmp_path / ".hidden").mkdir()
        (tmp_path / ".hidden" / "x.mp3").write_bytes(b"x")
        (tmp_path / "last").mkdir()
        (tmp_path / "last" / "x.mp3").write_bytes(b"x")
        told = next_change(events)
        assert told == (tmp_path,)  # for "last", which came after all the others
        assert all(event is None for event, _ in zip(events, range(5), strict=False))


def test_a_file_that_grows_is_told_when_it_is_quiet(tmp_path: Path) -> None:
    grown: list[float] = []

    def grow() -> None:
        with (tmp_path / "x.mp3").open("wb") as file:
            for _ in range(12):
                file.write(b"x" * 100)
                file.flush()
                grown.append(time.monotonic())
                pause.wait(QUIET_S / 4)

    pause = threading.Event()
    with watching(tmp_path) as events:
        writer = threading.Thread(target=grow)
        writer.start()
        assert next_change(events) == (tmp_path,)
        told = time.monotonic()
        writer.join()
    assert len(grown) == 12
    # On a busy machine the writer itself may pause for so long.
    assert told - max(at for at in grown if at <= told) >= QUIET_S * 0.9


def test_everything_is_swept_from_time_to_time(tmp_path: Path) -> None:
    with watching(tmp_path, sweep_s=0.3) as events:
        event = until(events, lambda e: isinstance(e, Changed))
    assert event == Changed((tmp_path,), swept=True)


def test_a_folder_that_is_not_there_is_watched_when_it_comes(tmp_path: Path) -> None:
    there, disk = tmp_path / "there", tmp_path / "disk"
    there.mkdir()
    events = watch([there, disk], poll_s=0.3, quiet_s=QUIET_S)
    try:
        state = until(events, lambda e: isinstance(e, Watching))
        assert isinstance(state, Watching)
        assert (state.watched, state.folders) == (1, 2)
        assert f"{disk} is not there" in str(state)
        disk.mkdir()
        (disk / "x.mp3").write_bytes(b"x")
        state = until(events, lambda e: isinstance(e, Watching))
        assert state == Watching(2, 2, poll_s=0.3)
        (disk / "y.mp3").write_bytes(b"x")
        until(events, lambda e: e == Changed((disk,)))
    finally:
        events.close()


def test_closing_waits_for_nobody(tmp_path: Path) -> None:
    events = watch([tmp_path])
    next(events)
    before = threading.active_count()
    events.close()
    with pytest.raises(StopIteration):
        next(events)
    assert threading.active_count() <= before


LIMITED = """
import sys
from pathlib import Path
from engine.watch import Changed, Watching, watch
Path("/proc/sys/user/max_inotify_watches").write_text("3")
for event in watch([Path(sys.argv[1])], poll_s=0.5):
    if isinstance(event, Watching):
        print(event, flush=True)
    elif event:
        print(event.swept, flush=True)
        told = globals().get("told", 0) + 1
        if told == 2:
            break
"""


@pytest.mark.skipif(sys.platform != "linux", reason="inotify's limit")
def test_a_limit_of_watches_is_told_and_the_rest_is_polled(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).mkdir()
    own_limits = ["unshare", "--user", "--map-root-user"]
    try:
        subprocess.run([*own_limits, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no user namespaces here")
    done = subprocess.run(
        [*own_limits, sys.executable, "-c", LIMITED, str(tmp_path)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    state, first, polled = done.stdout.splitlines()
    assert state.startswith("Watching 3 of 6 folders; the rest is looked at every")
    assert "max_user_watches" in state
    assert (first, polled) == ("True", "True")


def test_network_mounts_are_known_by_the_systems_table(tmp_path: Path) -> None:
    table = tmp_path / "mounts"
    music = (tmp_path / "my music").resolve()
    escaped = str(music).replace(" ", "\\040")
    table.write_text(
        f"/dev/sda1 / ext4 rw 0 0\nnas:/music {escaped} nfs4 rw 0 0\n"
        f"/dev/sdb1 {escaped}/local ext4 rw 0 0\nme@host: {escaped}/far fuse.sshfs rw 0 0\n"
    )
    assert network_kind(tmp_path, table) == ""
    assert network_kind(music / "album", table) == "nfs4"
    assert network_kind(music / "local" / "album", table) == ""
    assert network_kind(music / "far", table) == "fuse.sshfs"
    assert network_kind(music, tmp_path / "no such table") == ""


def test_outermost_folders() -> None:
    folders = [Path("/a/b/c"), Path("/a/b"), Path("/a/bc"), Path("/a/b")]
    assert outermost(folders) == [Path("/a/b"), Path("/a/bc")]
