from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from juanzong.extract.request import UnreadableError
from juanzong.model import BlockKind, Extraction, Facts, Reading
from tests.extract.making import codes, read, zipped
from tests.extract.test_ooxml import rels

SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def shape(*lines: str, place: str = "") -> str:
    kind = f'<p:nvPr><p:ph type="{place}"/></p:nvPr>' if place else "<p:nvPr/>"
    body = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp><p:nvSpPr>{kind}</p:nvSpPr><p:txBody>{body}</p:txBody></p:sp>"


def slide(*shapes: str, tag: str = "sld", attributes: str = "") -> str:
    return f"<p:{tag} {SPACES} {attributes}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:{tag}>"


def pptx(*slides: str, order: tuple[int, ...] = (), parts: Mapping[str, str] | None = None) -> bytes:
    """A PPTX; `order` counts slides from 0."""
    listed = "".join(f'<p:sldId r:id="r{number}"/>' for number in order or range(len(slides)))
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "ppt/presentation.xml": (
                f"<p:presentation {SPACES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>"
            ),
            "ppt/_rels/presentation.xml.rels": rels(
                *(("slide", f"slides/slide{number}.xml", "Internal") for number, _ in enumerate(slides))
            ),
            **{f"ppt/slides/slide{number}.xml": content for number, content in enumerate(slides)},
            **(parts or {}),
        }
    )


def related(*relations: tuple[str, str]) -> str:
    return rels(*((kind, f"../{target}", "Internal") for kind, target in relations))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "汇报.pptx"


def made(
    path: Path, *slides: str, order: tuple[int, ...] = (), parts: Mapping[str, str] | None = None
) -> Extraction:
    path.write_bytes(pptx(*slides, order=order, parts=parts))
    return read(path)


def test_slides_in_the_order_of_the_show_with_titles_as_headings(path: Path) -> None:
    found = made(
        path,
        slide(
            shape("第二张", place="title"),
            shape("要点一", "要点二", place="body"),
            shape("3", place="sldNum"),
        ),
        slide(shape("总标题", place="ctrTitle"), shape("框")),
        order=(1, 0),
    )
    assert [[(b.text, b.level) for b in page.blocks] for page in found.pages] == [
        [("总标题", 1), ("框", 0)],
        [("第二张", 2), ("要点一", 0), ("要点二", 0)],
    ]
    assert (found.reading, found.page_count, found.paged, found.findings) == (Reading.READ, 2, True, ())


def test_tables_groups_and_ways_to_say_the_same(path: Path) -> None:
    cells = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{t}</a:t></a:r></a:p></a:txBody></a:tc>" for t in "甲乙")
    table = f"<p:graphicFrame><a:graphic><a:tbl><a:tr>{cells}</a:tr></a:tbl></a:graphic></p:graphicFrame>"
    same = (
        f"<mc:AlternateContent><mc:Choice>{shape('新')}</mc:Choice><mc:Fallback>{shape('旧')}</mc:Fallback>"
    )
    found = made(path, slide(f"<p:grpSp>{shape('组')}</p:grpSp>", table, same + "</mc:AlternateContent>"))
    blocks = found.pages[0].blocks
    assert [b.text for b in blocks] == ["组", "", "新"]
    assert (blocks[1].kind, blocks[1].rows) == (BlockKind.TABLE, (("甲", "乙"),))


def test_diagrams_notes_and_comments_are_read(path: Path) -> None:
    frame = '<p:graphicFrame><dgm:relIds r:dm="r0"/></p:graphicFrame>'
    found = made(
        path,
        slide(shape("正文"), frame),
        parts={
            "ppt/slides/_rels/slide0.xml.rels": related(
                ("diagramData", "diagrams/data1.xml"),
                ("notesSlide", "notesSlides/n.xml"),
                ("comments", "comments/c.xml"),
                ("comments", "comments/new.xml"),
            ),
            "ppt/diagrams/data1.xml": f"<dgm:x {SPACES}><a:p><a:r><a:t>流程一</a:t></a:r></a:p></dgm:x>",
            "ppt/notesSlides/n.xml": slide(
                shape("讲这一点", place="body"), shape("1", place="sldNum"), tag="notes"
            ),
            "ppt/comments/c.xml": f"<p:cmLst {SPACES}><p:cm><p:text>请核对</p:text></p:cm></p:cmLst>",
            "ppt/comments/new.xml": f"<x {SPACES}><a:p><a:r><a:t>新式批注</a:t></a:r></a:p></x>",
        },
    )
    assert found.text == "正文\n流程一\n备注\n讲这一点\n批注\n请核对\n新式批注"


@pytest.mark.parametrize("off", ["0", "false"])
def test_hidden_slides_are_read_and_named(path: Path, off: str) -> None:
    found = made(path, slide(shape("见")), slide(shape("藏"), attributes=f'show="{off}"'))
    assert found.text == "见\n藏"
    assert found.findings == (("JZ345", (("pages", "2"),)),)


def test_the_strict_namespace_is_the_same(path: Path) -> None:
    content = pptx(slide(shape("严格")))
    strict = slide(shape("严格")).replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml")
    assert b"slide0" in content
    assert made(path, strict.replace("/2006/", "/")).text == "严格"


def test_what_it_says_of_itself(path: Path) -> None:
    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>汇报</dc:title><t:created>2026-03-05T01:02:03Z</t:created></c:coreProperties>"
    )
    found = made(path, slide(shape("正文")), parts={"docProps/core.xml": core})
    assert found.facts == Facts(title="汇报", created=date(2026, 3, 5))


def test_a_show_of_pictures_is_unread(path: Path) -> None:
    found = made(path, slide("<p:pic/>"))
    assert (found.reading, found.page_count, codes(found)) == (Reading.UNREAD, 1, ["JZ321"])


def test_entities_are_refused(path: Path) -> None:
    path.write_bytes(pptx('<!DOCTYPE x [<!ENTITY a "b">]>' + slide(shape("&a;"))))
    with pytest.raises(UnreadableError) as caught:
        read(path)
    assert caught.value.code == "JZ325"
