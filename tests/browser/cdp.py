"""The wire to a browser: the Chrome DevTools Protocol over one synchronous web socket with flat sessions.

Only what Chromium 83 and the current Chromium share is used. `browsers.start` opens it.
"""

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, Protocol, Self

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

Json = dict[str, Any]


class CdpError(Exception):
    """The browser refused a command, or went away."""


class JavaScriptError(CdpError):
    """An evaluated expression threw."""


class Listener(Protocol):
    """What takes the events of a session."""

    def on_event(self, method: str, params: Json, session: str) -> None:
        """Take one event."""


class Connection:
    """One web socket to the browser; replies are awaited, events handed to the session they belong to."""

    def __init__(self, url: str) -> None:
        self._stack = ExitStack()
        # No pings: Chromium 83 drops the connection at the first, after 20 s.
        socket = connect(url, max_size=None, compression=None, proxy=None, ping_interval=None)
        self._socket = self._stack.enter_context(socket)
        self._last_id = 0
        self._awaited: set[int] = set()
        self._replies: dict[int, Json] = {}
        self.listeners: dict[str, Listener] = {}

    def send(
        self,
        method: str,
        params: Mapping[str, Any] | None = None,
        *,
        session: str | None = None,
        timeout: float = 60,
    ) -> Json:
        """Send a command and wait for its result.

        Raises:
            CdpError: the browser answered with an error, or is gone.
            TimeoutError: no answer within `timeout` seconds.
        """
        number = self.post(method, params, session=session)
        self._awaited.add(number)
        end = time.monotonic() + timeout
        while number not in self._replies:
            if not self.pump(end - time.monotonic()) and time.monotonic() >= end:
                msg = f"{method}: no answer within {timeout:g} s"
                raise TimeoutError(msg)
        reply = self._replies.pop(number)
        if "error" in reply:
            msg = f"{method}: {reply['error'].get('message')}"
            raise CdpError(msg)
        result: Json = reply["result"]
        return result

    def post(
        self, method: str, params: Mapping[str, Any] | None = None, *, session: str | None = None
    ) -> int:
        """Send a command without waiting; returns its number."""
        self._last_id += 1
        message: Json = {"id": self._last_id, "method": method, "params": dict(params or {})}
        if session:
            message["sessionId"] = session
        try:
            self._socket.send(json.dumps(message))
        except ConnectionClosed as error:
            msg = f"the browser went away: {error}"
            raise CdpError(msg) from error
        return self._last_id

    def pump(self, timeout: float) -> bool:
        """Take in one message, waiting for it at most `timeout` seconds; whether there was one."""
        try:
            message: Json = json.loads(self._socket.recv(timeout=max(timeout, 0)))
        except TimeoutError:
            return False
        except ConnectionClosed as error:
            msg = f"the browser went away: {error}"
            raise CdpError(msg) from error
        if "id" in message:
            if message["id"] in self._awaited:
                self._awaited.discard(message["id"])
                self._replies[message["id"]] = message
        elif listener := self.listeners.get(message.get("sessionId", "")):
            listener.on_event(message["method"], message["params"], message["sessionId"])
        return True

    def drop(self, listener: Listener) -> None:
        """Hand no more events to `listener`."""
        for session in [name for name, other in self.listeners.items() if other is listener]:
            del self.listeners[session]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stack.close()
