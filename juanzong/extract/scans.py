"""Pages that only OCR can read, as jobs of their own: a page each, with limits of their own.

Without the extra `ocr`, or where the archive allows it no time, nothing is asked, and the items keep the
findings that say so. Each page is remembered by itself: an interrupted build goes on where it was, and
installing the extra reads only what was unread.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec

from juanzong.extract import clean, codec
from juanzong.extract.jobs import Crew, Job, asked
from juanzong.extract.notes import Note, note, spans
from juanzong.extract.previews import DRAWN
from juanzong.extract.readers import libraries
from juanzong.extract.request import Work
from juanzong.extract.task import Task
from juanzong.load.models import Format
from juanzong.model import BlockKind, Config, Extraction, Item, Page, Reading, TextSource

NAMESPACE = "ocr"
"""Where in the cache the pages stand."""

CHILD = "juanzong.extract.ocr"

_VERSION = 1
"""Changes whenever the same page is read otherwise."""

_LIBRARIES = ("numpy", "onnxruntime", "opencv-python-headless", "pillow", "pypdfium2", "rapidocr")
_REPLACED = frozenset({"JZ310", "JZ311", "JZ312", "JZ321", "JZ324", "JZ327", "JZ352"})
"""What is said of pages that nobody has read yet."""

_LEAST_IN_PICTURE = 20
"""Fewer characters on a picture are a sign in the street, not a page."""


@cache
def available() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(map(find_spec, ("rapidocr", "onnxruntime", "cv2")))


def read(
    crew: Crew, config: Config, items: Sequence[Item], made: Mapping[str, Extraction], child: str
) -> dict[str, Extraction]:
    """What was read, by SHA-256, together with what OCR finds on the pages that have no text.

    A page that OCR reads with less certainty than the archive asks for, or not at all, stays unseen; a page
    on which it finds no text has none.
    """
    if not (available() and config.archive.limits.ocr_seconds):
        return dict(made)
    jobs = {
        item.sha256: {
            number: _job(config, item, number, _parts(made[item.sha256], number), child)
            for number in made[item.sha256].unseen
        }
        for item in items
        if item.media.extension in DRAWN or made[item.sha256].preview.figures
    }
    found = crew.do(NAMESPACE, [job for pages in jobs.values() for job in pages.values()])
    read_now = dict(made)
    for item in items:
        if pages := {number: found[job.key] for number, job in jobs.get(item.sha256, {}).items()}:
            read_now[item.sha256] = _merged(config, item, made[item.sha256], pages)
    return read_now


def _parts(made: Extraction, number: int) -> tuple[str, ...]:
    """The picture inside a document that stands for a page of its own."""
    blocks = next((page.blocks for page in made.pages if page.number == number), ())
    return tuple(block.figure for block in blocks if block.kind is BlockKind.PICTURE)[:1]


def _job(config: Config, item: Item, number: int, parts: tuple[str, ...], child: str) -> Job:
    made_by = f"{codec.SCHEMA}.{clean.VERSION} {_VERSION} {libraries(*_LIBRARIES)}"
    task = Task(asked(config, item, Work.OCR, (number,), parts), child, item.sha256)
    return Job(f"{item.sha256}.{item.media.extension} {'|'.join(parts) or number} {made_by}", task)


def _merged(config: Config, item: Item, base: Extraction, found: Mapping[int, Extraction]) -> Extraction:
    least = config.archive.thresholds.ocr_score
    failed = {n: one for n, one in found.items() if one.reading is not Reading.READ}
    unsure = [n for n, one in found.items() if n not in failed and 0 < one.facts.ocr_score < least]
    good = {n: one for n, one in found.items() if n not in failed and n not in unsure}
    written = {n: one for n, one in good.items() if one.text.strip()}
    few = _characters(found.values()) < _LEAST_IN_PICTURE
    if item.media.format is Format.IMAGE and not failed and few:
        return _without(base, ())
    score = _mean([one.facts.ocr_score for one in written.values()])
    notes = [*_failures(failed)]
    if unsure:
        notes.append(note("JZ328", pages=spans(unsure)))
    if written:
        notes.append(note("JZ326", pages=spans(sorted(written)), score=f"{100 * score:.1f}"))
    made = replace(
        _without(base, (*unsure, *failed)),
        pages=_pages(base, written),
        facts=replace(base.facts, ocr_score=score),
    )
    if written:
        source = base.text_source if base.text_source is TextSource.TEXT else TextSource.OCR
        made = replace(made, reading=Reading.READ, text_source=source)
    elif not made.unseen and made.reading is Reading.UNREAD:
        notes.append(note("JZ321"))
    return replace(made, findings=(*made.findings, *notes))


def _without(base: Extraction, unseen: Sequence[int]) -> Extraction:
    """What was read, without what was said of unread pages, and with the pages that are unseen still."""
    findings = tuple(one for one in base.findings if one[0] not in _REPLACED)
    return replace(base, findings=findings, unseen=tuple(sorted(unseen)))


def _pages(base: Extraction, written: Mapping[int, Extraction]) -> tuple[Page, ...]:
    own = {page.number: page for page in base.pages}
    numbers = range(1, max([base.page_count if base.paged else 0, *own, *written], default=0) + 1)
    every = {n: own.get(n, Page(n, ())) for n in numbers}
    for number, one in written.items():
        for page in one.pages[:1]:
            drawn = tuple(block for block in every[number].blocks if block.kind is BlockKind.PICTURE)
            every[number] = replace(every[number], blocks=(*drawn, *page.blocks), ocr=True)
    return tuple(every.values())


def _failures(failed: Mapping[int, Extraction]) -> list[Note]:
    """One finding for all pages that ended in the same way."""
    by_reason: dict[str, list[int]] = {}
    for number, one in sorted(failed.items()):
        code, details = one.findings[0]
        by_reason.setdefault(f"{code} {dict(details).get('reason', '')}".strip(), []).append(number)
    return [note("JZ329", pages=spans(numbers), reason=reason) for reason, numbers in by_reason.items()]


def _characters(found: Iterable[Extraction]) -> int:
    return sum(len("".join(one.text.split())) for one in found)


def _mean(scores: Sequence[float]) -> float:
    return round(sum(scores) / len(scores), 3) if scores else 0.0
