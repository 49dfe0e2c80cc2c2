"""Tracing on the screen: the sheet, its lines, the vine, and letters as rasters for the scorer."""
