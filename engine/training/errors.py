"""What can be wrong with the training material."""

from engine.errors import LinernotesError


class TrainingError(LinernotesError):
    """A file of the training material is missing or of the wrong form."""
