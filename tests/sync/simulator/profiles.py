"""What a schedule is made of: the even mix, or one corner hammered with few devices, few rows and many edits of each.

Seeds below a million are schedules of the even mix, as they were before there were others; a later seed says by itself which it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.sync.simulator import acts, mishaps
from tests.sync.simulator.acts import Doing
from tests.sync.simulator.mishaps import DAY, HOUR, MINUTE, Mishap

FIRST_OF_ALL = 1_000_000  # the first seed that says which profile it is


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights. `acting` and `exchanging` are shares of all steps, mishaps the rest; `most` are rows of a page or a batch; `ticks` are ms.

    `skewed`: devices and hub are of two contracts, and are upgraded at some moment.
    """

    name: str
    doings: Sequence[Doing] = acts.EVEN
    mishaps: Sequence[Mishap] = mishaps.EVEN
    acting: float = 0.36
    exchanging: float = 0.44
    devices: Sequence[int] = (2, 3, 4)
    most: Sequence[int] = (1, 3, 50, 5_000)
    ticks: Sequence[int] = (1, 1, 50, 1_000, MINUTE, HOUR, DAY)
    odds: Sequence[float] = (0.08, 0.18)
    skewed: bool = False


_HUB_BACK = (mishaps.back_up_hub, mishaps.back_up_hub, mishaps.restore_hub, mishaps.restore_hub)
_COPIES = (mishaps.clone, mishaps.clone, mishaps.restore_original, mishaps.back_up, mishaps.restore, mishaps.power_cut)
_UPGRADES = (mishaps.upgrade, mishaps.upgrade_hub, mishaps.speak_only_new)
_QUICK = (0, 1, 1, 1, 50, 1_000)  # many things at one moment

EVEN = Profile("even mix")
PROFILES = (
    EVEN,
    Profile("nothing taken back", acts.EVEN, (mishaps.power_cut,), 0.36, 0.6, odds=(0.12, 0.2)),  # all is what the oracle says
    Profile("one row", acts.ONE_ROW, (*_HUB_BACK, *_COPIES, mishaps.clock), 0.4, 0.36, (2, 3), (1, 5_000), _QUICK),
    Profile(
        "hub goes back", acts.EVEN, (*_HUB_BACK, *_HUB_BACK, mishaps.clone, mishaps.power_cut, mishaps.clock),
        most=(1, 1, 3), ticks=_QUICK,
    ),
    Profile(
        "copies", acts.OF_A_CHILD, (*_COPIES, *_COPIES, mishaps.back_up_hub, mishaps.restore_hub),
        devices=(2, 3), most=(1, 1, 3), ticks=_QUICK,
    ),
    Profile("letters", acts.BUILT_IN, (*mishaps.EVEN, *_COPIES), 0.4, 0.36, (2, 3), (1, 3, 5_000)),
    Profile(
        "erasing", acts.OF_A_CHILD, (*_HUB_BACK, *(mishaps.erase,) * 5, mishaps.back_up, mishaps.restore),
        devices=(2, 3), most=(1, 3, 5_000),
    ),
    Profile("clocks", acts.ONE_ROW, (*(mishaps.clock,) * 6, mishaps.hub_clock, mishaps.clone, *_HUB_BACK), 0.4, 0.36, (2, 3), (1, 5_000)),
    Profile("versions", acts.SKEWED, (*mishaps.EVEN, *_UPGRADES), skewed=True),
    Profile(
        "versions, few rows", acts.SKEWED_ROWS, (*_HUB_BACK, *_COPIES, *_UPGRADES, mishaps.clock, mishaps.erase, mishaps.erase),
        devices=(2, 3), most=(1, 3, 5_000), ticks=_QUICK, skewed=True,
    ),
)  # fmt: skip
BY_NAME = {profile.name: profile for profile in PROFILES}


def profile_of(seed: int) -> Profile:
    """The profile of a seed."""
    return EVEN if seed < FIRST_OF_ALL else PROFILES[seed % len(PROFILES)]
