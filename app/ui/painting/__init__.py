"""Everything that is drawn: shapes, trees, friends and land, from numbers only."""
