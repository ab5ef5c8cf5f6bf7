"""The Activity page: what is being done, how fast, and what went wrong."""
