"""The command line, `linernotes`: the engine's verbs without a window; it alone prints."""

from engine.cli import commands, keeping, writing  # importing them registers their commands
from engine.cli.app import main

__all__ = ["commands", "keeping", "main", "writing"]
