"""What the user has set: one frozen value, kept in one file."""
