"""Addresses of databases: what is accepted, what is refused, what is never shown."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.data.address import DatabaseAddress
from app.learning.problems import Problem, Trouble


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+asyncpg", "PostgreSQL"])
def test_every_spelling_of_the_scheme_is_the_same_address(scheme: str) -> None:
    address = DatabaseAddress.parse(f"  {scheme}://ana:s%40crit@db.example.org:6432/grove?sslmode=require\n")
    assert address == DatabaseAddress("db.example.org", 6432, "grove", "ana", "s@crit", (("sslmode", "require"),))


@pytest.mark.parametrize(
    ("url", "host", "port", "database", "user"),
    [
        ("postgresql://localhost", "localhost", 5432, "lettergrove", ""),
        ("postgresql:///grove", "localhost", 5432, "grove", ""),
        ("postgresql://ana@[::1]:5433/grove", "::1", 5433, "grove", "ana"),
        ("postgresql:///grove?host=/run/postgresql&user=ana&port=5433", "/run/postgresql", 5433, "grove", "ana"),
        ("postgresql://%2Frun%2Fpostgresql/grove", "/run/postgresql", 5432, "grove", ""),
        ("postgresql://localhost/gr%C3%B6ve", "localhost", 5432, "gröve", ""),
    ],
)
def test_the_parts_of_a_url_are_found_where_libpq_finds_them(url: str, host: str, port: int, database: str, user: str) -> None:
    address = DatabaseAddress.parse(url)
    assert (address.host, address.port, address.database, address.user) == (host, port, database, user)


@pytest.mark.parametrize(
    "url",
    [
        "", "grove", "mysql://localhost/grove", "sqlite:///grove.db", "postgresql://localhost:port/grove", "postgresql://localhost:99999/grove",
        "postgresql://[::1/grove", "postgresql://one,two/grove", "postgresql://localhost/grove?colour=green", "postgresql://h/g?sslmode=perhaps",
        "postgresql://localhost/gr\x00ove", "postgresql://localhost/gr%00ove", "postgresql://localhost/g?port=x", "postgresql://localhost/g?sslmode",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(Problem) as caught:
        DatabaseAddress.parse(url)
    assert caught.value.trouble is Trouble.DATABASE_ADDRESS_WRONG
    assert caught.value.facts["reason"]


def options(url: str) -> dict[str, str]:
    return dict(DatabaseAddress.parse(url).options)


@pytest.mark.parametrize("host", ["db.example.org", "192.168.1.20", "10.0.0.1", "[fd00::5]", "localhost.example.org"])
def test_beyond_this_computer_the_server_must_prove_who_it_is(host: str) -> None:
    assert options(f"postgresql://{host}/grove") == {"sslmode": "verify-full"}
    assert options(f"postgresql://{host}/grove?sslmode=require") == {"sslmode": "require"}
    assert options(f"postgresql+asyncpg://{host}/grove?ssl=require") == {"sslmode": "require"}
    for mode in ("disable", "allow", "prefer"):
        with pytest.raises(Problem) as caught:
            DatabaseAddress.parse(f"postgresql://{host}/grove?sslmode={mode}")
        assert caught.value.trouble is Trouble.DATABASE_NOT_SECURE


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "[::1]", "%2Frun%2Fpostgresql"])
def test_on_this_computer_nothing_is_asked_for(host: str) -> None:
    assert options(f"postgresql://{host}/grove") == {}
    assert options(f"postgresql://{host}/grove?sslmode=disable") == {"sslmode": "disable"}


@given(password=st.text("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ äß香🌳é", min_size=6, max_size=40))
def test_a_password_is_read_whole_and_never_shown(password: str) -> None:
    address = DatabaseAddress.parse(f"postgresql://ana:{quote(password, safe='')}@localhost/grove")
    assert address.connect_arguments()["password"] == password
    for shown in (str(address), repr(address), f"{address}", f"{address!r}"):
        assert password not in shown
        assert quote(password, safe="") not in shown


def test_the_address_in_an_error_has_no_password() -> None:
    secret = "hunter2hunter2"
    for url in (f"mysql://ana:{secret}@localhost/g", f"postgresql://ana:{secret}@h:port/g", f"postgresql://ana:{secret}@h/g?sslmode=prefer"):
        with pytest.raises(Problem) as caught:
            DatabaseAddress.parse(url)
        assert secret not in str(caught.value)
        assert secret not in repr(caught.value)


@given(
    host=st.sampled_from(["localhost", "db.example.org", "/run/postgresql", "::1"]),
    port=st.integers(1, 65535),
    database=st.text(st.characters(min_codepoint=33, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
    user=st.text(st.characters(min_codepoint=33, exclude_categories=["Cs", "Cc"]), max_size=20),
)
def test_what_is_shown_reads_back_as_the_same_address(host: str, port: int, database: str, user: str) -> None:
    address = DatabaseAddress.parse(str(DatabaseAddress(host, port, database, user)))
    assert (address.host, address.port, address.database, address.user) == (host, port, database, user)


def test_another_database_of_the_same_server_keeps_everything_else() -> None:
    address = DatabaseAddress.parse("postgresql://ana:secret@db.example.org/grove")
    assert address.for_database("other").for_database("grove") == address
