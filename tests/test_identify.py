import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.containers import ole_names, zip_names
from juanzong.identify import claimed, identify, lfs_pointer, misnamed
from juanzong.load.models import Format


def zip_of(*names: str, first: bytes = b"") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, first)
    return held.getvalue()


def ole_of(*names: str) -> bytes:
    """A directory of one sector behind the header, which is all that identification reads."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 0)
    struct.pack_into("<109I", header, 76, *[0xFFFFFFFF] * 109)
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 2 * len(name) + 2) + bytes(62)
        for name in ("Root Entry", *names)
    )
    return bytes(header) + entries.ljust(512, b"\0")


GBK = "关于开展文明城市创建工作的通知\n各区人民政府：\n".encode("gb18030")

CASES: list[tuple[str, bytes, str]] = [
    ("a.pdf", b"%PDF-1.7\n", "pdf"),
    ("a.pdf", b"\0" * 2048 + b"%PDF-1.4\n", "pdf"),
    ("a.pdf", b"\x01\x02\0junk %PDF-1.4\n", "pdf"),
    ("a.txt", "说明：文件头为 %PDF-1.7".encode(), "txt"),
    ("a.docx", zip_of("[Content_Types].xml", "word/document.xml"), "docx"),
    ("a.docx", zip_of("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), "docm"),
    ("a.docx", zip_of("[Content_Types].xml", "word/document.xml")[:90], "docx"),
    ("a.doc", zip_of("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    ("a.xlsx", zip_of("[Content_Types].xml", "xl/workbook.bin"), "xlsb"),
    ("a.pptx", zip_of("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
    ("a.docx", zip_of("照片.jpg"), "zip"),
    ("a.ofd", zip_of("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    (
        "a.odt",
        zip_of("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.text"),
        "odt",
    ),
    ("a.zip", b"PK\x05\x06" + bytes(18), "zip"),
    ("a.wps", ole_of("WordDocument"), "doc"),
    ("a.et", ole_of("Workbook"), "xls"),
    ("a.dps", ole_of("PowerPoint Document"), "ppt"),
    ("a.xlsx", ole_of("EncryptionInfo", "EncryptedPackage"), "xlsx"),
    ("a.bin", ole_of("EncryptionInfo", "EncryptedPackage"), "docx"),
    ("a.msi", ole_of("Something"), "bin"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "bin"),
    ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "jpg"),
    ("a.jpg", b"\x89PNG\r\n\x1a\n", "png"),
    ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
    ("a.bmp", b"BM\x10\0\0\0\0\0\0\0", "bmp"),
    ("a.txt", b"BMW \xe6\xb1\xbd\xe8\xbd\xa6", "txt"),
    ("a.mp4", b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2", "mp4"),
    ("a.mov", b"\0\0\0\x14ftypqt  \0\0\x02\0qt  ", "mov"),
    ("a.heic", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "heic"),
    ("a.txt", "中文".encode(), "txt"),
    ("a.txt", GBK, "txt"),
    ("a.csv", GBK, "csv"),
    ("a.MD", "# 标题".encode(), "md"),
    ("a.md", b"\xff\xfe" + "标题".encode("utf-16-le"), "md"),
    ("a.txt", "一、总体要求\r\n".encode("utf-16-le"), "txt"),
    ("a.txt", "文".encode() * 30000, "txt"),
    ("a.txt", GBK * 20 + b"\xff" + GBK, "txt"),
    ("a.html", b"<!DOCTYPE html><p>x", "html"),
    ("a.htm", b"<p>x</p>", "html"),
    ("a.jpg", b"<?xml version='1.0'?><svg xmlns='x'/>", "svg"),
    ("a.eml", "From: 甲\r\nTo: 乙\r\nSubject: 丙\r\n\r\n正文".encode(), "eml"),
    ("a.txt", b"Received: a\n b\nMessage-ID: <1@a>\nFrom: x\n\nbody", "eml"),
    ("a.txt", "姓名: 甲\n电话: 乙\n住址: 丙\n".encode(), "txt"),
    ("a.txt", b"From: x\nTo: y\nSubject: z\n\nno mail but notes", "txt"),
    ("a.txt", bytes(range(256)), "bin"),
    ("a.pdf", b"", "bin"),
    ("没有扩展名", "中文".encode(), "txt"),
]


@pytest.mark.parametrize(("name", "content", "extension"), CASES)
def test_the_bytes_tell_the_kind(tmp_path: Path, name: str, content: bytes, extension: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert identify(path).extension == extension


def test_a_kind_has_a_media_type_and_a_family(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(ole_of("Workbook"))
    found = identify(path)
    assert (found.type, found.format) == ("application/vnd.ms-excel", Format.SHEET)


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("通知.PDF", "pdf"),
        ("照片.JPEG", "jpg"),
        ("总结.wps", "doc"),
        ("台账.et", "xls"),
        ("通知.v1.docx", "docx"),
        ("通知", None),
        ("关于2026.03.05会议", None),
        (".gitignore", None),
    ],
)
def test_a_name_claims_a_kind(name: str, extension: str | None) -> None:
    assert claimed(name) == extension


@given(st.binary(max_size=3000))
def test_no_bytes_break_the_reading_of_containers(content: bytes) -> None:
    for mark, read in ((b"PK\x03\x04", zip_names), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ole_names)):
        read(io.BytesIO(mark + content))


def test_a_directory_that_claims_to_be_huge_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    content = bytearray(zip_of("a"))
    struct.pack_into("<I", content, len(content) - 10, 0xFFFFFFF0)
    path.write_bytes(content)
    assert identify(path).extension == "zip"


def test_a_directory_that_runs_in_a_circle_ends(tmp_path: Path) -> None:
    content = bytearray(ole_of("WordDocument") + bytes(512))
    struct.pack_into("<I", content, 76, 1)  # the FAT stands in sector 1 and says: after sector 0 comes 0
    path = tmp_path / "a.doc"
    path.write_bytes(content)
    assert identify(path).extension == "doc"


POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0a" * 32 + b"\nsize 12345\n"


@pytest.mark.parametrize("content", [POINTER, POINTER.replace(b"\n", b"\r\n")])
def test_an_lfs_pointer_is_known(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "视频.mp4"
    path.write_bytes(content)
    assert lfs_pointer(path) == ("0a" * 32, 12345)


@pytest.mark.parametrize("content", [b"", b"version 2\n", POINTER + b"more\n", POINTER + b"x" * 2000])
def test_what_is_no_pointer_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "视频.mp4"
    path.write_bytes(content)
    assert lfs_pointer(path) is None


@pytest.mark.parametrize(
    ("name", "extension", "expected"),
    [
        ("a.wps", "doc", None),
        ("a.wps", "docx", None),
        ("a.ET", "xlsx", None),
        ("a.dps", "pptx", None),
        ("a.wps", "xls", "doc"),
        ("a.doc", "docx", "doc"),
        ("a.docx", "docx", None),
        ("a", "docx", None),
        ("a.unknown", "docx", None),
    ],
)
def test_a_name_of_wps_may_be_the_old_or_the_new_format(
    name: str, extension: str, expected: str | None
) -> None:
    assert misnamed(name, extension) == expected
