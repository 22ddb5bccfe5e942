"""The check of search on the page "how to verify": right about a whole index and about a damaged one."""

import re
import shutil
from pathlib import Path

import pytest

from tests.browser.page import Page
from tests.conftest import Site

pytestmark = pytest.mark.browser


def self_check(page: Page, folder: Path) -> tuple[str, str | None, str]:
    """State, number of differing runs and words of the verdict."""
    page.goto(f"{folder.as_uri()}/verify.html")
    page.click("#selfcheck-start")
    ended = (
        "['same', 'differs', 'error'].includes(document.getElementById('selfcheck-verdict').dataset.state)"
    )
    page.wait_for(ended)
    verdict = "#selfcheck-verdict"
    return (
        page.all(verdict, "data-state")[0],
        page.all(verdict, "data-differing")[0],
        page.text(verdict),
    )


def test_the_self_check_says_that_search_is_whole(page: Page, site: Site) -> None:
    state, differing, said = self_check(page, site.folder)
    assert (state, differing) == ("same", "0")
    assert "抽查 50 个字串" in said
    read = re.search(r"逐字扫描 (\d+) 件", said)
    assert read
    assert int(read[1]) > len(site.catalogue["evidence"])  # dossiers and guide pages are held too
    assert page.problems() == []


def test_the_self_check_tells_of_damage(page: Page, site: Site, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site.folder, tmp_path / "site", ignore=shutil.ignore_patterns("files")))
    shards = sorted((copy / "search").glob("*/t*.js"))
    for shard, other in zip(shards[::2], shards[1::2], strict=False):
        # The terms of another shard under this one's name: it can be read, and what it held is not found.
        swapped = other.read_text("utf-8").replace(f"/{other.stem}", f"/{shard.stem}", 1)
        shard.write_text(swapped, encoding="utf-8")
    state, differing, said = self_check(page, copy)
    assert state == "differs"
    assert differing
    assert int(differing) > 0
    assert "不一致" in said
    listed = page.evaluate("document.querySelectorAll('#selfcheck-differing li').length")
    assert listed == min(int(differing), 10)
    (copy / "search" / "index.js").unlink()
    assert self_check(page, copy)[0] == "error"
    assert "search" in page.text("#selfcheck-verdict")
