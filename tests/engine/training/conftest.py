"""Training's tests need the extra `train`; without it they are left out."""

import pytest

pytest.importorskip("torch")
pytest.importorskip("librosa")
