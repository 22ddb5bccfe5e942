"""The demo's bag on a stick: through a FAT32 image, opened from a read-only folder, searched, checked."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import bagit
import pytest

from tests.browser.page import Page
from tests.browser.serving import serve
from tests.conftest import FRONT_DOOR, ROOT, TODAY
from tests.pack.making import tree
from tools import verify

_MB = 1 << 20


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo, packed by the command that the README tells."""
    target = tmp_path_factory.mktemp("pack") / "盘"
    options = ["--archive", str(ROOT / "archive"), "--today", TODAY, "--draft"]
    command = [sys.executable, str(FRONT_DOOR), "pack", str(target), *options]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture(scope="module")
def stick(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes back from a FAT32 file system onto which the bag was written, in a difficult folder."""
    if not shutil.which("mkfs.vfat") or not shutil.which("mcopy"):
        pytest.skip("no dosfstools and mtools")
    folder = tmp_path_factory.mktemp("fat")
    image = folder / "stick.img"
    with image.open("wb") as stream:
        stream.truncate(128 * _MB)
    subprocess.run(["mkfs.vfat", "-F", "32", "-n", "JUANZONG", image], check=True, capture_output=True)
    chinese = {**os.environ, "LC_ALL": "C.UTF-8", "MTOOLS_SKIP_CHECK": "1"}
    top = sorted(path for path in packed.iterdir())
    subprocess.run(["mcopy", "-i", image, "-s", "-Q", *top, "::/"], check=True, env=chinese)
    out = folder / "创城 卷宗 #1 100%"
    out.mkdir()
    subprocess.run(["mcopy", "-i", image, "-s", "-n", "::/*", out], check=True, env=chinese)
    for path in [*out.rglob("*"), out]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    return out


def test_names_and_bytes_come_back_from_fat32(packed: Path, stick: Path) -> None:
    assert tree(stick) == tree(packed)
    report = verify.check(stick, sm3=True)
    assert (report.problems, report.sm3) == ((), True)
    bagit.Bag(str(stick)).validate(processes=1)


@pytest.mark.browser
def test_the_stick_opens_by_its_door_and_searches(page: Page, stick: Path) -> None:
    page.goto(f"{stick.as_uri()}/打开卷宗.html")
    page.wait_for("location.pathname.endsWith('/data/index.html') && document.querySelector('h1')")
    page.goto(f"{stick.as_uri()}/data/search.html?q=斑马线")
    page.wait_for("document.querySelector('#search-status[data-state=done]')")
    assert int(page.all("#search-status", "data-total")[0]) > 0
    page.goto(f"{stick.as_uri()}/data/打开卷宗.html")
    page.wait_for("location.pathname.endsWith('/data/index.html')")
    assert page.problems() == []


@pytest.mark.browser
def test_the_door_opens_without_scripts(page: Page, stick: Path) -> None:
    page.set_scripts(enabled=False)
    page.goto(f"{stick.as_uri()}/打开卷宗.html")
    page.wait_for("location.pathname.endsWith('/data/index.html')")
    assert page.problems() == []


_PICK = """async (base, paths) => {
  const files = [];
  for (const path of paths) {
    const content = await (await fetch(base + path.split("/").map(encodeURIComponent).join("/"))).blob();
    const file = new File([content], path.split("/").pop());
    Object.defineProperty(file, "webkitRelativePath", { value: "E/" + path });
    files.push(file);
  }
  const field = document.getElementById("check-files-folder");
  Object.defineProperty(field, "files", { value: files, configurable: true });
  field.dispatchEvent(new Event("change"));
}"""
"""Picks a folder as the browser's own dialogue would, which no protocol opens."""


@pytest.mark.browser
def test_the_whole_stick_is_checked_in_the_browser(page: Page, packed: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(packed, tmp_path / "盘 #1"))

    def checked(address: str) -> tuple[str, str]:
        page.goto(f"{address}data/check.html")
        page.call(_PICK, address, sorted(tree(copy)))
        place = "document.getElementById('check-files-verdict').dataset"
        page.wait_for(f"['same', 'differs', 'error'].includes({place}.state)", timeout=120)
        return page.evaluate(f"{place}.state"), page.evaluate(f"{place}.differing")

    with serve(copy.parent) as server:
        address = f"{server}{quote(copy.name)}/"
        assert checked(address) == ("same", "0")
        assert "整个载体" in page.text("#check-files-verdict")
        (copy / "data/index.html").write_bytes(b"x")
        (copy / "data/多余.exe").write_bytes(b"x")
        (copy / "其他/verify.py").unlink()
        assert checked(address) == ("differs", "3")
    said = page.text("#check-files-list")
    assert all(f in said for f in ("被改动：data/index.html", "多出：data/多余.exe", "缺少：其他/verify.py"))
