"""Codes that people type, and links that they paste."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.learning.ids import SpaceId
from app.learning.problems import Problem, Trouble
from app.sync.invites import _ALPHABET, Invite, code_in, invite_in, new_code, spaced
from app.sync.transports.hub_address import HubAddress
from app.sync.transports.ways import way_to
from app.system.ids import new_id

HUB = HubAddress.parse("https://class.example:8443")


def test_a_code_is_read_however_it_is_typed() -> None:
    code = new_code()
    for typed in (code, spaced(code), spaced(code).lower(), f"  {spaced(code)} ", " ".join(code), spaced(code).replace("-", "–")):
        assert code_in(typed) == code


@given(st.randoms(use_true_random=False), st.integers(0, 11), st.sampled_from(_ALPHABET))
def test_one_wrong_sign_is_found(dice: object, place: int, sign: str) -> None:
    code = new_code()
    if code[place] == sign:
        return
    with pytest.raises(Problem) as caught:
        code_in(code[:place] + sign + code[place + 1 :])
    assert caught.value.trouble is Trouble.CODE_MISTYPED


@given(st.integers(0, 11), st.integers(0, 11))
def test_two_signs_that_changed_places_are_found(one: int, other: int) -> None:
    code = list(new_code())
    if code[one] == code[other]:
        return
    code[one], code[other] = code[other], code[one]
    with pytest.raises(Problem):
        code_in("".join(code))


@given(st.text())
def test_whatever_is_typed_is_a_code_or_a_mistyped_one(typed: str) -> None:
    with suppress(Problem):
        assert len(code_in(typed)) == 12


def test_a_link_holds_all_that_joining_needs() -> None:
    invite = Invite(HUB, new_code(), SpaceId(new_id()), "ab" * 32)
    assert invite_in(f" {invite.link}\n") == invite
    assert invite_in(Invite(HUB, invite.code).link) == Invite(HUB, invite.code)


def test_a_link_is_found_in_what_server_invite_prints() -> None:
    invite = Invite(HUB, new_code(), SpaceId(new_id()), "ab" * 32)
    assert invite_in(f"Code    {spaced(invite.code)}\nLink    {invite.link}\nFor one computer.") == invite


def test_a_code_needs_the_address_of_its_hub() -> None:
    code = new_code()
    with pytest.raises(Problem) as caught:
        invite_in(code)
    assert caught.value.trouble is Trouble.HUB_ADDRESS_MISSING
    assert invite_in(spaced(code), "class.example:8443") == Invite(HUB, code)
    assert invite_in(code, f"https://class.example:8443#{'AB' * 32}").fingerprint == "ab" * 32


@given(st.text())
def test_a_link_that_is_none_is_mistyped_or_names_no_server(rest: str) -> None:
    with pytest.raises(Problem):
        invite_in(f"lettergrove://join?{rest}")


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("class.example", "https://class.example"),
        ("https://class.example:443/", "https://class.example"),
        ("https://class.example/hub/", "https://class.example/hub"),
        ("https://[fe80::1]:8443", "https://[fe80::1]:8443"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://schüle.example", "https://schüle.example"),
    ],
)
def test_an_address_of_a_gateway(address: str, url: str) -> None:
    assert str(HubAddress.parse(address)) == url


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        ("", Trouble.HUB_ADDRESS_WRONG),
        ("ftp://class.example", Trouble.HUB_ADDRESS_WRONG),
        ("https://", Trouble.HUB_ADDRESS_WRONG),
        ("https://a b", Trouble.HUB_ADDRESS_WRONG),
        ("https://name:secret@class.example", Trouble.HUB_ADDRESS_WRONG),
        ("https://class.example:99999", Trouble.HUB_ADDRESS_WRONG),
        ("https://class.example?x=1", Trouble.HUB_ADDRESS_WRONG),
        ("https://..", Trouble.HUB_ADDRESS_WRONG),
        ("http://class.example", Trouble.HUB_NOT_SECURE),
        ("postgresql://me@class.example/hub?sslmode=require", Trouble.HUB_NOT_SECURE),
        ("postgresql://me@class.example/hub?sslmode=disable", Trouble.DATABASE_NOT_SECURE),
    ],
)
def test_an_address_that_is_none_or_not_safe_is_refused(address: str, trouble: Trouble) -> None:
    with pytest.raises(Problem) as caught:
        HubAddress.parse(address)
    assert caught.value.trouble is trouble


def test_a_database_beyond_this_computer_has_to_prove_itself_and_shows_no_password() -> None:
    hub = HubAddress.parse("postgresql://me:secret@class.example/hub")
    assert hub.database is not None
    assert dict(hub.database.options)["sslmode"] == "verify-full"
    assert "secret" not in f"{hub} {hub!r}"


def test_a_way_that_was_kept_still_knows_the_authority_to_trust() -> None:
    hub = HubAddress.parse("postgresql://me:secret@class.example/hub?sslrootcert=/etc/school.pem")
    kept = HubAddress.parse(way_to(hub, None))
    assert kept.database is not None
    assert hub.database is not None
    assert (kept.database.options, kept.database.password) == (hub.database.options, "")
