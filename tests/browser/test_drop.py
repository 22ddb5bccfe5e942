"""The drop page as a clerk uses it, in both browsers: drag in, look, correct, take in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archives import NOTICE, make_archive
from tests.browser.page import Page
from tests.serving.conftest import Client, served

PAPER = NOTICE.replace("12号", "19号").replace("3月5日", "4月6日")

PUT = """function (selector, files) {
  const given = new DataTransfer();
  files.forEach(([name, text]) => given.items.add(new File([text], name)));
  const input = document.querySelector(selector);
  input.files = given.files;
  input.dispatchEvent(new Event("change"));
}"""
"""Choose files as if in the window of the system."""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    root = make_archive(tmp_path, {"A-1/通知.txt": NOTICE})
    with served(root) as one:
        one.after(0)
        yield one


def choose(page: Page, *files: tuple[str, str]) -> None:
    before = page.evaluate("document.querySelectorAll('.file').length")
    page.call(PUT, "#pick", [list(file) for file in files])
    page.wait_for(f"document.querySelectorAll('.file').length === {before + len(files)}")
    page.wait_for("document.getElementById('status').textContent.includes('已读完')")


def test_a_file_is_looked_at_corrected_and_taken_in(page: Page, client: Client) -> None:
    page.goto(f"http://{client.host}/-/drop")
    choose(page, ("通知：二 #1 100%.txt", PAPER))
    assert page.evaluate("document.querySelector('[name=title]').value") == "关于加强交通秩序整治的通知"
    assert page.evaluate("document.querySelector('[name=code]').value") == "A-1"
    page.fill("[name=issuer]", "测试市公安局")
    page.click("[type=submit]")
    page.wait_for("document.querySelector('.done').textContent.includes('已收入')")
    (sidecar,) = client.root.glob("evidence/A-1/关于*.yml")
    assert "issuer: 测试市公安局" in sidecar.read_text(encoding="utf-8")
    assert sidecar.with_suffix("").read_text(encoding="utf-8") == PAPER
    assert not page.evaluate("document.getElementById('after').hidden")
    assert page.problems() == []


def test_what_is_secret_is_refused_and_the_next_file_goes_on(page: Page, client: Client) -> None:
    page.goto(f"http://{client.host}/-/drop")
    choose(page, ("方案.txt", "机密★1年\n测试市公安局\n行动方案"), ("甲.txt", PAPER))
    assert page.evaluate("document.querySelectorAll('.form:not([hidden])').length") == 1
    assert "不能收入" in page.text(".file")
    assert list(client.root.glob("evidence/**/*方案*")) == []


def test_pages_of_the_site_lead_to_it_and_follow_changes(page: Page, client: Client) -> None:
    page.goto(f"http://{client.host}/")
    (client.root / "archive.yml").write_text("name: [", encoding="utf-8")
    page.wait_for("document.title === '设置有误'", timeout=60)
    make_archive(client.root.parent, {})
    page.wait_for("!!document.querySelector('.jz-dropping')", timeout=60)
    page.follow(".jz-dropping")
    assert page.title == "投放材料"
