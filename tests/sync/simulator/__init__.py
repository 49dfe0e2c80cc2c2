"""The deterministic simulation: several devices and a hub, one thread, one seed, a clock of their own and a network that fails.

`python -m tests.sync.simulator` runs schedules and prints their seeds and totals; `docs/sync.md` tells what came of it.
"""
