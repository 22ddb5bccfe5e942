from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.extract.plain import decoded
from juanzong.extract.request import UnreadableError
from juanzong.model import BlockKind, Reading
from tests.extract.making import codes, read

TEXT = "关于文明城市创建的说明\r\n\r\n第二行，ABC 123。\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_of_an_office(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "说明.txt"
    path.write_bytes(TEXT.encode(encoding))
    found = read(path)
    assert found.text == "关于文明城市创建的说明\n第二行，ABC 123。"
    assert found.findings == ()


def test_bad_bytes_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_bytes("好的".encode() + b"\xff\xfe!" + "文字".encode() * 50)
    found = read(path)
    assert found.text.startswith("好的��!文字")
    assert found.findings == (("JZ317", (("count", "2"),)),)


@given(st.binary(max_size=200))
def test_any_bytes_decode(content: bytes) -> None:
    text, bad = decoded(content)
    assert text.count("\ufffd") == bad


def test_markdown(tmp_path: Path) -> None:
    path = tmp_path / "说明.md"
    path.write_text(
        "# 题目 #\n段落一\n接着\n\n## 节\n| 甲 | 乙 |\n|:--|--:|\n| 1 | |\n段落二\n```\n# 不是题目\n```\n#\n",
        encoding="utf-8",
    )
    found = [(b.kind, b.level, b.text, b.rows) for b in read(path).pages[0].blocks]
    assert found == [
        (BlockKind.HEADING, 1, "题目", ()),
        (BlockKind.PARAGRAPH, 0, "段落一\n接着", ()),
        (BlockKind.HEADING, 2, "节", ()),
        (BlockKind.TABLE, 0, "", (("甲", "乙"), ("1", ""))),
        (BlockKind.PARAGRAPH, 0, "段落二\n# 不是题目\n#", ()),
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_a_table(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "台账.csv"
    rows = (("序号", "名称", "数"), ("1", '"甲\n乙"', ""), ("", "", ""), ("2",))
    path.write_bytes("\r\n".join(delimiter.join(row) for row in rows).encode("gb18030"))
    found = read(path).pages[0].blocks
    assert [b.rows for b in found] == [(("序号", "名称", "数"), ("1", "甲乙", ""), ("2", "", ""))]


def test_nothing_but_blanks_is_unread(tmp_path: Path) -> None:
    for name in ("空.txt", "空.md", "空.csv"):
        path = tmp_path / name
        path.write_text(" \n\n", encoding="utf-8")
        found = read(path)
        assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ321"])


def test_a_text_beyond_the_bound_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"a" * (1024 * 1024 + 1))
    with pytest.raises(UnreadableError) as caught:
        read(path, output_mb=1)
    assert caught.value.code == "JZ305"
