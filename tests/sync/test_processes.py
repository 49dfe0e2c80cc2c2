"""The soak of real processes for one short schedule; `python -m tests.sync.processes` runs longer ones. Both transports are in it."""

from pathlib import Path

from tests.sync.processes.world import World


def test_processes_killed_and_lines_cut_at_random_instants_lose_and_double_nothing(run_folder: Path) -> None:
    folder = run_folder / "processes"
    folder.mkdir()
    folder.chmod(0o711)
    world = World(folder, seed=3)
    try:
        world.run(steps=3)
    finally:
        print("\n".join(world.trace))  # noqa: T201 (shown when it fails)
