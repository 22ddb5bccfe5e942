"""The unit of work: one file read by one child. Self-contained, so that any executor can run it anywhere."""

import atexit
import os
import threading
from collections import defaultdict
from collections.abc import Collection
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

from juanzong.extract.child import broken
from juanzong.extract.request import Request
from juanzong.extract.sandbox import CHILD, Sandbox
from juanzong.model import Extraction

_END_ROUNDS = 50
_END_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Task:
    """A request, the module that serves it in the child, and the digest of the file that is meant."""

    request: Request
    child: str = CHILD
    sha256: str = ""


class _Pool:
    """The children of this process: idle ones wait for the next file, all of them can be ended at once."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._idle: defaultdict[str, list[Sandbox]] = defaultdict(list)
        self._all: set[Sandbox] = set()

    def take(self, child: str) -> Sandbox:
        with self._lock:
            if self._process != os.getpid():  # forked: these children answer another process
                self._process = os.getpid()
                self._idle.clear()
                self._all.clear()
            if self._idle[child]:
                return self._idle[child].pop()
            sandbox = Sandbox(child)
            self._all.add(sandbox)
            return sandbox

    def give_back(self, sandbox: Sandbox) -> None:
        with self._lock:
            if sandbox in self._all:
                self._idle[sandbox.module].append(sandbox)
            else:
                sandbox.close()

    def end(self) -> None:
        with self._lock:
            mine = self._process == os.getpid()
            idle = [sandbox for sandboxes in self._idle.values() for sandbox in sandboxes]
            working = self._all.difference(idle)
            self._idle.clear()
            self._all.clear()
        for sandbox in working if mine else ():
            sandbox.retire()
        for sandbox in idle if mine else ():
            sandbox.close()


_POOL = _Pool()


def run(task: Task) -> Extraction:
    """Read one file; whatever happens to the file or to the child is a finding of the extraction."""
    try:
        Path(task.request.path).stat()
    except OSError as error:
        return broken("JZ307", reason=error.strerror or type(error).__name__)
    sandbox = _POOL.take(task.child)
    try:
        return sandbox.read(task.request)
    finally:
        _POOL.give_back(sandbox)


def end_children(begun: Collection[Future[Extraction]] = ()) -> None:
    """End every child of this process, at work or not; the next file starts a new one.

    Args:
        begun: Readings that may still run because the build is interrupted. One that has begun but has no
            child yet would start one after the others were ended, so they are ended until none runs, for
            a few seconds at most: a reading on another machine is not waited for.
    """
    _POOL.end()
    for _ in range(_END_ROUNDS):
        if not any(future.running() for future in begun):
            break
        wait(begun, timeout=_END_SECONDS)
        _POOL.end()


atexit.register(end_children)
