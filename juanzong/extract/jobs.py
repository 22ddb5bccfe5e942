"""Jobs for the children: asked of the cache first, run where any executor runs them, and remembered."""

import zlib
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed
from contextlib import closing
from dataclasses import dataclass

from juanzong.cache import Cache
from juanzong.extract import codec
from juanzong.extract.request import Request, Work
from juanzong.extract.sandbox import PASSING
from juanzong.extract.task import Task, end_children, run
from juanzong.model import Config, Extraction, Item

_CHUNK = 256
"""Results taken out of the cache at once."""

Progress = Callable[[int, int], None]
"""Called with how many jobs are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to learn of a file, and the key under which it is remembered.

    `work` is the task that learns it, or the answer itself where no child is needed to know it.
    """

    key: str
    work: Task | Extraction


def asked(
    config: Config,
    item: Item,
    work: Work = Work.TEXT,
    pages: tuple[int, ...] = (),
    parts: tuple[str, ...] = (),
) -> Request:
    """What is asked of a child about an item, within the archive's limits; OCR has its own."""
    limits = config.archive.limits
    is_ocr = work is Work.OCR
    return Request(
        path=str(config.root / item.path),
        extension=item.media.extension,
        seconds=limits.ocr_seconds if is_ocr else limits.seconds,
        memory_mb=limits.ocr_memory_mb if is_ocr else limits.memory_mb,
        output_mb=limits.output_mb,
        readable_share=config.archive.thresholds.readable_share,
        work=work,
        pages=pages,
        parts=parts,
    )


class Crew:
    """Does jobs. `reused` are the keys whose results were remembered from an earlier build."""

    def __init__(self, cache: Cache, executor: Executor | None, progress: Progress | None) -> None:
        self.reused: set[str] = set()
        self._cache = cache
        self._executor = executor
        self._progress = progress
        self._done = 0
        self._total = 0

    def do(self, namespace: str, jobs: Sequence[Job]) -> dict[str, Extraction]:
        """The results of `jobs` by key; `namespace` is where in the cache they stand."""
        self._total += len(jobs)
        made = self._remembered(namespace, jobs)
        self.reused.update(made)
        self._tell(len(made))
        waiting: list[tuple[str, Task]] = []
        for job in jobs:
            if job.key in made:
                continue
            if isinstance(job.work, Task):
                waiting.append((job.key, job.work))
            else:
                made[job.key] = job.work
                self._remember(namespace, job.key, job.work)
                self._tell(1)
        if waiting:
            with closing(_run(waiting, self._executor)) as results:
                for key, extraction in results:
                    made[key] = extraction
                    self._remember(namespace, key, extraction)
                    self._tell(1)
        return made

    def _tell(self, number: int) -> None:
        self._done += number
        if self._progress is not None and number:
            self._progress(self._done, self._total)

    def _remembered(self, namespace: str, jobs: Sequence[Job]) -> dict[str, Extraction]:
        known: dict[str, Extraction] = {}
        for start in range(0, len(jobs), _CHUNK):
            found: Mapping[str, bytes] = self._cache.get_many(
                namespace, [job.key for job in jobs[start : start + _CHUNK]]
            )
            for key, value in found.items():
                try:
                    known[key] = codec.decode(zlib.decompress(value))
                except (zlib.error, ValueError):
                    continue  # damaged: learn it again
        return known

    def _remember(self, namespace: str, key: str, extraction: Extraction) -> None:
        """Store a result for good, unless it may turn out otherwise next time."""
        if not any(code in PASSING for code, _ in extraction.findings):
            self._cache.put(namespace, key, zlib.compress(codec.encode(extraction), 1))


def _run(
    tasks: Sequence[tuple[str, Task]], executor: Executor | None
) -> Generator[tuple[str, Extraction], None, None]:
    """Results as they come. When the build is interrupted, the children at work are ended with it."""
    running = ThreadPoolExecutor() if executor is None else executor
    futures: dict[Future[Extraction], str] = {}
    try:
        for key, task in tasks:
            futures[running.submit(run, task)] = key
        for future in as_completed(futures):
            yield futures[future], future.result()
    finally:
        for future in futures:
            future.cancel()
        end_children(futures)
        if executor is None:
            running.shutdown(cancel_futures=True)
