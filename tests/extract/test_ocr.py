"""OCR itself, on a drawn page; `bench/ocr.py` draws it and measures many more."""

import os
import re
import socket
from pathlib import Path

import psutil
import pytest
from PIL import Image

from juanzong.extract import scans
from juanzong.extract.request import Request, Work
from juanzong.extract.sandbox import Sandbox
from juanzong.model import Extraction, Reading, TextSource

PAGE = Path(__file__).parent / "files" / "红头文件.png"
LINES = [
    "云泽市文明城市创建工作领导小组文件",
    "云创发〔2026〕12号",
    "关于加强公共文明引导工作的通知",
    "各区人民政府，市直各单位：",
    "为做好年度文明城市创建工作，现就有关事项通知如下。",
    "一、落实责任。各单位要明确分管负责人和联络员。",
    "二、按时报送。佐证材料于每月25日前报送，共36项。",
    "云泽市文明城市创建工作领导小组",
    "2026年3月5日",
]
SEAL = re.compile(r"云.市文明委?")
pytestmark = pytest.mark.skipif(
    not scans.available() and os.environ.get("JUANZONG_OCR") != "required",
    reason="the extra ocr is not installed",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> "Reader":
    return Reader(tmp_path_factory.mktemp("pages"))


class Reader:
    """Has pictures read by one child, and remembers what came of each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sandbox = Sandbox(scans.CHILD)
        self._known: dict[str, Extraction] = {}

    def read(self, name: str, image: Image.Image | None = None, number: int = 1) -> Extraction:
        if name not in self._known:
            path = self._folder / name
            (image or Image.open(PAGE)).convert("RGB").save(path, resolution=150)
            extension = path.suffix[1:]
            asked = Request(str(path), extension, 60, 1536, 8, 0.85, Work.OCR, (number,))
            self._known[name] = self.sandbox.read(asked)
        return self._known[name]


def lines(read: Extraction) -> list[str]:
    """The text's lines without the seal, whose ink runs across two of them."""
    found = (line.strip() for line in read.text.split("\n"))
    return [line for line in found if not SEAL.fullmatch(line)]


def test_black_and_red_are_read(reader: Reader) -> None:
    read = reader.read("upright.png")
    assert (read.reading, read.text_source) == (Reading.READ, TextSource.OCR)
    assert lines(read) == LINES
    assert read.facts.ocr_score > 0.95
    assert [(page.number, page.ocr) for page in read.pages] == [(1, True)]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_pages_are_turned_back(reader: Reader, degrees: int) -> None:
    turned = Image.open(PAGE).convert("RGB").rotate(degrees, expand=True)
    assert lines(reader.read(f"{degrees}.png", turned)) == LINES


def test_a_page_of_a_pdf_is_drawn_and_read(reader: Reader) -> None:
    assert lines(reader.read("scan.pdf")) == LINES


def test_a_page_askew_is_read_line_by_line(reader: Reader) -> None:
    askew = Image.open(PAGE).convert("RGB").rotate(2, Image.Resampling.BICUBIC, fillcolor="white")
    assert lines(reader.read("askew.jpg", askew)) == LINES


def test_an_empty_page_has_no_text_and_no_score(reader: Reader) -> None:
    read = reader.read("empty.png", Image.new("RGB", (1240, 1754), "white"))
    assert (read.reading, read.text, read.facts.ocr_score) == (Reading.READ, "", 0.0)


def test_the_same_page_gives_the_same_bytes(reader: Reader) -> None:
    assert reader.read("upright.png") == reader.read("again.png")


def test_it_stays_within_its_memory(reader: Reader) -> None:
    reader.read("upright.png")
    children = psutil.Process().children()
    mine = [child for child in children if scans.CHILD in child.cmdline()]
    assert [child for child in mine if child.memory_info().rss > 700 << 20] == []


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    from juanzong.extract import ocr  # noqa: PLC0415 (it needs the extra)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("OCR asked the network")

    for name in ("connect", "connect_ex", "bind"):
        monkeypatch.setattr(socket.socket, name, refuse)
    read = ocr.read(Request(str(PAGE), "png", 60, 1536, 8, 0.85, Work.OCR, (1,)))
    assert lines(read) == LINES
