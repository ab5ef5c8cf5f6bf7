"""The version of the program, which pyproject.toml alone names."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    """As "0.1.0"; "unknown" where the program was not installed but only copied."""
    try:
        return metadata.version("linernotes")
    except metadata.PackageNotFoundError:
        return "unknown"
