"""engine.cluster.mounts: paths here and there."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="needs the extra 'cluster'")
from engine.cluster import Mounts


def test_the_longest_folder_decides_and_others_stay() -> None:
    mounts = Mounts.parse(["/mnt=/data", "/mnt/music=/srv/music", "/mnt/music/live=/live"])
    assert mounts.there(Path("/mnt/music/a/b.mp3")) == Path("/srv/music/a/b.mp3")
    assert mounts.there(Path("/mnt/music/live/b.mp3")) == Path("/live/b.mp3")
    assert mounts.there(Path("/mnt/musical/b.mp3")) == Path("/data/musical/b.mp3")
    assert mounts.there(Path("/home/b.mp3")) == Path("/home/b.mp3")
    odd = Path("/mnt/music/\udce9.mp3")  # a name that is not UTF-8
    assert mounts.there(odd) == Path("/srv/music/\udce9.mp3")


@pytest.mark.parametrize("text", ["/mnt/music", "music=/srv", "/mnt=", "=/srv", ""])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        Mounts.parse([text])
