"""Looking at what has grown: the parts of the pages for grown-ups that show letters, play sessions, the skill tree and this computer."""
