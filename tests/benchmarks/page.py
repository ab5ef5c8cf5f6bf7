"""The text of docs/benchmarks.md: a function of the figures and nothing else.

What is said of a row is a table here; a peer that is ahead on a line without a reason given for
it is an error, and so is a reason for a line on which nobody is ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

OURS, LIMIT = "Linernotes", "decode only"

# In the order of the table: whom, what is heard of a track, what comes out.
LISTENERS = {
    OURS: (
        "3 × 10 s",
        "a sentence, 215 aspects and the seconds they rest on, tempo, key, loudness, vectors",
    ),
    LIMIT: ("3 × 10 s", "samples: what nobody who hears these windows can do without"),
    "naive librosa": ("3 × 10 s of a whole decode", "MFCC and chroma, then our network"),
    "musicnn, 30 s": ("the same 30 s, decoded already", "50 tags"),
    "musicnn": ("all of it", "50 tags every 3 s"),
    "essentia, 30 s": (
        "the same 30 s, decoded already",
        "rhythm, key, loudness, spectrum; no words",
    ),
    "essentia": ("all of it", "rhythm, key, loudness, spectrum; no words"),
}

ABSENT = {
    "YAMNet and VGGish (torch-vggish-yamnet 0.2.1)": "the package holds no weights",
    "PANNs (panns-inference 0.1.1)": "the package holds no weights",
    "MAEST (maest-infer 0.2.0)": "the package holds no weights",
    "PaSST (hear21passt 0.0.26)": "the package holds no weights",
    "musicnn-keras 0.1.0": "the package holds no weights; musicnn itself, which does, was run",
    "Essentia's own networks (essentia-tensorflow)": "the package holds the runtime, no networks",
    "OpenL3 (openl3 0.4.2)": "its installation loads weights from outside the package registry",
}

# By line of the tables: who is ahead of us there, why, and what would change it.
AHEAD = {
    ("listening", LIMIT): (
        "It is a part of our own work, so nobody who hears these windows can pass it. What lies"
        " between is the network; a smaller one, or shorter windows, would bring us nearer, at"
        " the price of what is heard."
    ),
    ("growth", "rescan"): (
        "A bare walk compares nothing. We do the same walk, then hold each path, size and time"
        " against what the library knows. A list of folders that have not changed would spare the"
        " files in them, but a folder's time says nothing about a file rewritten in place."
    ),
}


def page(figures: dict[str, Any]) -> str:
    """The whole page, Markdown."""
    heard, grown = figures["listening"], figures["growth"]
    parts = [
        _head(figures),
        _listening(heard),
        _stages(heard),
        _growth(grown),
        _ahead(heard, grown),
        _absent(),
    ]
    return "\n\n".join(parts) + "\n"


def ahead(heard: dict[str, Any], grown: dict[str, Any]) -> set[tuple[str, str]]:
    """The lines on which somebody needs less CPU time than we do."""
    totals = {who: stages["total"][1] for who, stages in heard["ms"].items()}
    faster = {("listening", who) for who, ms in totals.items() if ms < totals[OURS]}
    slower_scan = any(row["walk_s"] < row["rescan_s"] for row in grown["sizes"])
    return faster | ({("growth", "rescan")} if slower_scan else set())


def _head(figures: dict[str, Any]) -> str:
    machine, heard, grown = figures["machine"], figures["listening"], figures["growth"]
    return (
        "# Benchmarks\n\n"
        "Made by `make bench-report` from `benchmarks.json`; do not edit. What this page compares"
        " is cost, not truth: how good the words are stands in `../resources/model/README.md`.\n\n"
        f"Measured on {figures['measured']} on {machine['cores']} virtual cores"
        f" ({machine['processor']}, {', '.join(machine['wide'])}), {machine['memory_gib']} GiB of"
        f" memory, no graphics card, Linux, Python {machine['python']}. Other work shared the"
        f" cores: the load was {_between(heard['load'])} during the first part and"
        f" {_between(grown['load'])} during the second. All times are therefore CPU time (user and"
        " system). Files lay in memory: cold disks were not measured. Ratios below 1.2 are ties."
    )


def _listening(heard: dict[str, Any]) -> str:
    kinds = ", ".join(f"{count} {kind[1:]}" for kind, count in sorted(heard["kinds"].items()))
    lengths = heard["seconds"]
    note = f" {heard['note']}" if heard.get("note") else ""
    versions = ", ".join(f"{name} {version}" for name, version in heard["versions"].items())
    ours = heard["ms"][OURS]["total"][1]
    rows = []
    for who, (part, gives) in LISTENERS.items():
        if who in heard["ms"]:
            low, ms, high = heard["ms"][who]["total"]
            rate = f"{60_000 / ms:,.0f}"
            middle_half = f"{low:,.0f}–{high:,.0f}"
            times = f"{ms / ours:.1f}"
            rows.append((_bold(who), part, f"{ms:,.0f}", middle_half, rate, times, gives))
    head = ("", "hears", "CPU ms", "middle half", "tracks/min", "× ours", "gives")
    return (
        "## A track\n\n"
        f"{len(lengths)} real files ({kinds}) of {lengths[0]} to {lengths[-1]} s, one thread,"
        f" everybody in turn, {heard['rounds']} rounds, medians over files and rounds; every"
        " program was loaded and warm. Tracks per minute are those of one core that has nothing"
        f" else to do. Who hears all of a track pays by its length.{note}\n\n"
        f"{_table(head, rows)}\n\n"
        f"Versions: {versions}. There is no Opus file because Essentia refuses them. musicnn was"
        " run by its own features and network (weights of its package, MSD_musicnn) in one session"
        " that stayed open; its own function builds the network anew for every file. Essentia is"
        " `MusicExtractor` as it comes; it takes the 30 s to 44.1 kHz first.\n\n"
        "Cost aside, they give what we do not: Essentia beats and chords, both of them all of the"
        " track. We hear 30 s, and what happens outside of them is not told.\n\n"
        "![CPU milliseconds per track](benchmarks-listening.svg)"
    )


def _stages(heard: dict[str, Any]) -> str:
    rows = []
    for who in LISTENERS:
        stages = {s: q for s, q in heard["ms"].get(who, {}).items() if s not in {"total", "all"}}
        whole = sum(q[1] for q in stages.values())
        rows += [
            (_bold(who), stage, f"{ms:,.1f}", f"{100 * ms / whole:.0f} %")
            for stage, (_, ms, _) in stages.items()
            if len(stages) > 1
        ]
    return (
        "## Where it goes\n\n"
        "CPU ms by stage. Our features are part of the network's graph and cannot be told apart"
        " from it; nor can Essentia's stages from each other.\n\n"
        + _table(("", "stage", "CPU ms", "share"), rows)
    )


def _growth(grown: dict[str, Any]) -> str:
    lines = (
        ("first scan, s", "scan_s", ".2f"),
        ("rescan, nothing new, ms", "rescan_s", ".1f"),
        ("bare walk of the same tree, ms", "walk_s", ".1f"),
        ("scan, memory, MB", "scan_mb", ".0f"),
        ("first search, which reads the library, s", "load_s", ".2f"),
        ("search while typing, median, ms", "typed_ms", ".1f"),
        ("… 95 of 100 below, ms", "typed_p95_ms", ".1f"),
        ("search by meaning and sound, median, ms", "meant_ms", ".1f"),
        ("… 95 of 100 below, ms", "meant_p95_ms", ".1f"),
        ("search, memory, MB", "search_mb", ".0f"),
        ("library on disk, MB", "disk_mb", ".1f"),
    )
    sizes = grown["sizes"]
    first, last = sizes[0], sizes[-1]
    times = last["tracks"] // first["tracks"]
    rows = []
    for what, key, form in lines:
        unit = 1000 if what.endswith(" ms") and key.endswith("_s") else 1
        rows.append((what, *(f"{unit * row[key]:,{form}}" for row in sizes)))
    return (
        "## A library that grows\n\n"
        "Scans find files and put them into the library, without listening; the trees hold empty"
        f" files, rescans and walks are medians of {grown['rounds']} interleaved rounds. Searches"
        f" are two hundred of each kind in made-up libraries. Memory is the most at one"
        " time, beyond what the program needs for an empty library.\n\n"
        + _table(("tracks", *(f"{row['tracks']:,}" for row in sizes)), rows)
        + f"\n\n{times:,} times as many tracks: a search takes"
        f" {last['meant_ms'] / first['meant_ms']:.1f} times as long,"
        f" a rescan {last['rescan_s'] / first['rescan_s']:,.0f} times.\n\n"
        "![Time and memory by number of tracks](benchmarks-growth.svg)"
    )


def _ahead(heard: dict[str, Any], grown: dict[str, Any]) -> str:
    found = ahead(heard, grown)
    if found != AHEAD.keys():
        raise ValueError(f"ahead of us without a reason, or the other way: {found ^ AHEAD.keys()}")
    named = {("growth", "rescan"): "A bare walk, on the line of rescans"}
    lines = [f"- **{named.get(line, line[1])}.** {why}" for line, why in AHEAD.items()]
    return "## Who is ahead of us\n\n" + "\n".join(lines)


def _absent() -> str:
    lines = [f"- {name}: {why}." for name, why in ABSENT.items()]
    return "## Not run\n\nWithout weights there is nothing to time.\n\n" + "\n".join(lines)


def _bold(who: str) -> str:
    return f"**{who}**" if who == OURS else who


def _between(values: Sequence[float]) -> str:
    return f"{min(values):.1f} to {max(values):.1f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
