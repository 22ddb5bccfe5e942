"""The first run: a virtual environment beside the project with the locked dependencies.

Standard library only. `.venv/.juanzong-lock` holds the digests of the lock files that were installed, so
that a changed lock is installed again and an unchanged one costs nothing.
"""

import hashlib
import importlib.util
import json
import locale
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = "requirements.lock"
INTERRUPTED = 130
KILLED_BY_CTRL_C = 0xC000013A
"""How Windows reports a process that Ctrl-C ended."""


class BootstrapError(Exception):
    """The environment cannot be made; the text says what to do, in Chinese and English."""


def is_ready(root: Path = ROOT) -> bool:
    """Whether this very interpreter has what the lock names; our own `.venv` must have it as locked now."""
    if Path(sys.prefix).resolve() == (root / ".venv").resolve():
        return not _outdated(root, (LOCK,))
    try:
        for line in (root / LOCK).read_text(encoding="utf-8").splitlines():
            if name := line.partition("#")[0].partition("==")[0].strip():
                distribution(name)
    except PackageNotFoundError:
        return False
    return True


def rerun(command: Sequence[str], root: Path = ROOT) -> int:
    """Run a Python command in `.venv`, made or updated if need be; its exit code.

    On Windows, where a process cannot be replaced, it runs as a child that gets Ctrl-C like this one.

    Raises:
        BootstrapError: the environment cannot be made.
    """
    line = [str(environment((LOCK,), root)), *command]
    if os.name != "nt":
        sys.stderr.flush()
        os.execv(line[0], line)  # noqa: S606 (our own command)
    child = subprocess.Popen(line)  # noqa: S603 (our own command)
    while True:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            continue
        return INTERRUPTED if code == KILLED_BY_CTRL_C else code


def environment(locks: Sequence[str], root: Path = ROOT) -> Path:
    """The Python of `.venv`, with all of `locks` installed.

    Raises:
        BootstrapError: there is no `venv`, or the packages cannot be had.
    """
    home = root / ".venv"
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (outdated := _outdated(root, locks)) and python.is_file():
        return python
    _say(
        "正在准备运行环境（首次约需一两分钟）……",
        "Preparing the environment (a minute or two, the first time) …",
    )
    if not _works(python):
        _make(home)
    wanted = [part for lock in outdated or locks for part in ("-r", str(root / lock))]
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    done = _run(*pip, *wanted)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise BootstrapError(
            "依赖没有装上：请检查网络；单位内网请先设好软件源"
            "（pip config set global.index-url 地址）或代理（HTTPS_PROXY），再运行一次。\n"
            "The dependencies could not be installed: check the network, the index or the proxy of pip, "
            "and run this again.\n  pip: " + "\n  pip: ".join(said[-3:] or ["?"])
        )
    _put_on_path(python, root)
    stamp = _stamp(root)
    stamp.update({lock: _digest(root / lock) for lock in locks})
    (home / ".juanzong-lock").write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    return python


def _outdated(root: Path, locks: Sequence[str]) -> list[str]:
    """Those of `locks` that `.venv` does not have as they are now."""
    stamp = _stamp(root)
    return [lock for lock in locks if stamp.get(lock) != _digest(root / lock)]


def _stamp(root: Path) -> dict[str, str]:
    """Digests of the installed locks by name; empty when nothing is known."""
    try:
        stamp: dict[str, str] = json.loads((root / ".venv" / ".juanzong-lock").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def _digest(lock: Path) -> str:
    """What a lock says, line ends aside: git may change those."""
    return hashlib.sha256(b"\n".join(lock.read_bytes().splitlines())).hexdigest()


def _works(python: Path) -> bool:
    """Whether that Python is there, runs, and has pip: an interrupted or moved environment does not."""
    try:
        return _run(str(python), "-m", "pip", "--version").returncode == 0
    except OSError:
        return False


def _make(home: Path) -> None:
    """Make an empty environment with pip."""
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        package = "python{}.{}-venv".format(*sys.version_info)
        raise BootstrapError(
            "这个 Python 没有 venv 组件：请先安装，再运行一次"
            f"（Debian、Ubuntu、统信、麒麟：sudo apt install {package}）。\n"
            f"This Python lacks venv: install it (sudo apt install {package}) and run this again."
        )
    made = _run(sys.executable, "-m", "venv", "--clear", str(home))
    if made.returncode:
        raise BootstrapError(
            f"无法建立运行环境 {home}：请检查磁盘空间和写入权限。\n"
            f"The environment {home} cannot be made: check disk space and permissions.\n"
            f"  {(made.stderr or made.stdout).strip()}"
        )


def _put_on_path(python: Path, root: Path) -> None:
    """Let the environment's own tools (mkdocs, pytest) import the project, by a path file.

    Python reads path files as UTF-8 from 3.13 on, before that in the encoding of the locale.
    """
    asked = _run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'), end='')")
    encoding = "utf-8" if sys.version_info >= (3, 13) else locale.getencoding()
    (Path(asked.stdout) / "juanzong.pth").write_text(f"{root}\n", encoding=encoding, errors="replace")


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    """Run a command quietly, without input; what it says is kept."""
    return subprocess.run(  # noqa: S603 (our own command)
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )


def _say(zh: str, en: str) -> None:
    """One line of progress."""
    sys.stderr.write(f"{zh} {en}\n")
    sys.stderr.flush()


def main(locks: Sequence[str]) -> int:
    """Install `locks` besides the project's own and print the environment's Python; for `tests/run`."""
    try:
        python = environment((LOCK, *locks))
    except BootstrapError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{python}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
