"""公文 as PDF: red letterhead, number, title, body, attachments, signature, seal, 版记 (GB/T 9704-2012)."""

import io
from collections.abc import Callable
from itertools import groupby

from reportlab import rl_config  # type: ignore[import-untyped]
from reportlab.lib.colors import Color, black  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import stringWidth  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from tools.demo import fonts
from tools.demo.layout import Block, Style, balance, blocks, wrap
from tools.demo.model import Document
from tools.demo.seals import seal

WIDTH, HEIGHT = 210 * mm, 297 * mm
LEFT, RIGHT, TOP, BOTTOM = 28 * mm, 26 * mm, 37 * mm, 35 * mm
"""Type area 156 × 225 mm (GB/T 9704-2012 §5.2.1)."""
MEASURE = WIDTH - LEFT - RIGHT
SIZE = 15.75
"""28 characters a line (§5.2.3)."""
LEADINGS = (29.0, 28.0, 27.0, 26.0, 25.0, 24.0)
"""22 lines a page (§5.2.3); closer where the signature would stand alone on a page (§7.3.5.5)."""
RED = Color(0.82, 0.06, 0.08)


class Paper:
    """Pages filled from top to bottom."""

    def __init__(self, document: Document, leading: float) -> None:
        """Open the PDF; everything in it that could vary is fixed by `invariant`."""
        self.leading = leading
        self.signature_alone = False
        self.document = document
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
        self.canvas.setTitle(document.title)
        self.canvas.setAuthor(document.signed)
        self.y = HEIGHT - TOP
        self.page = 1

    def finish(self) -> bytes:
        """Close the last page and give the file."""
        self._folio()
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def space(self, needed: float) -> None:
        """Begin a new page where less than `needed` points are left."""
        if self.y - needed < BOTTOM:
            self._folio()
            self.canvas.showPage()
            self.page += 1
            self.y = HEIGHT - TOP

    def line(self, text: str, x: float, font: str = "song", size: float = SIZE, bold: float = 0) -> None:
        """Set one line and go down; `bold` is the width of an outline, as the fonts have no bold cut."""
        self.space(self.leading)
        self.y -= self.leading
        _write(self.canvas, text, x, self.y + 7, font, size, bold)

    def centred(self, text: str, font: str = "song", size: float = SIZE, bold: float = 0) -> None:
        """Set one line in the middle."""
        self.line(text, LEFT + (MEASURE - stringWidth(text, font, size)) / 2, font, size, bold)

    def _folio(self) -> None:
        text = f"— {self.page} —"
        outer = LEFT + SIZE if self.page % 2 == 0 else WIDTH - RIGHT - SIZE - stringWidth(text, "song", 14)
        _write(self.canvas, text, outer, BOTTOM - 9 * mm, "song", 14)


def pdf(document: Document) -> bytes:
    """The document as a PDF with a text layer."""
    rl_config.useA85 = 0
    for leading in LEADINGS:
        paper = _paper(document, leading)
        if not paper.signature_alone:
            break
    return paper.finish()


def _paper(document: Document, leading: float) -> Paper:
    paper = Paper(document, leading)
    if document.letterhead:
        _head(paper)
    elif document.number:
        paper.centred(document.number)
        paper.y -= paper.leading * 0.5
    for text in balance(document.title, 21):
        paper.centred(text, size=21, bold=0.5)
    paper.y -= paper.leading * 0.7
    if document.to:
        for text in wrap(document.to, MEASURE, _width("song")):
            paper.line(text, LEFT)
    for block in blocks(document.text):
        _block(paper, block)
    _attachments(paper)
    _signature(paper)
    _colophon(paper)
    return paper


def _width(font: str, size: float = SIZE) -> Callable[[str], float]:
    return lambda text: float(stringWidth(text, font, size))


def _write(canvas: Canvas, text: str, x: float, y: float, font: str, size: float, bold: float = 0) -> None:
    run = canvas.beginText(x, y)
    if bold:
        run.setTextRenderMode(2)
        canvas.setLineWidth(bold)
    for known, letters in groupby(text, lambda letter: not fonts.unknown(letter, font)):
        run.setFont(font if known else "hei", size)
        run.textOut("".join(letters))
    run.setTextRenderMode(0)
    canvas.drawText(run)


def _head(paper: Paper) -> None:
    canvas, name = paper.canvas, paper.document.letterhead
    size = min(46.0, MEASURE / len(name))
    paper.y -= 30 * mm
    canvas.setFillColor(RED)
    canvas.setStrokeColor(RED)
    gap = min(6.0, (MEASURE - stringWidth(name, "song", size)) / len(name))
    x = LEFT + (MEASURE - stringWidth(name, "song", size) - gap * (len(name) - 1)) / 2
    run = canvas.beginText(x, paper.y)
    run.setFont("song", size)
    run.setCharSpace(gap)
    run.setTextRenderMode(2)
    canvas.setLineWidth(1.5)
    run.textOut(name)
    run.setTextRenderMode(0)
    run.setCharSpace(0)
    canvas.drawText(run)
    canvas.setFillColor(black)
    paper.y -= 8 * mm
    paper.centred(paper.document.number)
    canvas.setLineWidth(1.6)
    canvas.line(LEFT, paper.y - 2 * mm, WIDTH - RIGHT, paper.y - 2 * mm)
    canvas.setStrokeColor(black)
    paper.y -= 14 * mm


def _block(paper: Paper, block: Block) -> None:
    if block.style is Style.TABLE:
        _table(paper, block.rows)
        return
    font = block.style.value
    for number, text in enumerate(wrap("　　" + block.text, MEASURE, _width(font))):
        paper.line(text.lstrip("　"), LEFT + (2 * SIZE if number == 0 else 0), font)


def _table(paper: Paper, rows: tuple[tuple[str, ...], ...]) -> None:
    size, leading = 12.0, 17.0
    widest = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    shares = [min(max(n, 3), 16) + 1 for n in widest]
    widths = [MEASURE * share / sum(shares) for share in shares]
    paper.y -= 6
    for number, row in enumerate(rows):
        font = "song" if number else "hei"
        cells = [wrap(c, w - 8, _width(font, size)) for c, w in zip(row, widths, strict=True)]
        height = leading * max(1, *(len(c) for c in cells)) + 8
        paper.space(height if number else height + 2 * leading)
        x = LEFT
        for lines, width in zip(cells, widths, strict=True):
            paper.canvas.setLineWidth(0.6)
            paper.canvas.rect(x, paper.y - height, width, height)
            top = paper.y - (height - leading * len(lines)) / 2
            for index, text in enumerate(lines):
                inset = (width - stringWidth(text, font, size)) / 2
                _write(paper.canvas, text, x + inset, top - leading * index - 13, font, size)
            x += width
        paper.y -= height
    paper.y -= 6


def _attachments(paper: Paper) -> None:
    names = paper.document.attachments
    if names:
        paper.y -= paper.leading / 2
    for number, name in enumerate(names, 1):
        lead = "附件：" if number == 1 else "　　　"
        mark = f"{number}. " if len(names) > 1 else ""
        paper.line(lead + mark + name, LEFT + 2 * SIZE)


def _signature(paper: Paper) -> None:
    signed, day = paper.document.signed, paper.document.date
    if not signed and not day:
        return
    before = paper.page
    paper.space(3.2 * paper.leading)
    paper.signature_alone = paper.page > before
    paper.y -= 1.2 * paper.leading
    centre = WIDTH - RIGHT - 4 * SIZE - max(stringWidth(t, "song", SIZE) for t in (signed, day)) / 2
    if paper.document.seal:
        side = 42 * mm
        image = ImageReader(io.BytesIO(seal(paper.document.seal)))
        paper.canvas.drawImage(
            image, centre - side / 2, paper.y - paper.leading - side / 2, side, side, mask="auto"
        )
    for text in (signed, day):
        if text:
            paper.line(text, centre - stringWidth(text, "song", SIZE) / 2)


def _colophon(paper: Paper) -> None:
    document = paper.document
    if not document.printed:
        return
    rows = 2 if document.copies else 1
    paper.space((rows + 2) * 22)
    y = max(BOTTOM + rows * 22, BOTTOM)
    canvas = paper.canvas
    canvas.setLineWidth(1)
    canvas.line(LEFT, y, WIDTH - RIGHT, y)
    if document.copies:
        _write(canvas, document.copies, LEFT + 14, y - 16, "song", 13.5)
        y -= 22
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, y, WIDTH - RIGHT, y)
    _write(canvas, document.signed, LEFT + 14, y - 16, "song", 13.5)
    right = document.printed + "印发"
    _write(canvas, right, WIDTH - RIGHT - 14 - stringWidth(right, "song", 13.5), y - 16, "song", 13.5)
    canvas.setLineWidth(1)
    canvas.line(LEFT, y - 22, WIDTH - RIGHT, y - 22)
    paper.y = BOTTOM
