"""Previews as jobs of their own: what cannot be drawn costs its preview, not its text."""

from dataclasses import replace

from juanzong.extract import codec
from juanzong.extract.jobs import Job
from juanzong.extract.notes import note
from juanzong.extract.readers import libraries
from juanzong.extract.request import Request, Work
from juanzong.extract.task import Task
from juanzong.model import Config, Extraction, Item, Reading

NAMESPACE = "preview"
"""Where in the cache they stand."""

_VERSION = 1
"""Changes whenever the same file is drawn otherwise."""

_DRAWN = frozenset({"pdf", "jpg", "png", "gif", "bmp", "tiff", "webp"})
"""Extensions of what has a first page or is a picture."""


def has_one(item: Item, read: Extraction) -> bool:
    """Whether an item can be drawn."""
    return item.media.extension in _DRAWN and read.reading in (Reading.READ, Reading.UNREAD)


def job(config: Config, item: Item, child: str) -> Job:
    """Drawing of one item."""
    extension, limits = item.media.extension, config.archive.limits
    made_by = libraries("pypdfium2", "pillow")
    request = Request(
        path=str(config.root / item.path),
        extension=extension,
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
        output_mb=limits.output_mb,
        readable_share=config.archive.thresholds.readable_share,
        work=Work.PREVIEW,
    )
    key = f"{item.sha256}.{extension} {codec.SCHEMA} {_VERSION} {made_by}"
    return Job(key, Task(request, child, item.sha256))


def merged(read: Extraction, drawn: Extraction) -> Extraction:
    """What was read, with its preview; a finding where there is none."""
    if drawn.reading is Reading.READ:
        return replace(read, preview=drawn.preview)
    return replace(read, findings=(*read.findings, note("JZ331")))
