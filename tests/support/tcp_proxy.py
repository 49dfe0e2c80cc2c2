"""A line between two programs that can be cut, slowed and half-delivered, and servers on it that say whatever a test wants."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PIECE = 16_384


@dataclass(slots=True)
class Line:
    """What happens on the line now. A test sets it while the line is in use."""

    port: int
    cut: bool = False  # nobody gets through, and whoever was through is cut off
    up_to: int | None = None  # bytes of an answer that still get through; then it is cut off
    loses_answers: bool = False  # what was asked arrives, what is answered does not
    delay: float = 0.0  # seconds that every piece takes longer
    carried: int = 0  # bytes that went through, both ways
    plugs: list[socket.socket] = field(default_factory=list)

    def cut_now(self) -> None:
        """Cut everyone off, and let nobody through."""
        self.cut = True
        for plug in self.plugs:
            with suppress(OSError):
                plug.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let everything through again."""
        self.cut, self.up_to, self.loses_answers, self.delay = False, None, False, 0.0


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """A line to a port of the loopback."""
    with _listening(lambda plug, line: _join(plug, port, line)) as line:
        yield line


@contextmanager
def saying(answer: bytes, *later: bytes, pause: float = 0.0) -> Iterator[int]:
    """Something that answers this to whatever it is asked, and hangs up; its port.

    `later` are its next answers, of which the last stays. With a `pause` (seconds) it sends single bytes, and rests after each.
    """
    answers = [answer, *later]

    def say(plug: socket.socket, _line: Line) -> None:
        with plug:
            plug.settimeout(5)
            with suppress(OSError):
                plug.recv(PIECE)
                said = answers.pop(0) if len(answers) > 1 else answers[0]
                for piece in [said[at : at + 1] for at in range(len(said))] if pause else [said]:
                    plug.sendall(piece)
                    time.sleep(pause)

    with _listening(say) as line:
        yield line.port


@contextmanager
def _listening(serve: Callable[[socket.socket, Line], None]) -> Iterator[Line]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        line = Line(server.getsockname()[1])
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    plug, _ = server.accept()
                except OSError:
                    return
                if line.cut:
                    plug.close()
                    continue
                line.plugs.append(plug)
                threads.append(threading.Thread(target=serve, args=(plug, line), daemon=True))
                threads[-1].start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        try:
            yield line
        finally:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)
            server.close()
            line.cut_now()
            for thread in (accepting, *threads):
                thread.join(5)


def _join(plug: socket.socket, port: int, line: Line) -> None:
    with plug, suppress(OSError), socket.create_connection(("127.0.0.1", port)) as beyond:
        line.plugs.append(beyond)
        back = threading.Thread(target=_carry, args=(beyond, plug, line, True), daemon=True)
        back.start()
        _carry(plug, beyond, line, False)
        back.join(5)


def _carry(source: socket.socket, target: socket.socket, line: Line, answers: bool) -> None:
    with suppress(OSError):
        while piece := source.recv(PIECE):
            if line.delay:
                time.sleep(line.delay)
            if answers and line.loses_answers:
                break
            if answers and line.up_to is not None:
                piece, line.up_to = piece[: line.up_to], max(0, line.up_to - len(piece))
            if line.cut:
                break
            if piece:
                target.sendall(piece)
                line.carried += len(piece)
            if answers and line.up_to == 0:
                break
    for plug in (source, target):
        with suppress(OSError):
            plug.shutdown(socket.SHUT_RDWR)
