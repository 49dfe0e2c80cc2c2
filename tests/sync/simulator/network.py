"""A network that fails, and programs that end at any instruction; every fault is drawn from the schedule's dice and counted."""

import random
from collections import Counter
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg import sql

from app.learning.problems import Problem, Trouble
from app.sync.protocol import Function
from app.sync.transports.refusals import refusal
from tests.sync.simulator.stores import HubStore


class EndedError(BaseException):
    """The program was ended here: no handler of its own may see it."""


@dataclass(frozen=True, slots=True)
class Odds:
    """How likely each fault is, for one call."""

    lost_request: float = 0.0
    lost_answer: float = 0.0
    twice: float = 0.0
    ended: float = 0.0

    @property
    def total(self) -> float:
        return self.lost_request + self.lost_answer + self.twice + self.ended


CLEAR = Odds()


class Network:
    """The way to the hub; a `Transport` of the program's."""

    def __init__(self, hub: HubStore, dice: random.Random, faults: Counter[str]) -> None:
        self._hub = hub
        self._dice = dice
        self._faults = faults
        self.odds = CLEAR
        self.refusals: Counter[str] = Counter()

    def call(self, function: Function, space: UUID, body: str) -> str:
        """One call, as the dice will have it."""
        odds, drawn = self.odds, self._dice.random()
        if drawn < odds.lost_request:
            self._fail("request lost")
        drawn -= odds.lost_request
        answer = self._answer(function, space, body)
        if 0 <= drawn < odds.lost_answer:
            self._fail("answer lost")
        drawn -= odds.lost_answer
        if 0 <= drawn < odds.twice:
            self._faults["said twice"] += 1
            if function is Function.PUSH:
                answer = self._answer(function, space, body)
        drawn -= odds.twice
        if 0 <= drawn < odds.ended:
            self._faults["ended with the answer"] += 1
            raise EndedError
        return answer

    def close(self) -> None:
        """Nothing is kept."""

    def _fail(self, fault: str) -> None:
        self._faults[fault] += 1
        raise Problem(Trouble.HUB_UNREACHABLE, host="hub", said=fault)

    def _answer(self, function: Function, space: UUID, body: str) -> str:
        statement = sql.SQL("SELECT sync_api.{}(%s, %s::jsonb)::text").format(sql.Identifier(function.value))
        try:
            row = self._hub.calls.execute(statement, [space, body]).fetchone()
        except psycopg.Error as error:
            state = error.sqlstate or ""
            if not state.startswith("PT"):
                raise
            self.refusals[state] += 1
            raise refusal(state, error.diag.message_detail) from None
        assert row is not None
        return str(row[0])
