"""LibreOffice, where it is installed: one file to PDF, in a profile of its own, watched and ended in time.

Nothing is fetched from outside and no macro runs: the profile says so before the program starts.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

_NAMES = ("soffice", "libreoffice")
_ON_WINDOWS = ("ProgramFiles", "ProgramFiles(x86)")
_POLL_SECONDS = 0.1
_VERSION_SECONDS = 60

_FORBIDDEN = ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")
_SETTING = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>true</value></prop></item>'
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    f"{''.join(map(_SETTING.format, _FORBIDDEN))}</oor:items>"
)


class ConversionError(Exception):
    """A file was not converted; the text says why."""


@dataclass(frozen=True, slots=True)
class Program:
    """The program and what it says of its version."""

    path: str
    version: str


@cache
def installed() -> Program | None:
    """LibreOffice on this machine, or None."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None) or _on_windows()
    if path is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = [path, f"-env:UserInstallation={Path(folder).as_uri()}", "--version"]
        try:
            said = subprocess.run(  # noqa: S603 (found on the path, no shell)
                command, capture_output=True, timeout=_VERSION_SECONDS, check=True, stdin=subprocess.DEVNULL
            )
        except (OSError, subprocess.SubprocessError):
            return None
    return Program(path, said.stdout.decode("utf-8", "replace").strip())


def to_pdf(program: Program, content: bytes, extension: str, *, seconds: float, memory: int) -> bytes:
    """A file as PDF; `seconds` of wall time and `memory` bytes bound the program and all it starts.

    Raises:
        ConversionError: the program failed, took too much, or made no PDF.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source, profile = root / f"document.{extension}", root / "profile"
        source.write_bytes(content)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [program.path, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--nolockcheck", "--nodefault", "--convert-to", "pdf", "--outdir", folder, str(source)]
        _run(command, root, seconds, memory)
        try:
            return (root / "document.pdf").read_bytes()
        except OSError:
            raise ConversionError("no PDF") from None


def _run(command: list[str], folder: Path, seconds: float, memory: int) -> None:
    try:
        process = psutil.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        raise ConversionError(error.strerror or type(error).__name__) from error
    deadline = time.monotonic() + seconds
    try:
        while process.poll() is None:
            if time.monotonic() > deadline:
                raise ConversionError(f"{seconds:g} s")
            if _memory(process) > memory:
                raise ConversionError(f"{memory // 2**20} MiB")
            time.sleep(_POLL_SECONDS)
    finally:
        _end(process)


def _memory(process: psutil.Process) -> int:
    """Bytes that a process and those below it take."""
    used = 0
    with suppress(psutil.Error):
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                used += one.memory_info().rss
    return used


def _end(process: psutil.Popen) -> None:
    """End a process with those below it, which outlive it otherwise."""
    with suppress(psutil.Error):
        for one in process.children(recursive=True):
            with suppress(psutil.Error):
                one.kill()
    with suppress(psutil.Error):
        process.kill()
    process.wait()


def _on_windows() -> str | None:
    folders = (os.environ.get(name) for name in _ON_WINDOWS)
    places = (Path(folder) / "LibreOffice" / "program" / "soffice.exe" for folder in folders if folder)
    return next((str(place) for place in places if place.is_file()), None)
