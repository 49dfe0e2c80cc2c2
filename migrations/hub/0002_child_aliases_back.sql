-- The way back to a hub that knows no aliases; devices keep theirs.
DROP TABLE shared.child_aliases;
