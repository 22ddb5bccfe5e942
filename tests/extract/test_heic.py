import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from juanzong.extract import heic
from juanzong.extract.readers import frames_available
from juanzong.extract.readers import read as answer
from juanzong.extract.request import Request, UnreadableError, Work
from juanzong.model import Preview, Reading
from tests.extract.making import codes, read
from tests.extract.test_previews import shown

PHOTO = Path(__file__).parent / "files" / "red.heic"
needs_opencv = pytest.mark.skipif(not frames_available(), reason="the extra `ocr` is not installed")


def drawn(path: Path) -> Preview:
    return answer(Request(str(path), path.suffix[1:], 20, 2048, 8, 0.85, Work.PREVIEW)).preview


def film(path: Path, levels: tuple[int, ...], size: tuple[int, int] = (64, 48)) -> None:
    import cv2  # noqa: PLC0415 (an extra)
    import numpy as np  # noqa: PLC0415

    writer: Any = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), 10, size)  # type: ignore[attr-defined]
    for level in levels:
        writer.write(np.full((size[1], size[0], 3), level, dtype=np.uint8))
    writer.release()


@needs_opencv
def test_a_photograph_is_read_and_shown() -> None:
    found = read(PHOTO)
    assert found.reading is Reading.READ
    assert (found.facts.width, found.facts.height) == (96, 64)
    assert (found.facts.taken, found.facts.has_location) == (date(2026, 3, 5), True)
    assert codes(found) == []
    preview = drawn(PHOTO)
    for content in (preview.thumbnail, preview.view):
        image = shown(content)
        assert image.size == (96, 64)
        red, _, blue = image.getpixel((10, 30))  # type: ignore[misc]
        assert red > 180
        assert blue < 90


def test_without_opencv_it_says_how_to_get_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heic, "frames_available", lambda: False)
    found = read(PHOTO)
    assert (found.reading, codes(found)) == (Reading.READ, ["JZ350"])
    assert found.facts.has_location


def test_a_photograph_without_its_picture_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(PHOTO.read_bytes()[:60])
    with pytest.raises(ValueError, match="picture"):
        read(path)


@needs_opencv
def test_a_film_shows_its_first_frame_that_is_not_dark(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    film(path, (0, 0, 0, 200, 200))
    assert shown(drawn(path).thumbnail).convert("L").getpixel((30, 20)) > 150  # type: ignore[operator]


@needs_opencv
def test_what_is_no_film_inside_is_not_opened_as_something_else(tmp_path: Path) -> None:
    secret = tmp_path / "secret.mp4"
    film(secret, (200, 200))
    path = tmp_path / "a.mp4"
    path.write_text(f"ffconcat version 1.0\nfile {secret}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="frame"):
        drawn(path)
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{secret}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="frame"):
        drawn(path)


@needs_opencv
def test_a_film_of_huge_frames_is_not_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.mp4"
    film(path, (200, 200))
    monkeypatch.setattr("juanzong.extract.frames._MOST_PIXELS", 1000)
    with pytest.raises(UnreadableError, match="JZ319"):
        drawn(path)


def test_avif_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "a.avif"
    Image.new("RGB", (800, 600), "red").save(path)
    found = read(path)
    assert (found.facts.width, found.facts.height) == (800, 600)
    assert shown(drawn(path).view).size == (800, 600)
    shutil.copy(path, tmp_path / "b.heic")
    assert codes(read(tmp_path / "b.heic", "avif")) == []
