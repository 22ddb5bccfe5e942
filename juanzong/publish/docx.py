"""A report as a Word document: a small writer over ZIP and XML, as no library gives the same bytes twice.

A4 with the margins of 公文 (GB/T 9704-2012 §5.2: 37 mm above, 28 mm on the binding side, text 156 × 225 mm),
text in 仿宋 with what stands in for it, tables ruled, heads repeated on every page.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from juanzong.model.report import Cell, Chapter, Report, Table
from juanzong.widths import ems

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (2000, 1, 1, 0, 0, 0)
"""A fixed day: the file must not tell when it was made, only what it holds."""

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TWIPS = 1440 / 25.4
"""Twentieths of a point in a millimetre."""
_CELL_EM, _CELL_SIDES = 210, 240
"""Twips of an em in a cell (10.5 points), and of its margins on both sides with some room."""
_WIDER = 1.2
"""Room for digits of fonts that stand in for 宋体 where it is missing."""
_TOKEN = re.compile(r"[!-~—]{0,16}")
"""What is read at one glance: a number, a day, an id."""

_TYPES = f"""{_HEAD}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>"""
_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>"""
_INNER_RELATIONS = f"""{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="r1" Type="{_R}/styles" Target="styles.xml"/></Relationships>"""


def _style(style: str, name: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def _font(name: str, half_points: int, more: str = "") -> str:
    faces = f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'
    return f'{faces}{more}<w:sz w:val="{half_points}"/>'


_INDENT = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/>'
_MIDDLE = '<w:jc w:val="center"/>'
_STYLES = "".join(
    (
        f'{_HEAD}<w:styles xmlns:w="{_W}">',
        _style("Normal", "Normal", _INDENT, _font("仿宋", 32)),
        _style("Title", "Title", f'<w:spacing w:after="240"/>{_MIDDLE}', _font("宋体", 44, "<w:b/>")),
        _style("Sub", "Subtitle", f'<w:spacing w:after="240"/>{_MIDDLE}', _font("楷体", 28)),
        _style(
            "Heading1",
            "heading 1",
            f'<w:keepNext/>{_INDENT}<w:outlineLvl w:val="0"/>',
            _font("黑体", 32),
        ),
        _style(
            "Caption",
            "caption",
            f'<w:keepNext/><w:spacing w:before="160" w:after="60"/>{_MIDDLE}',
            _font("黑体", 24),
        ),
        _style("Cell", "Cell", "", _font("宋体", 21)),
        _style("HeadCell", "Head cell", _MIDDLE, _font("黑体", 21)),
        _style(
            "Signed",
            "Signature",
            '<w:keepNext/><w:spacing w:before="240"/><w:jc w:val="right"/>',
            _font("仿宋", 32),
        ),
        "</w:styles>",
    )
)


def docx(report: Report) -> bytes:
    """The bytes of the document, the same for the same report."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/_rels/document.xml.rels": _INNER_RELATIONS,
        "word/styles.xml": _STYLES,
        "word/document.xml": _document(report),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, text.encode("utf-8"))
    return out.getvalue()


def _document(report: Report) -> str:
    body = [_paragraph("Title", report.title), _paragraph("Sub", report.period)]
    width = (297 if report.wide else 210) - 28 - 26
    for chapter in report.chapters:
        body += _chapter(chapter, round(width * _TWIPS))
    body += [_paragraph("Signed", report.signed), _paragraph("Signed", report.day), _page(wide=report.wide)]
    return f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'


def _page(*, wide: bool) -> str:
    height, width = (210, 297) if wide else (297, 210)
    turned = ' w:orient="landscape"' if wide else ""
    size = f'<w:pgSz w:w="{round(width * _TWIPS)}" w:h="{round(height * _TWIPS)}"{turned}/>'
    margins = {"top": 37, "right": 26, "bottom": 35, "left": 28, "header": 15, "footer": 15, "gutter": 0}
    told = "".join(f' w:{side}="{round(mm * _TWIPS)}"' for side, mm in margins.items())
    return f"<w:sectPr>{size}<w:pgMar{told}/></w:sectPr>"


def _chapter(chapter: Chapter, width: int) -> Iterator[str]:
    yield _paragraph("Heading1", chapter.heading)
    yield from (_paragraph("Normal", text) for text in chapter.paragraphs)
    for table in chapter.tables:
        yield _paragraph("Caption", table.caption)
        yield _table(table, width)


def _table(table: Table, width: int) -> str:
    widths = _widths(table, width)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    rows = [_row("HeadCell", table.head, widths, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")]
    rows += [_row("Cell", row, widths, "<w:trPr><w:cantSplit/></w:trPr>") for row in table.rows]
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _widths(table: Table, width: int) -> list[int]:
    """Numbers, days and ids stand on one line; the rest is shared by the square root of what a column holds.

    Where such columns leave less than half of the page, all columns share it.
    """
    columns = [[str(row[column]) for row in table.rows] for column in range(len(table.head))]
    fixed = [_unbroken(head, cells) for head, cells in zip(table.head, columns, strict=True)]
    if all(fixed) or sum(fixed) > width / 2:
        fixed = [0] * len(fixed)
    longest = (max(map(len, (head, *cells))) for head, cells in zip(table.head, columns, strict=True))
    shares = [
        0 if wide else max(2, min(length, 40)) ** 0.5 for wide, length in zip(fixed, longest, strict=True)
    ]
    rest = width - sum(fixed)
    return [wide or int(rest * share / sum(shares)) for wide, share in zip(fixed, shares, strict=True)]


def _unbroken(head: str, cells: Sequence[str]) -> int:
    """The twips of a column that holds numbers, days or ids only, its head in two lines; else 0."""
    if not cells or not all(_TOKEN.fullmatch(cell) for cell in cells):
        return 0
    widest = max(ems(head) / 2, ems(head[:2]), _WIDER * max(map(ems, cells)))
    return round(_CELL_EM * widest + _CELL_SIDES)


def _row(style: str, cells: Iterable[Cell], widths: Iterable[int], properties: str) -> str:
    made = (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(style, str(cell))}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{properties}{''.join(made)}</w:tr>"


def _paragraph(style: str, text: str) -> str:
    run = f'<w:r><w:t xml:space="preserve">{escape(_UNFIT.sub("", text))}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'
