"""The pictures that the demo's problems name: what was wrong, on the day it was found, and the result."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from tools.demo import fonts
from tools.demo.pictures import DATE_TIME, EXIF_IFD, ORIGINAL
from tools.demo.scenes.repairs import draw_repair


def write(archive: Path) -> int:
    """Draw every picture below `problems/` that a problem names; gives their number."""
    fonts.register()
    count = 0
    for path in sorted((archive / "problems").glob("*.yml")):
        problem: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, day, fixed in (("before", "found", False), ("after", "done", True)):
            for reference in problem.get(name, ()):
                target = archive / reference
                target.parent.mkdir(parents=True, exist_ok=True)
                number = int(problem["id"].rpartition("-")[2])
                drawn = draw_repair(problem["category"], number, fixed=fixed)
                target.write_bytes(_jpeg(drawn, problem[day]))
                count += 1
    return count


def _jpeg(picture: Image.Image, day: date) -> bytes:
    exif, taken, out = Image.Exif(), f"{day:%Y:%m:%d} 09:30:00", BytesIO()
    exif[DATE_TIME] = taken
    exif.get_ifd(EXIF_IFD)[ORIGINAL] = taken
    picture.save(out, "JPEG", quality=72, optimize=True, exif=exif)
    return out.getvalue()
