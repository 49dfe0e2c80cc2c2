"""The handle on the process of the voices: started when first needed, restarted when it died, never waited for without an end."""

import contextlib
import importlib.util
import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from app.system import resources

_RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from app.system.espeak import main; main()"
_LIBRARIES = {"win32": "libespeak-ng.dll", "darwin": "libespeak-ng.dylib"}


class SpeakerFailed(Exception):
    """The process cannot be started, died on this request twice, or took too long; its text says which."""


def espeak_folder() -> Path | None:
    """The folder of the package that brings espeak-ng and its data, None when it is not installed. The package is not imported."""
    found = importlib.util.find_spec("espeakng_loader")
    return Path(found.origin).parent if found and found.origin else None


class Speaker:
    """One process, one request at a time. Not for the GUI thread: an answer takes 1 to 60 ms, and may take `patience` seconds."""

    def __init__(self, patience: float = 4.0) -> None:
        self._patience = patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[tuple[dict[str, Any], bytes] | None] = queue.SimpleQueue()
        self._reader: threading.Thread | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the running process, None when there is none."""
        return self._process.pid if self._process else None

    def ask(self, **request: object) -> tuple[dict[str, Any], bytes]:
        """The head and body of the answer, as `app.system.espeak` describes them. Raises SpeakerFailed."""
        with self._lock:
            for _attempt in range(2):  # a process that died since the last request is not the fault of this one
                answer = self._asked(request)
                if answer:
                    return answer
            raise SpeakerFailed("the voices stopped")

    def close(self) -> None:
        """End the process at once, also in the middle of a request; that one and every later one fails."""
        self._closed = True
        process = self._process
        if process:
            process.kill()  # it keeps nothing, so nothing is lost
        with self._lock:
            self._end()

    def _asked(self, request: dict[str, object]) -> tuple[dict[str, Any], bytes] | None:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._begin()
        process = self._process
        if process is None or process.stdin is None:
            raise SpeakerFailed("closed")
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.flush()
            answer = self._answers.get(timeout=self._patience)
        except OSError:
            answer = None
        except queue.Empty:
            self._end()
            raise SpeakerFailed("the voices took too long") from None
        if answer is None:
            self._end()
        return answer

    def _begin(self) -> None:
        folder = espeak_folder()
        if self._closed or folder is None:
            raise SpeakerFailed("closed" if self._closed else "espeak-ng is not installed")
        library = folder / _LIBRARIES.get(sys.platform, "libespeak-ng.so")
        arguments = [sys.executable, "-I", "-S", "-c", _RUN, str(resources.code_folder()), str(library), str(folder)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 (our own interpreter and our own code)
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise SpeakerFailed(str(error)) from error
        self._answers = queue.SimpleQueue()
        self._reader = threading.Thread(target=_read, args=(self._process, self._answers), name="speaker", daemon=True)
        self._reader.start()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._reader:
            self._reader.join()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


def _read(process: "subprocess.Popen[bytes]", answers: "queue.SimpleQueue[tuple[dict[str, Any], bytes] | None]") -> None:
    """Hand on each whole answer, and None when the process has ended or speaks nonsense (pipes have no timeout on Windows, queues do)."""
    out = process.stdout
    while out is not None:
        try:
            head = json.loads(out.readline())
            body = out.read(head.get("bytes", 0))
        except (ValueError, OSError):
            break
        if len(body) < head.get("bytes", 0):
            break
        answers.put((head, body))
    answers.put(None)
