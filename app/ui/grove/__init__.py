"""What the child side is made of beyond its pages: ground, spots, backdrops, ways of moving by keys."""
