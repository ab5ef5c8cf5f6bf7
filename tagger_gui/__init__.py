"""The desktop window of Linernotes; the only home of Qt."""
