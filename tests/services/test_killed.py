"""A program killed in the middle of a game has lost no answer whose feedback was shown, and the game goes on where it stopped."""

import subprocess
import sys

from app.data.queries import attempts, mastery
from tests.services.conftest import Home
from tests.support.proofs import practice_day_differences

KILLS = 4
TRIES = 3  # the player presses two wrong tiles in each turn


def test_every_answer_that_was_shown_is_there_after_a_kill(lasting_home: Home) -> None:
    home, address = lasting_home, lasting_home.desk.database.address
    facts = (address.host, address.database, address.user, str(address.port), str(home.space.id), str(home.child.id))
    shown: set[str] = set()
    for kill in range(KILLS):
        with subprocess.Popen([sys.executable, "-m", "tests.services.player", *facts], stdout=subprocess.PIPE, text=True) as player:
            assert player.stdout is not None
            for _ in range(5 + kill * 4):
                shown.add(player.stdout.readline().strip())
            player.kill()
            shown |= {line.strip() for line in player.stdout if line.endswith("\n")}
    with home.desk.database.reading() as connection:
        kept = attempts.of_child(connection, home.space.id, home.child.id)
        standings = mastery.of_child(connection, home.space.id, home.child.id)
        differences = practice_day_differences(connection, home.space.id)
    assert shown - {""} <= {str(one.id) for one in kept}
    assert sum(one.attempts for one in standings.values()) == len(kept)
    assert differences == []
    tries: dict[tuple[object, int], list[int]] = {}
    for one in kept:
        tries.setdefault((one.play_session, one.turn), []).append(one.try_number)
    # Across the kills each turn was answered try by try, without a gap or a repetition.
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in tries.values())
    assert sum(len(numbers) < TRIES for numbers in tries.values()) <= 1
    assert len({session for session, _ in tries}) <= 1 + len(kept) // (8 * TRIES)
