"""Opens a file of the teachers' labels and makes sure that its arrays fit each other."""

import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.training.errors import TrainingError

Arrays = dict[str, NDArray[Any]]
WIDTHS = {  # columns of each array; 0 for a plain list. "w_": per window, "s_": per segment
    "w_id": 0, "w_start": 0, "w_audioset": 527, "w_emb": 384,
    "s_id": 0, "s_start": 0, "s_jamendo": 50, "s_mtt": 50, "s_msd": 50,
}  # fmt: skip
PROBABILITIES = ("w_audioset", "s_jamendo", "s_mtt", "s_msd")


def read_arrays(path: Path, known: Collection[str]) -> Arrays:
    """The arrays of WIDTHS by name; `known` are the names of the clips that may be labelled.

    TrainingError when the file cannot be read, lacks an array, labels nothing or a clip that is
    not known, or when lengths, numbers of classes or values are not what they should be.
    """
    try:
        with path.open("rb") as file:
            found = np.load(file, allow_pickle=False)
            if not isinstance(found, np.lib.npyio.NpzFile):
                raise ValueError("a single array")
            missing = sorted(set(WIDTHS) - set(found.files))
            if missing:
                raise TrainingError(path, f"has no array named {missing[0]}")
            arrays = {name: found[name] for name in WIDTHS}
    except (OSError, EOFError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise TrainingError(path, "is not a file of labels that can be read") from error
    for check in (_check_shapes, _check_values):
        fault = check(arrays)
        if fault:
            raise TrainingError(path, fault)
    strangers = sorted(set(arrays["w_id"].tolist()).difference(known))
    if strangers:
        raise TrainingError(
            path, f"labels {len(strangers)} clips that are not listed, such as {strangers[0]}"
        )
    return arrays


def _check_shapes(arrays: Arrays) -> str:
    """What is wrong with lengths and numbers of classes, or ""."""
    if len(np.atleast_1d(arrays["w_id"])) == 0:
        return "labels no window"
    for name, width in WIDTHS.items():
        wanted: tuple[int, ...] = arrays[name[:2] + "id"].shape[:1] + ((width,) if width else ())
        if arrays[name].shape != wanted:
            return f"holds {name} of shape {arrays[name].shape} instead of {wanted}"
    return ""


def _check_values(arrays: Arrays) -> str:
    """What is wrong with types and values, or ""."""
    for name, values in arrays.items():
        if name.endswith("_id"):
            if values.dtype.kind != "U":
                return f"holds {name} that are no names"
            continue
        if values.dtype.kind not in "fiu":
            return f"holds {name} that are no numbers"
        bad = ~np.isfinite(values)
        if name in PROBABILITIES:
            bad |= (values < 0) | (values > 1)
        if bad.any():
            clip = arrays[name[:2] + "id"][int(np.argwhere(bad)[0, 0])]
            what = "probabilities" if name in PROBABILITIES else "numbers"
            return f"holds values in {name} that are no {what}, first for clip {clip}"
    return ""
