"""Loading Qt without its import hook."""

import builtins


def load() -> None:
    """Import Qt, then put Python's own import back.

    PySide6 replaces `__import__` to read the source of every module imported after it, looking for switches that this program does
    not use: measured here, that makes the import of the database code 40 to 60 ms slower, and costs 22 MB.
    """
    plain = builtins.__import__
    import PySide6.QtWidgets  # noqa: F401, PLC0415 (its import is what this function is for)

    builtins.__import__ = plain
