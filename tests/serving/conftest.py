"""A server of a small archive that runs while a test talks to it."""

import http.client
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from juanzong.lang import Lang
from juanzong.serving import Workshop
from juanzong.serving.server import opened
from juanzong.serving.workshop import State
from tests.archives import NOTICE, REPORT, TODAY, make_archive, request_for


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Talks to a server; `told` are the states that the terminal was told of."""

    def __init__(self, root: Path, port: int, workshop: Workshop, told: list[State]) -> None:
        self.root, self.port, self.workshop, self.told = root, port, workshop, told
        self.host = f"127.0.0.1:{port}"

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(
                method, urllib.parse.quote(path, safe="/?&=%-"), body, {"Host": self.host, **named}
            )
            got = connection.getresponse()
            return Answer(got.status, dict(got.getheaders()), got.read())
        finally:
            connection.close()

    def after(self, epoch: int) -> int:
        """The next build's number once it has ended."""
        while (now := int(self.ask(f"/-/turn?epoch={epoch}").text)) == epoch:
            pass
        return now


@contextmanager
def served(root: Path) -> Iterator[Client]:
    told: list[State] = []
    request = replace(request_for(root, "working"), lang=Lang.ZH)
    with Workshop(request, TODAY, told.append) as workshop, opened(workshop, 0) as server:
        stop = threading.Event()
        threads = [
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}),
            threading.Thread(target=workshop.work, args=(stop,)),
        ]
        for thread in threads:
            thread.start()
        try:
            yield Client(root, server.server_address[1], workshop, told)
        finally:
            stop.set()
            server.shutdown()
            for thread in threads:
                thread.join()


@pytest.fixture
def serve() -> Callable[[Path], object]:
    """Serve an archive for as long as a `with` lasts."""
    return served


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A server whose first build is done."""
    root = make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT})
    with served(root) as one:
        one.after(0)
        yield one
