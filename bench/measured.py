"""What one run of a search engine measured, and the table that sets runs side by side."""

import os
import statistics
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from juanzong.index import Document
from juanzong.text import terms
from tests.browser.browsers import Browser
from tests.browser.page import Page

Truth = dict[str, set[str]]


@dataclass(slots=True)
class Measured:
    """One column of the table."""

    name: str
    build_cpu: float = 0
    build_mb: float = 0
    index_mb: float = 0
    files: int = 0
    opened_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    later_ms: list[float] = field(default_factory=list)
    proved_ms: list[float] = field(default_factory=list)
    index_kb: list[float] = field(default_factory=list)
    all_kb: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    recall: dict[str, float] = field(default_factory=dict)
    precision: dict[str, float] = field(default_factory=dict)
    renderer_mb: float = 0
    kept_mb: float = 0
    added: str = "all anew"

    def weigh(self, browser: Browser, page: Page) -> None:
        """The renderer's memory as it is, and without what it could have thrown away."""
        self.renderer_mb = browser.renderer_bytes() / 1e6
        page.heap_bytes()
        self.kept_mb = browser.renderer_bytes() / 1e6


def measured_run(command: Sequence[str], **options: Any) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of a process and those it waited for."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options) as process:
        assert process.stderr
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(said.decode(errors="replace"))
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size_mb(folder: Path, pattern: str = "**/*") -> tuple[float, int]:
    sizes = [path.stat().st_size for path in folder.glob(pattern) if path.is_file()]
    return sum(sizes) / 1e6, len(sizes)


def scan(documents: Sequence[Document], asked: dict[str, list[str]]) -> Truth:
    texts = {document.id: document.search_text for document in documents}
    return {
        query: {key for key, text in texts.items() if all(term in text for term in terms(query))}
        for some in asked.values()
        for query in some
    }


def judge(column: Measured, asked: dict[str, list[str]], truth: Truth, found: dict[str, set[str]]) -> None:
    """Mean recall and precision of each kind of query; no answer is precise if there is none."""
    for kind, some in asked.items():
        recalls, precisions = [], []
        for query in some:
            right = len(truth[query] & found[query])
            recalls.append(right / len(truth[query]) if truth[query] else 1)
            precisions.append(right / len(found[query]) if found[query] else float(not truth[query]))
        column.recall[kind], column.precision[kind] = statistics.mean(recalls), statistics.mean(precisions)


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    if not values:
        return "–"
    ordered = sorted(values)
    return (
        f"{statistics.median(ordered):.0f} / {ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]:.0f}"
    )


def percent(values: dict[str, float]) -> str:
    return " / ".join(f"{value:.1%}" for value in values.values()) or "–"


ROWS: tuple[tuple[str, Callable[[Measured], str]], ...] = (
    ("build, CPU-s", lambda m: f"{m.build_cpu:.1f}"),
    ("build, peak MB", lambda m: f"{m.build_mb:.0f}"),
    ("index, MB", lambda m: f"{m.index_mb:.1f}"),
    ("files", lambda m: f"{m.files}"),
    ("first query: index, kB p50/p95", lambda m: spread(m.index_kb)),
    ("first query: with snippets, kB", lambda m: spread(m.all_kb)),
    ("first query: requests", lambda m: spread(m.requests)),
    ("page opened with a query: first result, ms", lambda m: spread(m.opened_ms)),
    ("first query on an open page: first result, ms", lambda m: spread(m.first_ms)),
    ("later query: first result, ms", lambda m: spread(m.later_ms)),
    ("later query: count proved, ms", lambda m: spread(m.proved_ms)),
    ("renderer, MB", lambda m: f"{m.renderer_mb:.0f}"),
    ("renderer without garbage, MB", lambda m: f"{m.kept_mb:.0f}"),
    ("recall, words / runs", lambda m: percent(m.recall)),
    ("precision, words / runs", lambda m: percent(m.precision)),
    ("one document added", lambda m: m.added),
)


def table(columns: Sequence[Measured]) -> str:
    lines = ["| | " + " | ".join(column.name for column in columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [f"| {title} | " + " | ".join(show(column) for column in columns) + " |" for title, show in ROWS]
    return "\n".join(lines)
