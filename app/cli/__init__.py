"""The commands, one file for each group of them. Without one, the window opens, and this package is never loaded.

`entry.run` does what the words say; each file gives a function that makes its commands, so that nothing is opened before one runs.
"""
