"""Previews as jobs of their own: what cannot be drawn costs its preview, not its text."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from juanzong.extract import codec, readers
from juanzong.extract.jobs import Crew, Job, asked
from juanzong.extract.notes import note
from juanzong.extract.readers import frames_available, libraries
from juanzong.extract.request import Work
from juanzong.extract.task import Task
from juanzong.model import Block, BlockKind, Config, Extraction, Item, Page, Reading

NAMESPACE = "preview"
"""Where in the cache they stand."""

_VERSION = 4
"""Changes whenever the same file is drawn otherwise."""

DRAWN = frozenset({"pdf", "jpg", "png", "gif", "bmp", "tiff", "webp", "avif", "heic", "mp4", "mov", "ofd"})
"""Extensions of what has a first page or is a picture."""

_BY_FRAMES = frozenset({"heic", "mp4", "mov"})
"""Those that OpenCV draws, if it is installed."""


def drawn(
    crew: Crew, config: Config, items: Sequence[Item], read: Mapping[str, Extraction], child: str
) -> dict[str, Extraction]:
    """What was read, by SHA-256, with the previews of what has any; a finding where one cannot be made."""
    jobs = {item.sha256: _job(config, item, child) for item in items if _has_one(item, read[item.sha256])}
    inside = {item.sha256: _figures(config, item, read[item.sha256], child) for item in items}
    drawing = {sha256: job for sha256, job in inside.items() if job is not None}
    seen = crew.do(NAMESPACE, [*jobs.values(), *drawing.values()])
    made = {**read, **{sha256: _merged(read[sha256], seen[job.key]) for sha256, job in jobs.items()}}
    return made | {sha256: _illustrated(made[sha256], seen[job.key]) for sha256, job in drawing.items()}


def figures_of(read: Extraction) -> tuple[str, ...]:
    """The parts of the pictures in a document, each once, in their order."""
    blocks = (block for page in read.pages for block in page.blocks)
    return tuple(dict.fromkeys(block.figure for block in blocks if block.kind is BlockKind.PICTURE))


def _figures(config: Config, item: Item, read: Extraction, child: str) -> Job | None:
    """The job of drawing the pictures in a document, or the pages of a PDF, as many as the archive shows."""
    parts = figures_of(read)[: config.archive.limits.figures]
    most = max(profile.page_images for profile in config.archive.profiles.values())
    is_pdf = item.media.extension == "pdf" and read.reading in (Reading.READ, Reading.UNREAD)
    pages = tuple(range(1, min(most, read.page_count) + 1)) if is_pdf else ()
    if not (parts or pages):
        return None
    used = libraries("pillow", "numpy", "pypdfium2")
    made_by = f"{readers.fingerprint(item.media.extension)} {len(parts)} {len(pages)} {_VERSION} {used}"
    task = Task(asked(config, item, Work.FIGURES, pages, parts), child, item.sha256)
    return Job(f"{item.sha256}.{item.media.extension} figures {made_by}", task)


def _illustrated(read: Extraction, seen: Extraction) -> Extraction:
    """A document with its pictures; those that look like pages follow as pages that nobody has read yet.

    A PDF has pictures of its pages.
    """
    parts, notes = figures_of(read), list(read.findings)
    if seen.reading is not Reading.READ:
        return replace(read, findings=tuple(dict.fromkeys((*notes, note("JZ331")))))
    if len(parts) > len(seen.preview.figures):
        notes.append(note("JZ351", count=len(parts), shown=len(seen.preview.figures)))
    after = max(len(read.pages), read.page_count if read.paged else 0)
    pages = [
        Page(after + place, (Block(BlockKind.PICTURE, figure=parts[number - 1]),), f"插图{number}")
        for place, number in enumerate(seen.unseen, 1)
        if 0 < number <= len(parts)
    ]
    if pages:
        notes.append(note("JZ352", names="、".join(page.label for page in pages)))
    return replace(
        read,
        pages=(*read.pages, *pages),
        findings=tuple(notes),
        unseen=(*read.unseen, *(page.number for page in pages)),
        preview=replace(read.preview, figures=seen.preview.figures),
    )


def _has_one(item: Item, read: Extraction) -> bool:
    extension = item.media.extension
    if extension == "ofd" and 1 not in read.unseen:
        return False  # only scans have a picture to show
    possible = extension in DRAWN and (extension not in _BY_FRAMES or frames_available())
    return possible and read.reading in (Reading.READ, Reading.UNREAD)


def _job(config: Config, item: Item, child: str) -> Job:
    used: tuple[str, ...] = (
        ("opencv-python-headless",) if item.media.extension in _BY_FRAMES else ("pypdfium2", "pillow")
    )
    made_by = f"{codec.SCHEMA} {_VERSION} {libraries(*used)}"
    task = Task(asked(config, item, Work.PREVIEW), child, item.sha256)
    return Job(f"{item.sha256}.{item.media.extension} {made_by}", task)


def _merged(read: Extraction, seen: Extraction) -> Extraction:
    if seen.reading is Reading.READ:
        return replace(read, preview=seen.preview)
    return replace(read, findings=(*read.findings, note("JZ331")))
