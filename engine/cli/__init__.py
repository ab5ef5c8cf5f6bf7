"""The command line, `linernotes`: the engine's verbs without a window; it alone prints."""

from engine.cli import (  # importing them registers their commands
    commands,
    keeping,
    playlists,
    searching,
    writing,
)
from engine.cli.app import main

__all__ = ["commands", "keeping", "main", "playlists", "searching", "writing"]
