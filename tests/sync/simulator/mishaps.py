"""What befalls devices and the hub, each drawn from the schedule's dice and counted among its faults."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.sync.simulator.acts import rename_space
from tests.sync.simulator.devices import Machine
from tests.sync.simulator.programs import NEXT

if TYPE_CHECKING:
    from tests.sync.simulator.world import World

MINUTE, HOUR, DAY, YEAR = 60_000, 3_600_000, 86_400_000, 31_557_600_000  # ms
_WRONG = (0, 0, 2_000, -2_000, 4 * MINUTE, 6 * MINUTE, -HOUR, 10 * YEAR, -10 * YEAR)
Mishap = Callable[["World", Machine], None]


def clock(world: "World", machine: Machine) -> None:
    world.faults["clock jumps"] += 1
    machine.wrong = world.dice.choice(_WRONG)
    machine.stopped = None
    machine.at(world.now)
    if world.dice.random() < 0.2:
        machine.stopped = machine.clock_ms()
    world.say(machine, f"clock off by {machine.wrong} ms{' and stopped' if machine.stopped is not None else ''}")


def hub_clock(world: "World", _machine: Machine) -> None:
    world.faults["hub clock jumps"] += 1
    world.now += world.dice.choice((-HOUR, -MINUTE, DAY))
    world.tick(0)
    world.say(None, "clock jumps")


def clone(world: "World", machine: Machine) -> None:
    """The disk is copied onto another machine, which lives on with it; what was there is gone."""
    others = [other for other in world.machines if other is not machine]
    other = world.dice.choice(others)
    world.faults["clones"] += 1
    world.lossy = True
    other.restore(machine.backed_up(), disk=True)
    other.keys.secrets = dict(machine.keys.secrets)
    other.revoked = machine.revoked
    other.wrong, other.stopped = machine.wrong, machine.stopped
    if world.dice.random() < 0.5:
        other.start_again()
    elif world.dice.random() < 0.7:  # both stand still at one moment, and stamp alike
        machine.stopped = other.stopped = machine.clock_ms()
        for one, name in ((machine, "Home A"), (other, "Home B")):
            one.at(world.now)
            world.note(one, rename_space(one, name))
    world.say(other, f"is a clone of {machine.number}")


def back_up(world: "World", machine: Machine) -> None:
    machine.backup = machine.backed_up()
    world.say(machine, "is backed up")


def restore(world: "World", machine: Machine) -> None:
    if machine.backup is None or machine.revoked:
        return
    world.faults["device restores"] += 1
    world.lossy = True
    machine.restore(machine.backup)
    machine.revoked = _is_revoked(world, machine)
    machine.start_again()
    world.say(machine, "is restored from a backup")


def back_up_hub(world: "World", _machine: Machine) -> None:
    world.back_up_hub()
    world.say(None, "is backed up")


def restore_hub(world: "World", _machine: Machine) -> None:
    if world.hub_backup is None:
        return
    world.faults["hub restores"] += 1
    world.lossy = True
    world.restore_hub()
    for device in world.machines:
        if device.revoked:
            device.revoked = _is_revoked(world, device)
    world.say(None, "is restored from a backup")


def _is_revoked(world: "World", machine: Machine) -> bool:
    found = "SELECT revoked_at IS NOT NULL FROM sync.credentials WHERE space_id = %s AND device_id = %s"
    return world.pool.hub.value(found, world.space, machine.link().device) is True


def revoke(world: "World", machine: Machine) -> None:
    """A device is disconnected; its clones, which are devices of their own, are not. One stays connected."""
    device = machine.link().device
    shares = [other for other in world.living if other.link().device == device]
    known = world.pool.hub.value("SELECT true FROM sync.credentials WHERE space_id = %s AND device_id = %s", world.space, device)
    if not known or len(world.living) - len(shares) < 1 or world.dice.random() < 0.5:
        return
    world.faults["revocations"] += 1
    world.lossy = True
    world.pool.hub.line.execute("SELECT sync.revoke(%s, %s)", [world.space, device])
    for other in shares:
        other.revoked = True
    world.say(machine, "is revoked")


def erase(world: "World", machine: Machine) -> None:
    """The hub's keeper, or an owner on a device, erases a child for good."""
    hub = world.pool.hub
    found = hub.rows("SELECT id::text FROM shared.children WHERE space_id = %s ORDER BY id", world.space)
    if not found or world.dice.random() < 0.6:
        return
    child = world.dice.choice(found)[0]
    world.faults["erasures"] += 1
    world.ever_erased.add(child)
    if not machine.revoked and int(child[0], 16) % 2 and machine.rows("children", "t.id = %s", child):
        with machine.store.line.transaction():
            machine.store.line.execute("SET LOCAL lettergrove.erasing = 'on'")
            machine.store.line.execute("DELETE FROM children WHERE space_id = %s AND id = %s", [world.space, child])
        machine.heard.add(child)
        world.say(machine, f"erases {child}")
        return
    hub.line.execute("SELECT sync.erase(%s, 'children', %s)", [world.space, child])
    world.erased.add(child)
    world.say(None, f"erases {child}")


def power_cut(world: "World", machine: Machine) -> None:
    world.faults["power cuts"] += 1
    machine.start_again()
    world.say(machine, "starts anew")


def restore_original(world: "World", machine: Machine) -> None:
    """The disk is copied, then the machine that it was copied from goes back to a backup of before, and its twin lives on."""
    back_up(world, machine)
    clone(world, machine)
    restore(world, machine)


def upgrade(world: "World", machine: Machine) -> None:
    """The next version of the program comes onto a device."""
    if machine.program is NEXT:
        return
    world.faults["upgrades"] += 1
    machine.upgrade()
    world.say(machine, "is upgraded")


def upgrade_hub(world: "World", _machine: Machine) -> None:
    """The hub's keeper upgrades it, while devices of both versions stay connected."""
    if world.pool.hub.contract == NEXT.contract:
        return
    world.faults["hub upgrades"] += 1
    world.pool.hub.upgrade()
    world.say(None, "is upgraded")


def speak_only_new(world: "World", _machine: Machine) -> None:
    """The hub no longer speaks the older contract: who does is told to update, and waits with all it has."""
    hub = world.pool.hub
    if hub.contract < NEXT.contract or hub.oldest == NEXT.contract or world.dice.random() < 0.5:
        return
    world.faults["old contract refused"] += 1
    hub.speak_only(NEXT.contract)
    world.say(None, "refuses the older contract")


EVEN: tuple[Mishap, ...] = (
    clock, clock, clock, hub_clock, clone, back_up, back_up, restore, back_up_hub, back_up_hub, restore_hub, revoke, erase, power_cut,
)  # fmt: skip
