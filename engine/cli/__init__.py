"""The command line, `linernotes`: the engine's verbs without a window; it alone prints."""

from engine.cli import (  # importing them registers their commands
    commands,
    playlists,
    searching,
    writing,
)
from engine.cli.app import main

__all__ = ["commands", "main", "playlists", "searching", "writing"]
