"""The Review page: suggested words, to be accepted, rewritten or skipped."""
