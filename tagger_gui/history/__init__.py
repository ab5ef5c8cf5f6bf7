"""The History page: what was written when, to be taken back."""
