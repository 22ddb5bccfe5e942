from pathlib import Path

import pytest

from juanzong.extract.request import UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Facts, Reading
from tests.extract.making import codes, read


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "网页.html"


def made(path: Path, content: str, encoding: str = "utf-8") -> Extraction:
    path.write_bytes(content.encode(encoding))
    return read(path)


def test_blocks_by_what_the_page_means(path: Path) -> None:
    found = made(
        path,
        "<!doctype html><title>题 目</title><body>散<b>文</b><!-- 注 -->字<h2>标<i>题</i></h2>"
        "<p>第一\n段<br>换行 x<div>甲<div>乙</div>丙</div><ul><li>一<li>二</ul><pre>行1\n行2</pre>",
    )
    assert [(b.text, b.level) for b in found.pages[0].blocks] == [
        ("散文字", 0),
        ("标题", 2),
        ("第一段\n换行 x", 0),
        *((text, 0) for text in ("甲", "乙", "丙", "一", "二", "行1\n行2")),
    ]
    assert (found.reading, found.facts, found.findings) == (Reading.READ, Facts(title="题 目"), ())


def test_tables_of_texts_and_tables_that_lay_out(path: Path) -> None:
    table = "<table><tr><th>甲<th colspan=2>乙<tr><td>1<td>2<br>3<td><p>x<p>y</table>"
    found = made(path, f"<table><tr><td>布局{table}后</td></tr></table>")
    assert found.pages[0].blocks == (
        Block(BlockKind.PARAGRAPH, "布局"),
        Block(BlockKind.TABLE, rows=(("甲", "乙", ""), ("1", "2 3", "x y"))),
        Block(BlockKind.PARAGRAPH, "后"),
    )


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<script>alert(1)</script>", "script"),
        ("<p onclick='x()'>a", "script"),
        ("<a href=' java\nscript:x()'>a</a>", "script"),
        ("<iframe src=x></iframe>", "iframe"),
        ("<form action=x></form>", "form"),
        ("<object data=x>b</object>", "object"),
        ("<meta http-equiv=Refresh content='0;url=x'>", "refresh"),
    ],
)
def test_what_can_act_is_told_and_dropped(path: Path, body: str, name: str) -> None:
    found = made(path, f"<html><body>正文{body}")
    assert found.findings == (("JZ346", (("names", name),)),)
    assert "alert" not in found.text


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<meta charset=gb2312><p>文明城市㐀", "gb18030"),
        ("<p>文明城市㐀", "gb18030"),
        ("<meta charset=gbk><p>文明城市㐀", "utf-8"),
        ("<meta charset=big5><p>文明城市", "big5"),
        ("<meta charset=utf-16><p>文明城市㐀", "utf-16"),
        ("<?xml version='1.0' encoding='gb18030'?><html><p>文明城市㐀", "gb18030"),
        ("<meta charset=nonsense><p>文明城市㐀", "utf-8"),
    ],
)
def test_any_encoding(path: Path, content: str, encoding: str) -> None:
    found = made(path, content, encoding)
    assert found.text.startswith("文明城市")
    assert codes(found) == []


def test_hidden_parts_and_pages_without_text(path: Path) -> None:
    found = made(
        path, "<html><head><style>x</style></head><body><svg><text>y</text></svg><template>z</template>"
    )
    assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ321"])


def test_deep_nesting_is_no_harm(path: Path) -> None:
    assert "文" in made(path, "<div>" * 200 + "文" + "</div>" * 200).text
    made(path, "<p>文" + "<div>" * 100_000)


def test_a_huge_page_is_refused(path: Path) -> None:
    path.write_bytes(b"<p>" + b"x" * (2 << 20))
    with pytest.raises(UnreadableError) as caught:
        read(path, output_mb=1)
    assert caught.value.code == "JZ305"
