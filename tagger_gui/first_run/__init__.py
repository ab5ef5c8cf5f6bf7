"""The first run: folders, what may be written, and a sample before the whole."""
