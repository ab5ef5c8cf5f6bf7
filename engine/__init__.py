"""Linernotes' engine: everything that knows music files and nothing that knows a screen.

One track's path, top to bottom (each name is a module of this package):

    scan        a folder          → paths of audio files            → library: FOUND
    pool        a path            → a worker process, which runs    (cluster: on another machine)
      tags      the file          → title, artist, album
      audio     the file          → windows of mono samples
      model     the windows       → Description (aspects, sentence, vectors)
                                                                    → library: DESCRIBED
    jobs        the user's word   → accepted, edited or skipped     → library: ACCEPTED, EDITED
    writing     the description   → a verified copy replaces the file → library: TAGGED
    journal     what the write displaced, so that it can be taken back
    search      a query           → ranked tracks, with reasons
"""

import os

# Since 1.29 ONNX Runtime tells its maker about every model that it loads, unless it finds this.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
