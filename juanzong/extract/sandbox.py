"""The parent's side of the child that reads files: starts, watches and ends it, believes nothing it says."""

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from typing import IO, Self

import psutil

from juanzong.extract import codec
from juanzong.extract.child import broken
from juanzong.extract.request import Request
from juanzong.model import Extraction

CHILD = "juanzong.extract.child"

PASSING = frozenset({"JZ303", "JZ304", "JZ305", "JZ306", "JZ307"})
"""Codes of results that another machine, other limits or another minute may change: not to be remembered."""

_LENGTH_BYTES = 4
_POLL_SECONDS = 0.05
_START_SECONDS = 120
_WALL_FACTOR = 10
"""Wall seconds per allowed second of processor time: a busy machine must not fail a good file."""

_NEAR = 0.7
"""A child that dies having used this share of its memory died of it."""


@dataclass(slots=True)
class _Usage:
    """What the child used for one file: processor seconds, and most bytes of memory seen."""

    begun: float
    seconds: float = 0.0
    memory: int = 0


class _BoundError(Exception):
    """A bound was crossed; holds the extraction that says so."""

    def __init__(self, extraction: Extraction) -> None:
        super().__init__()
        self.extraction = extraction


class Sandbox:
    """One child process, started when needed and replaced when it dies. For one thread at a time."""

    def __init__(self, module: str = CHILD) -> None:
        self.module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._most = 0
        self._retired = False

    def read(self, request: Request) -> Extraction:
        """Have one file read. Never raises for what the file or the child does."""
        self._most = request.output
        for _ in range(2):  # an idle child may have been ended from outside: the second one is fresh
            process = self._process or self._start()
            if process is None:
                return broken("JZ306", reason="start")
            if self._retired:
                return self._ended()
            if process.poll() is None and self._ask(process, request):
                break
            self.close()
        else:
            return broken("JZ306", reason="stdin")
        try:
            extraction, memory = self._await(process, request)
        except _BoundError as crossed:
            self.close()
            return crossed.extraction
        except BaseException:
            self.close()
            raise
        if memory > request.idle_memory:
            self.close()  # and a fresh one reads the next file
        return extraction

    def retire(self) -> None:
        """End the reading that another thread does with this sandbox, and take no more files."""
        self._retired = True
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()

    def close(self) -> None:
        """End the child; the next file starts a new one. For the thread that uses the sandbox."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ended(self) -> Extraction:
        self.close()
        return broken("JZ306", reason="interrupted")

    def _start(self) -> subprocess.Popen[bytes] | None:
        self._answers = queue.SimpleQueue()
        process = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            [sys.executable, "-P", "-X", "utf8", "-m", self.module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            start_new_session=sys.platform != "win32",
            creationflags=_windows_flags(),
        )
        self._process = process
        threading.Thread(target=self._receive, args=(process.stdout, self._answers), daemon=True).start()
        try:
            ready = self._answers.get(timeout=_START_SECONDS)
        except queue.Empty:
            ready = None
        if ready == b"":
            return process
        self.close()
        return None

    def _receive(self, stream: IO[bytes], answers: "queue.SimpleQueue[bytes | None]") -> None:
        """Pass answers on until the child's end, or until it says more than it may; then None."""
        with contextlib.suppress(OSError, ValueError):
            while len(head := stream.read(_LENGTH_BYTES)) == _LENGTH_BYTES:
                length = int.from_bytes(head, "big")
                if length > self._most:
                    break
                body = stream.read(length)
                if len(body) < length:
                    break
                answers.put(body)
        answers.put(None)

    def _ask(self, process: subprocess.Popen[bytes], request: Request) -> bool:
        body = json.dumps(request.to_json()).encode("ascii")
        try:
            assert process.stdin is not None  # noqa: S101 (it was asked for)
            process.stdin.write(len(body).to_bytes(_LENGTH_BYTES, "big") + body)
            process.stdin.flush()
        except OSError:
            return False
        return True

    def _await(self, process: subprocess.Popen[bytes], request: Request) -> tuple[Extraction, int]:
        """The answer, and the child's memory after it."""
        watched = psutil.Process(process.pid)
        usage = _Usage(_processor_seconds(watched))
        deadline = time.monotonic() + request.seconds * _WALL_FACTOR
        while True:
            try:
                body = self._answers.get(timeout=_POLL_SECONDS)
                break
            except queue.Empty:
                self._check(watched, usage, request, deadline)
        if body is None:
            raise _BoundError(self._epitaph(process, usage, request))
        try:
            return codec.decode(body), _memory(watched)
        except ValueError:
            raise _BoundError(broken("JZ306", reason="answer")) from None

    def _check(self, watched: psutil.Process, usage: _Usage, request: Request, deadline: float) -> None:
        if self._retired:
            raise _BoundError(broken("JZ306", reason="interrupted"))
        usage.memory = max(usage.memory, _memory(watched))
        usage.seconds = max(usage.seconds, _processor_seconds(watched) - usage.begun)
        if usage.memory > request.memory:
            raise _BoundError(broken("JZ304", megabytes=request.memory_mb))
        if usage.seconds > request.seconds or time.monotonic() > deadline:
            raise _BoundError(broken("JZ303", seconds=f"{request.seconds:g}"))

    def _epitaph(self, process: subprocess.Popen[bytes], usage: _Usage, request: Request) -> Extraction:
        """Why the child said no more: it is dead, or said more than it may."""
        try:
            code = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return broken("JZ305", megabytes=request.output_mb)
        if usage.memory > _NEAR * request.memory:
            return broken("JZ304", megabytes=request.memory_mb)
        if code == -getattr(signal, "SIGXCPU", 0) != 0:
            return broken("JZ303", seconds=f"{request.seconds:g}")
        return broken("JZ306", reason=_exit_reason(code))


def _exit_reason(code: int) -> str:
    if code < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
    return f"{code & 0xFFFFFFFF:#x}" if sys.platform == "win32" else str(code)


def _windows_flags() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return 0


def _processor_seconds(watched: psutil.Process) -> float:
    try:
        times = watched.cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


def _memory(watched: psutil.Process) -> int:
    try:
        return watched.memory_info().rss
    except psutil.Error:
        return 0
