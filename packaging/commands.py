"""The commands of `packaging/start.py`: each makes ready what it needs, then runs the program or a tool from `.venv`."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import environment
import machine
from environment import DEVELOPMENT, ROOT, RUNTIME
from wording import Unready, say

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is for, in half a line, and what it does with the words after it."""

    purpose: str
    run: Callable[[Words], int]


def _python(*words: str) -> int:
    """Run the environment's Python in the project's folder; the exit status is its own."""
    line = [str(environment.python()), *words]
    surroundings = environment.surroundings()
    if os.name == "posix":
        # One process less, and Ctrl-C and `kill` reach the program itself.
        sys.stdout.flush()
        sys.stderr.flush()
        os.chdir(ROOT)
        os.execve(line[0], line, surroundings)  # noqa: S606 (no shell is wanted)
    return subprocess.run(line, cwd=ROOT, env=surroundings, check=False).returncode


def prepare(words: Words) -> int:
    """Make everything ready for every command, and look at the system libraries and fonts afresh."""
    del words
    environment.forget_machine()
    machine.make_ready(DEVELOPMENT)
    say("Everything is ready.")
    return 0


def run(words: Words) -> int:
    """Open the window; without a display the program shows the tour by itself."""
    machine.make_ready(RUNTIME)
    return _python("-m", "app", *words)


def tour(words: Words) -> int:
    """Walk through the whole program without a display; pictures of every page go to build/pictures."""
    machine.make_ready(RUNTIME)
    return _python("-m", "app", "tour", *words)


def test(words: Words) -> int:
    """Run the tests on all cores."""
    machine.make_ready(DEVELOPMENT)
    machine.offer_test_servers()
    return _python("-m", "pytest", "-n", "auto", "--dist", "loadgroup", *words)


def check(words: Words) -> int:
    """Hold the code to the house rules; `check fast` leaves the types out."""
    machine.make_ready(DEVELOPMENT)
    return _python("packaging/checks.py", *words)


def bench(words: Words) -> int:
    """Measure the marks."""
    machine.make_ready(DEVELOPMENT)
    return _python("-m", "tests.benchmarks", *words)


def soak(words: Words) -> int:
    """Simulate devices and a hub, thousands of schedules; `--mutations` takes protections away, `--first N` begins at another seed."""
    machine.make_ready(DEVELOPMENT)
    return _python("-m", "tests.sync.simulator", *words)


def usage(words: Words) -> int:
    """List the commands."""
    del words
    say("Lettergrove: children learn letters by playing, grown-ups see what grows.\n")
    for name, command in COMMANDS.items():
        say(f"  {name:<10} {command.purpose}")
    say("\nType make NAME, or python3 packaging/start.py NAME, or on Windows py packaging\\start.py NAME.")
    say('More words for a command: make test ARGS="-n0 tests/learning".')
    return 0


COMMANDS = {
    "run": Command("open the window (without a display: the tour)", run),
    "test": Command("run the tests on all cores", test),
    "check": Command("lint, types, layers, dead code, house rules", check),
    "tour": Command("walk through the program without a display, and print what was recorded", tour),
    "pictures": Command("the same, for the pictures it leaves in build/pictures", tour),
    "bench": Command("measure the marks of docs/benchmarks.md", bench),
    "soak": Command("simulate sync through thousands of schedules of faults, seeds told", soak),
    "prepare": Command("make everything ready, and open nothing", prepare),
    "help": Command("this list", usage),
}


def main(words: Words) -> int:
    """Run the command that the first word names; a thing the person has to do first is one sentence and status 1."""
    name = words[0] if words else "help"
    command = COMMANDS.get("help" if name in {"-h", "--help"} else name)
    if command is None:
        say(f"There is no command named {name}. These are the commands: {', '.join(COMMANDS)}.", error=True)
        return 2
    try:
        return command.run(words[1:])
    except Unready as trouble:
        say(str(trouble), error=True)
        return 1
    except KeyboardInterrupt:
        say("Stopped.", error=True)
        return 130
