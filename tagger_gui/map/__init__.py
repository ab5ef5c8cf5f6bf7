"""The Map page: what sounds alike lies together."""
