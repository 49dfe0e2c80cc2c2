"""The most memory that a process has ever had.

Not `ru_maxrss`: Linux hands that on to a child, so that a small program begins with the peak of the one that started it (measured: 388 MB
for one of 116).
"""

from __future__ import annotations

from pathlib import Path

import psutil


def most_memory(pid: int) -> float:
    """MB; where the system keeps no count, what the process has now."""
    status = Path(f"/proc/{pid}/status")
    counted = [line.split() for line in status.read_text().splitlines()] if status.exists() else []
    most = [int(words[1]) / 1000 for words in counted if words[0] == "VmHWM:"]
    if most:
        return most[0]
    memory = psutil.Process(pid).memory_info()
    return float(getattr(memory, "peak_wset", memory.rss)) / 1e6
