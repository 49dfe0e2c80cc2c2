"""Writing a skill tree: the map whose tiles and arrows can be taken hold of, and the panels beside it."""
