"""What can go wrong while training, told with the file concerned."""

from pathlib import Path


class TrainingError(Exception):
    """A training step cannot go on; the message names the file and the reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"
