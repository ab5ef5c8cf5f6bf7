"""Everything that makes installers of the program: `make installer`. No part of the program.

linernotes.spec    what PyInstaller freezes, on every system
contents           what of the libraries goes in and what stays out
facts              name, version and words from pyproject.toml
documents          man page and shell completions, from the command line itself
icons              the program's icon in all sizes
licences           the notices of everything that goes in
deb, appimage      what each package adds to the frozen folder
windows/, macos/   recipes for the other systems, from the same folder
"""
