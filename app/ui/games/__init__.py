"""One file per game page; the rules are in `app.learning.games`."""
