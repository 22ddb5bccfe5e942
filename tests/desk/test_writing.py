"""Writing: all or nothing, whatever fails and wherever; never over what is there."""

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from juanzong.desk import writing
from juanzong.desk.writing import ChangedError, Staged, write_all

OLD = {"a": b"old a", "b": b"old b"}
NEW = {"a": b"new a", "b": b"new b", "folder/c": b"c", "folder/d": b"d"}
STEPS = [(Path, "replace"), (os, "link"), (os, "fsync"), (writing, "_write"), (writing, "_appear")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def change(folder: Path) -> None:
    write_all({folder / name: (OLD.get(name), content) for name, content in NEW.items()})


def test_everything_is_written(folder: Path) -> None:
    change(folder)
    assert held(folder) == NEW


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "full")], ids=["^C", "full"])
@pytest.mark.parametrize("call", [1, 2, 3, 4])
@pytest.mark.parametrize(("owner", "step"), STEPS, ids=[step for _, step in STEPS])
def test_whatever_fails_leaves_everything_or_nothing(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    step: str,
    call: int,
    failure: BaseException,
    *,
    after: bool,
) -> None:
    real: Callable[..., object] = getattr(owner, step)
    calls: list[int] = []

    def failing(*args: object, **kwargs: object) -> object:
        calls.append(1)
        if len(calls) != call:
            return real(*args, **kwargs)
        if after:
            real(*args, **kwargs)
        raise failure

    with monkeypatch.context() as patched:
        patched.setattr(owner, step, failing)
        with contextlib.suppress(KeyboardInterrupt, OSError):
            change(folder)
    assert held(folder) in (OLD, NEW)
    assert held(folder) == NEW or not (folder / "folder").exists()


def test_nothing_is_written_over_what_appeared_meanwhile(folder: Path) -> None:
    (folder / "folder").mkdir()
    (folder / "folder" / "d").write_bytes(b"somebody's")
    with pytest.raises(FileExistsError):
        change(folder)
    assert held(folder) == OLD | {"folder/d": b"somebody's"}


def test_nothing_is_written_over_what_changed_meanwhile(folder: Path) -> None:
    (folder / "b").write_bytes(b"somebody's")
    with pytest.raises(ChangedError):
        change(folder)
    assert held(folder) == OLD | {"b": b"somebody's"}


def test_file_systems_without_links_are_written_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unable(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", unable)
    change(folder)
    assert held(folder) == NEW
    with pytest.raises(FileExistsError):
        write_all({folder / "a": (None, b"x")})


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_file_larger_than_the_disk_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 300_000)
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from juanzong.desk.writing import Staged, copy\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "with Staged() as staged:\n"
        "    list(copy(Path(sys.argv[1]), staged.room(Path(sys.argv[2]))))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "large"), str(tmp_path / "folder" / "copy")],
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert b"File too large" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["large"]


def test_a_copy_keeps_its_day(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    os.utime(tmp_path / "a", (1_000_000_000, 1_000_000_000))
    with Staged() as staged:
        assert b"".join(writing.copy(tmp_path / "a", staged.room(tmp_path / "b"))) == b"x"
        staged.commit()
    assert (tmp_path / "b").stat().st_mtime == 1_000_000_000
