"""Extract: the text of every item, read in bounded children and remembered by content, and what it is."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from typing import Any

from juanzong.cache import Cache
from juanzong.extract import previews, readers, scans
from juanzong.extract.describe import describe, lint
from juanzong.extract.jobs import Crew, Job, Progress, asked
from juanzong.extract.sandbox import CHILD
from juanzong.extract.task import Task
from juanzong.findings import Finding, finding
from juanzong.model import Config, Evidence, Extraction, Item, Reading, TextSource

NAMESPACE = "extract"
"""Where in the cache the texts stand."""


def extract(
    config: Config,
    items: Sequence[Item],
    *,
    cache: Cache,
    executor: Executor | None = None,
    progress: Progress | None = None,
    child: str = CHILD,
    ocr_child: str = scans.CHILD,
) -> tuple[tuple[Evidence, ...], tuple[Finding, ...], int]:
    """Read every item and describe it; what cannot be read is listed with the reason.

    Args:
        config: The archive; its limits and thresholds bound and judge the reading.
        items: What was collected.
        cache: Results of earlier builds; new ones are stored.
        executor: Runs `task.run`; threads of this process unless given. Each running task has a child
            process of its own.
        progress: Told after every job: each item is one, its preview another, and each page for OCR.
        child: The module that serves requests in the child.
        ocr_child: The module that reads pages from their pictures.

    Returns:
        The evidence in the order of `items`, the findings, and how many items were not read again.
    """
    crew = Crew(cache, executor, progress)
    reading = {item.sha256: _job(config, item, child) for item in items if item.present}
    texts = crew.do(NAMESPACE, list(reading.values()))
    made = {item.sha256: _text(reading.get(item.sha256), texts) for item in items}
    made = previews.drawn(crew, config, items, made, child)
    made = scans.read(crew, config, items, made, ocr_child)
    evidence = tuple(
        Evidence(item, made[item.sha256], describe(item, made[item.sha256], config)) for item in items
    )
    reused = sum(job.key in crew.reused for job in reading.values())
    return evidence, tuple(_findings(evidence)), reused


def _text(job: Job | None, texts: dict[str, Extraction]) -> Extraction:
    """What was read; nothing of an item whose content is not here, which collecting has reported."""
    return texts[job.key] if job else Extraction(Reading.BROKEN, TextSource.NONE)


def _job(config: Config, item: Item, child: str) -> Job:
    extension = item.media.extension
    share = config.archive.thresholds.readable_share
    key = f"{item.sha256}.{extension} {readers.fingerprint(extension)} {share:g}"
    if (at_once := _without_reading(item)) is not None:
        return Job(key, at_once)
    return Job(key, Task(asked(config, item), child, item.sha256))


def _without_reading(item: Item) -> Extraction | None:
    """What is known of an item that no reader is needed for; collecting has reported the empty."""
    if item.bytes == 0:
        return Extraction(Reading.BROKEN, TextSource.NONE)
    if item.media.extension not in readers.READERS:
        details = (("format", item.media.extension),)
        return Extraction(Reading.UNSUPPORTED, TextSource.NONE, findings=(("JZ309", details),))
    return None


def _findings(evidence: Sequence[Evidence]) -> Iterator[Finding]:
    for one in evidence:
        for code, details in one.extraction.findings:
            texts: dict[str, Any] = dict(details)
            yield finding(code, one.item.path, **texts)
        yield from lint(one.item, one.description)
