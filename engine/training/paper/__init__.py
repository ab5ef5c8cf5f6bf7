"""The paper's six models, trained and measured twice: as the paper counts, and honestly."""

PATIENCE = 25  # epochs after the best on validation that end a run which is judged honestly
