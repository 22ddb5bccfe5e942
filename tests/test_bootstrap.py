"""The first run on a machine: an environment is made once, kept current, and its absence explained."""

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from juanzong import bootstrap

ROOT = Path(__file__).parents[1]
CLI = """
import os, sys
def main(argv=None):
    print(sys.prefix, os.environ["PYTHONPATH"].split(os.pathsep)[0], *argv, sep="\\n")
    return 7
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The front door with a command line that tells where it runs; it depends on nothing."""
    root = tmp_path / "创城 卷宗"
    (root / "juanzong" / "cli").mkdir(parents=True)
    shutil.copy(ROOT / "build_archive.py", root)
    shutil.copy(ROOT / "juanzong" / "bootstrap.py", root / "juanzong")
    (root / "juanzong" / "__init__.py").touch()
    (root / "juanzong" / "cli" / "__init__.py").write_text(CLI, encoding="utf-8")
    lock(root, "# nothing\n")
    return root


def lock(root: Path, text: str) -> None:
    (root / bootstrap.LOCK).write_text(text, encoding="utf-8")


def run(
    project: Path, *arguments: str, python: str = sys.executable, environ: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    keep = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(
        [python, str(project / "build_archive.py"), *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**keep, "PYTHONIOENCODING": "utf-8", "PIP_NO_INDEX": "1", **(environ or {})},
    )


def test_what_is_there_is_used(project: Path) -> None:
    lock(project, "pytest==0\n")  # the version of a foreign interpreter is its owner's business
    done = run(project, "check", "--json")
    assert done.returncode == 7
    assert done.stdout.splitlines() == [sys.prefix, str(project), "check", "--json"]
    assert not (project / ".venv").exists()


def test_an_environment_is_made_kept_and_updated(project: Path) -> None:
    # The lock names what this interpreter lacks and pip can take from the project itself.
    (project / "wheels").mkdir()
    wheel(project / "wheels", "juanzong_absent", "1")
    lock(project, "juanzong-absent==1\n")
    environ = {"PIP_FIND_LINKS": (project / "wheels").as_uri()}
    first = run(project, "甲", environ=environ)
    assert first.returncode == 7, first.stderr
    assert first.stdout.splitlines() == [str(project / ".venv"), str(project), "甲"]
    assert first.stderr.startswith("正在准备运行环境")
    assert len(first.stderr.splitlines()) == 1

    second = run(project)
    assert (second.returncode, second.stderr) == (7, "")

    wheel(project / "wheels", "juanzong_absent", "2")
    lock(project, "juanzong-absent==2\n")
    python = project / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    third = run(project, python=str(python), environ=environ)  # from inside the environment too
    assert third.returncode == 7, third.stderr
    assert third.stderr.startswith("正在准备运行环境")
    asked = [
        "-c",
        "from importlib.metadata import version; import juanzong; print(version('juanzong-absent'))",
    ]
    told = subprocess.run([python, *asked], capture_output=True, check=True, text=True, cwd=project.parent)
    assert told.stdout == "2\n"


def test_what_cannot_be_had_is_told_in_chinese_and_tried_again(project: Path) -> None:
    lock(project, "juanzong-absent==1\n")
    for _ in range(2):
        done = run(project)
        assert done.returncode == 2
        assert "依赖没有装上：请检查网络" in done.stderr
        assert "juanzong-absent==1" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_python_without_venv_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock(tmp_path, "juanzong-absent==1\n")
    monkeypatch.setattr(importlib.util, "find_spec", {}.get)
    with pytest.raises(bootstrap.BootstrapError, match=rf"python3\.{sys.version_info[1]}-venv"):
        bootstrap.environment((bootstrap.LOCK,), tmp_path)


def test_line_ends_do_not_make_a_lock_new(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"a==1\nb==2\n")
    two.write_bytes(b"a==1\r\nb==2\r\n")
    assert bootstrap._digest(one) == bootstrap._digest(two)


def test_other_pythons_are_refused(project: Path) -> None:
    script = (
        "import runpy, sys; sys.version_info = (3, 10, 1); runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(project / "build_archive.py")],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 2
    assert done.stderr.startswith("需要 Python 3.11–3.13，现在是 3.10")


def wheel(folder: Path, name: str, version: str) -> None:
    """Write the smallest wheel that pip takes."""
    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
