"""The harness sees what pages do: without this, a quiet page proves nothing."""

import io
import time
from pathlib import Path
from urllib.parse import quote

import pypdf
import pytest
from PIL import Image

from tests.browser.browsers import Browser
from tests.browser.cdp import CdpError, JavaScriptError
from tests.browser.page import Page
from tests.browser.recording import Request
from tests.browser.serving import serve

pytestmark = pytest.mark.browser

HTML = "<!doctype html><html lang=zh><meta charset=utf-8><title>卷宗</title><body>"


def data(body: str) -> str:
    return "data:text/html;charset=utf-8," + quote(HTML + body)


def test_the_browsers_are_the_ones_they_are_named_for(browser: Browser) -> None:
    assert (browser.version == 83) == (browser.executable.name == "chromium83")
    assert browser.version >= 83


def test_a_quiet_page_has_no_problems(page: Page) -> None:
    page.goto(data("<h1>文明城市</h1>"))
    assert page.title == "卷宗"
    assert page.text("h1") == "文明城市"
    assert page.problems() == []


def test_errors_exceptions_and_warnings_are_told_apart(page: Page) -> None:
    page.goto(data("<script>console.warn('一'); console.error('二', {a: 1}); throw new Error('三')</script>"))
    problems = page.problems()
    assert [m.text for m in page.messages if m.level == "warning"] == ["一"]
    assert len(problems) == 2
    assert problems[0].startswith("console error: 二")
    assert problems[1].startswith("exception: Error: 三")
    page.clear()
    assert page.problems() == []


def test_a_rejected_promise_is_an_exception(page: Page) -> None:
    page.goto(data("<script>Promise.reject(new Error('late'))</script>"))
    assert any("late" in text for text in page.exceptions)


def test_a_request_to_elsewhere_is_seen_and_never_answered(page: Page) -> None:
    page.goto(data("<img src='https://example.org/a.png'><script src='http://192.0.2.1/b.js'></script>"))
    external = [r.url for r in page.requests if r.is_external]
    assert sorted(external) == ["http://192.0.2.1/b.js", "https://example.org/a.png"]
    assert {f.url for f in page.failures} == set(external)


@pytest.mark.parametrize(
    ("url", "external"),
    [
        ("file:///a", False),
        ("data:,a", False),
        ("http://127.0.0.1:81/a", False),
        ("http://localhost/a", True),
        ("https://example.org/", True),
        ("ws://example.org/", True),
    ],
)
def test_what_counts_as_external(url: str, *, external: bool) -> None:
    assert Request(url, "").is_external is external


def test_files_in_a_folder_with_a_difficult_name(page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "创城 卷宗 #1 100%"
    folder.mkdir()
    (folder / "a.html").write_text(
        f"{HTML}<script src='a.js'></script><img src='gone.png'>", encoding="utf-8"
    )
    (folder / "a.js").write_text("document.title = '已载入'", encoding="utf-8")
    page.goto((folder / "a.html").as_uri())
    assert page.title == "已载入"
    assert [f.url.rsplit("/", 1)[1] for f in page.failures] == ["gone.png"]


def test_a_served_folder_and_its_missing_file(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"{HTML}<img src='gone.png'>", encoding="utf-8")
    with serve(tmp_path) as url:
        page.goto(f"{url}a.html")
    assert page.title == "卷宗"
    assert f"failed: {url}gone.png: 404" in page.problems()


def test_a_page_that_is_not_there(page: Page, tmp_path: Path) -> None:
    with pytest.raises(CdpError, match="ERR_FILE_NOT_FOUND"):
        page.goto((tmp_path / "none.html").as_uri())


def test_frames_are_watched_too(page: Page, tmp_path: Path) -> None:
    (tmp_path / "inner.html").write_text(f"{HTML}<script>console.error('内')</script>", encoding="utf-8")
    (tmp_path / "outer.html").write_text(f"{HTML}<iframe src='inner.html'></iframe>", encoding="utf-8")
    page.goto((tmp_path / "outer.html").as_uri())
    assert any("内" in problem for problem in page.problems())


def test_evaluate_returns_values_awaits_promises_and_raises(page: Page) -> None:
    assert page.evaluate("({a: [1, '二', null]})") == {"a": [1, "二", None]}
    assert page.evaluate("new Promise(r => setTimeout(r, 5, 7))") == 7
    assert page.call("(a, b) => a + b", "甲", "\u2028</script>") == "甲\u2028</script>"
    with pytest.raises(JavaScriptError, match="ReferenceError"):
        page.evaluate("nothing")


def test_wait_for_sees_later_changes_and_gives_up(page: Page) -> None:
    page.goto(data("<script>setTimeout(() => document.title = '到', 50)</script>"))
    assert page.wait_for("document.title === '到' && 5") == 5
    assert page.wait_for("document.querySelector('title')") == {}, "an element counts, though it has no value"
    start = time.monotonic()
    with pytest.raises(TimeoutError, match=r"document\.title"):
        page.wait_for("document.title === '无'", timeout=0.2)
    assert time.monotonic() - start < 10


def test_typing_pasting_composing_and_keys(page: Page) -> None:
    page.goto(
        data(
            "<input id=q><script>var log = [];"
            "const types = ['keydown', 'input', 'paste', 'compositionend'];"
            "for (const t of types) q.addEventListener(t, e => log.push(e.key || t))</script>"
        )
    )
    page.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.type("a1城")
    assert page.evaluate("q.value") == "a1城"
    page.fill("#q", "交通 秩序")
    assert page.evaluate("q.value") == "交通 秩序"
    page.press("End")
    page.press("Backspace")
    page.compose(["w", "wm"], "文明")
    assert page.evaluate("q.value") == "交通 秩文明"
    log = page.evaluate("log")
    assert log[:2] == ["a", "input"]
    assert {"paste", "compositionend", "Backspace"} <= set(log)
    page.fill("#q", "")
    assert page.evaluate("q.value") == ""


def test_clicking_and_following_a_link(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        f"{HTML}<button onclick='n = 1'>按</button><p style='height: 3000px'><a href='b.html'>往</a>",
        encoding="utf-8",
    )
    (tmp_path / "b.html").write_text(f"{HTML}<h1>到了</h1>", encoding="utf-8")
    page.goto((tmp_path / "a.html").as_uri())
    page.click("button")
    assert page.evaluate("n") == 1
    page.follow("a")
    assert page.text("h1") == "到了"


def test_scripts_can_be_off(page: Page) -> None:
    page.set_scripts(enabled=False)
    page.goto(data("<h1>静</h1><script>document.title = '动'</script>"))
    assert page.title == "卷宗"
    assert page.text("h1") == "静"


def test_pictures_have_the_size_of_the_viewport_or_of_the_page(page: Page, tmp_path: Path) -> None:
    page.set_viewport(400, 300)
    page.goto(data("<div style='height: 1200px; background: #c00'></div>"))
    assert Image.open(io.BytesIO(page.screenshot())).size == (400, 300)
    whole = tmp_path / "whole.png"
    page.screenshot(whole, full=True)
    with Image.open(whole) as picture:
        assert picture.size[0] == 400
        assert picture.size[1] >= 1200


def test_print_follows_the_page_size_of_the_style_sheet(page: Page) -> None:
    page.goto(
        data("<style>@page {size: 297mm 210mm} @media print {p {display: none}}</style><h1>目录</h1><p>不印")
    )
    printed = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    assert len(printed) == 1
    assert float(printed[0].mediabox.width) == pytest.approx(842, abs=2)
    page.set_media("print")
    assert page.evaluate("getComputedStyle(document.querySelector('p')).display") == "none"


def test_downloads_keep_the_name_the_page_gives(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        f"{HTML}<a href='f.txt' download='原名 通知.txt'>下载</a>", encoding="utf-8"
    )
    (tmp_path / "f.txt").write_text("内容", encoding="utf-8")
    got = tmp_path / "got"
    got.mkdir()
    with serve(tmp_path) as url, browser.page(downloads=got) as page:
        page.goto(f"{url}a.html")
        page.click("a")
        end = time.monotonic() + 20
        while not (got / "原名 通知.txt").is_file() and time.monotonic() < end:
            page.settle()
    assert [entry.name for entry in got.iterdir()] == ["原名 通知.txt"]


def test_contexts_share_nothing(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML, encoding="utf-8")
    with serve(tmp_path) as url:
        with browser.page() as one:
            one.goto(f"{url}a.html")
            one.evaluate("localStorage.setItem('a', 'b')")
        with browser.page() as two:
            two.goto(f"{url}a.html")
            assert two.evaluate("localStorage.getItem('a')") is None


def test_measures(browser: Browser, page: Page) -> None:
    page.goto(data("<p id=a>"))
    assert page.navigation_ms()["load"] >= 0
    took = page.elapsed_ms("setTimeout(() => a.dataset.state = 'done', 60)", "a.dataset.state === 'done'")
    assert 40 <= took < 5000
    before = page.heap_bytes()
    page.evaluate("void (window.big = Array.from({length: 1e6}, (_, i) => ({i})))")
    assert page.heap_bytes() - before > 8_000_000
    assert browser.renderer_bytes() > 8_000_000


def test_bytes_received_are_counted_on_file_and_http(page: Page, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HTML + "<script src='big.js'></script>", encoding="utf-8")
    (tmp_path / "big.js").write_text("/*" + "x" * 100_000 + "*/", encoding="utf-8")
    page.goto((tmp_path / "a.html").as_uri())
    assert 100_000 < page.bytes_received < 110_000
    page.clear()
    with serve(tmp_path) as url:
        page.goto(f"{url}a.html")
    assert 100_000 < page.bytes_received < 110_000
