"""Twelve real files that stand beside the repository where they are at hand; never in it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.collect import collect
from juanzong.extract import extract
from juanzong.load import load
from juanzong.model import Evidence, Origin, Reading, TextSource
from tests.archives import make_archive

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not at hand")

Samples = tuple[dict[str, Evidence], dict[str, list[str]]]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """Evidence and codes of findings by the number of the sample."""
    folder = tmp_path_factory.mktemp("samples")
    files = {f"inbox/{path.name}": path.read_bytes() for path in SAMPLES.iterdir() if path.name[0].isdigit()}
    config, wrong = load(make_archive(folder, files))
    assert config is not None, wrong
    with Cache.open(folder / "cache.sqlite") as cache:
        items, _, _ = collect(config, cache)
        limits = config.archive.limits.model_copy(update={"ocr_seconds": 0})
        without_ocr = replace(config, archive=config.archive.model_copy(update={"limits": limits}))
        evidence, found, _ = extract(without_ocr, items, cache=cache)
    codes: dict[str, list[str]] = {}
    for one in found:
        codes.setdefault(Path(one.subject).name[:2], []).append(one.code)
    return {one.item.name[:2]: one for one in evidence}, codes


def test_none_is_lost(samples: Samples) -> None:
    assert sorted(samples[0]) == [f"{n:02}" for n in range(1, 13)]


def test_the_notice_is_described(samples: Samples) -> None:
    about = samples[0]["01"].description
    assert about.doc_number is not None
    assert about.date is not None
    assert about.issuer is not None
    assert (about.title.value, about.title.origin) == (
        "关于加强个人所得税纳税信用建设的通知",
        Origin.CONTENT,
    )
    assert about.doc_number.value == "发改办财金规〔2019〕860号"
    assert about.date.value == date(2019, 8, 20)
    assert about.issuer.value == "发展改革委办公厅、税务总局办公厅"


@pytest.mark.parametrize(
    ("number", "pages", "characters", "passage"),
    [
        ("01", 5, 2500, "建立健全个人所得税纳税信用记录"),
        ("03", 2, 10000, "学前教育是国民教育体系的组成部分"),
        ("04", 2, 600, "从事种子进出口业务的种子生产经营许可证"),
        ("05", 21, 10000, "优化民营经济发展环境"),
        ("06", 1, 100_000, "4111010001"),
        ("11", 1, 250, "PENTYLENE GLYCOL"),
    ],
)
def test_text_is_read(samples: Samples, number: str, pages: int, characters: int, passage: str) -> None:
    found = samples[0][number].extraction
    assert (found.reading, found.text_source) == (Reading.READ, TextSource.TEXT)
    assert len(found.pages) == pages
    assert len(found.text) > characters
    assert passage in found.text
    assert number not in samples[1]


def test_the_rows_of_the_old_workbook(samples: Samples) -> None:
    (table,) = samples[0]["06"].extraction.pages[0].blocks
    assert len(table.rows) == 2665
    assert table.rows[4][:3] == ("1", "北京大学", "4111010001")


def test_the_scan_says_that_it_has_no_text_layer(samples: Samples) -> None:
    assert samples[0]["10"].extraction.reading is Reading.UNREAD
    assert samples[1]["10"] == ["JZ310"]
    number = samples[0]["10"].description.doc_number
    assert number is not None
    assert (number.value, number.origin) == ("教科技〔2020〕2号", Origin.FILENAME)


@pytest.mark.parametrize(
    ("number", "passage"),
    [
        ("07", "你院《关于给张阿三同志辞职的请示》"),
        ("08", "市委主要领导同志调研后续落实事项的通知"),
        ("09", "你好呀"),
    ],
)
def test_ofd_is_read(samples: Samples, number: str, passage: str) -> None:
    found = samples[0][number].extraction
    assert found.reading is Reading.READ
    assert passage in found.text


def test_the_reply_is_described_and_the_form_takes_its_title_from_its_name(samples: Samples) -> None:
    reply = samples[0]["07"].description
    assert reply.doc_number is not None
    assert reply.date is not None
    assert (reply.title.value, reply.doc_number.value, reply.date.value) == (
        "关于同意张阿三同志辞职的批复",
        "路卫发〔2011〕76号",
        date(2011, 3, 10),
    )
    assert samples[0]["08"].description.title.value == "文件处理单"


def test_the_photograph_has_its_day_and_says_that_it_has_a_place(samples: Samples) -> None:
    photograph = samples[0]["12"]
    assert photograph.extraction.facts.has_location
    assert photograph.description.date is not None
    assert photograph.description.date.value == date(2012, 2, 19)
    assert photograph.description.date.origin is Origin.METADATA
