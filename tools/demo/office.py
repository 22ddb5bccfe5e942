"""Word files, made reproducible: fixed properties, and a zip whose entries carry no clock."""

import io
import zipfile
from datetime import datetime

import docx as library
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tools.demo.layout import Style, blocks
from tools.demo.model import Document

EPOCH = datetime(2026, 1, 1)  # noqa: DTZ001 (the format knows no zone)
FACES = {Style.HEADING: "黑体", Style.SUBHEADING: "楷体", Style.BODY: "仿宋"}


def docx(document: Document) -> bytes:
    """The document as a Word file: title and headings by style, tables as tables."""
    word = library.Document()
    _margins(word)
    if document.number:
        _paragraph(word, document.number, "仿宋", 16).alignment = WD_ALIGN_PARAGRAPH.CENTER
    title = word.add_heading(level=0)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(title, document.title, "宋体", 22)
    if document.to:
        _paragraph(word, document.to, "仿宋", 16)
    for block in blocks(document.text):
        if block.style is Style.TABLE:
            _table(word, block.rows)
        elif block.style is Style.BODY:
            _paragraph(word, block.text, "仿宋", 16).paragraph_format.first_line_indent = Pt(32)
        else:
            heading = word.add_heading(level=1 if block.style is Style.HEADING else 2)
            _run(heading, block.text, FACES[block.style], 16)
    for number, name in enumerate(document.attachments, 1):
        lead = "附件：" if number == 1 else "　　　"
        _paragraph(word, f"{lead}{number}. {name}", "仿宋", 16).paragraph_format.first_line_indent = Pt(32)
    for text in (document.signed, document.date):
        if text:
            _paragraph(word, text, "仿宋", 16).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _described(word, document)
    out = io.BytesIO()
    word.save(out)
    return _without_clock(out.getvalue())


def _margins(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _described(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author, properties.last_modified_by = document.title, document.signed, ""
    properties.created = properties.modified = EPOCH
    properties.comments, properties.revision = "", 1
    for links in (word.part.rels, word.part.package.rels):
        for key in [
            k for k, link in links.items() if link.reltype.endswith(("/thumbnail", "/stylesWithEffects"))
        ]:
            del links[key]  # of the template, larger than the text


def _paragraph(word: Word, text: str, face: str, size: float) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(28)
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, face, size)
    return paragraph


def _run(paragraph: Paragraph, text: str, face: str, size: float) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = face, Pt(size)
    run.font.color.rgb = None
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 (no public way to East Asian faces)
    fonts.set(qn("w:eastAsia"), face)


def _table(word: Word, rows: tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            _run(cell.paragraphs[0], text, "仿宋", 12)
    word.add_paragraph()


def _without_clock(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(name), compresslevel=9)
    return out.getvalue()
