"""A tab as a reader has it: going, looking, clicking, typing, printing, measuring."""

import base64
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.cdp import CdpError, JavaScriptError, Json
from tests.browser.keys import Key, key
from tests.browser.recording import Recording, thrown


@dataclass(slots=True)
class Page(Recording):
    """A tab in a context of its own: no storage and no cache shared, and everything recorded."""

    # --- going and looking -----------------------------------------------------------------------------

    def send(self, method: str, timeout: float = 60, **params: Any) -> Json:
        """Send a command to this page, such as `send("Page.reload", ignoreCache=True)`."""
        return self.connection.send(method, params, session=self.session, timeout=timeout)

    def goto(self, url: str, timeout: float = 60) -> None:
        """Open `url` and wait until it has loaded and asks for nothing more.

        Raises:
            CdpError: it cannot be opened.
            TimeoutError: it does not load in `timeout` seconds.
        """
        self._open.clear()  # what the last page still waits for will not be told of
        answer = self.send("Page.navigate", timeout, url=url)
        if answer.get("errorText"):
            msg = f"{url}: {answer['errorText']}"
            raise CdpError(msg)
        loader = answer.get("loaderId")
        if loader:  # none: a move within the page
            end = time.monotonic() + timeout
            while loader not in self._loaded:
                if not self.connection.pump(end - time.monotonic()) and time.monotonic() >= end:
                    msg = f"{url}: not loaded within {timeout:g} s"
                    raise TimeoutError(msg)
        self.settle()

    def settle(self, quiet: float = 0.1, timeout: float = 10) -> None:
        """Take in events until no request is open and nothing has come for `quiet` seconds."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            if not self.connection.pump(quiet) and not self._open:
                return

    def evaluate(self, expression: str, timeout: float = 60) -> Any:
        """The value of a JavaScript expression, a promise's after it is fulfilled.

        Raises:
            JavaScriptError: it threw, or its promise was rejected.
        """
        answer = self.send(
            "Runtime.evaluate",
            timeout,
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise JavaScriptError(thrown(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def call(self, function: str, *arguments: Any) -> Any:
        """The value of a JavaScript function applied to JSON values: `call("a => a + 1", 2)`."""
        return self.evaluate(f"({function})({', '.join(json.dumps(a) for a in arguments)})")

    def wait_for(self, condition: str, timeout: float = 30) -> Any:
        """Wait until a JavaScript expression is truthy, across navigations; its value.

        Raises:
            TimeoutError: it was not within `timeout` seconds.
        """
        asked = f"(async () => {{ const v = await ({condition}); return v ? [v] : null; }})()"
        end = time.monotonic() + timeout
        last = ""
        while True:
            try:
                if found := self.evaluate(asked):
                    return found[0]
            except CdpError as error:  # the page is between two documents, or not that far yet
                last = f" ({error})"
            if time.monotonic() >= end:
                msg = f"not within {timeout:g} s: {condition}{last}"
                raise TimeoutError(msg)
            self.connection.pump(0.02)

    @property
    def url(self) -> str:
        """Where the page is."""
        return str(self.evaluate("location.href"))

    @property
    def title(self) -> str:
        """The document's title."""
        return str(self.evaluate("document.title"))

    def text(self, selector: str = "body") -> str:
        """What a reader sees in the first element that matches."""
        return str(self.call("s => document.querySelector(s).innerText", selector))

    def all(self, selector: str, attribute: str) -> list[str]:
        """An attribute (as written) of every element that matches."""
        found: list[str] = self.call(
            "(s, a) => Array.from(document.querySelectorAll(s), e => e.getAttribute(a))", selector, attribute
        )
        return found

    # --- doing -----------------------------------------------------------------------------------------

    def click(self, selector: str) -> None:
        """Click the middle of the first element that matches, as a mouse does."""
        x, y = self.call(
            """s => {
                const e = document.querySelector(s);
                e.scrollIntoView({block: "center", inline: "center"});
                const r = e.getClientRects()[0];
                return [r.left + r.width / 2, r.top + r.height / 2];
            }""",
            selector,
        )
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            button = "none" if kind == "mouseMoved" else "left"
            self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1)

    def follow(self, selector: str) -> None:
        """Click a link and wait for the page it leads to.

        Raises:
            TimeoutError: it leads nowhere.
        """
        self.evaluate("window.__leaving = true")
        self.click(selector)
        self.wait_for("!window.__leaving && document.readyState === 'complete'")
        self.settle()

    def upload(self, selector: str, *paths: Path) -> None:
        """Pick files, or a folder, in a file field."""
        found = self.send("Runtime.evaluate", expression=f"document.querySelector({json.dumps(selector)})")
        files = [str(path) for path in paths]
        self.send("DOM.setFileInputFiles", files=files, objectId=found["result"]["objectId"])

    def press(self, name: str, *modifiers: str) -> None:
        """Press and release a key: `press("Enter")`, `press("Tab", "Shift")`, `press("a", "Control")`."""
        stroke: Key = key(name)
        held = sum({"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}[m] for m in modifiers)
        params: Json = {
            "key": stroke.key,
            "code": stroke.code,
            "windowsVirtualKeyCode": stroke.number,
            "modifiers": held,
        }
        text = stroke.text if held in (0, 8) else ""
        down: Json = {"type": "keyDown", "text": text} if text else {"type": "rawKeyDown"}
        self.send("Input.dispatchKeyEvent", **down, **params)
        self.send("Input.dispatchKeyEvent", type="keyUp", **params)

    def type(self, text: str) -> None:
        """Type into what has the focus: a key for each ASCII character, input without a key for others."""
        for character in text:
            if character.isascii() and character.isprintable():
                self.press(character)
            else:
                self.send("Input.insertText", text=character)

    def paste(self, text: str) -> None:
        """Paste into what has the focus: a `paste` event, then its text at once unless the page took it."""
        taken = self.call(
            """text => {
                const data = new DataTransfer();
                data.setData("text/plain", text);
                const how = {clipboardData: data, bubbles: true, cancelable: true};
                return !document.activeElement.dispatchEvent(new ClipboardEvent("paste", how));
            }""",
            text,
        )
        if not taken:
            self.send("Input.insertText", text=text)

    def compose(self, steps: Sequence[str], result: str) -> None:
        """Compose as an IME does: each of `steps` is what stands there meanwhile, then `result` is committed.

        Chromium 83 cannot be told to compose; there the same events are made by script.
        """
        try:
            for step in steps:
                self.send(
                    "Input.imeSetComposition", text=step, selectionStart=len(step), selectionEnd=len(step)
                )
            self.send("Input.insertText", text=result)
        except CdpError:
            self.call(_COMPOSE, list(steps), result)

    def focus(self, selector: str) -> None:
        """Focus the first element that matches."""
        self.call("s => document.querySelector(s).focus()", selector)

    def fill(self, selector: str, text: str) -> None:
        """Focus a field, empty it and paste `text`."""
        self.call("s => { const e = document.querySelector(s); e.focus(); e.select(); }", selector)
        if text:
            self.paste(text)
        else:
            self.press("Delete")

    # --- conditions ------------------------------------------------------------------------------------

    def set_viewport(self, width: int, height: int, *, scale: float = 1, mobile: bool = False) -> None:
        """Give the page a size in CSS pixels."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=mobile,
        )

    def set_media(self, media: str = "", **features: str) -> None:
        """Show the page as for `print`, or with features such as `prefers_color_scheme="dark"`."""
        named = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", media=media, features=named)

    def set_scripts(self, *, enabled: bool) -> None:
        """Let the pages opened from now on run scripts, or not."""
        self.send("Emulation.setScriptExecutionDisabled", value=not enabled)

    # --- pictures --------------------------------------------------------------------------------------

    def screenshot(self, path: Path | None = None, *, full: bool = False) -> bytes:
        """A PNG of what is seen, or of the whole length of the page; also written to `path`."""
        if full:
            width, height = self.evaluate(
                "[innerWidth, Math.min(16000, Math.max(innerHeight, document.documentElement.scrollHeight))]"
            )
            before = self.evaluate("innerHeight")
            self.set_viewport(width, height)
            picture = self.screenshot(path)
            self.set_viewport(width, before)
            return picture
        picture = base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"])
        if path:
            path.write_bytes(picture)
        return picture

    def pdf(self, path: Path | None = None, **options: Any) -> bytes:
        """The page printed with its own page size; also written to `path`."""
        settings: Json = {"preferCSSPageSize": True, "printBackground": True, **options}
        printed = base64.b64decode(self.send("Page.printToPDF", 120, **settings)["data"])
        if path:
            path.write_bytes(printed)
        return printed

    # --- measures --------------------------------------------------------------------------------------

    def navigation_ms(self) -> dict[str, float]:
        """Milliseconds from the start of navigation to `interactive`, `content` and `load`."""
        entry = self.evaluate(
            "(() => { const n = performance.getEntriesByType('navigation')[0]; return {"
            "interactive: n.domInteractive, content: n.domContentLoadedEventEnd, load: n.loadEventEnd}; })()"
        )
        return {name: float(value) for name, value in entry.items()}

    def elapsed_ms(self, action: str, done: str, timeout: float = 60) -> float:
        """Milliseconds in the page from before the statements `action` until the expression `done` holds.

        The condition is looked at after every change of the document, not from outside.
        """
        return float(
            self.evaluate(_ELAPSED % {"action": action, "done": done, "ms": timeout * 1000}, timeout + 5)
        )

    def heap_bytes(self) -> int:
        """The size of the JavaScript heap after collecting garbage."""
        self.send("HeapProfiler.collectGarbage")
        return int(self.send("Runtime.getHeapUsage")["usedSize"])


_COMPOSE = """(steps, result) => {
    const e = document.activeElement;
    const before = e.value.slice(0, e.selectionStart), after = e.value.slice(e.selectionEnd);
    const fire = (type, data, composing) => {
        e.dispatchEvent(new CompositionEvent(type, {data, bubbles: true}));
        if (type === "compositionstart") return;
        e.value = before + data + after;
        e.setSelectionRange(before.length + data.length, before.length + data.length);
        e.dispatchEvent(new InputEvent("input", {
            data, isComposing: composing, inputType: "insertCompositionText", bubbles: true,
        }));
    };
    fire("compositionstart", "", true);
    for (const step of steps) fire("compositionupdate", step, true);
    fire("compositionend", result, false);
}"""

_ELAPSED = """new Promise((resolve, reject) => {
    const start = performance.now();
    const holds = () => { try { return %(done)s; } catch (e) { return false; } };
    let observer, timer;
    const look = () => {
        const now = performance.now(), done = holds();
        if (!done && now - start < %(ms)d) return;
        observer.disconnect();
        clearInterval(timer);
        if (done) resolve(now - start); else reject(new Error("not within %(ms)d ms"));
    };
    observer = new MutationObserver(look);
    observer.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
    timer = setInterval(look, 20);
    %(action)s;
    look();
})"""
