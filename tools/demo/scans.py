"""Scans: pages as slightly turned, noisy pictures in a PDF that has no text layer."""

import io
import random

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from tools.demo.official import HEIGHT, WIDTH

DPI = 110


def scan(pdf: bytes, angle: float) -> bytes:
    """Print `pdf` and scan it again, the paper turned by `angle` degrees."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    pages = pypdfium2.PdfDocument(pdf)
    for number in range(len(pages)):
        page = pages[number]
        image = page.render(scale=DPI / 72).to_pil().convert("RGB")
        page.close()
        jpeg = io.BytesIO(_on_glass(image, angle, number))
        canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    pages.close()
    canvas.save()
    return buffer.getvalue()


def _on_glass(image: Image.Image, angle: float, seed: int) -> bytes:
    turned = image.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(236, 234, 228))
    small = (image.width // 3, image.height // 3)
    noise = Image.frombytes("L", small, random.Random(seed).randbytes(small[0] * small[1]))
    grain = noise.resize(image.size, Image.Resampling.BILINEAR).point(lambda v: v // 26)
    paper = Image.new("RGB", image.size, (250, 248, 242))
    toned = ImageChops.multiply(turned, paper)
    dirty = ImageChops.subtract(toned, Image.merge("RGB", (grain, grain, grain)))
    out = io.BytesIO()
    dirty.save(out, "JPEG", quality=50, optimize=True)
    return out.getvalue()
