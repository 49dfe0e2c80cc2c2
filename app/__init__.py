"""Lettergrove: children learn letters by playing, grown-ups see what grows."""

__version__ = "0.1.0"
