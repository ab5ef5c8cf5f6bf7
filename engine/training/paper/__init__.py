"""The paper's six models, trained and measured twice: as the paper counts, and honestly."""
