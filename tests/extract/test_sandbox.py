import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from juanzong.extract.sandbox import CHILD, Sandbox
from juanzong.model import Extraction, Reading
from tests.extract.making import asked, codes

FAKES = "tests.extract.fakes"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(FAKES) as made:
        yield made


def told(
    folder: Path, sandbox: Sandbox, act: str, *, seconds: float = 60, memory_mb: int = 1024
) -> Extraction:
    path = folder / "文件.txt"
    path.write_text(act, encoding="utf-8")
    return sandbox.read(asked(path, seconds=seconds, memory_mb=memory_mb, output_mb=1))


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("unreadable", "JZ301"),
        ("stumble", "JZ302"),
        ("panic", "JZ302"),
        ("no_memory", "JZ304"),
        ("flood", "JZ305"),
        ("flood_raw", "JZ305"),
        ("crash", "JZ306"),
        ("abort", "JZ306"),
        ("leave", "JZ306"),
        ("hijack", "JZ306"),
    ],
)
def test_a_failure_costs_that_file_only(tmp_path: Path, sandbox: Sandbox, act: str, code: str) -> None:
    if act in ("flood_raw", "hijack") and sys.platform == "win32":
        pytest.skip("there the channel has no small number")
    failed = told(tmp_path, sandbox, act)
    assert (failed.reading, codes(failed)) == (Reading.BROKEN, [code])
    assert told(tmp_path, sandbox, "还在").text.startswith("还在")


@pytest.mark.parametrize(("act", "seconds"), [("spin", 0.3), ("hang", 0.05)])
def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, sandbox: Sandbox, act: str, seconds: float
) -> None:
    assert codes(told(tmp_path, sandbox, act, seconds=seconds)) == ["JZ303"]


def test_a_file_that_takes_too_much_memory_is_given_up(tmp_path: Path, sandbox: Sandbox) -> None:
    assert codes(told(tmp_path, sandbox, "eat", memory_mb=256)) == ["JZ304"]


def test_what_a_library_prints_does_not_get_between_the_answers(tmp_path: Path, sandbox: Sandbox) -> None:
    assert told(tmp_path, sandbox, "noise").text == "说了很多"


def test_one_child_serves_file_after_file(tmp_path: Path, sandbox: Sandbox) -> None:
    assert told(tmp_path, sandbox, "子进程").text == told(tmp_path, sandbox, "子进程").text


def test_a_child_ended_from_outside_is_replaced(tmp_path: Path, sandbox: Sandbox) -> None:
    first = told(tmp_path, sandbox, "子进程").text
    child = psutil.Process(int(first.split()[1]))
    child.kill()
    child.wait(30)
    again = told(tmp_path, sandbox, "子进程")
    assert again.reading is Reading.READ
    assert again.text != first


def test_a_reason_names_no_path_of_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "坏.pdf"
    path.write_bytes(b"%PDF-1.7 broken")
    with Sandbox(CHILD) as sandbox:
        failed = sandbox.read(asked(path))
    assert codes(failed) == ["JZ302"]
    assert str(tmp_path) not in str(failed.findings)


def test_a_reading_can_be_ended_from_another_thread(tmp_path: Path) -> None:
    sandbox = Sandbox(FAKES)
    told(tmp_path, sandbox, "开始")
    found: list[Extraction] = []
    reading = threading.Thread(target=lambda: found.append(told(tmp_path, sandbox, "hang")))
    reading.start()
    sandbox.retire()
    reading.join(30)
    sandbox.close()
    assert [one.reading for one in found] == [Reading.BROKEN]


def test_a_retired_sandbox_takes_no_more_files(tmp_path: Path) -> None:
    sandbox = Sandbox(FAKES)
    sandbox.retire()
    assert codes(told(tmp_path, sandbox, "hang")) == ["JZ306"]
    assert sandbox._process is None


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "文件.txt"
    path.write_text("hang", encoding="utf-8")
    script = (
        "import sys, threading, time\n"
        "from juanzong.extract.sandbox import Sandbox\n"
        "from juanzong.extract.request import Request\n"
        "sandbox = Sandbox('tests.extract.fakes')\n"
        "request = Request(sys.argv[1], 'txt', 60, 1024, 1, 0.85)\n"
        "threading.Thread(target=sandbox.read, args=(request,), daemon=True).start()\n"
        "while sandbox._process is None: pass\n"
        "print(sandbox._process.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert parent.stdout is not None
    assert parent.stdin is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    parent.stdin.close()
    gone, _ = psutil.wait_procs([child], timeout=30)
    assert gone


def test_an_interpreter_that_cannot_start_is_a_finding(tmp_path: Path) -> None:
    begun = time.monotonic()
    failed = told(tmp_path, Sandbox("tests.extract.no_such_module"), "x")
    assert codes(failed) == ["JZ306"]
    assert time.monotonic() - begun < 60
