"""The version of the program, which pyproject.toml alone names."""

from __future__ import annotations


def version() -> str:
    """As "0.1.0"; "unknown" where the program was not installed but only copied."""
    from importlib import metadata  # takes as long to load as a window does to be painted

    try:
        return metadata.version("linernotes")
    except metadata.PackageNotFoundError:
        return "unknown"
