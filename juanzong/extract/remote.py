"""The worker's side of reading on other machines: only what is certain to be as if read at home."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from juanzong.extract import readers
from juanzong.extract.task import Task
from juanzong.model import Extraction
from juanzong.versions import sources


class Refusal(StrEnum):
    """Why a worker does not read a file."""

    ABSENT = "absent"
    """The file is not at that path here, or another one is."""
    VERSION = "version"
    """This machine has another version of the program or of a library, which may read otherwise."""


_OPTIONAL = ("numpy", "onnxruntime", "opencv-python-headless", "pi-heif", "rapidocr")
"""Libraries that a machine may have, by which OCR and pictures come out otherwise."""


@cache
def made_by() -> str:
    """What decides how files are read: our own code and the versions of the libraries that it reads with."""
    names = {name for reader in readers.READERS.values() for name in reader.libraries}
    return " ".join((sources(), *(f"{name}={_version(name)}" for name in sorted({*names, *_OPTIONAL}))))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def attempt(run: Callable[[Task], Extraction], task: Task, wanted: str) -> Extraction | Refusal:
    """Read the file at the task's path, if it is the one that is meant."""
    if wanted != made_by():
        return Refusal.VERSION
    if not _is_here(task):
        return Refusal.ABSENT
    return run(task)


def attempt_sent(
    run: Callable[[Task], Extraction], task: Task, wanted: str, name: str, content: bytes
) -> Extraction | Refusal:
    """Read a file that came with the task; it keeps its name, which what is said of it may quote."""
    if wanted != made_by():
        return Refusal.VERSION
    with tempfile.TemporaryDirectory(prefix="juanzong-") as folder:
        path = Path(folder) / name
        try:
            path.write_bytes(content)
        except (OSError, ValueError):
            return Refusal.ABSENT
        return run(replace(task, request=replace(task.request, path=str(path))))


def _is_here(task: Task) -> bool:
    try:
        with Path(task.request.path).open("rb") as stream:
            return not task.sha256 or hashlib.file_digest(stream, "sha256").hexdigest() == task.sha256
    except OSError:
        return False
