"""The skill tree of a child on the grown-up side: the drawing, the list beside it, prints and files."""
