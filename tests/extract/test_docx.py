import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from juanzong.extract.request import UnreadableError
from juanzong.model import BlockKind, Extraction, Reading
from tests.extract.making import W, asked, codes, docx, p, read, story, zipped


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "说明.docx"


def made(path: Path, body: str, **parts: str | bytes) -> Extraction:
    path.write_bytes(docx(body, **parts))
    return read(path)


def test_paragraphs_in_order(path: Path) -> None:
    found = made(path, p("第一段") + "<w:p/>" + p("第二段"))
    assert (found.reading, found.paged, found.text) == (Reading.READ, False, "第一段\n第二段")


def test_tracked_insertions_are_text_and_deletions_are_not(path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>共</w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>十</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>二十</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3"><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:t>件</w:t></w:r></w:p>'
    )
    assert made(path, body).text == "共二十件"


def test_fields_links_controls_and_breaks(path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('控件里的段')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>行内控件</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert made(path, body).text == "控件里的段\n链接\t甲\n乙行内控件"


def test_a_text_box_is_read_once(path: Path) -> None:
    box = f"<w:txbxContent>{p('红头文件')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>锚</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert made(path, body).text == "红头文件\n锚"


def test_headings_by_style_and_by_outline_level(path: Path) -> None:
    styles = story(
        "styles",
        '<w:style w:styleId="1"><w:name w:val="heading 2"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:styleId="2"><w:name w:val="own"/><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="3"><w:name w:val="Title"/></w:style>'
        '<w:style w:styleId="4"><w:name w:val="loop"/><w:basedOn w:val="4"/></w:style>',
    )
    body = "".join(
        p(text, properties)
        for text, properties in (
            ("题", '<w:pStyle w:val="3"/>'),
            ("节", '<w:pStyle w:val="2"/>'),
            ("直接", '<w:outlineLvl w:val="8"/>'),
            ("正文", '<w:outlineLvl w:val="9"/>'),
            ("绕圈", '<w:pStyle w:val="4"/>'),
        )
    )
    blocks = made(path, body, word__styles=styles).pages[0].blocks
    assert [(b.text, b.level) for b in blocks] == [
        ("题", 1),
        ("节", 2),
        ("直接", 6),
        ("正文", 0),
        ("绕圈", 0),
    ]
    assert [b.kind for b in blocks[2:4]] == [BlockKind.HEADING, BlockKind.PARAGRAPH]


def test_tables_with_spans_and_tables_within(path: Path) -> None:
    def tc(inner: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

    inner = f"<w:tbl><w:tr>{tc(p('内'))}</w:tr></w:tbl>"
    rows = (
        tc(p("合并两列"), '<w:gridSpan w:val="2"/>') + tc(p("三")),
        tc(p("竖"), '<w:vMerge w:val="restart"/>') + tc(p("上") + p("下")) + tc(p("x") + inner),
        tc(p("不见"), "<w:vMerge/>") + tc("<w:p/>") + tc(p("y z")),
    )
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    blocks = made(path, body).pages[0].blocks
    assert [b.rows for b in blocks] == [
        (("合并两列", "", "三"), ("竖", "上下", "x"), ("", "", "y z")),
        (("内",),),
    ]


def test_headers_notes_and_comments_follow_the_body_and_each_text_once(path: Path) -> None:
    found = made(
        path,
        p("正文"),
        word__header2=story("hdr", p("页眉")),
        word__header1=story("hdr", p("页眉") + p("另一行")),
        word__footnotes=story("footnotes", f"<w:footnote>{p('脚注')}</w:footnote>"),
        word__comments=story("comments", f"<w:comment>{p('批注')}</w:comment>"),
    )
    assert [(page.label, page.text) for page in found.pages] == [
        ("", "正文"),
        ("页眉、页脚", "页眉\n另一行"),
        ("脚注、尾注", "脚注"),
        ("批注", "批注"),
    ]


def test_what_it_says_of_itself(path: Path) -> None:
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>标题</dc:title><dc:creator>创建办</dc:creator><t:created>2026-03-05T01:02:03Z</t:created>"
        "</c:coreProperties>"
    )
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    app = f'<Properties xmlns="{space}"><Pages>7</Pages></Properties>'
    found = made(path, p("正文"), docProps__core=core, docProps__app=app)
    assert (found.facts.title, found.facts.author, found.facts.created) == (
        "标题",
        "创建办",
        date(2026, 3, 5),
    )
    assert found.page_count == 7


def test_the_strict_namespace_is_the_same_document(path: Path) -> None:
    strict = docx(p("严格"))
    parts = {"[Content_Types].xml": "<Types/>"}
    with zipfile.ZipFile(io.BytesIO(strict)) as archive:
        text = archive.read("word/document.xml").decode()
    parts["word/document.xml"] = text.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    path.write_bytes(zipped(parts))
    assert read(path).text == "严格"


def test_a_main_part_of_another_name(path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Type="{office}" Target="/word/document2.xml"/></Relationships>'
    )
    path.write_bytes(
        zipped({"_rels/.rels": rels, "word/document2.xml": story("document", f"<w:body>{p('二')}</w:body>")})
    )
    assert read(path).text == "二"


def test_a_document_of_pictures_is_unread(path: Path) -> None:
    found = made(path, "<w:p><w:r><w:drawing/></w:r></w:p>")
    assert (found.reading, codes(found)) == (Reading.UNREAD, ["JZ321"])


def test_macros_and_embedded_files_are_reported(path: Path) -> None:
    path.write_bytes(docx(p("正文"), word__embeddings__oleObject1="x", word__vbaProject="x"))
    assert codes(read(path)) == ["JZ314"]
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert codes(read(path)) == ["JZ315", "JZ314"]


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(path: Path, declared: str) -> None:
    document = story("document", f"<w:body>{p('&amp;')}</w:body>").replace("?>", "?>" + declared, 1)
    path.write_bytes(zipped({"word/document.xml": document}))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ325"


def test_a_bomb_is_not_unpacked(path: Path) -> None:
    path.write_bytes(docx(" " * 30_000_000))
    assert path.stat().st_size < 100_000
    with pytest.raises(UnreadableError) as caught:
        read(path, memory_mb=256)
    assert caught.value.code == "JZ308"


def test_an_encrypted_document_is_an_ole_file(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ301"


@pytest.mark.parametrize("content", [docx(p("正文"))[:100], zipped({"照片.jpg": b"x"}), docx("<w:p>")])
def test_a_damaged_document_raises(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises((zipfile.BadZipFile, ValueError, etree.XMLSyntaxError)):
        read(path)


def test_what_python_docx_writes(path: Path) -> None:
    document = Document()
    document.add_heading("情况说明", 1)
    document.add_paragraph("正文")
    document.add_table(1, 2).cell(0, 1).text = "格"
    document.save(str(path))
    found = read(path)
    assert found.text == "情况说明\n正文\n\t格"
    assert asked(path).extension == "docx"
