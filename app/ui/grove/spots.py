"""Where the letters of a glade stand along the road, in units of the design (1280 x 800).

The order is that of the road: the first letter stands in front on the left, the last one far up on the hill. A spot's target leaves 88 px
free of its neighbours' in the smallest usual window (1024 x 600), whatever grows there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one letter: where its foot stands, how high a full tree is there, its target, and where the friend waits beside it."""

    x: float
    y: float
    height: float
    wide: float
    tall: float
    friend: tuple[float, float, float]  # x, y of its feet, height


SPOTS = (
    Spot(112, 716, 192, 150, 186, (204, 764, 118)),
    Spot(296, 724, 190, 150, 188, (394, 768, 124)),
    Spot(664, 726, 192, 150, 190, (560, 770, 128)),
    Spot(852, 722, 192, 150, 186, (944, 762, 116)),
    Spot(944, 500, 176, 150, 172, (1034, 566, 104)),
    Spot(756, 500, 182, 140, 174, (850, 548, 98)),
    Spot(498, 534, 206, 112, 176, (612, 582, 140)),
    Spot(268, 500, 164, 116, 152, (376, 548, 100)),
    Spot(136, 402, 124, 112, 114, (206, 436, 84)),
    Spot(386, 384, 118, 112, 112, (462, 410, 80)),
    Spot(566, 354, 112, 112, 112, (500, 388, 72)),
)

ROAD = (
    (-70.0, 766.0, 90.0), (110.0, 774.0, 90.0), (330.0, 782.0, 90.0), (560.0, 784.0, 90.0), (800.0, 780.0, 90.0), (960.0, 752.0, 90.0),
    (1030.0, 684.0, 98.0), (990.0, 604.0, 86.0), (850.0, 572.0, 74.0), (680.0, 568.0, 70.0), (500.0, 574.0, 68.0), (320.0, 566.0, 62.0),
    (170.0, 542.0, 58.0), (108.0, 490.0, 64.0), (150.0, 446.0, 48.0), (270.0, 430.0, 40.0), (400.0, 414.0, 34.0), (520.0, 396.0, 29.0),
    (610.0, 372.0, 27.0), (640.0, 344.0, 21.0), (612.0, 322.0, 13.0), (560.0, 308.0, 6.0), (536.0, 303.0, 3.0),
)  # fmt: skip

A_GLADE = len(SPOTS)


def glades(letters: int) -> int:
    """How many glades so many letters need; one at least."""
    return max(1, -(-letters // A_GLADE))
