"""What happened in a page: everything said, requested and failed, its frames included."""

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

from tests.browser.cdp import Connection, Json

INTERNAL_SCHEMES = frozenset({"file", "data", "blob", "about", "chrome", "chrome-extension", "devtools"})


@dataclass(frozen=True, slots=True)
class Message:
    """Something said in the console or the browser's log; `level` is log, info, warning, error …"""

    level: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that a page or one of its frames made; `type` is Document, Script, Image …"""

    url: str
    type: str

    @property
    def is_external(self) -> bool:
        """Whether it asks anything but files, inline data and loopback."""
        parts = urlsplit(self.url)
        return parts.scheme not in INTERNAL_SCHEMES and parts.hostname != "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Failure:
    """A request that failed; `canceled` when the page or the browser dropped it on purpose."""

    url: str
    error: str
    canceled: bool = False


@dataclass(slots=True)
class Recording:
    """Everything that happened in one page since it was opened or cleared."""

    connection: Connection
    session: str
    messages: list[Message] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    bytes_received: int = 0
    _urls: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    _loaded: set[str] = field(default_factory=set)

    def on_event(self, method: str, params: Json, session: str) -> None:
        """Record one event of the page or of a frame in a process of its own."""
        match method.partition("."):
            case ("Network", _, event):
                self._on_network(event, params)
            case ("Target", _, event):
                self._on_target(event, params, session)
            case ("Page", _, "lifecycleEvent"):
                if params["name"] == "load":
                    self._loaded.add(params["loaderId"])
            case ("Runtime", _, "consoleAPICalled"):
                text = " ".join(_shown(argument) for argument in params["args"])
                self.messages.append(Message(params["type"], text))
            case ("Runtime", _, "exceptionThrown"):
                self.exceptions.append(thrown(params["exceptionDetails"]))
            case ("Log", _, "entryAdded"):
                entry = params["entry"]
                self.messages.append(Message(entry["level"], entry["text"], entry.get("url", "")))

    def _on_network(self, event: str, params: Json) -> None:
        """Record a request, its end, or a failure."""
        number = params.get("requestId", "")
        match event:
            case "requestWillBeSent":
                url = params["request"]["url"]
                self._urls[number] = url
                self._open.add(number)
                self.requests.append(Request(url, params.get("type", "")))
            case "webSocketCreated":
                self.requests.append(Request(params["url"], "WebSocket"))
            case "dataReceived":
                self.bytes_received += int(params["dataLength"])
            case "responseReceived":
                response = params["response"]
                if response["status"] >= HTTPStatus.BAD_REQUEST:
                    self.failures.append(Failure(response["url"], str(response["status"])))
            case "loadingFinished":
                self._open.discard(number)
            case "loadingFailed":
                self._open.discard(number)
                canceled = bool(params.get("canceled"))
                self.failures.append(Failure(self._urls.get(number, ""), params["errorText"], canceled))

    def _on_target(self, event: str, params: Json, session: str) -> None:
        """Follow a frame or worker that runs in a process of its own; it may be gone already."""
        child = params.get("sessionId", "")
        if event == "attachedToTarget" and child != session:
            self.connection.listeners[child] = self
            for method in ("Network.enable", "Runtime.enable", "Log.enable"):
                self.connection.post(method, session=child)
        elif event == "detachedFromTarget":
            self.connection.listeners.pop(child, None)

    def problems(self) -> list[str]:
        """All that a page of ours must not do: errors, exceptions, failed loads, requests to elsewhere."""
        return [
            *(f"console {m.level}: {m.text} {m.url}".rstrip() for m in self.messages if m.level == "error"),
            *(f"exception: {text}" for text in self.exceptions),
            *(f"failed: {f.url}: {f.error}" for f in self.failures if not f.canceled),
            *(f"external: {r.url}" for r in self.requests if r.is_external),
        ]

    def clear(self) -> None:
        """Forget what happened so far."""
        self.messages.clear()
        self.exceptions.clear()
        self.requests.clear()
        self.failures.clear()
        self.bytes_received = 0


def _shown(argument: Json) -> str:
    """A console argument as text."""
    if "value" in argument:
        value = argument["value"]
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return str(argument.get("description", argument.get("type", "")))


def thrown(details: Json) -> str:
    """What was thrown, and where."""
    exception = details.get("exception", {})
    what = exception.get("description") or exception.get("value") or details.get("text", "")
    return f"{what} ({details.get('url', '')}:{details.get('lineNumber', 0) + 1})"
