"""Pictures, charts and diagrams inside Office files: shown in place, without metadata, read if possible."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image
from PIL.ExifTags import Base

from juanzong.cache import Cache
from juanzong.extract import extract, scans
from juanzong.extract.readers import read as answer
from juanzong.extract.request import Request, Work
from juanzong.model import BlockKind, Config, Extraction, Reading, TextSource
from juanzong.pipeline import build_site
from juanzong.screen import screen
from tests.archives import ARCHIVE, make_archive, request_for
from tests.extract.conftest import Put
from tests.extract.making import codes, docx, giant_png, p, pdf, read, zipped
from tests.extract.test_ooxml import rels
from tests.extract.test_pptx import pptx, shape, slide
from tests.extract.test_scans import SCRIBE, written_page

CANARY = "CANARY-7f3a"
SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
CHART = (
    f"<c:chartSpace {SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>办结率</a:t></a:r></a:p></c:rich>"
    "</c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>热线"
    "</c:v></c:pt></c:strCache></c:strRef></c:tx><c:cat><c:strRef><c:strCache>"
    "<c:pt idx='0'><c:v>一月</c:v></c:pt>"
    "<c:pt idx='1'><c:v>二月</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef><c:numCache>"
    "<c:pt idx='1'><c:v>98</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea>"
    "</c:chart></c:chartSpace>"
)


def photo(size: tuple[int, int] = (1200, 600), form: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[Base.Artist] = CANARY
    held = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(held, form, exif=exif)
    return held.getvalue()


def drawing(key: str) -> str:
    graphic = f"<a:graphic><a:blip r:embed='{key}'/></a:graphic>"
    return f"<w:p><w:r><w:drawing {SPACES}>{graphic}</w:drawing></w:r></w:p>"


def document(body: str, *pictures: tuple[str, bytes]) -> bytes:
    """A DOCX whose relations r0, r1 … lead to pictures."""
    held = io.BytesIO(docx(body))
    with zipfile.ZipFile(held, "a") as archive:
        listed = rels(*(("image", f"media/{name}", "Internal") for name, _ in pictures))
        archive.writestr("word/_rels/document.xml.rels", listed)
        for name, content in pictures:
            archive.writestr(f"word/media/{name}", content)
    return held.getvalue()


def figures(path: Path, *parts: str) -> Extraction:
    return answer(Request(str(path), path.suffix[1:], 60, 2048, 8, 0.85, Work.FIGURES, (), parts))


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache.open(tmp_path / "cache.sqlite")


def test_a_picture_stands_where_it_stands_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(p("前") + drawing("r0") + p("后"), ("image1.jpg", photo())))
    found = read(path)
    assert [(block.kind, block.text or block.figure) for block in found.pages[0].blocks] == [
        (BlockKind.PARAGRAPH, "前"),
        (BlockKind.PICTURE, "word/media/image1.jpg"),
        (BlockKind.PARAGRAPH, "后"),
    ]
    assert found.text == "前\n后"


def test_pictures_are_made_anew_small_and_silent(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(p("正文"), ("image1.jpg", photo())))
    (figure,) = figures(path, "word/media/image1.jpg").preview.figures
    assert (figure.width, figure.height) == (900, 450)
    assert CANARY.encode() not in figure.content
    with Image.open(io.BytesIO(figure.content)) as image:
        assert (image.format, image.size, dict(image.getexif())) == ("WEBP", (900, 450), {})


def test_a_bomb_or_a_broken_picture_costs_itself_only(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(
        document(p("正文"), ("bomb.png", giant_png()), ("bad.png", b"\x89PNG\r\n\x1a\n"), ("ok.jpg", photo()))
    )
    parts = [f"word/media/{name}" for name in ("bomb.png", "bad.png", "none.png", "ok.jpg")]
    assert [one.name for one in figures(path, *parts).preview.figures] == ["word/media/ok.jpg"]


def test_pictures_that_do_not_show_are_told(config: Config, put: Put, cache: Cache) -> None:
    item = put(
        "说明.docx", document(p("正文") + drawing("r0") + drawing("r1"), ("a.jpg", photo()), ("b.png", b"x"))
    )
    evidence, found, _ = extract(config, [item], cache=cache)
    assert len(evidence[0].extraction.preview.figures) == 1
    assert [(f.code, dict(f.details)) for f in found if f.code == "JZ351"] == [
        ("JZ351", {"count": "2", "shown": "1"})
    ]


def test_a_scan_in_a_document_keeps_it_in_the_house(
    config: Config, put: Put, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    item = put("说明.docx", document(p("正文") + drawing("r0"), ("a.png", written_page())))
    evidence, found, _ = extract(config, [item], cache=cache)
    assert evidence[0].extraction.unseen == (2,)
    assert [f.code for f in found] == ["JZ352"]
    screened, wrong = screen(config, evidence)
    assert screened[0].reasons == ("JZ353",)
    assert [dict(f.details)["names"] for f in wrong] == ["插图1"]


def test_a_scan_in_a_document_is_read(
    config: Config, put: Put, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(scans, "_LIBRARIES", ("pillow",))
    item = put("甲.先生-女士.docx", document(p("正文") + drawing("r0"), ("a.png", written_page())))
    evidence, found, _ = extract(config, [item], cache=cache, ocr_child=SCRIBE)
    read_now = evidence[0].extraction
    assert (read_now.reading, read_now.text_source, read_now.unseen) == (Reading.READ, TextSource.TEXT, ())
    assert [(page.label, page.ocr) for page in read_now.pages] == [("", False), ("插图1", True)]
    assert read_now.pages[1].text
    assert [f.code for f in found] == ["JZ326"]


def test_a_document_of_pictures_only_is_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(drawing("r0"), ("a.jpg", photo())))
    found = read(path)
    assert (found.reading, codes(found), len(found.pages)) == (Reading.UNREAD, ["JZ321"], 1)


def test_charts_are_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    chart = f"<w:p><w:r><w:drawing {SPACES}><c:chart r:id='r0'/></w:drawing></w:r></w:p>"
    parts: dict[str, str | bytes] = {
        "word/document.xml": zipfile.ZipFile(io.BytesIO(docx(p("正文") + chart))).read("word/document.xml"),
        "word/_rels/document.xml.rels": rels(("chart", "charts/chart1.xml", "Internal")),
        "word/charts/chart1.xml": CHART,
    }
    path.write_bytes(zipped(parts))
    title, table = read(path).pages[0].blocks[1:]
    assert title.text == "图表：办结率"
    assert table.rows == (("", "热线"), ("一月", ""), ("二月", "98"))


def test_pictures_and_charts_of_slides_and_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.pptx"
    picture = f"<p:pic><p:blipFill {SPACES}><a:blip r:embed='r0'/></p:blipFill></p:pic>"
    related = rels(("image", "../media/image1.png", "Internal"))
    path.write_bytes(pptx(slide(shape("标题"), picture), parts={"ppt/slides/_rels/slide0.xml.rels": related}))
    assert [b.figure for b in read(path).pages[0].blocks] == ["", "ppt/media/image1.png"]
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet("台账")
    sheet.write_column(0, 0, [3, 5])
    sheet.insert_image(3, 3, "a.png", {"image_data": io.BytesIO(photo(form="PNG"))})
    column = book.add_chart({"type": "column"})
    assert column is not None
    column.add_series({"values": "=台账!$A$1:$A$2", "name": "数"})
    sheet.insert_chart(9, 3, column)
    book.close()
    aside = read(tmp_path / "a.xlsx").pages[1]
    assert aside.label == "图片、图表"
    assert "xl/media/image1.png" in [block.figure for block in aside.blocks]
    assert "数" in aside.text


def test_pages_of_a_pdf_are_drawn_where_a_profile_asks_for_them(tmp_path: Path) -> None:
    lines = ("关于开展文明城市创建工作的通知", "各区人民政府、市直各单位：")
    profiles = {name: dict(one) for name, one in ARCHIVE["profiles"].items()}
    profiles["inspection"]["page_images"] = 1
    profiles["working"]["page_images"] = 2
    root = make_archive(tmp_path, {"A-1/通知.pdf": pdf(lines, lines, lines)}, archive={"profiles": profiles})
    for profile, count in (("inspection", 1), ("working", 2)):
        site = tmp_path / profile
        build_site(request_for(root, profile), site, desk=False)
        drawn = sorted(path.name.partition("-")[2] for path in (site / "figures").iterdir())
        assert drawn == [f"{number}.webp" for number in range(1, count + 1)]
        (page,) = (path.read_text(encoding="utf-8") for path in (site / "evidence").glob("*.html"))
        assert page.count('src="../figures/') == count
        with Image.open(next((site / "figures").iterdir())) as image:
            assert (image.format, max(image.size)) == ("WEBP", 1200)
