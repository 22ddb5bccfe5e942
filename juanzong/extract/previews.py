"""Previews as jobs of their own: what cannot be drawn costs its preview, not its text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from juanzong.extract import codec
from juanzong.extract.jobs import Crew, Job, asked
from juanzong.extract.notes import note
from juanzong.extract.readers import frames_available, libraries
from juanzong.extract.request import Work
from juanzong.extract.task import Task
from juanzong.model import Config, Extraction, Item, Reading

NAMESPACE = "preview"
"""Where in the cache they stand."""

_VERSION = 2
"""Changes whenever the same file is drawn otherwise."""

DRAWN = frozenset({"pdf", "jpg", "png", "gif", "bmp", "tiff", "webp", "avif", "heic", "mp4", "mov"})
"""Extensions of what has a first page or is a picture."""

_BY_FRAMES = frozenset({"heic", "mp4", "mov"})
"""Those that OpenCV draws, if it is installed."""


def drawn(
    crew: Crew, config: Config, items: Sequence[Item], read: Mapping[str, Extraction], child: str
) -> dict[str, Extraction]:
    """What was read, by SHA-256, with the previews of what has any; a finding where one cannot be made."""
    jobs = {item.sha256: _job(config, item, child) for item in items if _has_one(item, read[item.sha256])}
    seen = crew.do(NAMESPACE, list(jobs.values()))
    return {**read, **{sha256: _merged(read[sha256], seen[job.key]) for sha256, job in jobs.items()}}


def _has_one(item: Item, read: Extraction) -> bool:
    extension = item.media.extension
    possible = extension in DRAWN and (extension not in _BY_FRAMES or frames_available())
    return possible and read.reading in (Reading.READ, Reading.UNREAD)


def _job(config: Config, item: Item, child: str) -> Job:
    used = ("opencv-python-headless",) if item.media.extension in _BY_FRAMES else ("pypdfium2", "pillow")
    made_by = f"{codec.SCHEMA} {_VERSION} {libraries(*used)}"
    task = Task(asked(config, item, Work.PREVIEW), child, item.sha256)
    return Job(f"{item.sha256}.{item.media.extension} {made_by}", task)


def _merged(read: Extraction, seen: Extraction) -> Extraction:
    if seen.reading is Reading.READ:
        return replace(read, preview=seen.preview)
    return replace(read, findings=(*read.findings, note("JZ331")))
