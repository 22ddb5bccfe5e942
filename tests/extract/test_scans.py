"""What becomes of pages that only OCR can read, whatever OCR does; its own reading is held in `test_ocr`."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from juanzong.cache import Cache
from juanzong.extract import extract, scans
from juanzong.model import Config, Evidence, Extraction, Item, Page, Reading, TextSource
from tests.extract.conftest import Put
from tests.extract.making import BOX, pdf

SCRIBE = "tests.extract.scribe"
LINES = ("关于开展文明城市创建工作的通知", "各区人民政府、市直各单位：", "现将有关事项通知如下。")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache.open(tmp_path / "cache.sqlite")


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(scans, "_LIBRARIES", ("pillow",))


def written_page() -> bytes:
    """A picture that looks like a page of print."""
    image = Image.new("RGB", (600, 800), "white")
    pen = ImageDraw.Draw(image)
    for y in range(80, 720, 24):
        for x in range(60, 540, 16):
            pen.rectangle((x, y, x + 7, y + 12), fill="black")
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


def seen(config: Config, item: Item, cache: Cache) -> tuple[Extraction, list[str]]:
    evidence, found, _ = extract(config, [item], cache=cache, ocr_child=SCRIBE)
    return evidence[0].extraction, [f"{f.code} {dict(f.details).get('pages', '')}".strip() for f in found]


@pytest.mark.usefixtures("installed")
def test_a_scan_becomes_text(config: Config, put: Put, cache: Cache) -> None:
    read, codes = seen(config, put("甲.先生-女士.pdf", pdf((), (), mark=BOX)), cache)
    assert (read.reading, read.text_source) == (Reading.READ, TextSource.OCR)
    assert [(page.number, page.text, page.ocr) for page in read.pages] == [
        (1, "先生" * 10, True),
        (2, "女士" * 10, True),
    ]
    assert (read.unseen, read.facts.ocr_score) == ((), 0.99)
    assert codes == ["JZ326 1–2"]


@pytest.mark.usefixtures("installed")
def test_single_pages_join_the_text_that_is_there(config: Config, put: Put, cache: Cache) -> None:
    garbage = tuple("\ue012\ue345\ue678" * 10 for _ in range(3))
    read, codes = seen(config, put("甲.无-先生-女士.pdf", pdf(LINES, (), garbage, mark=BOX)), cache)
    assert (read.reading, read.text_source) == (Reading.READ, TextSource.TEXT)
    assert [page.ocr for page in read.pages] == [False, True, True]
    assert read.pages[0].text.startswith(LINES[0])
    assert codes == ["JZ326 2–3"]


@pytest.mark.usefixtures("installed")
def test_what_ocr_is_not_sure_of_is_not_taken_and_not_seen(config: Config, put: Put, cache: Cache) -> None:
    read, codes = seen(config, put("甲.先生-模糊-空白.pdf", pdf((), (), (), mark=BOX)), cache)
    assert read.reading is Reading.READ
    assert [page.text for page in read.pages] == ["先生" * 10, "", ""]
    assert read.unseen == (2,)
    assert codes == ["JZ328 2", "JZ326 1"]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("name", "unseen", "expected"),
    [
        ("甲.模糊-模糊.pdf", (1, 2), ["JZ328 1–2"]),
        ("甲.空白-空白.pdf", (), ["JZ321"]),
        ("甲.崩溃-损坏.pdf", (1, 2), ["JZ329 1", "JZ329 2"]),
    ],
)
def test_a_scan_of_which_nothing_is_read_stays_unread(
    config: Config, put: Put, cache: Cache, name: str, unseen: tuple[int, ...], expected: list[str]
) -> None:
    read, codes = seen(config, put(name, pdf((), (), mark=BOX)), cache)
    assert (read.reading, read.text_source, read.unseen) == (Reading.UNREAD, TextSource.NONE, unseen)
    assert codes == expected


@pytest.mark.usefixtures("installed")
def test_the_threshold_is_the_archives(config: Config, put: Put, cache: Cache) -> None:
    item = put("甲.模糊.pdf", pdf((), mark=BOX))
    patient = config.archive.thresholds.model_copy(update={"ocr_score": 0.4})
    other = replace(config, archive=config.archive.model_copy(update={"thresholds": patient}))
    assert seen(config, item, cache)[0].reading is Reading.UNREAD
    assert seen(other, item, cache)[0].reading is Reading.READ


@pytest.mark.usefixtures("installed")
def test_a_picture_of_a_page_is_read_and_its_head_described(config: Config, put: Put, cache: Cache) -> None:
    read, codes = seen(config, put("甲.先生.png", written_page()), cache)
    assert (read.reading, read.text_source) == (Reading.READ, TextSource.OCR)
    assert read.pages == (Page(1, read.pages[0].blocks, ocr=True),)
    assert codes == ["JZ326 1"]


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("name", ["甲.牌.png", "甲.空白.png"])  # ten characters, none
def test_a_picture_with_hardly_a_word_stays_a_picture(
    config: Config, put: Put, cache: Cache, name: str
) -> None:
    read, codes = seen(config, put(name, written_page()), cache)
    assert (read.reading, read.text_source, read.pages, read.unseen) == (
        Reading.READ,
        TextSource.NONE,
        (),
        (),
    )
    assert codes == []


def test_without_the_extra_the_items_say_so_and_installing_it_reads_only_them(
    config: Config, put: Put, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [
        put("通知.pdf", pdf(LINES)),
        put("甲.先生.pdf", pdf((), mark=BOX)),
        put("乙.女士.png", written_page()),
    ]
    monkeypatch.setattr(scans, "available", lambda: False)
    evidence, found, _ = extract(config, items, cache=cache)
    assert [f.code for f in found] == ["JZ310", "JZ327"]
    assert all("requirements-ocr.lock" in f.fix() for f in found)
    assert [one.extraction.unseen for one in evidence] == [(), (1,), (1,)]
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(scans, "_LIBRARIES", ("pillow",))
    for name in ("通知.pdf", "甲.先生.pdf", "乙.女士.png"):
        (config.root / "evidence/inbox" / name).write_bytes(b"gone")
    told: list[int] = []
    evidence, _, reused = extract(
        config, items, cache=cache, ocr_child=SCRIBE, progress=lambda done, _: told.append(done)
    )
    assert texts(evidence)[1:] == ["先生" * 10, "女士" * 10]
    assert (reused, told[-1]) == (3, 8)


def texts(evidence: tuple[Evidence, ...]) -> list[str]:
    return [one.extraction.text for one in evidence]


@pytest.mark.usefixtures("installed")
def test_every_page_is_remembered_but_not_that_ocr_does_not_run(
    config: Config, put: Put, cache: Cache
) -> None:
    item = put("甲.先生-缺件.pdf", pdf((), (), mark=BOX))
    read, codes = seen(config, item, cache)
    assert codes == ["JZ329 2", "JZ326 1"]
    (config.root / item.path).rename(config.root / "evidence/inbox/甲.看不见-女士.pdf")
    moved = replace(item, placements=(replace(item.placements[0], path="evidence/inbox/甲.看不见-女士.pdf"),))
    read, codes = seen(config, moved, cache)
    assert [page.text for page in read.pages] == ["先生" * 10, "女士" * 10]
    assert codes == ["JZ326 1–2"]


@pytest.mark.usefixtures("installed")
def test_an_archive_may_do_without(config: Config, put: Put, cache: Cache) -> None:
    limits = config.archive.limits.model_copy(update={"ocr_seconds": 0})
    without = replace(config, archive=config.archive.model_copy(update={"limits": limits}))
    read, codes = seen(without, put("甲.先生.pdf", pdf((), mark=BOX)), cache)
    assert (read.reading, codes) == (Reading.UNREAD, ["JZ310 1"])
