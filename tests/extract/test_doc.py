import struct
from datetime import date
from pathlib import Path

import olefile  # type: ignore[import-untyped]
import pytest

from juanzong.extract.request import UnreadableError
from juanzong.model import Block, BlockKind, Facts, Reading
from tests.extract.making import codes, read
from tests.extract.oles import ole

NOTE = Path(__file__).parent / "files" / "note.doc"
"""Written by LibreOffice: headings, a table, a text box, headers, a footnote, a comment, tracked changes."""

FIB = 0x200


def doc(text: str, *, flags: int = 0, properties: bytes = b"", **lengths: int) -> bytes:
    """A DOC of one piece of text in 16 bits; `properties` stand before the piece table."""
    main = bytearray(FIB)
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, flags)
    struct.pack_into("<i", main, 0x4C, lengths.get("body", len(text)))
    struct.pack_into("<i", main, 0x5C, lengths.get("comments", 0))
    piece = struct.pack("<IIHIH", 0, len(text), 0, FIB, 0)
    table = properties + b"\x02" + struct.pack("<I", len(piece)) + piece
    struct.pack_into("<II", main, 0x1A2, 0, len(table))
    return ole({"WordDocument": bytes(main) + text.encode("utf-16-le"), "0Table": table})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "说明.doc"


def test_what_libreoffice_writes() -> None:
    found = read(NOTE)
    body = found.pages[0].blocks
    assert [(b.text, b.level) for b in body if b.kind is BlockKind.HEADING] == [
        ("关于礼遇道德模范的情况说明", 1),
        ("一、基本情况", 1),
        ("（一）走访慰问", 2),
    ]
    assert [b.rows for b in body if b.kind is BlockKind.TABLE] == [
        (("序号", "姓名", "备注"), ("1", "张甲李乙", ""), ("", "", "无"))
    ]
    assert [(page.label, page.text) for page in found.pages[1:]] == [
        ("文本框", "文本框中的字"),
        ("页眉、页脚", "云泽市创建档案\n第 1 页"),
        ("脚注、尾注", "数据来自市文明办。"),
        ("批注", "请核对人数"),
    ]
    assert (found.reading, found.paged, found.findings) == (Reading.READ, False, ())
    assert found.facts == Facts("云泽市礼遇道德模范情况说明", "创建办", date(2026, 3, 5))


def test_tracked_insertions_are_text_and_deletions_are_not() -> None:
    assert read(NOTE).pages[0].blocks[2] == Block(
        BlockKind.PARAGRAPH, "全市建立礼遇制度，共有二十名道德模范。"
    )


def test_breaks_and_links_are_what_is_seen() -> None:
    text = read(NOTE).pages[0].blocks[3].text
    assert text == "English text, 第二段\t有制表位\n和换行。见网页。"


def test_a_piece_after_properties_of_runs(path: Path) -> None:
    path.write_bytes(doc("第一段\r⽂明\r", properties=b"\x01\x04\x00abcd"))
    assert read(path).text == "第一段\n文明"


def test_a_piece_in_eight_bits(path: Path) -> None:
    made = bytearray(doc("x" * 8 + "\r"))
    at = made.index(struct.pack("<IIHIH", 0, 9, 0, FIB, 0))
    struct.pack_into("<I", made, at + 10, 0x40000000 | FIB * 2)
    text = made.index("x\0x\0".encode("ascii"))
    made[text : text + 9] = b"caf\xe9 \x93A\x94\r"
    path.write_bytes(bytes(made))
    assert read(path).text == "café “A”"


def test_fields_that_fetch_are_told(path: Path) -> None:
    path.write_bytes(doc('前\x13 INCLUDEPICTURE "http://a/b.png" \x14图\x15后\x13 PAGE \x14 3\x15\r'))
    found = read(path)
    assert found.text == "前图后 3"
    assert found.findings == (("JZ340", (("names", "INCLUDEPICTURE"),)),)


def test_cells_without_properties_of_paragraphs_are_still_text(path: Path) -> None:
    path.write_bytes(doc("甲\x07乙\x07\x07后文\r"))
    assert read(path).text == "甲\t乙\t\n后文"


def test_a_story_is_cut_out_of_the_text(path: Path) -> None:
    path.write_bytes(doc("正文\r批注的话\r", body=3, comments=5))
    assert [(page.label, page.text) for page in read(path).pages] == [("", "正文"), ("批注", "批注的话")]


def test_a_blank_document_is_unread(path: Path) -> None:
    path.write_bytes(doc("\r \r"))
    found = read(path)
    assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ321"])


@pytest.mark.parametrize(
    "content", [doc("密\r", flags=0x0100), ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"})]
)
def test_a_password_is_told(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ301"


@pytest.mark.parametrize(
    ("streams", "expected"),
    [
        ({"Macros/VBA/dir": b"x"}, "JZ315"),
        ({"ObjectPool/_1234/\x01CompObj": b"x"}, "JZ314"),
        ({"ObjectPool/_1234/\x01Ole10Native": b"x"}, "JZ314"),
        ({"_xmlsignatures/1": b"x"}, "JZ341"),
        ({"_signatures": b"x"}, "JZ341"),
    ],
)
def test_storages_tell_what_can_act(path: Path, streams: dict[str, bytes], expected: str) -> None:
    with olefile.OleFileIO(str(NOTE)) as held:
        own = {name: held.openstream(name).read() for name in ("WordDocument", "1Table")}
    path.write_bytes(ole(own | streams))
    found = read(path)
    assert codes(found) == [expected]
    assert found.text.startswith("关于礼遇")


def test_pieces_that_repeat_one_text_over_and_over_are_a_bomb(path: Path) -> None:
    made = bytearray(doc("文" * 3000 + "\r", body=2**31 - 1))
    struct.pack_into("<I", made, made.index(struct.pack("<II", 0, 3001)) + 4, 2**30)
    path.write_bytes(bytes(made))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ308"


@pytest.mark.parametrize(
    "content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole({"WordDocument": b"x"}), NOTE.read_bytes()[:3000]]
)
def test_a_damaged_document_raises(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises((ValueError, OSError, struct.error)):
        read(path)


@pytest.mark.parametrize(("magic", "version"), [(0xA5DC, 0x65), (0xA5EC, 0x68)])
def test_what_is_older_than_word_97_is_told_so(path: Path, magic: int, version: int) -> None:
    old = struct.pack("<HH", magic, version).ljust(FIB, b"\0")
    path.write_bytes(ole({"WordDocument": old}))
    with pytest.raises(UnreadableError, match="JZ356"):
        read(path)
