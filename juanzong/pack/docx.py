"""A small DOCX for forms that people sign: title, lines, tables; the same bytes for the same text."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_FIXED = (1980, 1, 1, 0, 0, 0)
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1985"'
    ' w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
)
"""Type area 156 × 225 mm (GB/T 9704-2012)."""
_WIDTH = 8844
"""Of a table, in twentieths of a point: 156 mm."""
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

Row = Sequence[str]


def heading(text: str) -> str:
    """A centred title."""
    return _paragraph(text, size=36, bold=True, centred=True)


def paragraph(text: str) -> str:
    """A line of text."""
    return _paragraph(text)


def table(rows: Sequence[Row], widths: Sequence[int]) -> str:
    """A table whose columns are as wide, relative to each other, as `widths` says."""
    columns = [_WIDTH * width // sum(widths) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell)}</w:tc>'
            for cell, width in zip(row, columns, strict=True)
        )
        + "</w:tr>"
        for row in rows
    )
    look = f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{_SIDES}</w:tblBorders>'
    look += '<w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def document(parts: Sequence[str]) -> bytes:
    """The file's bytes."""
    body = f"{_HEAD}<w:document {_W}><w:body>{''.join(parts)}{_A4}</w:body></w:document>"
    return zipped(
        {
            "[Content_Types].xml": (_HEAD + _TYPES).encode(),
            "_rels/.rels": (_HEAD + _RELATIONS).encode(),
            "word/document.xml": body.encode("utf-8", "xmlcharrefreplace"),
        }
    )


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip of some members that does not tell when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members.items():
            packed.writestr(zipfile.ZipInfo(name, _FIXED), content)
    return out.getvalue()


def _paragraph(text: str, *, size: int = 24, bold: bool = False, centred: bool = False) -> str:
    fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="仿宋"/>'
    look = f'<w:rPr>{fonts}{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/></w:rPr>'
    place = '<w:pPr><w:spacing w:after="240"/><w:jc w:val="center"/></w:pPr>' if centred else ""
    return f'<w:p>{place}<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
