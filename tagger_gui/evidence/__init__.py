"""Evidence: what a description rests on, phrase by phrase and aspect by aspect."""
