import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.extract import extract
from juanzong.extract.readers import READERS
from juanzong.extract.request import Request
from juanzong.extract.task import Task, end_children, run
from juanzong.findings import Severity
from juanzong.model import Config, Evidence, Item, Origin, Reading
from tests.archives import NOTICE, REPORT
from tests.extract.conftest import Put
from tests.extract.making import docx, p, pdf, zipped
from tests.test_identify import ole_of

FAKES = "tests.extract.fakes"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache.open(tmp_path / "cache.sqlite")


def readings(evidence: tuple[Evidence, ...]) -> list[Reading]:
    return [one.extraction.reading for one in evidence]


def test_every_item_comes_out_in_order_and_described(config: Config, put: Put, cache: Cache) -> None:
    items = [
        put("通知.txt", NOTICE),
        put("说明.txt", REPORT),
        put("照.jpg", b"\xff\xd8\xff broken"),
        put("图.dwg", b"AC1032" + bytes(64)),
    ]
    evidence, found, reused = extract(config, items, cache=cache)
    assert [one.item for one in evidence] == items
    assert readings(evidence) == [Reading.READ, Reading.READ, Reading.BROKEN, Reading.UNSUPPORTED]
    notice = evidence[0].description
    assert notice.doc_number is not None
    assert notice.date is not None
    assert (notice.title.value, notice.doc_number.value, notice.date.value, notice.date.origin) == (
        "关于加强交通秩序整治的通知",
        "测政发〔2026〕12号",
        date(2026, 3, 5),
        Origin.CONTENT,
    )
    assert [(f.subject, f.code) for f in found] == [
        ("evidence/inbox/照.jpg", "JZ302"),
        ("evidence/inbox/图.dwg", "JZ309"),
    ]
    assert reused == 0


def test_a_second_build_reads_nothing_again(config: Config, put: Put, cache: Cache) -> None:
    items = [
        put("通知.txt", NOTICE),
        put("坏.pdf", b"%PDF-1.7 x"),
        put("图.dwg", b"AC1032" + bytes(64)),
        put("空.pdf", b""),
    ]
    first = extract(config, items, cache=cache)
    for item in items:
        (config.root / item.path).unlink()
    again = extract(config, items, cache=cache)
    assert again == (first[0], first[1], 4)


def test_what_a_bound_cut_short_is_tried_again(config: Config, put: Put, cache: Cache) -> None:
    item = put("甲.txt", "no_memory")
    for _ in range(2):
        evidence, found, reused = extract(config, [item], cache=cache, child=FAKES)
        assert readings(evidence) == [Reading.BROKEN]
        assert [f.code for f in found] == ["JZ304"]
        assert reused == 0


def test_another_threshold_reads_again_and_other_limits_do_not(
    config: Config, put: Put, cache: Cache
) -> None:
    item = put("通知.txt", NOTICE)
    extract(config, [item], cache=cache)
    strict = config.archive.thresholds.model_copy(update={"readable_share": 0.5})
    other = replace(config, archive=config.archive.model_copy(update={"thresholds": strict}))
    assert extract(other, [item], cache=cache)[2] == 0
    limits = config.archive.limits.model_copy(update={"seconds": 99.0})
    other = replace(config, archive=config.archive.model_copy(update={"limits": limits}))
    assert extract(other, [item], cache=cache)[2] == 1


def test_a_damaged_entry_of_the_cache_is_read_again(config: Config, put: Put, cache: Cache) -> None:
    item = put("通知.txt", NOTICE)
    first = extract(config, [item], cache=cache)
    assert cache._connection is not None
    cache._connection.execute("UPDATE entry SET value = x'00'")
    assert extract(config, [item], cache=cache) == first


def test_without_a_cache_everything_is_read_and_nothing_lost(config: Config, put: Put, cache: Cache) -> None:
    item = put("通知.txt", NOTICE)
    cache.close()
    evidence, _, reused = extract(config, [item], cache=cache)
    assert (readings(evidence), reused) == ([Reading.READ], 0)


def test_empty_and_absent_items_are_left_to_what_collecting_said(
    config: Config, put: Put, cache: Cache
) -> None:
    absent = replace(put("通知.txt", NOTICE), present=False)
    evidence, found, _ = extract(config, [put("空.pdf", b""), absent], cache=cache)
    assert (readings(evidence), found) == ([Reading.BROKEN] * 2, ())
    here = replace(absent, present=True)
    assert readings(extract(config, [here], cache=cache)[0]) == [Reading.READ]


def test_a_file_that_vanished_is_a_finding(config: Config, put: Put, cache: Cache) -> None:
    item = put("通知.txt", NOTICE)
    (config.root / item.path).unlink()
    evidence, found, _ = extract(config, [item], cache=cache)
    assert (readings(evidence), [f.code for f in found]) == ([Reading.BROKEN], ["JZ307"])
    put("通知.txt", NOTICE)
    assert readings(extract(config, [item], cache=cache)[0]) == [Reading.READ]


def test_one_bad_file_among_many_costs_itself_only(config: Config, put: Put, cache: Cache) -> None:
    acts = ["好一", "abort", "好二", "leave", "好三", "flood", "panic", "好四"]
    items = [put(f"{n}.txt", act) for n, act in enumerate(acts)]
    small = config.archive.limits.model_copy(update={"output_mb": 1})
    bounded = replace(config, archive=config.archive.model_copy(update={"limits": small}))
    with ThreadPoolExecutor(2) as executor:
        evidence, found, _ = extract(bounded, items, cache=cache, executor=executor, child=FAKES)
    good = [act.startswith("好") for act in acts]
    assert [reading is Reading.READ for reading in readings(evidence)] == good
    assert [f.code for f in found] == ["JZ306", "JZ306", "JZ305", "JZ302"]
    assert all(f.severity is Severity.ERROR for f in found)


def test_progress_counts_to_the_end(config: Config, put: Put, cache: Cache) -> None:
    items = [put("通知.txt", NOTICE), put("说明.txt", REPORT), put("图.dwg", b"AC1032" + bytes(64))]
    for _ in range(2):
        told: list[tuple[int, int]] = []

        def tell(done: int, total: int, told: list[tuple[int, int]] = told) -> None:
            told.append((done, total))

        extract(config, items, cache=cache, progress=tell)
        assert told[-1] == (3, 3)
        assert told == sorted(told)


def test_an_interrupted_build_ends_its_children(config: Config, put: Put, cache: Cache) -> None:
    items = [put("好.txt", "好"), *(put(f"{n}.txt", "hang" + " " * n) for n in range(4))]

    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with ThreadPoolExecutor(2) as executor:
        with pytest.raises(KeyboardInterrupt):
            extract(config, items, cache=cache, executor=executor, progress=stop, child=FAKES)
        idle = threading.Event()
        executor.submit(idle.set)
        assert idle.wait(60)


def test_a_task_travels_to_another_process(config: Config, put: Put) -> None:
    item = put("通知.txt", NOTICE)
    task = Task(Request(str(config.root / item.path), "txt", 20, 1024, 8, 0.85))
    try:
        assert run(pickle.loads(pickle.dumps(task))).text.startswith("测试市人民政府文件")
    finally:
        end_children()


HOSTILE: list[tuple[str, bytes, str]] = [
    ("坏.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 20, "JZ302"),
    ("截断.pdf", pdf(("关于文明城市创建的通知",))[:400], "JZ302"),
    ("截断.docx", docx(p("正文"))[:120], "JZ302"),
    ("不知.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "JZ309"),
    ("加密.docx", ole_of("EncryptionInfo", "EncryptedPackage"), "JZ301"),
    ("其实是压缩包.docx", zipped({"照片.jpg": b"x"}), "JZ347"),
    ("图.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "JZ302"),
    ("表.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"}), "JZ302"),
]


@pytest.mark.parametrize(("name", "content", "code"), HOSTILE)
def test_each_bad_file_has_one_clear_finding(
    config: Config, put: Put, cache: Cache, name: str, content: bytes, code: str
) -> None:
    evidence, found, _ = extract(config, [put(name, content)], cache=cache)
    assert len(evidence) == len(found) == 1
    assert found[0].code == code
    assert name.rsplit(".", 1)[0] in evidence[0].description.title.value
    assert found[0].subject == f"evidence/inbox/{name}"


def test_the_same_file_in_two_places_is_read_once_and_described_by_both(config: Config, put: Put) -> None:
    assert set(READERS) >= {"pdf", "docx", "xlsx", "xls", "txt", "md", "csv", "jpg", "png"}
    one: Item = put("通知.txt", NOTICE)
    two = put("副本.txt", NOTICE)
    both = replace(one, placements=(*one.placements, *two.placements))
    with Cache.open(config.root / "c.sqlite") as cache:
        evidence, _, _ = extract(config, [both], cache=cache)
    assert evidence[0].description.title.value == "关于加强交通秩序整治的通知"
