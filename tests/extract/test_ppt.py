import struct
from pathlib import Path

import pytest

from juanzong.extract.request import UnreadableError
from juanzong.model import BlockKind, Extraction, Reading
from tests.extract.making import codes, read
from tests.extract.oles import ole

TALK = Path(__file__).parent / "files" / "talk.ppt"
"""Written by LibreOffice: two slides, the first with notes, the second hidden and with a table."""


def record(kind: int, *content: bytes, instance: int = 0, container: bool = True) -> bytes:
    held = b"".join(content)
    return struct.pack("<HHI", instance << 4 | (0xF if container else 0), kind, len(held)) + held


def atom(kind: int, content: bytes, instance: int = 0) -> bytes:
    return record(kind, content, instance=instance, container=False)


def numbers(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def text(kind: int, said: str) -> bytes:
    """A kind of text and the text, as they stand in a list or in a box."""
    return atom(0x0F9F, numbers(kind)) + atom(0x0FA0, said.encode("utf-16-le"))


def box(*content: bytes) -> bytes:
    return record(0xF00D, *content)


def slide(*boxes: bytes, notes: int = 0, flags: int = 0) -> bytes:
    about = atom(0x03EF, bytes(16) + numbers(notes, 0))
    show = atom(0x03F9, bytes(10) + struct.pack("<H", flags) + bytes(4))
    return record(0x03EE, about, show, record(0x040C, *boxes))


def show(
    slides: list[tuple[bytes, bytes]],
    notes: dict[int, bytes] | None = None,
    *,
    more: bytes = b"",
    token: int = 0xE391C05F,
) -> bytes:
    """A presentation as PowerPoint writes it, from slides and the outline texts of each."""
    spoken = notes or {}
    listed = b"".join(
        atom(0x03F3, numbers(number, 0, 0, 255 + number, 0)) + outline
        for number, (_, outline) in enumerate(slides, 2)
    )
    listed_notes = b"".join(
        atom(0x03F3, numbers(100 + identifier, 0, 0, identifier, 0)) for identifier in spoken
    )
    document = record(0x03E8, record(0x0FF0, listed), record(0x0FF0, listed_notes, instance=2), more)
    records = {1: document} | {number: made for number, (made, _) in enumerate(slides, 2)}
    records |= {100 + identifier: made for identifier, made in spoken.items()}
    content, directory = b"", b""
    for number, made in records.items():
        directory += numbers(1 << 20 | number, len(content))
        content += made
    place = len(content)
    content += atom(0x1772, directory)
    edit = len(content)
    content += atom(0x0FF5, numbers(0, 0, 0, place, 1, 0, 0))
    user = atom(0x0FF6, numbers(20, token, edit) + bytes(12))
    return ole({"PowerPoint Document": content, "Current User": user})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "汇报.ppt"


def made(path: Path, content: bytes) -> Extraction:
    path.write_bytes(content)
    return read(path)


def test_what_libreoffice_writes() -> None:
    found = read(TALK)
    assert [[(b.text, b.level) for b in page.blocks] for page in found.pages] == [
        [
            ("云泽市文明城市创建汇报", 1),
            ("创建办", 0),
            ("2026年3月", 0),
            ("普通文本框 plain", 0),
            ("备注", 3),
            ("讲话要点备注", 0),
        ],
        [("隐藏的一页", 2), ("指标", 0), ("分值", 0), ("环境", 0), ("10", 0)],
    ]
    assert (found.reading, found.page_count, found.paged) == (Reading.READ, 2, True)
    assert found.findings == (("JZ345", (("pages", "2"),)),)


def test_texts_of_the_outline_stand_where_the_slide_shows_them(path: Path) -> None:
    one = slide(
        box(text(4, "先画的框")),
        box(atom(0x0F9E, numbers(0))),
        box(atom(0x0F9E, numbers(1))),
        box(atom(0x0F9E, numbers(9))),
    )
    found = made(path, show([(one, text(6, "总\v标题") + text(1, "第一点\r第二点"))]))
    assert [(b.text, b.level) for b in found.pages[0].blocks] == [
        ("先画的框", 0),
        ("总\n标题", 1),
        ("第一点", 0),
        ("第二点", 0),
    ]


def test_slides_come_in_the_order_of_the_show_with_their_notes(path: Path) -> None:
    first, second = slide(box(text(0, "甲的标题"))), slide(box(text(0, "乙的标题")), notes=7)
    spoken = record(0x03F0, box(text(2, "乙的备注")), box(text(4, "页脚")))
    found = made(path, show([(first, b""), (second, b"")], {7: spoken}))
    assert [page.text for page in found.pages] == ["甲的标题", "乙的标题\n备注\n乙的备注"]


def test_bytes_are_the_low_halves_of_characters(path: Path) -> None:
    found = made(path, show([(slide(box(atom(0x0FA8, b"caf\xe9"))), b"")]))
    assert found.text == "café"


def test_comments_are_read_and_their_authors_are_not(path: Path) -> None:
    strings = (atom(0x0FBA, s.encode("utf-16-le"), n) for n, s in enumerate(("张三", "请核对", "张")))
    tags = record(0x1388, record(0x138A, atom(0x138B, record(0x2EE0, *strings))))
    found = made(path, show([(record(0x03EE, box(text(0, "标题文字")), tags), b"")]))
    assert found.text == "标题文字\n批注\n请核对"


def test_without_a_directory_slides_come_as_they_lie(path: Path) -> None:
    content = record(0x03E8) + slide(box(text(0, "甲"))) + slide(box(text(0, "乙")))
    found = made(path, ole({"PowerPoint Document": content}))
    assert [page.text for page in found.pages] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (record(0x03FF, atom(0x0400, numbers(5, 1, 2))), "JZ315"),
        (record(0x0409, record(0x0FCC)), "JZ314"),
        (record(0x0409, record(0x0FEE)), "JZ314"),
        (record(0x0409, record(0x0FCE)), "JZ340"),
    ],
)
def test_records_tell_what_can_act(path: Path, more: bytes, expected: str) -> None:
    assert codes(made(path, show([(slide(box(text(0, "标题"))), b"")], more=more))) == [expected]


def test_a_show_without_text_is_unread(path: Path) -> None:
    found = made(path, show([(slide(box(text(4, "*"))), b"")]))
    assert (found.reading, found.page_count, codes(found)) == (Reading.UNREAD, 1, ["JZ321"])


def test_a_password_is_told(path: Path) -> None:
    path.write_bytes(show([], token=0xF3D1C4DF))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ301"


def test_records_within_records_without_end_are_bounded(path: Path) -> None:
    deep = b""
    for _ in range(2000):
        deep = record(0xF003, deep)
    found = made(path, show([(slide(deep, box(text(0, "标题"))), b"")]))
    assert [b.kind for b in found.pages[0].blocks] == [BlockKind.HEADING]
