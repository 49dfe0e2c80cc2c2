"""`make check`: every rule of the house that a tool can hold. All of them run; the exit status is 1 when one was broken."""

import subprocess
import sys
import time

import dead_code
import house
from environment import ROOT

PYTHON = [sys.executable, "-m"]
CHECKS = {
    "lint": [*PYTHON, "ruff", "check", "--quiet", "."],
    "layers": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
    "types": [*PYTHON, "mypy"],
}


def main() -> int:
    """Run the checks, the quick ones first; a check that passes is one line, one that fails shows what it said."""
    broken = [name for name, line in CHECKS.items() if not _holds(name, line)]
    broken += [name for name, faults in (("dead code", dead_code.faults(ROOT)), ("house rules", house.faults(ROOT))) if _told(name, faults)]
    print(house.sizes(ROOT))
    print(f"\n{len(broken)} broken: {', '.join(broken)}" if broken else "\nAll checks hold.")
    return 1 if broken else 0


def _holds(name: str, line: list[str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
    took = f"{time.monotonic() - began:.1f} s"
    print(f"{name:<12} {'holds' if done.returncode == 0 else 'BROKEN'}   {took}", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def _told(name: str, faults: list[str]) -> bool:
    """Tell the faults; whether there are any."""
    print(f"{name:<12} {'BROKEN' if faults else 'holds'}")
    for fault in faults:
        print(f"    {fault}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
