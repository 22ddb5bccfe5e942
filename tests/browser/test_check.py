"""The pages that check themselves: right about what is whole and about what is not."""

import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest

from tests.browser.page import Page
from tests.conftest import Site

pytestmark = pytest.mark.browser


def verdict(page: Page, name: str) -> tuple[str, str | None]:
    """State and number of differences, when a check has ended."""
    place = f"document.getElementById('check-{name}-verdict').dataset"
    page.wait_for(f"['same', 'differs', 'error'].includes({place}.state)")
    state, differing = page.evaluate(f"{place}.state"), page.evaluate(f"{place}.differing || null")
    return state, differing


@pytest.fixture
def copy(site: Site, tmp_path: Path) -> Path:
    """A copy of the site that may be spoilt."""
    return Path(shutil.copytree(site.folder, tmp_path / "盘 #1 100%"))


def test_the_digests_are_those_of_the_standard(page: Page, site: Site) -> None:
    page.goto(f"{site.folder.as_uri()}/check.html")
    chance = random.Random(1)
    for size in (0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1000, 70_001):
        content = list(chance.randbytes(size))
        parts = sorted(chance.randint(0, size) for _ in range(3))
        hashed = page.call(
            """(bytes, parts) => {
              const made = new JZCheck.Sha256(), all = new Uint8Array(bytes);
              let at = 0;
              for (const end of parts.concat([all.length])) { made.update(all.subarray(at, end)); at = end; }
              return made.hex();
            }""",
            content,
            parts,
        )
        assert hashed == hashlib.sha256(bytes(content)).hexdigest(), size


def test_pages_of_items_agree_with_their_digests(page: Page, site: Site) -> None:
    wrong = {}
    for item in random.Random(2).sample(site.catalogue["evidence"], 12):
        page.goto(f"{site.folder.as_uri()}/{item['page']}")
        page.wait_for("document.getElementById('jz-check').dataset.state")
        if (state := page.all("#jz-check", "data-state")) != ["same"]:
            wrong[item["page"]] = state
    assert wrong == {}
    assert page.problems() == []


def test_a_changed_page_says_so(page: Page, copy: Path, site: Site) -> None:
    item = next(one for one in site.catalogue["evidence"] if one["chars"] > 100 and "2026" in one["title"])
    path = copy / item["page"]
    path.write_text(path.read_text(encoding="utf-8").replace("2026", "2025"), encoding="utf-8")
    page.goto(f"{copy.as_uri()}/{item['page']}?q=2025")
    page.wait_for("document.getElementById('jz-check').dataset.state")
    assert page.all("#jz-check", "data-state") == ["differs"]
    assert "不一致" in page.text("#jz-check")


def test_all_texts_are_checked_at_once(page: Page, copy: Path, site: Site) -> None:
    page.goto(f"{copy.as_uri()}/check.html")
    page.click("#check-texts-start")
    assert verdict(page, "texts") == ("same", "0")
    assert f"核对 {len(site.catalogue['evidence'])} 件" in page.text("#check-texts-verdict")
    item = site.catalogue["evidence"][0]
    shard = copy / "check" / f"{item['id'][:2]}.js"
    head, literal = shard.read_text(encoding="utf-8").rstrip(");\n").split(",", 1)
    rows = json.loads(literal)
    rows[item["id"]][6] = "0" * 64
    shard.write_text(f"{head},{json.dumps(rows)});\n", encoding="utf-8")
    page.goto(f"{copy.as_uri()}/check.html")
    page.click("#check-texts-start")
    assert verdict(page, "texts") == ("differs", "1")
    assert item["title"] in page.text("#check-texts-list")
    shard.unlink()
    page.goto(f"{copy.as_uri()}/check.html")
    page.click("#check-texts-start")
    assert verdict(page, "texts")[0] == "error"


def test_files_that_the_reader_picks_are_told_by_their_bytes(page: Page, copy: Path, site: Site) -> None:
    items = [one for one in site.catalogue["evidence"] if one["file"]][:3]
    files = [copy / one["file"] for one in items]
    renamed = files[2].rename(copy / "files" / "改名.pdf")
    page.goto(f"{copy.as_uri()}/check.html")
    page.upload("#check-files-one", files[0], files[1], renamed)
    assert verdict(page, "files") == ("same", "0")
    assert items[2]["title"] in page.text("#check-files-list")
    files[0].write_bytes(files[0].read_bytes() + b"!")
    stranger = copy / "别的.txt"
    stranger.write_bytes(b"x")
    page.goto(f"{copy.as_uri()}/check.html")
    page.upload("#check-files-one", files[0], files[1], stranger)
    assert verdict(page, "files") == ("differs", "2")
    said = page.text("#check-files-list")
    assert f"被改动：{files[0].name}" in said
    assert "不是本站的材料：别的.txt" in said


def test_a_printed_number_leads_to_its_item(page: Page, site: Site) -> None:
    item = site.catalogue["evidence"][5]
    page.goto(f"{site.folder.as_uri()}/check.html")
    page.fill("#check-number", "没有")
    page.press("Enter")
    page.wait_for("document.getElementById('check-found').textContent")
    assert page.problems() == []
    number = next(row["archive_number"] for row in site.catalogue["evidence"] if row["archive_number"])
    page.fill("#check-number", number)
    page.press("Enter")
    page.wait_for("document.querySelector('#check-found a').href.includes('-')")
    page.click("#check-found a")
    page.wait_for("location.pathname.endsWith('search.html') && document.querySelector('[data-evidence-id]')")
    page.goto(f"{site.folder.as_uri()}/check.html")
    code = site.catalogue["indicators"][3]["code"]
    page.fill("#check-number", code.lower())
    page.press("Enter")
    page.wait_for("location.pathname.includes('/dossiers/') && document.querySelector('h1')")
    assert page.url.endswith(f"{code}.html")
    page.goto(f"{site.folder.as_uri()}/check.html")
    page.fill("#check-number", item["sha256"].upper())
    page.press("Enter")
    page.wait_for("location.pathname.includes('/evidence/') && document.querySelector('h1')")
    assert page.text("h1") == item["title"]
