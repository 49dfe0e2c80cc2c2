"""Recording in one's own voice: the booth, the list of what there is to say, and the way to a sound file."""
