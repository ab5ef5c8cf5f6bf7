"""Everything that makes installers of the program: `make installer`. No part of the program.

linernotes.spec    what PyInstaller freezes, on every system; start/ holds its beginnings
contents           what of the libraries goes in and what stays out
freeze, slim       the frozen folder, and on Linux made smaller
licences           the notices of everything that went in
facts              name, version and words from pyproject.toml
commands           the command line as values: for man_page and completions
icons              the program's icon in all sizes
deb, appimage      what each package adds to the frozen folder; linux/ holds their files
windows/, macos/   recipes for the other systems, from the same folder; not yet run there
trial/             `make installer-test`: both packages used on a clean Debian
"""
