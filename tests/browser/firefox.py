"""Firefox as found on this machine, asked over WebDriver BiDi: one tab, opened, evaluated in, typed into.

with firefox.start() as tab:
    tab.goto((site / "search.html").as_uri())
    assert tab.evaluate("document.title")
"""

import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

Json = dict[str, Any]

COMMANDS = ("firefox-esr", "firefox")
_SETTINGS = (
    ("browser.shell.checkDefaultBrowser", "false"),
    ("datareporting.policy.dataSubmissionEnabled", "false"),
    ("toolkit.telemetry.reportingpolicy.firstRun", "false"),
    # Nothing but loopback is asked.
    ("network.proxy.type", "1"),
    ("network.proxy.http", '"127.0.0.1"'),
    ("network.proxy.http_port", "9"),
    ("network.proxy.ssl", '"127.0.0.1"'),
    ("network.proxy.ssl_port", "9"),
)


class FirefoxError(Exception):
    """Firefox refused a command or did not start."""


def find() -> str | None:
    """The command of a Firefox on this machine, or None."""
    return next(filter(None, map(shutil.which, COMMANDS)), None)


@dataclass(slots=True)
class Tab:
    """A tab; `errors` are what scripts threw and what was said as an error since it was opened."""

    socket: ClientConnection
    context: str = ""
    errors: list[str] = field(default_factory=list)
    _last: int = 0

    def send(self, method: str, timeout: float = 60, **params: Any) -> Json:
        """Send a command and wait for its result.

        Raises:
            FirefoxError: it was refused.
            TimeoutError: there was no answer.
        """
        self._last += 1
        self.socket.send(json.dumps({"id": self._last, "method": method, "params": params}))
        while True:
            message: Json = json.loads(self.socket.recv(timeout=timeout))
            if message.get("method") == "log.entryAdded" and message["params"]["level"] == "error":
                self.errors.append(message["params"].get("text") or "")
            if message.get("id") != self._last:
                continue
            if message["type"] == "error":
                msg = f"{method}: {message['error']}: {message['message']}"
                raise FirefoxError(msg)
            result: Json = message["result"]
            return result

    def goto(self, url: str) -> None:
        """Open `url` and wait until it has loaded."""
        self.send("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """The JSON value of a JavaScript expression, a promise's after it is fulfilled.

        Raises:
            FirefoxError: it threw.
        """
        answer = self.send(
            "script.evaluate",
            expression=f"(async () => JSON.stringify([await ({expression})]))()",
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise FirefoxError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])[0]

    def wait_for(self, condition: str, timeout: float = 30) -> None:
        """Wait until a JavaScript expression is truthy, across navigations.

        Raises:
            TimeoutError: it was not within `timeout` seconds.
        """
        end = time.monotonic() + timeout
        while True:
            try:
                if self.evaluate(f"Boolean({condition})"):
                    return
            except FirefoxError:  # between two documents
                pass
            if time.monotonic() > end:
                msg = f"not within {timeout:g} s: {condition}"
                raise TimeoutError(msg)
            time.sleep(0.02)

    def type(self, text: str) -> None:
        """Press and release the key of each character; WebDriver's private characters are named keys."""
        strokes = [{"type": kind, "value": char} for char in text for kind in ("keyDown", "keyUp")]
        keyboard = {"type": "key", "id": "keyboard", "actions": strokes}
        self.send("input.performActions", context=self.context, actions=[keyboard])


@contextmanager
def start() -> Iterator[Tab]:
    """Start Firefox with an empty profile and one tab; nothing is left behind.

    Raises:
        LookupError: there is none on this machine.
        FirefoxError: it does not start.
    """
    command = find()
    if command is None:
        msg = "no Firefox on this machine"
        raise LookupError(msg)
    profile = Path(tempfile.mkdtemp(prefix="juanzong-firefox-"))
    settings = "".join(f'user_pref("{name}", {value});\n' for name, value in _SETTINGS)
    (profile / "user.js").write_text(settings, encoding="utf-8")
    process = subprocess.Popen(
        [command, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port=0"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"{_endpoint(profile, process)}/session"
        with connect(address, max_size=None, compression=None, proxy=None, ping_interval=None) as socket:
            tab = Tab(socket)
            tab.send("session.new", capabilities={})
            tab.send("session.subscribe", events=["log.entryAdded"])
            tab.context = tab.send("browsingContext.create", type="tab")["context"]
            yield tab
            tab.send("browser.close")
    finally:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _endpoint(profile: Path, process: "subprocess.Popen[bytes]", timeout: float = 60) -> str:
    """The browser's web socket, which it writes into its profile once it listens."""
    said = profile / "WebDriverBiDiServer.json"
    end = time.monotonic() + timeout
    while time.monotonic() < end and process.poll() is None:
        try:
            where = json.loads(said.read_text(encoding="utf-8"))
            return f"ws://{where['ws_host']}:{where['ws_port']}"
        except (OSError, ValueError, KeyError):
            time.sleep(0.05)
    msg = f"Firefox does not start (exit code {process.poll()})"
    raise FirefoxError(msg)
