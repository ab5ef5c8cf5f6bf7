"""Memory that a training step gave back is kept for the next one."""

import ctypes
import sys

_TRIM_THRESHOLD, _MMAP_MAX = -1, -4  # glibc's names for mallopt, without their M_


def keep_freed_memory() -> bool:
    """Have glibc keep freed blocks; False where there is no glibc, and nothing is changed.

    A step allocates the same hundreds of megabytes as the step before. By default each goes back
    to the system and every page of it is faulted in anew, which took up to two thirds of a step.
    """
    if not sys.platform.startswith("linux"):
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_MMAP_MAX, 0) == mallopt(_TRIM_THRESHOLD, -1) == 1
