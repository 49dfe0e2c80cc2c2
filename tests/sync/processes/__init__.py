"""A soak of real processes that are killed at random instants, on lines that are cut, slow and half."""
