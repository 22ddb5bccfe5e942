"""What reading costs and gets wrong, beside pdftotext, python-docx, openpyxl and Tesseract, in one run.

    python -m bench.extract [--samples DIR] [--no-ocr]

PDFs are made here from the texts of the demo's papers, by reportlab and, where it is installed, by Chromium,
whose fonts yield radicals. `--samples` is a folder of real files, of which the first DOCX, OFD and XLSX are
read. Peers that are not installed are left out. All times are of the processor, of one core.
"""

import argparse
import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import numpy as np
import pypdf
from PIL import Image

from bench import ocr
from bench.measured import measured_run
from juanzong.extract import pdf as pdf_reader
from juanzong.extract import readers
from juanzong.extract.request import Request, Work
from juanzong.model import Reading
from juanzong.text import fold_radicals

ROUNDS = 9
CHARACTERS_A_PAGE = 700
PAGES = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what was measured, what is to be reached, what came out, and what a peer does."""

    what: str
    goal: str
    ours: str
    peer: str = ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--samples", type=Path, default=ocr.ROOT.parent / "shared" / "samples")
    parser.add_argument("--no-ocr", action="store_true", help="leave OCR out, which takes minutes")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("| figure | goal | ours | peer |\n|---|---|---|---|")
        for row in rows(Path(folder), arguments.samples, with_ocr=not arguments.no_ocr):
            print(f"| {row.what} | {row.goal} | {row.ours} | {row.peer or '–'} |", flush=True)


def rows(folder: Path, samples: Path, *, with_ocr: bool) -> Iterator[Row]:
    text = ocr.texts()
    for name, path, said in papers(folder, text):
        yield from pdf_rows(name, path, said)
    yield from sample_rows(samples)
    yield from docx_rows(first(samples, "docx"))
    yield from ofd_rows(first(samples, "ofd"))
    yield from sheet_rows(folder)
    yield picture_row(folder)
    if with_ocr and find_spec("rapidocr"):
        yield from ocr_rows(folder)


def first(samples: Path, extension: str) -> Path | None:
    """A sample, or else a paper of the demo."""
    folders = (samples, ocr.ROOT / "archive" / "evidence")
    return next((path for one in folders for path in sorted(one.rglob(f"*.{extension}"))), None)


def papers(folder: Path, text: str) -> Iterator[tuple[str, Path, str]]:
    """PDFs and what is printed on them."""
    said = text[: PAGES * CHARACTERS_A_PAGE]
    if find_spec("reportlab"):
        yield "PDF by reportlab", by_reportlab(folder / "reportlab.pdf", said), said
    if shutil.which("chromium"):
        yield "PDF by Chromium, Noto", by_chromium(folder, said), said


def by_reportlab(path: Path, text: str) -> Path:
    from reportlab.pdfbase import pdfmetrics  # noqa: PLC0415 (may be missing)
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path))
    for start in range(0, len(text), CHARACTERS_A_PAGE):
        canvas.setFont("STSong-Light", 16)
        for number in range(0, CHARACTERS_A_PAGE, 28):
            line = text[start + number : min(start + number + 28, start + CHARACTERS_A_PAGE)]
            canvas.drawString(70, 770 - number, line)
        canvas.showPage()
    canvas.save()
    return path


def by_chromium(folder: Path, text: str) -> Path:
    page, path = folder / "page.html", folder / "chromium.pdf"
    style = "body{font:16pt/1.7 'Noto Serif CJK SC';margin:2cm}"
    page.write_text(f"<meta charset=utf-8><style>{style}</style><p>{text}</p>", encoding="utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += ["--disable-background-networking", f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True)
    return path


def asked(path: Path, work: Work = Work.TEXT) -> Request:
    return Request(str(path), path.suffix[1:], 60, 2048, 64, 0.85, work)


def milliseconds(do: Callable[[], object]) -> float:
    do()
    took = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        do()
        took.append(time.process_time() - begun)
    return 1000 * median(took)


def error_rate(said: str, got: str) -> str:
    """Character errors in per cent, blanks aside."""
    wanted = "".join(said.split())
    return f"{100 * ocr.errors(wanted, ''.join(got.split())) / len(wanted):.2f} %"


def pdf_rows(name: str, path: Path, said: str) -> Iterator[Row]:
    made = readers.read(asked(path))
    pages = made.page_count
    radicals = sum(fold_radicals(ch) != ch for ch in made.text)
    peer, peer_ms = "", ""
    if shutil.which("pdftotext"):
        got = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()
        peer = f"pdftotext {error_rate(said, got)}"
        peer_ms = f"pdftotext {1000 * measured_run(['pdftotext', str(path), '/dev/null'])[0] / pages:.1f} ms"
    yield Row(f"{name}: character errors", "≤ 0.1 %", error_rate(said, made.text), peer)
    yield Row(f"{name}: radicals left", "0", str(radicals))
    took = milliseconds(lambda: pdf_reader.read(asked(path))) / pages
    yield Row(f"{name}: text, facts and dangers, a page", "≤ 5 ms", f"{took:.1f} ms", peer_ms)
    reader = pypdf.PdfReader(path)
    took = milliseconds(lambda: [page.extract_text() for page in reader.pages]) / pages
    yield Row(f"{name}: where pypdf must, a page", "≤ 50 ms", f"{took:.1f} ms")


def sample_rows(samples: Path) -> Iterator[Row]:
    """What real PDFs take, those with a text layer of several pages."""
    for path in sorted(samples.glob("*.pdf")):
        made = readers.read(asked(path))
        if made.page_count > 1 and made.reading is Reading.READ:
            took = milliseconds(lambda path=path: pdf_reader.read(asked(path))) / made.page_count  # type: ignore[misc]
            yield Row(
                f"{path.name[:2]}, a real PDF of {made.page_count} pages: a page", "≤ 5 ms", f"{took:.1f} ms"
            )


def docx_rows(path: Path | None) -> Iterator[Row]:
    if path is None:
        return
    made = readers.read(asked(path))
    module = readers.READERS["docx"].module
    yield Row(
        f"DOCX ({len(made.text)} characters)", "≤ 5 ms", f"{reading(path, module):.1f} ms", docx_peer(path)
    )


def reading(path: Path, module: str) -> float:
    """Milliseconds of a reader itself, without the look beneath the pages."""
    from importlib import import_module  # noqa: PLC0415

    read = import_module(f"juanzong.extract.{module}").read
    return milliseconds(lambda: read(asked(path)))


def docx_peer(path: Path) -> str:
    if not find_spec("docx"):
        return ""
    import docx  # noqa: PLC0415 (may be missing)

    def read() -> list[str]:
        document = docx.Document(str(path))
        cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
        return [*(p.text for p in document.paragraphs), *(cell.text for cell in cells)]

    characters = sum(map(len, read()))
    return f"python-docx {milliseconds(read):.1f} ms, {characters} characters"


def ofd_rows(path: Path | None) -> Iterator[Row]:
    if path is not None:
        made = readers.read(asked(path))
        took = reading(path, "ofd") / max(1, made.page_count)
        yield Row("OFD, a page", "≤ 5 ms", f"{took:.1f} ms")


def sheet_rows(folder: Path) -> Iterator[Row]:
    """A workbook of 20,000 rows of six columns, with days and percentages."""
    import xlsxwriter  # noqa: PLC0415

    path = folder / "rows.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, share = book.add_worksheet(), book.add_format({"num_format": "0.0%"})
    for row in range(20_000):
        sheet.write_row(row, 0, [row, f"第{row}条小巷", "沿江街道", "完成"])
        sheet.write(row, 4, row / 20_000, share)
        sheet.write(row, 5, row * 1.5)
    book.close()
    peer = ""
    if find_spec("openpyxl"):
        import openpyxl  # noqa: PLC0415 (may be missing)

        begun = time.process_time()
        held = openpyxl.load_workbook(path, read_only=True)
        cells = sum(len(row) for page in held for row in page.iter_rows(values_only=True))
        peer = f"openpyxl {time.process_time() - begun:.2f} s, {cells} cells, no formats applied"
    begun = time.process_time()
    made = readers.read(asked(path))
    cells = sum(len(row) for row in made.pages[0].blocks[0].rows)
    yield Row("XLSX of 20,000 rows", "–", f"{time.process_time() - begun:.2f} s, {cells} cells", peer)


def picture_row(folder: Path) -> Row:
    path = folder / "photo.jpg"
    grain = np.random.default_rng(1).integers(0, 40, (3000, 4000, 3))
    shade = np.linspace(0, 200, 4000)[None, :, None]
    Image.fromarray((grain + shade).astype(np.uint8)).save(path, quality=90)
    took = milliseconds(lambda: readers.read(asked(path, Work.PREVIEW)))
    return Row("thumbnail of 12 megapixels", "≤ 100 ms", f"{took:.0f} ms")


def ocr_rows(folder: Path) -> Iterator[Row]:
    held = io.StringIO()
    figures = ocr.run(folder, held)
    beside = f"Tesseract {figures.peer_rate:.2f} %" if figures.peer_rate is not None else ""
    yield Row("OCR: character errors", "≤ 0.3 %", f"{figures.rate:.2f} %", beside)
    yield Row("OCR: a page, upright", "≤ 3.5 s", f"{figures.upright:.1f} s")
    yield Row("OCR: a page, turned ones among them", "–", f"{figures.seconds:.1f} s")
    yield Row("OCR: memory", "≤ 600 MB", f"{figures.megabytes} MiB")


if __name__ == "__main__":
    main()
