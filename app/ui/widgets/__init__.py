"""Things to press and look at that more than one page uses."""
