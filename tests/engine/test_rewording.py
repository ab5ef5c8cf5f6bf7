"""Descriptions that wait follow the user's vocabulary."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.library import Library
from engine.manner import checked
from engine.model import TextEncoder
from engine.rewording import reword
from engine.scan import FoundFile
from engine.track import Analysis, Description, Tags, TrackState


def test_waiting_descriptions_follow_the_vocabulary(
    library: Library, text_encoder: TextEncoder
) -> None:
    texts = ["A calm piece.", "A sexy song.", "A loud tune.", "A calm track."]
    files = [FoundFile(Path(f"/music/{i}.flac"), 1, i) for i in range(len(texts))]
    library.add_files(library.add_root(Path("/music")), files)
    for i, text in enumerate(texts):
        heard = Description(text, embedding=b"\0" * 4, text_embedding=b"\0" * 768, model="test")
        track = library.get(files[i].path)
        library.save_analysis(track, Analysis(Tags(), 60.0, f"hash {i}", heard))
    library.set_state([library.get(files[3].path)], TrackState.ACCEPTED)
    manner = checked(["sexy"], {"calm": "easy"})
    steps = list(reword(library, text_encoder, manner))
    assert [step.done for step in steps] == [1, 2, 3]
    said = [track.description.text for track in library.tracks() if track.description]
    assert said == ["An easy piece.", "A sexy song.", "A loud tune.", "A calm track."]
    assert [track.path.name for track in library.unheard()] == ["1.flac"]
    described = library.get(files[0].path).description
    assert described is not None
    vector = np.frombuffer(described.text_embedding, "<f2").astype(np.float32)
    assert vector @ text_encoder.encode("An easy piece.") > 0.99
    assert described.model == "test"
