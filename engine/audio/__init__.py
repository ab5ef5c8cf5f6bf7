"""Sound out of files: the only home of the decoders.

libsndfile goes first where it is quick and reliable; FFmpeg does the rest and is the second try.
Both only ever see an open descriptor of a regular file and a demuxer chosen by the file's
content, so that no name, link or playlist inside a file can make them open another.
"""

from engine.audio.peaks import Peaks, measure_peaks
from engine.audio.windows import Windows, load_windows, packet_digest, pcm_digest, same_sound

__all__ = [
    "Peaks",
    "Windows",
    "load_windows",
    "measure_peaks",
    "packet_digest",
    "pcm_digest",
    "same_sound",
]
