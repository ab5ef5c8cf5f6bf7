"""The Library page: all tracks, narrowed down by search."""
