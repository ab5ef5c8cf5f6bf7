"""How Sphinx builds the guide: `make guide`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docs.generate import fill  # noqa: E402
from engine.version import version as current  # noqa: E402

project = "Linernotes"
version = release = current()
html_title = f"Linernotes {release}"

extensions = ["myst_parser"]
myst_heading_anchors = 3
smartquotes_action = "q"  # the two dashes of an option stay two dashes
html_theme = "furo"
html_static_path: list[str] = []
html_favicon = str(ROOT / "resources" / "icons" / "linernotes.svg")
html_copy_source = False
html_use_index = False
html_show_copyright = False
html_show_sphinx = False
html_show_search_summary = False  # it fetches pages, which no browser allows of files
nitpicky = True


def setup(app):  # type: ignore[no-untyped-def]
    """Puts the generated parts into the pages while they are read."""

    def fill_in(_app, _name, source):  # type: ignore[no-untyped-def]
        source[0] = fill(source[0])

    app.connect("source-read", fill_in)
