"""What the games share: a sitting turn by turn, answers that are never lost, tiles in a row, the way home."""
