"""Parts of a score become sound with fluidsynth, and it is found out which of them are heard."""

import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from engine.training.arranging import EXCERPT_S, Part
from engine.training.errors import TrainingError
from engine.training.midi import write_midi
from engine.training.soundfonts import Soundfont
from engine.training.whole import whole

Floats = NDArray[np.float32]
SAMPLE_RATE = 32_000  # Hz, that of the teacher's ears
GAP_S = 2.0  # between two parts, for the sound to die away
FRAME = SAMPLE_RATE // 4  # samples in which a part is audible or not
AUDIBLE_DB = 20.0  # a part this far below all of them together is not heard
SILENT_DB = 45.0  # nor is one this far below the loudest moment
AUDIBLE_SHARE = 0.2  # of the excerpt: parts heard for less are left out


def synthesise(
    parts: list[Part], soundfont: Soundfont, rng: random.Random, seconds: float = EXCERPT_S
) -> Floats:
    """Each part's sound (parts, samples), mono at SAMPLE_RATE, at the loudness it has in the mix.

    Parts sound one after another in a single run of fluidsynth, so that each can be judged alone.
    """
    stride, samples = seconds + GAP_S, int(seconds * SAMPLE_RATE)
    with tempfile.TemporaryDirectory() as place:
        score, sound = Path(place) / "score.mid", Path(place) / "sound.wav"
        write_midi(score, [part.voice for part in parts], stride)
        room = rng.uniform(0.1, 0.9)
        command = [
            "fluidsynth", "-n", "-i", "-q", "-F", str(sound), "-T", "wav", "-O", "float",
            "-r", str(SAMPLE_RATE), "-g", "0.3", "-C", "0", "-R", "1",
            "-o", f"synth.reverb.room-size={room:.2f}", "-o", "synth.dynamic-sample-loading=1",
            "-o", "synth.default-soundfont=",  # else it plays another, without a word
            str(soundfont.path), str(score),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, check=True, capture_output=True, timeout=300)
            for line in done.stderr.decode(errors="replace").splitlines():
                if "preset" in line or "SoundFont" in line:  # it plays on without, or another's
                    raise TrainingError(soundfont.path, f"cannot be played ({line.strip()})")
            heard = soundfile.read(sound, dtype="float32", always_2d=True)[0].mean(axis=1)
        except (subprocess.SubprocessError, OSError, soundfile.LibsndfileError) as error:
            raise TrainingError(soundfont.path, f"fluidsynth failed ({error})") from error
    found = np.zeros((len(parts), samples), np.float32)
    for row, part in enumerate(parts):
        start = int(row * stride * SAMPLE_RATE)
        cut = heard[start : start + samples]
        found[row, : len(cut)] = cut * _gain(cut, part, rng)
    return found


def _gain(sound: Floats, part: Part, rng: random.Random) -> float:
    """Brings a part to its place in the mix: its loud moments, wherever the soundfont had them."""
    energy = np.square(sound[: len(sound) // FRAME * FRAME]).reshape(-1, FRAME).mean(axis=1)
    loud = float(np.sqrt(np.quantile(energy, 0.9))) if len(energy) else 0.0
    least, most = (-10, -3) if part.instrument.roles == {"pad"} else (-8, 1)
    return 0.0 if loud == 0 else 10 ** (rng.uniform(least, most) / 20) * 0.1 / loud


def audible(sounds: Floats) -> list[int]:
    """The parts (parts, samples) that are heard long enough beside each other.

    The faintest is left out first, since the others are easier to hear without it.
    """
    kept = list(range(len(sounds)))
    while kept:
        shares = _audible_shares(sounds[kept])
        worst = int(shares.argmin())
        if shares[worst] >= AUDIBLE_SHARE:
            break
        del kept[worst]
    return kept


def _audible_shares(sounds: Floats) -> NDArray[np.float64]:
    """The share of the excerpt in which each part (parts, samples) stands out."""
    length = sounds.shape[1] // FRAME * FRAME
    parts = np.square(sounds[:, :length], dtype=np.float64).reshape(len(sounds), -1, FRAME).mean(2)
    mixed = np.square(sounds[:, :length].sum(0), dtype=np.float64).reshape(-1, FRAME).mean(1)
    floor = np.maximum(mixed * 10 ** (-AUDIBLE_DB / 10), mixed.max() * 10 ** (-SILENT_DB / 10))
    shares: NDArray[np.float64] = ((parts > floor) & (parts > 0)).mean(axis=1)
    return shares


def write_audio(path: Path, samples: Floats) -> None:
    """Write mono samples (n,) as Ogg Vorbis, put in place whole."""
    with (
        whole(path) as part,
        soundfile.SoundFile(part, "w", SAMPLE_RATE, 1, "VORBIS", format="OGG") as file,
    ):
        for start in range(0, len(samples), SAMPLE_RATE):  # long blocks overflow its stack
            file.write(samples[start : start + SAMPLE_RATE])
