"""OCR on drawn pages: character errors, processor time, memory; beside Tesseract where that is installed.

    python -m bench.ocr              every condition, a page each
    python -m bench.ocr --fixture    write the page that tests/extract/test_ocr.py reads

The texts are those of the demo's papers, the fonts Debian's fonts-noto-cjk and fonts-arphic-*: pages from a
drawing program are cleaner than any scan, so these figures are a bound, not a promise.
"""

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import numpy as np
import psutil
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from juanzong.extract import readers, scans
from juanzong.extract.request import Request, Work
from juanzong.extract.sandbox import Sandbox
from juanzong.model import Extraction

ROOT = Path(__file__).resolve().parents[1]
FIXTURE = ROOT / "tests" / "extract" / "files" / "红头文件.png"
FONTS = Path("/usr/share/fonts")
SONG = FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc"
HEI = FONTS / "opentype/noto/NotoSansCJK-Regular.ttc"
KAI = FONTS / "truetype/arphic-gkai00mp/gkai00mp.ttf"
RED = (214, 24, 30)
SEAL = "云泽市文明委"
HEAD = (
    "云泽市文明城市创建工作领导小组文件",
    "云创发〔2026〕12号",
    "关于加强公共文明引导工作的通知",
    "各区人民政府，市直各单位：",
    "为做好年度文明城市创建工作，现就有关事项通知如下。",
    "一、落实责任。各单位要明确分管负责人和联络员。",
    "二、按时报送。佐证材料于每月25日前报送，共36项。",
    "云泽市文明城市创建工作领导小组",
    "2026年3月5日",
)
"""The fixture's lines; the first is red, a seal stands on the last two."""

Picture = Image.Image


def texts() -> str:
    """The running text of the demo's papers, without line ends and page numbers."""
    found = []
    for path in sorted((ROOT / "archive" / "evidence").rglob("*.pdf")):
        read = readers.read(Request(str(path), "pdf", 60, 2048, 64, 0.85))
        found.append("".join(read.text.split()))
    return re.sub(r"—\d+—", "", "".join(found))


def font(path: Path, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), round(pixels), index=2 if path.suffix == ".ttc" else 0)


def page(text: str, points: float = 16, face: Path = SONG, dpi: int = 200) -> tuple[Picture, str]:
    """An A4 page full of text, and that text."""
    image = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), "white")
    pen, size = ImageDraw.Draw(image), points / 72 * dpi
    left, top = 1.1 * dpi, 1.45 * dpi
    signs = int((image.width - 2 * left) // size)
    lines = [
        text[n : n + signs] for n in range(0, signs * int((image.height - 2 * top) // (1.75 * size)), signs)
    ]
    for number, line in enumerate(lines):
        pen.text((left, top + number * 1.75 * size), line, "black", font=font(face, size))
    return image, "".join(lines)


def scanned(image: Picture, degrees: float) -> Picture:
    """Askew, grey and grainy."""
    levels = np.asarray(image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white"), dtype=np.float64)
    grain = np.random.default_rng(1).normal(0, 12, levels.shape[:2])[:, :, None]
    made = Image.fromarray((levels * 0.85 + 30 + grain).clip(0, 255).astype(np.uint8))
    return made.filter(ImageFilter.GaussianBlur(0.6))


def sealed(image: Picture, places: tuple[tuple[float, float], ...] = ((0.65, 0.62), (0.4, 0.3))) -> Picture:
    """With round red seals across the text, which shows through their ink."""
    made = Image.new("RGB", image.size, "white")
    pen, radius = ImageDraw.Draw(made), image.width / 8
    for x, y in ((x * image.width, y * image.height) for x, y in places):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=RED, width=image.width // 120)
        pen.regular_polygon((x, y - radius * 0.4, radius / 4), 5, fill=RED)
        pen.text((x, y + radius * 0.2), SEAL, RED, font=font(SONG, radius / 4), anchor="mt")
    return ImageChops.multiply(image, made)


def photographed(image: Picture) -> Picture:
    """Shaded to one corner, seen from aside, and compressed."""
    across, down = np.linspace(0, 1, image.width)[None, :], np.linspace(0, 1, image.height)[:, None]
    light = (0.95 - 0.45 * across * down)[:, :, None] * np.array((1, 0.97, 0.9))
    shaded = Image.fromarray((np.asarray(image) * light).astype(np.uint8))
    corners = (-20, -10, 0, image.height + 15, image.width + 25, image.height, image.width - 10, 20)
    seen = shaded.transform(
        image.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=(120, 110, 100)
    )
    held = io.BytesIO()
    seen.save(held, "JPEG", quality=75)
    return Image.open(held).convert("RGB")


def conditions(text: str) -> Mapping[str, Callable[[], tuple[Picture, str]]]:
    def on(number: int, change: Callable[[Picture], Picture], **how: object) -> tuple[Picture, str]:
        image, said = page(text[700 * number :], **how)  # type: ignore[arg-type]
        return change(image), said

    return {
        "clean, 200 dpi": lambda: page(text),
        "grainy, 0.8° askew, 150 dpi": lambda: on(1, lambda p: scanned(p, 0.8), dpi=150),
        "grainy, 2° askew": lambda: on(2, lambda p: scanned(p, 2)),
        "red seals": lambda: on(3, sealed),
        "red seals, 150 dpi": lambda: on(4, sealed, dpi=150),
        "楷体": lambda: on(5, lambda p: p, face=KAI),
        "黑体, 14 pt": lambda: on(6, lambda p: p, face=HEI, points=14),
        "10.5 pt": lambda: on(7, lambda p: p, points=10.5),
        "fax, 100 dpi, black and white": lambda: on(8, lambda p: p.convert("1").convert("RGB"), dpi=100),
        "photograph, shaded": lambda: on(9, photographed),
        "turned 90°": lambda: on(10, lambda p: p.transpose(Image.Transpose.ROTATE_90)),
        "turned 180°": lambda: on(10, lambda p: p.transpose(Image.Transpose.ROTATE_180)),
        "turned 270°": lambda: on(10, lambda p: p.transpose(Image.Transpose.ROTATE_270)),
    }


def errors(wanted: str, got: str) -> int:
    """Insertions, deletions and replacements between two texts (Levenshtein)."""
    signs = np.frombuffer(got.encode("utf-32-le"), dtype="<u4")
    places = np.arange(len(signs) + 1)
    row = places
    for number, sign in enumerate(wanted, 1):
        next_row = np.concatenate(([number], np.minimum(row[1:] + 1, row[:-1] + (signs != ord(sign)))))
        row = np.minimum.accumulate(next_row - places) + places
    return int(row[-1])


def tesseract(path: Path) -> str:
    command = ["tesseract", str(path), "-", "-l", "chi_sim", "--psm", "6"]
    return subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout


def compared(wanted: str, got: str) -> int:
    """Errors, blanks and the seals' own text aside."""
    return errors(wanted, "".join(got.replace(SEAL, "").split()))


@dataclass(frozen=True, slots=True)
class Figures:
    """Character errors in per cent, ours and Tesseract's; seconds a page, of all and of upright ones; MiB."""

    rate: float
    peer_rate: float | None
    seconds: float
    upright: float
    megabytes: int


def run(folder: Path, out: TextIO) -> Figures:
    beside = shutil.which("tesseract") is not None
    print(f"{'page':32} {'signs':>6} {'errors':>7} {'CER %':>7} {'CPU s':>6} {'score':>6}", end="", file=out)
    print(f" {'tesseract CER %':>16}" if beside else "", file=out)
    path = folder / "page.png"
    Image.new("RGB", (400, 400), "white").save(path)
    with Sandbox(scans.CHILD) as child:
        ask(child, path)  # loads the models
        worker = psutil.Process().children()[0]
        figures = table(path, child, worker, out, beside=beside)
    print(f"memory at most {figures.megabytes} MiB", file=out)
    return figures


def table(path: Path, child: Sandbox, worker: psutil.Process, out: TextIO, *, beside: bool) -> Figures:
    signs = wrong = peer_wrong = 0
    seconds: dict[str, float] = {}
    for name, make in conditions(texts()).items():
        image, wanted = make()
        image.save(path)
        begun = sum(worker.cpu_times()[:2])
        read = ask(child, path)
        seconds[name] = sum(worker.cpu_times()[:2]) - begun
        mistakes = compared(wanted, read.text)
        peer = compared(wanted, tesseract(path)) if beside else 0
        signs, wrong, peer_wrong = signs + len(wanted), wrong + mistakes, peer_wrong + peer
        row = (
            f"{name:32} {len(wanted):6} {mistakes:7} {100 * mistakes / len(wanted):7.2f} {seconds[name]:6.1f}"
        )
        print(row, f"{read.facts.ocr_score:6.3f}", end="", file=out)
        print(f" {100 * peer / len(wanted):16.2f}" if beside else "", file=out, flush=True)
    upright = [took for name, took in seconds.items() if not name.startswith("turned")]
    mean = sum(seconds.values()) / len(seconds)
    print(f"{'all':32} {signs:6} {wrong:7} {100 * wrong / signs:7.2f} {mean:6.1f}", file=out)
    return Figures(
        100 * wrong / signs,
        100 * peer_wrong / signs if beside else None,
        mean,
        sum(upright) / len(upright),
        most_memory(worker),
    )


def ask(child: Sandbox, path: Path) -> Extraction:
    return child.read(Request(str(path), "png", 60, 1536, 64, 0.85, Work.OCR, (1,)))


def most_memory(worker: psutil.Process) -> int:
    """The most that a process has used, in MiB; where the system does not tell, what it uses now."""
    status = Path(f"/proc/{worker.pid}/status")
    if status.exists():
        said = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
        return int(said["VmHWM"].split()[0]) // 1024
    return int(worker.memory_info().rss) // (1 << 20)


def fixture() -> Picture:
    """The first page of an official document with a seal, in few colours."""
    image = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(image)
    pen.text((620, 220), HEAD[0], RED, font=font(SONG, 58), anchor="mm")
    pen.text((620, 330), HEAD[1], "black", font=font(SONG, 33), anchor="mm")
    pen.rectangle((160, 390, 1080, 394), fill=RED)
    pen.text((620, 500), HEAD[2], "black", font=font(SONG, 46), anchor="mm")
    for number, line in enumerate(HEAD[3:7]):
        pen.text((160 if number == 0 else 226, 590 + 58 * number), line, "black", font=font(SONG, 33))
    for number, line in enumerate(HEAD[7:]):
        pen.text((820, 960 + 58 * number), line, "black", font=font(SONG, 33), anchor="mt")
    return sealed(image, ((0.66, 0.56),)).quantize(16)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--fixture", action="store_true", help="write the page that the tests read")
    if parser.parse_args().fixture:
        fixture().save(FIXTURE, optimize=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        run(Path(folder), sys.stdout)


if __name__ == "__main__":
    main()
