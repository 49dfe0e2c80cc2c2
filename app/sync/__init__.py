"""Replaying what happened here into a shared server, and what happened elsewhere into here. The only network of the program."""
