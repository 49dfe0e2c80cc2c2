"""Charts drawn with QPainter; each carries one sentence and a table."""
