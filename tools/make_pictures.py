"""Take the pictures of the guide (`docs/guide/*.webp`) of the demo, in the browser of the tests.

CHROMIUM=/usr/bin/chromium python tools/make_pictures.py
"""

import io
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from juanzong.request import Request  # noqa: E402 (the path comes first)
from juanzong.serving import Workshop  # noqa: E402
from juanzong.serving.server import opened  # noqa: E402
from tests.browser import browsers  # noqa: E402
from tests.browser.page import Page  # noqa: E402
from tests.browser.test_drop import PUT  # noqa: E402
from tests.gits import commit  # noqa: E402

GUIDE = ROOT / "docs" / "guide"
TODAY = date(2026, 11, 20)
WIDTH = 1000
QUALITY = 70
PAPER = (
    "云泽市公安局文件\n云公发〔2026〕31号\n关于开展斑马线礼让行人专项整治的通知\n各区分局、交警支队：\n"
    "为维护道路交通秩序，规范机动车、非机动车和行人通行，现就开展专项整治有关事项通知如下。\n"
    "云泽市公安局\n2026年9月8日\n"
)


@contextmanager
def served(folder: Path) -> Iterator[tuple[Workshop, str]]:
    """The demo, committed on a fixed day, served with its working profile; the address without a slash."""
    archive = folder / "archive"
    shutil.copytree(ROOT / "archive", archive)
    commit(folder, day="2026-11-02", new=True)
    request = Request(archive, "working", TODAY, folder / ".juanzong")
    with Workshop(request, TODAY, lambda _state: None) as workshop, opened(workshop, 0) as server:
        stop = threading.Event()
        threads = [
            threading.Thread(target=server.serve_forever),
            threading.Thread(target=workshop.work, args=(stop,)),
        ]
        for thread in threads:
            thread.start()
        try:
            while workshop.after(0, 60) == 0:
                pass
            yield workshop, f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            stop.set()
            server.shutdown()
            for thread in threads:
                thread.join()


def take(page: Page, name: str, height: int) -> None:
    """Write what is seen of a page, as high as given."""
    page.set_viewport(WIDTH, height)
    page.settle()
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(GUIDE / f"{name}.webp", quality=QUALITY, method=6)


def main() -> int:
    """Take them all."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(Path(folder)) as (workshop, address),
        browsers.start("current") as browser,
        browser.page() as page,
    ):
        page.set_viewport(WIDTH, 700)
        page.goto(f"{address}/index.html")
        take(page, "home", 700)
        page.goto(f"{address}/gaps.html?unit=gaj")
        take(page, "gaps", 600)
        page.goto(f"{address}/-/drop")
        page.call(PUT, "#pick", [["关于开展斑马线礼让行人专项整治的通知.txt", PAPER]])
        page.wait_for("document.querySelectorAll('.file').length === 1")
        page.wait_for("document.getElementById('status').textContent.includes('已读完')")
        take(page, "drop", 900)
        settings = workshop.request.archive / "archive.yml"
        settings.write_text(settings.read_text(encoding="utf-8") + "citty：云泽市\n", encoding="utf-8")
        workshop.after(1, 60)
        page.goto(f"{address}/")
        take(page, "trouble", 360)
    return 0


if __name__ == "__main__":
    sys.exit(main())
