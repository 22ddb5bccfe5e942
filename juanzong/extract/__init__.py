"""Extract: the text of every item, read in bounded children and remembered by content, and what it is."""

import zlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import closing
from typing import Any

from juanzong.cache import Cache
from juanzong.extract import codec, readers
from juanzong.extract.describe import describe, lint
from juanzong.extract.request import Request
from juanzong.extract.sandbox import CHILD, PASSING
from juanzong.extract.task import Task, end_children, run
from juanzong.findings import Finding, finding
from juanzong.model import Config, Evidence, Extraction, Item, Reading, TextSource

NAMESPACE = "extract"
"""Where in the cache the results stand."""

_CHUNK = 256
"""Results taken out of the cache at once."""

Progress = Callable[[int, int], None]
"""Called with how many items are done and how many there are."""


def extract(
    config: Config,
    items: Sequence[Item],
    *,
    cache: Cache,
    executor: Executor | None = None,
    progress: Progress | None = None,
    child: str = CHILD,
) -> tuple[tuple[Evidence, ...], tuple[Finding, ...], int]:
    """Read every item and describe it; what cannot be read is listed with the reason.

    Args:
        config: The archive; its limits and thresholds bound and judge the reading.
        items: What was collected.
        cache: Results of earlier builds; new ones are stored.
        executor: Runs `task.run`; threads of this process unless given. Each running task has a child
            process of its own.
        progress: Told after every item.
        child: The module that serves requests in the child.

    Returns:
        The evidence in the order of `items`, the findings, and how many items were not read again.
    """
    known = _remembered(config, items, cache)
    told = _Count(len(items), progress)
    told.add(len(known))
    reused = len(known)
    made = dict(known)
    waiting: list[Item] = []
    for item in items:
        if item.sha256 in made:
            continue
        at_once = _without_reading(item)
        if at_once is None:
            waiting.append(item)
            continue
        made[item.sha256] = at_once
        _remember(config, item, at_once, cache)
        told.add(1)
    if waiting:
        with closing(_run(config, waiting, executor, child)) as results:
            for item, extraction in results:
                made[item.sha256] = extraction
                _remember(config, item, extraction, cache)
                told.add(1)
    evidence = tuple(
        Evidence(item, made[item.sha256], describe(item, made[item.sha256], config)) for item in items
    )
    return evidence, tuple(_findings(evidence)), reused


class _Count:
    """Counts what is done and tells who wants to know."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress

    def add(self, number: int) -> None:
        self._done += number
        if self._progress is not None and number:
            self._progress(self._done, self._total)


def _run(
    config: Config, items: Sequence[Item], executor: Executor | None, child: str
) -> Generator[tuple[Item, Extraction], None, None]:
    """Results as they come. When the build is interrupted, the children at work are ended with it."""
    running = ThreadPoolExecutor() if executor is None else executor
    futures: dict[Future[Extraction], Item] = {}
    try:
        for item in items:
            futures[running.submit(run, Task(_request(config, item), child))] = item
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        for future in futures:
            future.cancel()
        end_children()
        if executor is None:
            running.shutdown(cancel_futures=True)


def _request(config: Config, item: Item) -> Request:
    limits = config.archive.limits
    return Request(
        path=str(config.root / item.path),
        extension=item.media.extension,
        seconds=limits.seconds,
        memory_mb=limits.memory_mb,
        output_mb=limits.output_mb,
        readable_share=config.archive.thresholds.readable_share,
    )


def _without_reading(item: Item) -> Extraction | None:
    """What is known of an item that no reader is needed for; collecting has reported the empty and absent."""
    if not item.present or item.bytes == 0:
        return Extraction(Reading.BROKEN, TextSource.NONE)
    if item.media.extension not in readers.READERS:
        details = (("format", item.media.extension),)
        return Extraction(Reading.UNSUPPORTED, TextSource.NONE, findings=(("JZ309", details),))
    return None


def _key(config: Config, item: Item) -> str:
    extension = item.media.extension
    share = config.archive.thresholds.readable_share
    return f"{item.sha256}.{extension} {readers.fingerprint(extension)} {share:g}"


def _remembered(config: Config, items: Sequence[Item], cache: Cache) -> Mapping[str, Extraction]:
    known: dict[str, Extraction] = {}
    present = [item for item in items if item.present]
    for start in range(0, len(present), _CHUNK):
        keys = {_key(config, item): item.sha256 for item in present[start : start + _CHUNK]}
        for key, value in cache.get_many(NAMESPACE, keys).items():
            try:
                known[keys[key]] = codec.decode(zlib.decompress(value))
            except (zlib.error, ValueError):
                continue  # damaged: read the file again
    return known


def _remember(config: Config, item: Item, extraction: Extraction, cache: Cache) -> None:
    """Store a result for good, unless it may turn out otherwise next time."""
    if item.present and not any(code in PASSING for code, _ in extraction.findings):
        cache.put(NAMESPACE, _key(config, item), zlib.compress(codec.encode(extraction), 1))


def _findings(evidence: Sequence[Evidence]) -> Iterator[Finding]:
    for one in evidence:
        for code, details in one.extraction.findings:
            texts: dict[str, Any] = dict(details)
            yield finding(code, one.item.path, **texts)
        yield from lint(one.item, one.description)
