"""Output is built aside and swapped in, so that a killed build leaves the old site untouched."""

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from juanzong.publish.errors import PublishError

_BUILDING = ".building"
_FORMER = ".former"
_MARKER = "catalogue.json"


@contextmanager
def built_aside(site: Path) -> Iterator[Path]:
    """Give a folder to build in; it takes the place of `site` when the block ends well, else it is removed.

    Raises:
        PublishError: `site` holds something else than a site of ours, or cannot be written.
    """
    building = site.with_name(f"{site.name}{_BUILDING}-{os.getpid()}")
    former = site.with_name(site.name + _FORMER)
    try:
        _recover(site, former)
        _refuse_foreign(site)
        _clear_dead(site)
        building.mkdir(parents=True)
        try:
            yield building
            if site.exists():
                site.rename(former)
            building.rename(site)
        finally:
            shutil.rmtree(building, ignore_errors=True)
            _recover(site, former)
    except OSError as error:
        raise PublishError.unwritable(site, error) from error


def _recover(site: Path, former: Path) -> None:
    """Bring back the old site if a run was killed between the two renames; else clear it away."""
    if former.exists() and not site.exists():
        former.rename(site)
    shutil.rmtree(former, ignore_errors=True)


def _clear_dead(site: Path) -> None:
    """Remove what killed builds of this site left behind; one that is still running keeps its folder."""
    for left in site.parent.glob(f"{glob.escape(site.name)}{_BUILDING}-*"):
        process = left.name.rpartition("-")[2]
        if process == str(os.getpid()) or not (process.isdecimal() and psutil.pid_exists(int(process))):
            shutil.rmtree(left, ignore_errors=True)


def _refuse_foreign(site: Path) -> None:
    if site.is_dir() and any(site.iterdir()) and not (site / _MARKER).exists():
        raise PublishError(
            f"{site}：里面有不是本程序生成的文件，不敢覆盖；请换一个文件夹，或先把它清空",
            f"{site}: holds files that this program did not make; name another folder or empty it first",
        )
