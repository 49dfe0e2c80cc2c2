"""The parts of the first-run wizard: its picture and its three steps."""
