"""Picture passwords: three of twelve pictures, in order, no picture twice. 1,320 of them; no two children of a space share one."""

from collections.abc import Collection
from itertools import permutations

from app.learning.dice import Dice
from app.learning.people import SECRET_PICTURES
from app.learning.problems import Problem, Trouble

Secret = tuple[int, int, int]

SHOWN = 9


def all_secrets() -> tuple[Secret, ...]:
    """Every picture password there is, as numbers of `SECRET_PICTURES`."""
    return tuple(permutations(range(len(SECRET_PICTURES)), 3))


def assign(taken: Collection[Secret], seed: int) -> Secret:
    """A picture password that no other child of the space has. Problem(SECRETS_USED_UP) when there is none left.

    Where it can be, it does not have the same three pictures as another in another order, which children mix up.
    """
    held = set(taken)
    free = [secret for secret in all_secrets() if secret not in held]
    if not free:
        raise Problem(Trouble.SECRETS_USED_UP, taken=len(held))
    pictures = {frozenset(secret) for secret in held}
    apart = [secret for secret in free if frozenset(secret) not in pictures]
    return Dice(seed, "secret").one_of(apart or free)


def shown(secret: Secret, seed: int) -> tuple[int, ...]:
    """The nine pictures to choose from, in the order they are shown: the three right ones and six others, always the same for a seed."""
    dice = Dice(seed, "shown")
    others = dice.shuffled([number for number in range(len(SECRET_PICTURES)) if number not in secret])
    return tuple(dice.shuffled([*secret, *others[: SHOWN - len(secret)]]))
