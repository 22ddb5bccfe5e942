"""The site as it stands now: built in a folder of its own each time, so that nobody gets a half-built one."""

import os
import shutil
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from juanzong.collect.git import ask
from juanzong.findings import Finding
from juanzong.pipeline import Assessment, ConfigurationError, build_site
from juanzong.publish import PROJECT
from juanzong.publish.errors import PublishError
from juanzong.request import Request
from juanzong.serving.watch import Stamp, stamp

_FOLDER = "serve-"
_POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class State:
    """What there is to see: the folder of the site, or why there is none.

    `epoch` counts the builds; the first has not ended while it is 0. `findings` are what is wrong with the
    settings, `trouble` what else went wrong, in words.
    """

    epoch: int = 0
    site: Path | None = None
    assessment: Assessment | None = None
    findings: tuple[Finding, ...] = ()
    trouble: str = ""


class Workshop:
    """Builds the site of a request again and again; `today` is the day of each build unless one is given."""

    def __init__(self, request: Request, today: date | None, told: Callable[[State], None]) -> None:
        self.request = request
        self.state = State()
        self._today = today
        self._told = told
        self._turned = threading.Condition()
        self._home = request.work / f"{_FOLDER}{os.getpid()}"
        self._watched = _watched(request.archive)

    def __enter__(self) -> Self:
        """Make room, and clear away what killed servers left.

        Raises:
            PublishError: the work folder cannot be written.
        """
        try:
            for left in self.request.work.glob(f"{_FOLDER}*"):
                process = left.name.removeprefix(_FOLDER)
                if not (process.isdecimal() and psutil.pid_exists(int(process))) or left == self._home:
                    shutil.rmtree(left, ignore_errors=True)
            self._home.mkdir(parents=True)
        except OSError as error:
            raise PublishError.unwritable(self._home, error) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear away what was built."""
        shutil.rmtree(self._home, ignore_errors=True)

    @property
    def room(self) -> Path:
        """A folder for files on their way, which goes when serving ends."""
        return self._home / "dropped"

    def work(self, stop: threading.Event) -> None:
        """Build, and build again whenever something has changed, until told to stop."""
        seen: Stamp | None = None
        while not stop.is_set():
            now = stamp(self._watched)
            if now != seen and (seen is None or self._settled(now)):
                seen = now
                self._build()
            else:
                stop.wait(_POLL_SECONDS)

    def after(self, epoch: int, seconds: float) -> int:
        """The epoch once it is another one than `epoch`, or the same after some seconds."""
        with self._turned:
            self._turned.wait_for(lambda: self.state.epoch != epoch, timeout=seconds)
            return self.state.epoch

    def _settled(self, now: Stamp) -> bool:
        """Whether nothing more has changed for a moment: a copy that is under way is waited for."""
        threading.Event().wait(_POLL_SECONDS)
        return stamp(self._watched) == now

    def _build(self) -> None:
        epoch = self.state.epoch + 1
        site = self._home / str(epoch)
        made = State(epoch)
        try:
            asked = replace(self.request, today=self._today or date.today())  # noqa: DTZ011 (the local day)
            made = State(epoch, site, build_site(asked, site, desk=False))
        except ConfigurationError as error:
            made = State(epoch, findings=error.findings)
        except PublishError as error:
            made = State(epoch, trouble=error.say(self.request.lang))
        except Exception as error:  # noqa: BLE001 (whatever it is, the next change may mend it)
            made = State(epoch, trouble=f"{type(error).__name__}: {error}")
        before = self.state.site
        self._told(made)
        with self._turned:
            self.state = made
            self._turned.notify_all()
        for old in self._home.glob("[0-9]*"):
            if old not in (site, before):
                shutil.rmtree(old, ignore_errors=True)


def _watched(archive: Path) -> Iterable[Path]:
    """The archive, the hand-written pages, and git's record of commits."""
    log = ask(archive, "rev-parse", "--git-path", "logs/HEAD")
    own = (archive, PROJECT / "docs", PROJECT / "mkdocs.yml")
    return (*own, (archive / log.strip()).resolve()) if log else own
