"""The cases, one file a question."""
