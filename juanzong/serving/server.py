"""HTTP on the loopback interface: the site, pages for when there is none, and the drop page.

Only this machine reaches it, and only pages of its own may ask it for anything: requests that name another
host (a site elsewhere whose name was made to point here) are refused, and what changes the archive needs a
token that only our page knows.
"""

import json
import mimetypes
import os
import secrets
import shutil
import sys
import threading
import urllib.parse
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pydantic import ValidationError

from juanzong.publish.errors import PublishError
from juanzong.serving.drop import Drop, NotReadyError, Said
from juanzong.serving.pages import OWN, Pages
from juanzong.serving.workshop import Workshop

HOST = "127.0.0.1"
_WAIT_SECONDS = 25
_ANSWER_BYTES = 1 << 16
_ASSETS = Path(__file__).parent / "assets"
_HTML = "text/html; charset=utf-8"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = os.name != "nt"
    """Windows would let two servers have one port."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Tell of what went wrong, which a browser that has gone away is not."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def run(workshop: Workshop, port: int, ready: Callable[[], object]) -> None:
    """Serve until interrupted; `ready` is called once the server listens.

    Raises:
        PublishError: the port is taken.
    """
    with opened(workshop, port) as server:
        stop = threading.Event()
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.2}, daemon=True)
        thread.start()
        try:
            ready()
            workshop.work(stop)
        finally:
            server.shutdown()
            thread.join()


def opened(workshop: Workshop, port: int) -> ThreadingHTTPServer:
    """A server that listens and is yet to be run.

    Raises:
        PublishError: the port is taken.
    """
    pages = Pages(workshop, secrets.token_urlsafe())
    try:
        return _Server((HOST, port), partial(_Handler, workshop, pages, Drop(workshop)))
    except OSError as error:
        raise PublishError(
            f"端口 {port} 用不了（{error.strerror}），可能已有一个 serve 在运行；换一个：--port {port + 1}",
            f"port {port} cannot be had ({error.strerror}), perhaps it is served already: --port {port + 1}",
        ) from error


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "juanzong", ""

    def __init__(self, workshop: Workshop, pages: Pages, drop: Drop, *arguments: object) -> None:
        self._workshop = workshop
        self._pages = pages
        self._drop = drop
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file of the site, or with a page of our own."""
        if not self._is_ours():
            self._answer(HTTPStatus.FORBIDDEN, b"")
            return
        address = urllib.parse.urlsplit(self.path)
        path = urllib.parse.unquote(address.path)
        if path.startswith(OWN):
            self._own(path.removeprefix(OWN), urllib.parse.parse_qs(address.query))
            return
        state = self._workshop.state
        if state.site is None:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, self._pages.trouble(state), _HTML)
            return
        file = _below(state.site, path)
        if file is None:
            self._answer(HTTPStatus.NOT_FOUND, self._pages.missing(state), _HTML)
        elif file.suffix == ".html":
            self._answer(HTTPStatus.OK, self._pages.followed(file.read_bytes(), state), _HTML)
        else:
            self._stream(file)

    do_HEAD = do_GET  # noqa: N815 (the base class names it)

    def do_POST(self) -> None:
        """Take a dropped file, or an answer on one, from our own page and from nobody else."""
        given = self.headers.get("Content-Length") or ""
        size = int(given) if given.isdecimal() else 0
        if not (self._is_ours() and self._is_our_page()) or not given.isdecimal():
            self.close_connection = True  # what was sent is not read
            self._answer(HTTPStatus.FORBIDDEN, b"")
            return
        address = urllib.parse.urlsplit(self.path)
        query = urllib.parse.parse_qs(address.query)
        try:
            if address.path == f"{OWN}drop/file":
                self._json(self._drop.receive(query.get("name", [""])[0], self.rfile, size))
            elif address.path == f"{OWN}drop/accept" and size <= _ANSWER_BYTES:
                self._json(self._drop.accept(Said.model_validate_json(self.rfile.read(size))))
            elif address.path == f"{OWN}drop/forget":
                self._drop.forget(query.get("key", [""])[0])
                self._json({})
            else:
                self.close_connection = True
                self._answer(HTTPStatus.NOT_FOUND, b"")
        except NotReadyError:
            self.close_connection = True
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, b"")
        except (ValidationError, KeyError):
            self._answer(HTTPStatus.BAD_REQUEST, b"")
        except OSError as error:
            self.close_connection = True
            reason = error.strerror or type(error).__name__
            self._answer(HTTPStatus.INSUFFICIENT_STORAGE, reason.encode(), "text/plain; charset=utf-8")
        except EOFError:  # the page is gone
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal tells of builds."""

    def _own(self, name: str, query: Mapping[str, list[str]]) -> None:
        if name == "turn":
            epoch = query.get("epoch", ["0"])[0]
            turned = self._workshop.after(int(epoch) if epoch.isdecimal() else 0, _WAIT_SECONDS)
            self._answer(HTTPStatus.OK, str(turned).encode(), "text/plain")
        elif name == "drop":
            self._dropping()
        elif (file := _ASSETS / name).parent == _ASSETS and file.is_file():
            self._answer(HTTPStatus.OK, file.read_bytes(), _type(file))
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"")

    def _dropping(self) -> None:
        try:
            page = self._pages.drop(self._drop.clauses(), self._drop.kinds())
        except NotReadyError:
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, self._pages.trouble(self._workshop.state), _HTML)
            return
        self._answer(HTTPStatus.OK, page, _HTML)

    def _json(self, value: object) -> None:
        self._answer(HTTPStatus.OK, json.dumps(value, ensure_ascii=False).encode(), "application/json")

    def _is_our_page(self) -> bool:
        """Whether a page of ours asks: only that knows the token, and a browser names where it comes from."""
        origin = self.headers.get("Origin")
        token = self.headers.get("X-Juanzong-Token") or ""
        own = origin is None or origin == f"http://{self.headers.get('Host')}"
        return own and secrets.compare_digest(token.encode(), self._pages.token.encode())

    def _stream(self, file: Path) -> None:
        """A file as it is, piece by piece: it may be a long video."""
        with file.open("rb") as content:
            self._head(HTTPStatus.OK, os.fstat(content.fileno()).st_size, _type(file))
            if self.command != "HEAD":
                shutil.copyfileobj(content, self.wfile)

    def _is_ours(self) -> bool:
        name = (self.headers.get("Host") or "").rpartition(":")[0]
        return name in (HOST, "localhost")

    def _answer(self, status: HTTPStatus, content: bytes, kind: str = "text/plain") -> None:
        self._head(status, len(content), kind)
        if self.command != "HEAD":
            self.wfile.write(content)

    def _head(self, status: HTTPStatus, size: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(size))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.end_headers()


def _below(site: Path, path: str) -> Path | None:
    """The file of the site at an address; None where there is none, or it would lie elsewhere."""
    try:
        file = (site / path.lstrip("/")).resolve()
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_relative_to(site.resolve()) and file.is_file() else None
    except (OSError, ValueError):
        return None


def _type(file: Path) -> str:
    """The media type of a file by its name; not by the registry, in which Windows lets anybody write."""
    known = {
        ".html": _HTML,
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css",
        ".json": "application/json",
    }
    return known.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
