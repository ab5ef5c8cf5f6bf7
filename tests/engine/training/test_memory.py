import subprocess
import sys

import pytest

FAULTS = """
import resource, torch
from engine.training.memory import keep_freed_memory
if KEEP: assert keep_freed_memory()
def faults(): return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20): torch.ones(16_000_000).sum()  # 64 MB: never kept by default
before = faults()
for _ in range(5): torch.ones(16_000_000).sum()
print(faults() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of glibc")
def test_a_step_reuses_the_memory_of_the_step_before() -> None:
    faults = {}
    for keep in (True, False):
        script = FAULTS.replace("KEEP", str(keep))
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        faults[keep] = int(done.stdout)
    assert faults[True] < 500
    assert faults[False] > 5_000
