"""The commands that touch music files, or look after what was written."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from engine import jobs
from engine.cli.app import (
    Files,
    JsonOption,
    LibraryOption,
    MaybeFiles,
    absolute,
    chosen,
    command,
    model_folder,
    open_library,
)
from engine.cli.interrupt import interruptible
from engine.cli.output import Output
from engine.errors import TagError
from engine.journal import Journal
from engine.model import load_manifest
from engine.track import WRITABLE, Track, TrackState
from engine.verify import Verdict, verify
from engine.words import counted
from engine.writing import PROFILES, Profile, open_settled

ProfileOption = Annotated[
    str, typer.Option("--profile", help=f"For whom the tags are: {', '.join(PROFILES)}.")
]
_DAY_S = 24 * 3600.0


@command()
def write(
    files: MaybeFiles = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change and change nothing.")
    ] = False,
    profile: ProfileOption = "standard",
    sidecar: Annotated[
        bool, typer.Option("--sidecar", help="Into FILE.linernotes.json; music stays untouched.")
    ] = False,
    per_folder: Annotated[
        bool, typer.Option("--per-folder", help="Sidecars: one .linernotes.json in each folder.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Write accepted and edited descriptions into the files' tags."""
    chosen_profile = _profile(profile)
    output = Output(json=json)
    done = 0
    with open_library(library) as store:
        tracks = chosen(store, files, not files, *WRITABLE)
        failed = _complain_of_others(tracks, output)
        written = jobs.write(
            store,
            tracks,
            dry_run=dry_run,
            profile=chosen_profile,
            sidecar=sidecar or per_folder,
            per_folder=per_folder,
        )
        for event in interruptible(written):
            output.written(event, dry_run=dry_run)
            failed += event.error is not None
            done += event.error is None
    written_ = "would be written" if dry_run else "written"
    output.say(f"{counted(done, 'file')} {written_}, {counted(failed, 'failure')}.")
    return 1 if failed else 0


def _complain_of_others(tracks: Iterable[Track], output: Output) -> int:
    """Says which tracks cannot be written; how many of them are failures."""
    failed = 0
    for track in (t for t in tracks if t.state not in WRITABLE):
        reason = "its description is not accepted yet; accept or edit it first"
        if track.state is TrackState.TAGGED:
            reason = "its description is in the file already"
        output.complain(TagError(track.path, reason))
        failed += track.state is not TrackState.TAGGED
    return failed


def _profile(name: str) -> Profile:
    if name in PROFILES:
        return PROFILES[name]
    raise typer.BadParameter(f"there is no profile {name}; there are {', '.join(PROFILES)}")


@command()
def preview(
    files: Files,
    profile: ProfileOption = "standard",
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Show before and after of a write, and what each player will show. Changes nothing."""
    output = Output(json=json)
    failed = 0
    kinds = Counter[str]()
    with open_library(library) as store:
        tracks = chosen(store, files, False)
        for seen in interruptible(jobs.preview(store, tracks, _profile(profile))):
            output.preview(seen)
            failed += seen.error is not None
            kinds.update(change.kind.value for change in seen.changes)
    output.say(", ".join(f"{kind}: {n}" for kind, n in kinds.items()) or "Nothing would change.")
    return 1 if failed else 0


@command()
def history(
    prune: Annotated[
        int | None,
        typer.Option("--prune", min=0, metavar="DAYS", help="Forget what is older: no undo of it."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Prune without asking.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """List what was written and taken back, the newest first."""
    output = Output(json=json)
    with open_library(library) as store, open_settled(store.path) as journal:
        if prune is not None:
            if not yes:
                question = f"Writes older than {prune} days can then not be undone. Go on?"
                typer.confirm(question, abort=True, err=True)
            freed = journal.prune(time.time() - prune * _DAY_S)
            output.say(f"{counted(freed, 'byte')} of old files forgotten.")
        for batch in journal.batches():
            output.batch(batch)
        output.say(f"The journal takes {journal.size():,} bytes.")
    return 0


@command()
def undo(
    batch: Annotated[
        int | None, typer.Argument(help="The number in `history`; default: the newest write.")
    ] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="Only these files of it.")] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Every write ever: the files as they were at first.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> int:
    """Make files what they were before a write, byte for byte."""
    output = Output(json=json)
    failed = 0
    with open_library(library) as store:
        if batch is None and not all_:
            batch = _newest(store.path)
            if batch is None:
                output.say("Nothing to undo.")
                return 0
        named = [absolute(file) for file in files or ()]
        done, found = set(), False
        for event in interruptible(jobs.undo(store, None if all_ else batch, named)):
            found = True
            output.undone(event)
            failed += event.error is not None
            if event.record and event.error is None:
                done.add(event.record.path)
    if not found:
        output.say("Nothing was written there that could be undone; see `linernotes history`.")
        return 0 if all_ else 1
    output.say(f"{counted(len(done), 'file')} undone, {counted(failed, 'failure')}.")
    return 1 if failed else 0


def _newest(library: Path) -> int | None:
    with Journal.beside(library) as journal:
        return next((b.id for b in journal.batches() if b.written and not b.undo), None)


@command("verify")
def verify_(
    files: MaybeFiles = None, library: LibraryOption = None, json: JsonOption = False
) -> int:
    """Listen to files again: rot, missing files, changes by other programs. Changes nothing."""
    output = Output(json=json)
    counts = dict.fromkeys(Verdict, 0)
    with open_library(library) as store:
        tracks = chosen(store, files, not files)
        rate = load_manifest(model_folder()).sample_rate
        for finding in interruptible(verify(store, tracks, rate)):
            output.finding(finding)
            counts[finding.verdict] += 1
    output.say(
        ", ".join(f"{n} {verdict.value}" for verdict, n in counts.items() if n) or "No files."
    )
    fine = counts[Verdict.SOUND] + counts[Verdict.CHANGED] + counts[Verdict.UNHEARD]
    return 0 if fine == len(tracks) else 1
