"""A program of its own that plays and is killed: `python -m tests.services.player FOLDER DATABASE USER PORT SPACE CHILD`.

It says the id of an answer on a line of its own once the feedback of it may be shown, and never stops by itself.
"""

import sys
from uuid import UUID

from app.data.address import DatabaseAddress
from app.data.database import Database
from app.learning.games.rounds import Course
from app.learning.ids import ChildId, SpaceId
from app.learning.mastery import Game
from app.services import play
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id
from tests.services.playing import press, wrong_place


def main(folder: str, database: str, user: str, port: str, space: str, child: str) -> None:
    """Play sitting after sitting."""
    address = DatabaseAddress(host=folder, port=int(port), database=database, user=user, embedded=True)
    desk = Desk(Database.open(address), SpaceId(UUID(space)), None, now, new_id)
    while True:
        begun = play.begin(desk, ChildId(UUID(child)), Game.LISTEN_AND_FIND).value
        while (turn := play.next_round(desk, begun.play_session)) is not None:
            course = Course(turn)
            if begun.resumed and turn.turn == begun.done:
                for place in begun.pressed:
                    course.press(place)
            while not course.over:
                place = wrong_place(course) if course.try_number < 3 else turn.right
                print(press(desk, begun.play_session, course, place).attempt, flush=True)  # noqa: T201 (how it tells the test)
        play.finish(desk, begun.play_session)


if __name__ == "__main__":
    main(*sys.argv[1:])
