"""Start of the frozen `linernotes-gui`."""

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # a worker of the frozen program starts here too, and needs no Qt
    from tagger_gui.__main__ import main

    sys.exit(main())
