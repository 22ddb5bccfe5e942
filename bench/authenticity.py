"""Is a picture found that was saved again, and no other? The demo's photographs, and its papers as pictures.

Every picture is changed as people change them, goes through the same thumbnail as in a build, and is held
against all others by the default thresholds.

Run: python bench/authenticity.py
"""

import io
import sys
import tempfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageEnhance

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from juanzong.authenticity.looks import Look, look_at  # noqa: E402
from juanzong.authenticity.pictures import alike  # noqa: E402
from juanzong.extract import thumbnail  # noqa: E402
from juanzong.extract.request import Request, Work  # noqa: E402
from juanzong.load.authenticity import Authenticity  # noqa: E402

RULES = Authenticity()
PAGE_SCALE = 1.7
"""A page of A4 in about 1,400 pixels."""


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def sized(image: Image.Image, share: float) -> Image.Image:
    return image.resize((round(image.width * share), round(image.height * share)))


def cropped(image: Image.Image, share: float) -> Image.Image:
    """Without so much of its width and height, half of it on either side."""
    x, y = round(image.width * share / 2), round(image.height * share / 2)
    return image.crop((x, y, image.width - x, image.height - y))


def stamped(image: Image.Image) -> Image.Image:
    """With a bar for the time at its foot."""
    made = image.copy()
    ImageDraw.Draw(made).rectangle((0, round(image.height * 0.93), image.width, image.height), fill="black")
    return made


SAVED_AGAIN: dict[str, Callable[[Image.Image], Image.Image]] = {
    "quality 20": lambda i: jpeg(i, 20),
    "quality 35": lambda i: jpeg(i, 35),
    "quality 50": lambda i: jpeg(i, 50),
    "size 25 %": lambda i: sized(i, 0.25),
    "chat (1080, q60)": lambda i: jpeg(sized(i, 1080 / max(i.size)), 60),
    "brightness -20 %": lambda i: ImageEnhance.Brightness(i).enhance(0.8),
    "brightness +20 %": lambda i: ImageEnhance.Brightness(i).enhance(1.2),
    "contrast +30 %": lambda i: ImageEnhance.Contrast(i).enhance(1.3),
    "crop 3 %": lambda i: cropped(i, 0.03),
}
CHANGED: dict[str, Callable[[Image.Image], Image.Image]] = {
    "crop 5 %": lambda i: cropped(i, 0.05),
    "crop 10 %": lambda i: cropped(i, 0.1),
    "time bar": stamped,
    "mirrored": lambda i: i.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
}


def look(image: Image.Image, folder: Path) -> Look:
    """How a picture looks after the thumbnail a build makes of it."""
    path = folder / "picture.jpg"
    image.save(path, quality=92)
    request = Request(str(path), "jpg", 60, 2048, 64, 0.85, Work.PREVIEW)
    return look_at(thumbnail.read(request).preview.thumbnail)


def main() -> None:
    evidence = sorted((PROJECT / "archive/evidence").rglob("*"))
    photos = {p.read_bytes(): p for p in evidence if p.suffix in (".jpg", ".png")}
    papers = {p.read_bytes(): p for p in evidence if p.suffix == ".pdf"}
    sets = {
        "photographs": [Image.open(io.BytesIO(b)).convert("RGB") for b in photos],
        "pages": [
            pypdfium2.PdfDocument(b)[0].render(scale=PAGE_SCALE).to_pil().convert("RGB") for b in papers
        ],
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, images in sets.items():
            measure(name, images, Path(folder))


def measure(name: str, images: list[Image.Image], folder: Path) -> None:
    before = [look(image, folder) for image in images]
    versions = [[seen] for seen in before]
    print(f"{name}: {len(images)}")
    found_again = total = 0
    for change, make in (SAVED_AGAIN | CHANGED).items():
        after = [look(make(image), folder) for image in images]
        found = sum(bool(list(alike(RULES, pair))) for pair in zip(before, after, strict=True))
        print(f"  {change:>20} | found {found:3} of {len(images)} | {found / len(images):6.1%}")
        if change in SAVED_AGAIN:
            found_again, total = found_again + found, total + len(images)
            for some, seen in zip(versions, after, strict=True):
                some.append(seen)
    print(f"  {'saved again, all':>20} | found {found_again} of {total} | {found_again / total:6.2%}")
    false = sum(1 for _ in alike(RULES, before))
    pairs = len(images) * (len(images) - 1) // 2
    print(f"  {'false pairs':>20} | {false} of {pairs} | {false / pairs:.3%}")
    flat = [seen for some in versions for seen in some]
    owner = [n for n, some in enumerate(versions) for _ in some]
    false = sum(owner[a] != owner[b] for a, b, _ in alike(RULES, flat))
    pairs = sum(len(a) * len(b) for a, b in combinations(versions, 2))
    print(f"  {'in all versions':>20} | {false} of {pairs} | {false / pairs:.3%}")


if __name__ == "__main__":
    main()
