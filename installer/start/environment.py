"""Runs before anything else in the frozen program.

PyInstaller's start points the system's loader to our own libraries. This process has read that
already; programs that we start, such as a file manager, must find theirs. Our own workers begin
with PyInstaller's start again, which we ask to do its work anew.
"""

import os

_NAME = "LD_LIBRARY_PATH"

if (_before := os.environ.pop(f"{_NAME}_ORIG", None)) is not None:
    os.environ[_NAME] = _before
else:
    os.environ.pop(_NAME, None)
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
