"""Starts the window: `linernotes-gui`, `python -m tagger_gui`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tagger_gui import system_libraries


def main(argv: Sequence[str] | None = None) -> int:
    """Shows the window; the exit code."""
    if hasattr(sys, "frozen"):
        import multiprocessing

        multiprocessing.freeze_support()  # before any Qt: its workers start here
    parser = argparse.ArgumentParser(
        prog="linernotes-gui", description="Writes in plain words what your music sounds like."
    )
    parser.add_argument("folders", nargs="*", type=Path, help="music folders to open")
    parser.add_argument("--library", type=Path, help="the library file to use")
    arguments = parser.parse_args(argv)
    folders = [folder.absolute() for folder in arguments.folders]
    return run(arguments.library, folders)


def run(library_path: Path | None, folders: Sequence[Path] = ()) -> int:
    """Shows the window on a library and takes the folders in; the exit code.

    Without a path it is the library of the settings, or the usual one.
    """
    if not system_libraries.has_display():
        sys.stderr.write("The window cannot be shown: there is no display here.\n")
        return 1
    if missing := system_libraries.missing("window"):
        sys.stderr.write(system_libraries.advice(missing))
    try:
        from tagger_gui import app  # loads Qt, which may lack a library of the system
    except ImportError as error:
        sys.stderr.write(f"The window cannot be shown: {error}\n")
        return 1
    return app.run(library_path, folders)


if __name__ == "__main__":
    sys.exit(main())
