"""The parts of the guide that are made from the program itself whenever the guide is built.

A page of docs/guide asks for one with a line of its own, `<!-- generated: NAME -->` or
`<!-- generated: NAME ARGUMENT -->`. Nothing of it is kept, so nothing of it can go stale.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from docs.generate import commands, formats, keys, messages, paper, tags, torture

_ASKED = re.compile(r"^<!-- generated: ([\w-]+)(?: (\w+))? -->$", re.MULTILINE)

PARTS: dict[str, Callable[..., str]] = {
    "commands": commands.reference,
    "keys": keys.of_window,
    "messages": messages.of_family,
    "silence": messages.of_silence,
    "paper": paper.part,
    "profiles": tags.profiles,
    "policies": tags.policies,
    "fields": tags.fields,
    "players": tags.players,
    "containers": tags.containers,
    "states": tags.states,
    "sidecar": formats.sidecar,
    "playlist-csv": formats.playlist_csv,
    "playlist-json": formats.playlist_json,
    "describe": formats.describe,
    "journal": formats.journal,
    "words": formats.words,
    "torture": torture.figures,
}


def fill(page: str) -> str:
    """The page with what it asks for; raises KeyError for a part that there is not."""
    return _ASKED.sub(_part, page)


def _part(asked: re.Match[str]) -> str:
    name, argument = asked.groups()
    return PARTS[name](argument) if argument else PARTS[name]()
