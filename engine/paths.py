"""Where things are: the program's own resources and the user's data folder."""

from __future__ import annotations

from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Path of `name` in resources/: inside the package (a wheel) or beside it (source, frozen).

    Raises FileNotFoundError when it is in neither: the installation is broken.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"resources/{name} is not part of this installation")


def data_folder() -> Path:
    """The user's folder for Linernotes' own files; made if it is not there."""
    return platformdirs.user_data_path("linernotes", appauthor=False, ensure_exists=True)


def cache_folder() -> Path:
    """The user's folder for what can be made again at any time; made if it is not there."""
    return platformdirs.user_cache_path("linernotes", appauthor=False, ensure_exists=True)


def default_library() -> Path:
    """The library that is opened when none is named."""
    return data_folder() / "library.sqlite"


def music_folder() -> Path:
    """The user's own music folder, whether or not it exists."""
    return platformdirs.user_music_path()
