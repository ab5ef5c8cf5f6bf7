"""`python -m installer`: freezes the program and packs it for Linux."""

from __future__ import annotations

import argparse
import logging

from installer import appimage, deb
from installer.freeze import freeze


def main() -> None:
    """`freeze` is all that Windows and macOS do here; the default does all for Linux."""
    parser = argparse.ArgumentParser(prog="python -m installer")
    parser.add_argument("steps", nargs="*", metavar="freeze|deb|appimage")
    steps = parser.parse_args().steps or ["freeze", "deb", "appimage"]
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    if "freeze" in steps:
        freeze()
    if "deb" in steps:
        logging.info("made %s", deb.build(deb.system_files()))
    if "appimage" in steps:
        logging.info("made %s", appimage.build(deb.system_files()))


if __name__ == "__main__":
    main()
