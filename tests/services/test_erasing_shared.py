"""Erasing in a shared space: by an owner's computer, and then everywhere."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from app.data.database import Database
from app.learning.people import Role
from app.services import carrying, erasing
from app.services.children import list_children, remove_child
from app.services.demo import plant
from app.services.desk import Desk
from app.system.clock import now
from app.system.ids import new_id
from tests.support.computers import Computer, same
from tests.support.gateways import new_space


def test_a_child_that_is_erased_after_thirty_days_goes_from_every_computer_and_the_hub(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, kitchen, tablet = new_space(hub), computers(), computers()
    plant(Desk(kitchen.database, None, None, now, new_id), 2, 3, 1)
    kitchen.join(invited(space))
    tablet.join(invited(space))
    gone = list_children(kitchen.desk)[0]
    remove_child(kitchen.desk, gone.id)
    kitchen.sync()
    tablet.sync()
    erasing.erase_overdue(replace(kitchen.desk, now=lambda: now() + timedelta(days=23, hours=1)))
    late = replace(kitchen.desk, now=lambda: now() + timedelta(days=31))
    assert erasing.erase_overdue(late).value.children == (gone.id,)
    kitchen.sync()
    tablet.sync()
    for database, schema in ((kitchen.database, "public"), (tablet.database, "public"), (hub, "shared")):
        with database.reading() as connection:
            left = connection.execute(text(f"SELECT count(*) FROM {schema}.attempts WHERE child_id = :c"), {"c": gone.id})
            assert left.scalar_one() == 0, schema
            assert connection.execute(text(f"SELECT count(*) FROM {schema}.children WHERE id = :c"), {"c": gone.id}).scalar_one() == 0
    assert same(kitchen, tablet)


def test_a_teachers_computer_leaves_erasing_to_an_owners(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str]
) -> None:
    space, office, class_ = new_space(hub), computers(), computers()
    office.found("School", "Ann")
    office.join(invited(space))
    class_.join(invited(space, Role.TEACHER))
    remove_child(class_.desk, list_children(class_.desk)[0].id)
    erasing.erase_overdue(replace(class_.desk, now=lambda: now() + timedelta(days=23, hours=1)))
    late = replace(class_.desk, now=lambda: now() + timedelta(days=31))
    assert erasing.erase_overdue(late).value.children == ()


def test_who_was_erased_before_a_household_founded_the_shared_space_is_not_brought_back_by_an_old_copy(
    hub: Database, computers: Callable[[], Computer], invited: Callable[..., str], tmp_path: Path
) -> None:
    """Two computers with one household, carried by file; one erases a child, and founds the shared space that both come into."""
    space, kitchen, attic, file = new_space(hub), computers(), computers(), tmp_path / "a.carry"
    kitchen.found("Home", "Ann", "Ben")
    carrying.carry_out(kitchen.desk, file, "long and winding")
    carrying.carry_in(attic.desk, file, "long and winding")
    with kitchen.database.transaction() as connection:
        connection.execute(text("SET LOCAL lettergrove.erasing = 'on'"))
        connection.execute(text("DELETE FROM children WHERE name = 'Ann'"))
    kitchen.join(invited(space))
    attic.join(invited(space))
    assert same(kitchen, attic)
    assert kitchen.names() == attic.names() == ["Ben"]
    with hub.reading() as connection:
        told = text("SELECT count(*) FROM sync.erasures WHERE space_id = :space")
        assert connection.execute(told, {"space": space}).scalar_one() == 1
