"""The command line, `linernotes`: the engine's verbs without a window; it alone prints."""

from engine.cli.commands import main

__all__ = ["main"]
