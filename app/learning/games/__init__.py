"""The rules of each game: a small state machine, without a pixel."""
