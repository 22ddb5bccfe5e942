"""What a run is asked to do, and what it notes on its way."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from juanzong.findings import Finding
from juanzong.lang import Lang

DESK = "desk"
"""The desk index, below the work folder."""

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many are done and how many there are (0 where that is not known)."""


class ConfigurationError(Exception):
    """What a run was told is not enough to go on, or is wrong; `findings` says what to mend."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("; ".join(f"{one.code} {one.subject}" for one in findings))
        self.findings = findings


def work_folder(archive: Path) -> Path:
    """Where cache and indexes of an archive are kept: beside it, ignored by git."""
    return archive.resolve().parent / ".juanzong"


@dataclass(frozen=True, slots=True)
class Request:
    """What to build, from where, and how; an empty `profile` means the widest one.

    `today` is an input: no stage reads the clock. `workers` files are read at once on this machine, or as
    many as the Dask cluster can whose `scheduler` is named (`tcp://host:port`).
    `renditions` asks for Office files as PDF, too.
    """

    archive: Path
    profile: str
    today: date
    work: Path
    lang: Lang = Lang.ZH
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    scheduler: str = ""
    renditions: bool = False
    progress: Progress = lambda _stage, _done, _total: None

    @property
    def desk(self) -> Path:
        """Where the desk index stands."""
        return self.work / DESK

    @property
    def cache(self) -> Path:
        """Where earlier readings are kept."""
        return self.work / "cache.sqlite"

    @classmethod
    def from_environment(cls) -> "Request":
        """The request of a plain `mkdocs build`: `JUANZONG_ARCHIVE`, `_PROFILE`, `_TODAY`, else defaults."""
        archive = Path(os.environ.get("JUANZONG_ARCHIVE", "archive")).resolve()
        return cls(
            archive=archive,
            profile=os.environ.get("JUANZONG_PROFILE", "inspection"),
            today=date.fromisoformat(os.environ.get("JUANZONG_TODAY", date.today().isoformat())),  # noqa: DTZ011 (local day)
            work=work_folder(archive),
            lang=Lang(os.environ.get("JUANZONG_LANG", Lang.ZH)),
        )


class Run:
    """Keeps the findings and the wall time (seconds) of each stage."""

    def __init__(self, progress: Progress, seconds: Mapping[str, float] | None = None) -> None:
        self.findings: list[Finding] = []
        self.seconds: dict[str, float] = dict(seconds or {})
        self._progress = progress

    @contextmanager
    def stage(self, name: str) -> Iterator[list[Finding]]:
        """Time a stage and give the list its findings go to."""
        self._progress(name, 0, 0)
        begun = time.perf_counter()
        yield self.findings
        self.seconds[name] = round(time.perf_counter() - begun, 3)
