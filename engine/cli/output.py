"""What the command line shows: lines for people, or one JSON object per line for programs."""

from __future__ import annotations

import json as json_format
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from engine import jobs
from engine.cli.values import change_values, facts, hit_values, kept, measured, track_values
from engine.errors import LinernotesError
from engine.journal import Batch
from engine.library import Playlist, PlaylistKind, PlaylistOrder
from engine.playlist_files import Entry
from engine.search import Answer, Hit
from engine.tags import TagChange
from engine.track import Analysis, Aspect, Description, Track
from engine.vectors import mean_windows
from engine.verify import Finding, Verdict
from engine.words import clock, counted, printable


class Output:
    """stdout carries results, stderr everything else; with `json`, stdout is JSON alone."""

    def __init__(self, *, json: bool = False) -> None:
        self._json = json
        self._out = Console(file=sys.stdout, soft_wrap=True, highlight=False)
        self._err = Console(file=sys.stderr, soft_wrap=True, highlight=False)

    def say(self, text: str) -> None:
        """A remark that is no result."""
        self._err.print(Text(text))

    def complain(self, error: LinernotesError) -> None:
        """What went wrong."""
        self._err.print(Text(str(error), style="red"))

    @contextmanager
    def progress(self, title: str) -> Iterator[Callable[[jobs.Progress], None]]:
        """A bar with count, rate and time left on a terminal; errors always as lines."""
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=self._err, transient=True) as bar:
            task = bar.add_task(title, total=None, rate="")

            def show(event: jobs.Progress) -> None:
                speed = bar.tasks[0].speed
                rate = f"{60 * speed:.0f}/min" if speed else ""
                bar.update(task, completed=event.done, total=event.total, rate=rate)
                if event.error:
                    self.complain(event.error)

            yield show

    def track(self, track: Track, *, offline: bool = False) -> None:
        """One track of the library in a line."""
        if self._json:
            self._line({**track_values(track), "offline": offline})
            return
        words = track.description.text if track.description else ""
        state = "offline" if offline else "missing" if track.missing else track.state.value
        self._out.print(Text(f"{state:<10}{_name(track)}"))
        if words or track.error:
            self._out.print(Text(f"{'':<10}{printable(words or track.error)}", style="dim"))

    def details(self, track: Track) -> None:
        """Everything about one track."""
        if self._json:
            self._line(track_values(track, full=True))
            return
        self.track(track)
        description = track.description or Description("")
        for label, value in (
            *measured(description).items(),
            ("model", description.model),
        ):
            if value:
                self._out.print(Text(f"{label:>9} {value}"))
        for aspect in description.aspects:
            spans = ", ".join(f"{start:.0f}–{end:.0f} s" for start, end in aspect.spans)
            self._out.print(
                Text(f"{aspect.kind:>12}  {aspect.probability:.2f}  {aspect.name}  ({spans})")
            )

    def playlist(self, playlist: Playlist) -> None:
        """One playlist in a line."""
        if self._json:
            self._line(asdict(playlist))
            return
        smart = playlist.kind is PlaylistKind.SMART
        holds = f"“{printable(playlist.query)}”" if smart else counted(playlist.length, "track")
        smooth = ", smooth" if playlist.order is PlaylistOrder.SMOOTH else ""
        self._out.print(Text(f"{printable(playlist.name)}  ({holds}{smooth})"))

    def lost(self, entry: Entry) -> None:
        """What a playlist file names and the library does not have."""
        if self._json:
            self._line({"not_found": entry.said, "label": entry.label or None})
        else:
            named = f"  ({entry.label})" if entry.label not in ("", entry.said) else ""
            self._err.print(Text(printable(f"not found: {entry.said}{named}")))

    def analysis(
        self, path: Path, heard: Analysis, aspects: Sequence[Aspect], *, embedding: bool
    ) -> None:
        """A file that was described without being kept."""
        description = heard.description
        if not self._json:
            self._out.print(Text(printable(path), style="bold"))
            self._out.print(Text(f"  {description.text or description.reason}"))
            if facts_heard := measured(description):
                self._out.print(Text(f"  {' · '.join(facts_heard.values())}", style="dim"))
            return
        values = {
            "path": str(path),
            "description": description.text,
            **facts(description, aspects, heard.duration_s),
            "structure": [asdict(change) for change in description.structure],
            "error": description.reason or None,
        }
        if embedding:
            width = len(description.text_embedding) // 2
            mean = mean_windows([description.embedding], width)[0]
            values["embedding"] = [round(float(x), 5) for x in mean]
        self._line(values)

    def failure(self, path: Path, error: LinernotesError) -> None:
        """A file that could not be described."""
        if self._json:
            nothing = facts(Description(""), (), 0.0)
            empty = {"path": str(path), "description": "", **nothing, "structure": []}
            self._line({**empty, "error": error.reason})
        else:
            self.complain(error)

    def answer(self, answer: Answer) -> None:
        """What a search found, what was not understood, and what lies below the line."""
        for problem in answer.problems:
            self.say(str(problem))
        for hit in answer.hits:
            self.hit(hit)
        if self._json:
            return
        hidden = answer.weaker - sum(not hit.strong for hit in answer.hits)
        fitting = "1 track fits" if answer.strong == 1 else f"{answer.strong:,} tracks fit"
        shown = fitting if answer.strong else "No track fits"
        below = f"; --all shows {counted(hidden, 'weaker one')} too" if hidden > 0 else ""
        if not answer.hits or below:
            self.say(f"{shown}{below}.")

    def hit(self, hit: Hit) -> None:
        """A search result."""
        if self._json:
            self._line(hit_values(hit))
            return
        words = hit.track.description.text if hit.track.description else ""
        moment = "  {}–{}".format(*map(clock, hit.moment)) if hit.moment else ""
        more = f"  (+{len(hit.versions)} of the same)" if hit.versions else ""
        self._out.print(Text(f"{hit.score:.2f}  {_name(hit.track)}{moment}{more}"))
        self._out.print(Text(f"      {printable(words)}", style="dim"))
        self._out.print(Text(f"      {' · '.join(map(str, hit.reasons))}", style="dim italic"))

    def written(self, event: jobs.Progress, *, dry_run: bool) -> None:
        """One file that was written, or would be, or was refused."""
        track = event.track
        if track is None:
            return
        if self._json:
            self._line(
                {
                    "path": str(track.path),
                    "written": not dry_run and event.error is None,
                    "changes": [change_values(change) for change in event.changes],
                    "error": event.error.reason if event.error else None,
                }
            )
        elif event.error:
            self.complain(event.error)
        else:
            self._out.print(Text(printable(track.path), style="bold"))
            for change in event.changes:
                self._change(change)
            if not event.changes:
                self._out.print(Text("  unchanged"))

    def preview(self, seen: jobs.Preview) -> None:
        """Before and after, and what each player will show."""
        held = kept(seen)
        if self._json:
            values = {
                "path": str(seen.track.path),
                "changes": [change_values(change) for change in seen.changes],
                "kept": {name: list(words) for name, words in held.items()},
                "players": [asdict(cell) for cell in seen.shown],
                "error": seen.error.reason if seen.error else None,
            }
            self._line(values)
            return
        self._out.print(Text(printable(seen.track.path), style="bold"))
        if seen.error:
            self.complain(seen.error)
        for change in seen.changes:
            self._change(change, f"  ({change.kind.value})")
        for name, words in held.items():
            self._out.print(Text(f"  {name}: {printable('; '.join(words))}  (stays)"))
        for cell in seen.shown:
            value = printable(cell.value) or "(nothing)"
            doubts = ("" if cell.verified else "not verified", cell.note)
            doubt = "; ".join(filter(None, doubts))
            line = f"  {cell.player:>12}  {cell.column}: {value}" + (
                f"  ({doubt})" if doubt else ""
            )
            self._out.print(Text(line, style="dim"))

    def _change(self, change: TagChange, remark: str = "") -> None:
        before = printable("; ".join(change.before)) or "(empty)"
        after = printable("; ".join(change.after))
        self._out.print(Text(f"  {change.field.name}: {before} → {after}{remark}"))

    def batch(self, batch: Batch) -> None:
        """One batch of the history in a line."""
        began = datetime.fromtimestamp(batch.began).astimezone()
        if self._json:
            self._line({**asdict(batch), "began": began.isoformat(timespec="seconds")})
            return
        counts = {
            "stand": batch.written,
            "undone": batch.undone,
            "conflicts": batch.conflicts,
        }
        files = ", ".join(f"{n:,} {word}" for word, n in counts.items() if n) or "nothing"
        kind = "undo " if batch.undo else "write"
        self._out.print(
            Text(f"{batch.id:>5}  {began:%Y-%m-%d %H:%M}  {kind}  {files}  ({batch.size:,} bytes)")
        )

    def undone(self, event: jobs.Progress) -> None:
        """One file that was made what it was, or why it was left."""
        if event.record is None:
            if event.error:  # a damaged record of the journal, which tells no file's name for sure
                self.complain(event.error)
        elif self._json:
            self._line(
                {
                    "path": str(event.record.name),
                    "batch": event.record.batch,
                    "undone": event.error is None,
                    "error": event.error.reason if event.error else None,
                }
            )
        elif event.error:
            self.complain(event.error)
        else:
            words = f"{printable(event.record.name)}: as before batch {event.record.batch}"
            self._out.print(Text(words))

    def finding(self, finding: Finding) -> None:
        """One file that was verified; for people only what is not as it should be."""
        track, verdict = finding.track, finding.verdict.value
        if self._json:
            values = {"path": str(track.path), "verdict": verdict, "detail": finding.detail}
            self._line(values)
        elif finding.verdict is not Verdict.SOUND:
            detail = f" ({printable(finding.detail)})" if finding.detail else ""
            self._out.print(Text(f"{verdict:<12}{printable(track.path)}{detail}"))

    def _line(self, values: dict[str, Any]) -> None:
        # ASCII: a path that is not UTF-8 survives as lone surrogates, whatever the terminal.
        sys.stdout.write(json_format.dumps(values) + "\n")
        sys.stdout.flush()


def _name(track: Track) -> str:
    tags = track.tags
    named = " – ".join(word for word in (tags.artist, tags.title) if word)
    return printable(named or track.path.name)
