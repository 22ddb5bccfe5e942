"""The two browsers that the site must work in, as found on this machine, and how to start them.

`current` is the newest Chromium here; `chromium83` is what 麒麟 V10 ships, the oldest that inspectors have.
`tests/run` gets both.

    with browsers.start("chromium83") as browser, browser.page() as page:
        page.goto((site / "index.html").as_uri())
        assert page.problems() == []
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.browser.cdp import CdpError, Connection, Json
from tests.browser.page import Page

NAMES = ("current", "chromium83")
"""Ids of the browsers, in the order in which tests use them."""

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
OLD = Path(__file__).parents[2] / ".browsers" / "chromium-83" / "chromium"

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--disable-features=SpareRendererForSitePerProcess,Translate,OptimizationHints",
    "--enable-precise-memory-info",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    "--metrics-recording-only",
    "--mute-audio",
    "--no-default-browser-check",
    "--no-first-run",
    "--lang=zh-CN",
    "--window-size=1280,900",
    "--remote-debugging-port=0",
    # Nothing but loopback has a name: a page that asks for more gets an error at once, and is seen asking.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)


@dataclass(frozen=True, slots=True)
class Executable:
    """A Chromium on this machine; `libraries` are put before the system's when it starts."""

    name: str
    path: Path
    libraries: Path | None = None


def find(name: str) -> Executable | None:
    """The browser of that id, or None. `CHROMIUM` and `CHROMIUM83` in the environment come first."""
    if name == "current":
        said = os.environ.get("CHROMIUM")
        found = said or next(filter(None, map(shutil.which, COMMANDS)), None)
        return Executable(name, Path(found)) if found else None
    path = Path(os.environ.get("CHROMIUM83") or OLD).resolve()
    return Executable(name, path, path.parent / "lib") if path.is_file() else None


@dataclass(frozen=True, slots=True)
class Browser:
    """A running Chromium with a profile of its own."""

    executable: Executable
    process: "subprocess.Popen[bytes]"
    connection: Connection
    product: str

    @property
    def version(self) -> int:
        """The major version, 83 for Chromium 83."""
        return int(self.product.split("/")[1].split(".")[0])

    @contextmanager
    def page(self, downloads: Path | None = None) -> Iterator[Page]:
        """A blank page in a fresh context; what it downloads goes to `downloads`, or is refused."""
        context = self.connection.send("Target.createBrowserContext")["browserContextId"]
        behaviour: Json = {"behavior": "allow" if downloads else "deny", "browserContextId": context}
        if downloads:
            behaviour["downloadPath"] = str(downloads)
        self.connection.send("Browser.setDownloadBehavior", behaviour)
        made = self.connection.send(
            "Target.createTarget",
            {"url": "about:blank", "browserContextId": context, "width": 1280, "height": 900},
        )
        attached = self.connection.send(
            "Target.attachToTarget", {"targetId": made["targetId"], "flatten": True}
        )
        page = Page(self.connection, attached["sessionId"])
        self.connection.listeners[page.session] = page
        for method in ("Page.enable", "Network.enable", "Runtime.enable", "Log.enable", "Performance.enable"):
            page.send(method)
        page.send("Page.setLifecycleEventsEnabled", enabled=True)
        page.send("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=False, flatten=True)
        try:
            yield page
        finally:
            self.connection.drop(page)
            if self.process.poll() is None:
                self.connection.send("Target.disposeBrowserContext", {"browserContextId": context})

    def renderer_bytes(self) -> int:
        """Memory of the largest renderer process: its proportional share where the system tells, else all."""
        sizes = [0]
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                if any(part.startswith("--type=renderer") for part in child.cmdline()):
                    memory = child.memory_full_info()
                    sizes.append(getattr(memory, "pss", memory.rss))
            except psutil.Error:  # ended meanwhile
                continue
        return max(sizes)


@contextmanager
def start(name: str, *flags: str) -> Iterator[Browser]:
    """Start the browser of that id with an empty profile; nothing is left behind.

    Raises:
        LookupError: it is not on this machine.
        CdpError: it does not start.
    """
    executable = find(name)
    if executable is None:
        msg = f"no browser {name!r} on this machine: bash tests/run gets it"
        raise LookupError(msg)
    profile = Path(tempfile.mkdtemp(prefix="juanzong-browser-"))
    environment = dict(os.environ)
    if executable.libraries:
        inherited = environment.get("LD_LIBRARY_PATH")
        environment["LD_LIBRARY_PATH"] = os.pathsep.join(filter(None, [str(executable.libraries), inherited]))
    try:
        with (profile / "chromium.log").open("wb") as log:
            process = subprocess.Popen(
                [str(executable.path), *FLAGS, f"--user-data-dir={profile}", *flags, "about:blank"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
            )
        try:
            with Connection(_endpoint(profile, process)) as connection:
                product = connection.send("Browser.getVersion")["product"]
                yield Browser(executable, process, connection, product)
                with suppress(OSError, CdpError):
                    connection.send("Browser.close")
        finally:
            _end(process)
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a browser that was asked to close, and end it and what it started if it does not."""
    started = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for child in started:
        with suppress(psutil.Error):
            child.kill()


def _endpoint(profile: Path, process: "subprocess.Popen[bytes]", timeout: float = 60) -> str:
    """The browser's web socket, which it writes into its profile once it listens."""
    said = profile / "DevToolsActivePort"
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        lines = said.read_text(encoding="utf-8").splitlines() if said.is_file() else []
        if len(lines) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        if process.poll() is not None:
            break
        time.sleep(0.02)
    log = (profile / "chromium.log").read_text(encoding="utf-8", errors="replace")[-2000:]
    msg = f"the browser does not start (exit code {process.poll()}):\n{log}"
    raise CdpError(msg)
