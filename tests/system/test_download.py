"""Fetching: with progress, taken up where it stopped, to be cancelled, never past its size, and every trouble a plain reason."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.learning.problems import Problem, Trouble
from app.system import download
from app.system.download import Fetched, fetch, is_address
from app.system.paths import Paths

CONTENT = bytes(range(256)) * 4_000
MOST = 2_000_000


@dataclass
class Shop:
    """A web server that can break off, and counts what it was asked."""

    content: bytes = CONTENT
    mark: str = '"one"'
    break_after: int | None = None
    says_length: bool = True
    ranges: bool = True
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        asked = handler.headers.get("Range", "")
        self.asked.append(asked)
        if handler.path == "/gone.zip":
            handler.send_error(404)
            return
        start = 0
        found = re.fullmatch(r"bytes=(\d+)-", asked)
        if found and self.ranges and handler.headers.get("If-Range") == self.mark:
            start = int(found[1])
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {start}-{len(self.content) - 1}/{len(self.content)}")
        else:
            handler.send_response(200)
        body = self.content[start:]
        handler.send_header("ETag", self.mark)
        if self.says_length:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body if self.break_after is None else body[: self.break_after])
        handler.close_connection = True


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shop.serve(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    shop.address = f"http://127.0.0.1:{server.server_port}/pack.zip"
    yield shop
    server.shutdown()
    thread.join()
    server.server_close()


def trouble(paths: Paths, address: str, most: int = MOST) -> Problem:
    with pytest.raises(Problem) as told:
        fetch(address, paths, most)
    return told.value


def whole(fetched: Fetched) -> bool:
    return fetched.path.read_bytes() == CONTENT and fetched.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_file_arrives_whole_and_says_how_far_it_is(shop: Shop, paths: Paths) -> None:
    told: list[tuple[int, int | None]] = []
    fetched = fetch(shop.address, paths, MOST, lambda done, total: told.append((done, total)))
    assert whole(fetched)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    download.forget(fetched)
    assert list((paths.cache / "packs").iterdir()) == []


def test_what_broke_off_is_taken_up_where_it_stopped(shop: Shop, paths: Paths) -> None:
    shop.break_after = 300_000
    assert trouble(paths, shop.address).trouble is Trouble.PACK_NOT_FETCHED
    shop.break_after = None
    assert whole(fetch(shop.address, paths, MOST))
    begun = int(shop.asked[1].removeprefix("bytes=").removesuffix("-"))
    assert 0 < begun <= 300_000


def test_a_file_that_changed_meanwhile_and_a_server_without_ranges_begin_anew(shop: Shop, paths: Paths) -> None:
    shop.break_after = 300_000
    trouble(paths, shop.address)
    shop.break_after, shop.mark = None, '"two"'
    assert whole(fetch(shop.address, paths, MOST))
    shop.break_after = 300_000
    trouble(paths, shop.address)
    shop.break_after, shop.ranges = None, False
    assert whole(fetch(shop.address, paths, MOST))


def test_it_stops_when_it_is_cancelled_and_keeps_what_has_arrived(shop: Shop, paths: Paths) -> None:
    calls = 0

    def cancelled() -> bool:
        nonlocal calls
        calls += 1
        return calls > 3

    with pytest.raises(Problem) as told:
        fetch(shop.address, paths, MOST, cancelled=cancelled)
    assert told.value.trouble is Trouble.PACK_CANCELLED
    assert whole(fetch(shop.address, paths, MOST))
    assert shop.asked[1].startswith("bytes=")


@pytest.mark.parametrize("says_length", [True, False])
def test_nothing_past_its_size_is_taken_whether_it_is_declared_or_not(shop: Shop, paths: Paths, says_length: bool) -> None:
    shop.says_length = says_length
    assert trouble(paths, shop.address, most=500_000).facts["reason"] == "too-large"
    assert not list((paths.cache / "packs").glob("*.part"))


def test_troubles_of_the_network_are_told_plainly(shop: Shop, paths: Paths) -> None:
    assert trouble(paths, shop.address.replace("pack.zip", "gone.zip")).facts["reason"] == "the server answered 404"
    assert trouble(paths, "http://127.0.0.1:9/pack.zip").facts["reason"] == "the server was not reached"


@pytest.mark.parametrize("address", ["", "pack.zip", "http://example.org/a.zip", "ftp://example.org/a", "file:///etc/passwd", "https://", "https://[::1"])
def test_only_protected_addresses_are_asked(paths: Paths, address: str) -> None:
    assert not is_address(address)
    assert trouble(paths, address).trouble is Trouble.PACK_NOT_FETCHED


def test_https_and_this_computer_are_addresses() -> None:
    assert is_address("https://example.org/letters.zip")
    assert is_address("http://localhost:8000/letters.zip")
