import io
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from juanzong.cache import Cache
from juanzong.extract import extract, scans
from juanzong.extract.pixels import page_of
from juanzong.extract.request import Request, UnreadableError, Work
from juanzong.extract.seals import seal_name
from juanzong.model import Config, Extraction, Facts, Reading, TextSource
from tests.extract.conftest import Put
from tests.extract.making import codes, read, zipped
from tests.extract.test_scans import SCRIBE, written_page

OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
BODY = 5.6
"""Millimetres of a character of size 三号."""


def line(text: str, x: float, y: float, size: float = BODY, **attributes: str) -> str:
    """A text object whose baseline begins at (x, y)."""
    steps = " ".join([str(size)] * (len(text) - 1))
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    boundary = attributes.get("Boundary") or f"{x} {y - size} {size * len(text)} {size}"
    more = more if "Boundary" in attributes else f'{more} Boundary="{boundary}"'
    return (
        f'<ofd:TextObject Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, before: str = "") -> str:
    content = f"<ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content>"
    return f"<ofd:Page {OFD}>{before}{content}</ofd:Page>"


def package(
    *pages: str,
    info: str = "",
    common: str = "",
    after: str = "",
    body: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/{n}.xml"/>' for n, _ in enumerate(pages, 1))
    return zipped(
        {
            "OFD.xml": (
                f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocInfo>{info}</ofd:DocInfo>"
                f"<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>"
            ),
            "Doc_0/Document.xml": (
                f"<ofd:Document {OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
                f"</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
                f"<ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>"
            ),
            **{f"Doc_0/Pages/{n}.xml": content for n, content in enumerate(pages, 1)},
            **(parts or {}),
        }
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "通知.ofd"


def made(path: Path, content: bytes) -> Extraction:
    path.write_bytes(content)
    return read(path)


def texts(found: Extraction) -> list[str]:
    return [block.text for page in found.pages for block in page.blocks]


LONG = "云泽市文明城市创建工作领导小组办公室关于做好材料报送"


def test_lines_by_their_place_and_paragraphs_by_the_margin(path: Path) -> None:
    content = page(
        line("工作的各项准备。", 30, 80),
        line(LONG, 30, 70),
        line("二、报送时限", 41.2, 90),
        line("标题", 90, 40, 7.7),
    )
    found = made(path, package(content))
    assert texts(found) == ["标题", f"{LONG}\n工作的各项准备。", "二、报送时限"]
    assert (found.reading, found.paged, found.page_count) == (Reading.READ, True, 1)


def test_pieces_on_one_line_and_the_parts_of_a_form(path: Path) -> None:
    content = page(
        line("号", 75, 50),
        line("云创建办〔2026〕3", 30, 50),
        line("签发人：张三", 120, 50.4),
        line("Open", 30, 80, 5),
        line("Source", 52, 80, 5),
    )
    assert texts(made(path, package(content))) == ["云创建办〔2026〕3号  签发人：张三", "Open Source"]


def test_columns_are_read_one_after_the_other(path: Path) -> None:
    left = [line("左栏文字左栏文字左", 20, y) for y in range(50, 250, 10)]
    right = [line("右栏文字右栏文字右", 120, y) for y in range(50, 250, 10)]
    found = made(path, package(page(*left, *right))).text.replace("\n", "")
    assert found == "左栏文字左栏文字左" * 20 + "右栏文字右栏文字右" * 20


def test_a_page_number_is_no_part_of_a_paragraph(path: Path) -> None:
    found = made(path, package(page(line(LONG, 30, 270), line("— 2 —", 32, 280))))
    assert texts(found) == [LONG, "— 2 —"]


def test_a_turned_and_scaled_object_stands_where_it_is_seen(path: Path) -> None:
    small = line("第二行", 0, 22, 22, CTM="0.25 0 0 0.25 0 0", Boundary="30 60 40 10")
    assert texts(made(path, package(page(small, line("第一行在上面", 30, 50))))) == ["第一行在上面", "第二行"]


def test_steps_written_short(path: Path) -> None:
    short = (
        '<ofd:TextObject Size="5" Boundary="30 50 60 5"><ofd:TextCode X="0" Y="5" DeltaX="g 4 5">云泽市人大'
        '</ofd:TextCode></ofd:TextObject><ofd:TextObject Size="5" Boundary="55.5 50 30 5">'
        '<ofd:TextCode X="0" Y="5" DeltaX="g 99999999999 5">常务委员会</ofd:TextCode></ofd:TextObject>'
    )
    assert texts(made(path, package(page(short)))) == ["云泽市人大常务委员会"]


def test_templates_units_and_annotations_are_read_and_watermarks_are_not(path: Path) -> None:
    unit = (
        f'<ofd:Res {OFD}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9">'
        f"<ofd:Content>{line('已核验', 0, 5)}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    annotations = "".join(
        f'<ofd:Annot Type="{kind}"><ofd:Appearance Boundary="20 200 50 10">{line(text, 0, 5)}'
        "</ofd:Appearance></ofd:Annot>"
        for kind, text in (("Stamp", "批注意见"), ("Watermark", "某模板网"))
    )
    found = made(
        path,
        package(
            page(
                line("正文文字正文文字", 30, 80),
                '<ofd:CompositeObject ResourceID="9" Boundary="30 150 50 10"/>',
                before='<ofd:Template TemplateID="7"/>',
            ),
            common=(
                '<ofd:TemplatePage ID="7" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
                "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            ),
            after="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
            parts={
                "Doc_0/Tpls/Tpl_0/Content.xml": page(line("版头来自模板页", 30, 40)),
                "Doc_0/DocumentRes.xml": unit,
                "Doc_0/Annots/Annotations.xml": (
                    f'<ofd:Annotations {OFD}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/A.xml</ofd:FileLoc>'
                    "</ofd:Page></ofd:Annotations>"
                ),
                "Doc_0/Annots/Page_0/A.xml": f"<ofd:PageAnnot {OFD}>{annotations}</ofd:PageAnnot>",
            },
        ),
    )
    assert texts(found) == ["版头来自模板页", "正文文字正文文字", "已核验", "批注意见"]


def test_what_it_says_of_itself(path: Path) -> None:
    info = "<ofd:Title>标题⽂件</ofd:Title><ofd:Author>创建办</ofd:Author>"
    info += "<ofd:CreationDate>2026-03-05T10:00:00</ofd:CreationDate>"
    found = made(path, package(page(line("正文文字正文文字", 30, 80)), info=info))
    assert found.facts == Facts(title="标题文件", author="创建办", created=date(2026, 3, 5))


def test_radicals_are_folded(path: Path) -> None:
    assert texts(made(path, package(page(line("⽂明城市创建⼯作", 30, 80))))) == ["文明城市创建工作"]


def der(tag: int, *values: bytes) -> bytes:
    content = b"".join(values)
    size = len(content)
    length = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + length + content


def seal(name: str) -> bytes:
    header = der(0x30, der(0x16, b"ES"), der(2, b"\x04"), der(0x16, b"maker"))
    about = der(0x30, der(2, b"\x01"), der(0x0C, name.encode()), der(0x30))
    info = der(0x30, header, der(0x16, b"id-1"), about, der(0x30, der(4, b"x" * 300)))
    return der(0x30, info, der(4, b"certificate"))


@pytest.mark.parametrize(
    "content", [seal("某局公章"), der(0x30, der(0x30, der(2, b"\x04"), seal("某局公章")))]
)
def test_the_name_of_a_seal_alone_or_in_a_signature(content: bytes) -> None:
    assert seal_name(content) == "某局公章"


@pytest.mark.parametrize(
    "content", [b"", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", seal("x")[:30], b"\x30" * 90]
)
def test_what_is_no_seal_has_no_name(content: bytes) -> None:
    assert seal_name(content) == ""


def signed(value: bytes, *, sealed: bool) -> bytes:
    place = "<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>" if sealed else ""
    return package(
        page(line("正文文字正文文字", 30, 80)),
        body="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>",
        parts={
            "Doc_0/Signs/Signatures.xml": (
                f'<ofd:Signatures {OFD}><ofd:Signature ID="1" BaseLoc="Sign_0/Signature.xml"/>'
                "</ofd:Signatures>"
            ),
            "Doc_0/Signs/Sign_0/Signature.xml": (
                f"<ofd:Signature {OFD}><ofd:SignedInfo>{place}</ofd:SignedInfo>"
                "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>"
            ),
            "Doc_0/Signs/Sign_0/Seal.esl": value,
            "Doc_0/Signs/Sign_0/SignedValue.dat": b"",
        },
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (signed(seal("云泽市创建办"), sealed=True), ("JZ342", (("names", "云泽市创建办"),))),
        (signed(b"damaged", sealed=True), ("JZ342", (("names", "？"),))),
        (signed(b"", sealed=False), ("JZ341", ())),
    ],
)
def test_seals_and_signatures_are_told(path: Path, content: bytes, expected: tuple[str, object]) -> None:
    assert made(path, content).findings == (expected,)


def test_attachments_are_listed(path: Path) -> None:
    listed = (
        f'<ofd:Attachments {OFD}><ofd:Attachment Name="名单.xlsx"><ofd:FileLoc>a.xlsx</ofd:FileLoc>'
        "</ofd:Attachment><ofd:Attachment><ofd:FileLoc>Res/b.pdf</ofd:FileLoc></ofd:Attachment></ofd:Attachments>"
    )
    found = made(
        path,
        package(
            page(line("正文文字正文文字", 30, 80)),
            after="<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
            parts={"Doc_0/Attachs/Attachments.xml": listed},
        ),
    )
    assert found.findings == (("JZ343", (("names", "名单.xlsx、b.pdf"),)),)


def test_names_in_gbk_are_found(path: Path) -> None:
    held = io.BytesIO(package(page(), page(line("第二页有字可以读", 30, 80))))
    with zipfile.ZipFile(held) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["Doc_0/Document.xml"] = parts["Doc_0/Document.xml"].replace(
        b"Pages/2.xml", "页面/内容.xml".encode()
    )
    parts["Doc_0/页面/内容.xml"] = parts.pop("Doc_0/Pages/2.xml")
    assert made(path, zipped(parts, encoding="gb18030")).pages[1].text == "第二页有字可以读"


def test_a_scan_is_unread_and_a_page_without_text_is_named(path: Path) -> None:
    scan = page('<ofd:ImageObject ResourceID="1" Boundary="0 0 210 297"/>')
    found = made(path, package(scan, scan))
    assert (found.reading, found.text_source, codes(found)) == (Reading.UNREAD, TextSource.NONE, ["JZ310"])
    found = made(path, package(scan, page(line("正文文字正文文字", 30, 80))))
    assert (found.reading, found.findings) == (Reading.READ, (("JZ312", (("pages", "1"),)),))
    assert found.unseen == (1,)


def test_codes_that_are_no_characters_are_garbage(path: Path) -> None:
    garbage = page(line("\ue001\ue002\ue003\ue004" * 10, 10, 80, 4))
    found = made(path, package(garbage))
    assert (found.reading, codes(found), found.text) == (Reading.UNREAD, ["JZ311"], "")


def test_a_damaged_page_costs_itself_only(path: Path) -> None:
    found = made(path, package("<ofd:Page", page(line("正文文字正文文字", 30, 80))))
    assert (found.text.strip(), codes(found)) == ("正文文字正文文字", ["JZ312", "JZ416"])


def test_entities_are_refused(path: Path) -> None:
    path.write_bytes(package('<!DOCTYPE x [<!ENTITY a "b">]>' + page(line("&a;", 30, 80))))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ325"


@pytest.mark.parametrize(
    "content",
    [
        zipped({"OFD.xml": "<x/>"}),
        zipped({"OFD.xml": "<x>"}),
        zipped({"a": "b"}),
        zipped({"OFD.xml": "<x><DocBody><DocRoot>gone.xml</DocRoot></DocBody></x>"}),
    ],
)
def test_a_damaged_package_raises(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises((ValueError, etree.XMLSyntaxError)):
        read(path)


def scan(number: int, picture: bytes, box: str = "0 0 210 297") -> tuple[str, str, dict[str, str | bytes]]:
    """A page that is one picture, the entry of its resource, and its part."""
    drawn = f'<ofd:ImageObject Boundary="{box}" ResourceID="{number}"/>'
    place = f"<ofd:MediaFile>s{number}.png</ofd:MediaFile>"
    media = f'<ofd:MultiMedia ID="{number}" Type="Image">{place}</ofd:MultiMedia>'
    return drawn, media, {f"Doc_0/Res/s{number}.png": picture}


def scanned(*pages: str, media: str, parts: Mapping[str, str | bytes]) -> bytes:
    resources = f'<ofd:Res {OFD} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    return package(*pages, common=common, parts={"Doc_0/DocumentRes.xml": resources, **parts})


def test_a_scan_is_drawn_for_ocr_and_for_its_thumbnail(path: Path) -> None:
    stamp, stamp_media, stamp_part = scan(8, b"no picture", "10 10 20 20")
    sheet, sheet_media, sheet_part = scan(7, written_page())
    text = page(line("正文文字正文文字正文文字", 30, 80))
    content = scanned(
        text, page(stamp, sheet), media=stamp_media + sheet_media, parts=stamp_part | sheet_part
    )
    found = made(path, content)
    assert (found.reading, found.unseen) == (Reading.READ, (2,))
    asked = Request(str(path), "ofd", 60, 2048, 8, 0.85, Work.OCR, (2,))
    assert page_of(asked, 2, 2000).size == (600, 800)
    with pytest.raises(ValueError, match="no picture"):
        page_of(asked, 1, 2000)
    with pytest.raises(ValueError, match="no such page"):
        page_of(asked, 3, 2000)


def test_a_scanned_ofd_is_read_and_shown(
    config: Config, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(scans, "_LIBRARIES", ("pillow",))
    sheet, media, part = scan(7, written_page())
    item = put("甲.先生.ofd", scanned(page(sheet), media=media, parts=part))
    cache = Cache.open(tmp_path / "cache.sqlite")
    evidence, found, _ = extract(config, [item], cache=cache, ocr_child=SCRIBE)
    read_now = evidence[0].extraction
    assert (read_now.reading, read_now.text, [f.code for f in found]) == (
        Reading.READ,
        "先生" * 10,
        ["JZ326"],
    )
    assert read_now.preview.thumbnail
