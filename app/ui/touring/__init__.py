"""The scripted people of the tour: hands that press what is on the screen, a grown-up, and a child."""
