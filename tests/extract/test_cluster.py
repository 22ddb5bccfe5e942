"""Reading by a Dask cluster gives what one machine gives, whatever becomes of the workers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from juanzong.extract import remote
from juanzong.extract.executors import Cluster, open_executor
from juanzong.extract.remote import Refusal
from juanzong.extract.request import Request
from juanzong.extract.task import Task, run
from juanzong.findings import Finding
from juanzong.model import Extraction
from juanzong.pipeline import Assessment, ConfigurationError, build_site
from tests.archives import NOTICE, make_archive, request_for
from tests.extract.making import docx, p, pdf

ROOT = Path(__file__).parents[2]
SAY = ("关于加强交通秩序整治的通知", "各区人民政府")
EVIDENCE: dict[str, str | bytes] = {
    **{f"A-1/通知{n}.txt": f"{NOTICE}第{n}号" for n in range(12)},
    **{f"A-2/说明{n}.docx": docx(p(f"全民阅读{n}")) for n in range(12)},
    **{f"inbox/文件{n}.pdf": pdf([*SAY, str(n)]) for n in range(8)},
    "A-1/坏.pdf": b"%PDF-1.7 broken",
    "A-1/空.docx": b"",
}


@dataclass
class Servers:
    """Processes of a cluster; each is named by what it is."""

    folder: Path
    stack: ExitStack
    address: str = ""
    workers: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, module: str, *arguments: str, until: str) -> tuple[subprocess.Popen[str], str]:
        """Start a process and wait for the line that tells it is ready."""
        process = subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{module}", *arguments],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            encoding="utf-8",
            cwd=self.folder,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        self.stack.callback(_end, process)
        assert process.stderr is not None
        for line in process.stderr:
            if until in line:
                return process, line
        raise AssertionError(f"{module} did not start")

    def worker(self) -> None:
        """One more worker, of one thread."""
        directory = f"--local-directory={self.folder / str(len(self.workers))}"
        options = ("--no-nanny", "--nthreads=1", "--no-dashboard", directory)
        self.workers.append(self.start("dask_worker", self.address, *options, until="Registered to")[0])


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait()
    if process.stderr is not None:
        process.stderr.close()


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Servers]:
    folder.mkdir()
    with ExitStack() as stack:
        made = Servers(folder, stack)
        _, line = made.start(
            "dask_scheduler", "--host=127.0.0.1", "--port=0", "--no-dashboard", until="Scheduler at"
        )
        made.address = line.split("Scheduler at:")[1].strip()
        for _ in range(workers):
            made.worker()
        yield made


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with cluster(tmp_path_factory.mktemp("dask") / "两台", 2) as made:
        yield made


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def built(
    folder: Path, scheduler: str = "", progress: Callable[[str, int, int], None] | None = None
) -> tuple[Assessment, dict[str, bytes]]:
    """A site built from nothing but the evidence."""
    request = replace(request_for(make_archive(folder, EVIDENCE), "working"), scheduler=scheduler)
    if progress is not None:
        request = replace(request, progress=progress)
    made = build_site(request, folder / "site")
    assert made.reused == 0
    return made, tree(folder / "site")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is not there")
def test_a_worker_killed_half_way_changes_nothing(tmp_path: Path) -> None:
    alone, site = built(tmp_path / "一台")
    with cluster(tmp_path / "dask", 2) as servers:
        killed: list[int] = []

        def kill_one_half_way(stage: str, done: int, total: int) -> None:
            if stage == "extract" and not killed and 0 < total <= 2 * done:
                killed.append(servers.workers[0].pid)
                os.kill(killed[0], signal.SIGKILL)

        together, same = built(tmp_path / "两台", servers.address, kill_one_half_way)
        assert killed
        assert servers.workers[0].wait(30) == -signal.SIGKILL
        assert servers.workers[1].poll() is None
    assert together.findings == alone.findings
    assert same == site


def asked(path: Path, sha256: str = "") -> Task:
    return Task(Request(str(path), "txt", 20, 512, 8, 0.85), sha256=sha256)


def read_by(servers: Servers, task: Task, found: list[Finding]) -> Extraction:
    with open_executor(1, servers.address, found) as executor:
        assert isinstance(executor, Cluster)
        said: Extraction = executor.submit(run, task).result(60)
    return said


def test_workers_that_do_not_see_the_archive_are_sent_the_files(two: Servers, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    found: list[Finding] = []
    elsewhere = asked(path, "0" * 64)  # to a worker, another file stands at this path
    assert read_by(two, elsewhere, found) == run(asked(path))
    assert [(f.code, dict(f.details)["count"]) for f in found] == [("JZ383", "1")]


def test_what_is_too_large_to_send_is_read_here(
    two: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juanzong.extract.executors._SENT_BYTES", 10)
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    found: list[Finding] = []
    assert read_by(two, asked(path, "0" * 64), found) == run(asked(path))
    assert [(f.code, dict(f.details)["reasons"]) for f in found] == [("JZ384", "absent")]


def test_workers_of_another_version_read_nothing(
    two: Servers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "made_by", lambda: "newer")
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    found: list[Finding] = []
    assert read_by(two, asked(path), found) == run(asked(path))
    assert [(f.code, dict(f.details)["reasons"]) for f in found] == [("JZ384", "version")]


def test_a_file_that_came_with_the_task_keeps_its_name_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    gone = asked(Path("/mnt/elsewhere/坏.pdf"))
    task = replace(gone, request=replace(gone.request, extension="pdf"))
    said = remote.attempt_sent(run, task, remote.made_by(), "坏.pdf", b"%PDF-1.7 broken")
    assert isinstance(said, Extraction)
    assert str(tmp_path) not in str(said)
    assert list(tmp_path.iterdir()) == []
    assert remote.attempt(run, task, remote.made_by()) is Refusal.ABSENT


def test_a_scheduler_that_dies_leaves_the_reading_to_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juanzong.extract.executors._CONNECT_SECONDS", 2)
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    found: list[Finding] = []
    with cluster(tmp_path / "dask", 1) as servers, open_executor(1, servers.address, found) as executor:
        servers.stack.close()
        said = executor.submit(run, asked(path)).result(120)
    assert said == run(asked(path))
    assert [f.code for f in found] == ["JZ384"]


def test_a_cluster_that_loses_all_its_workers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juanzong.extract.executors._ALONE_SECONDS", 0.2)
    monkeypatch.setattr("juanzong.extract.executors._LOOK_SECONDS", 0.1)
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    found: list[Finding] = []
    with cluster(tmp_path / "dask", 1) as servers, open_executor(1, servers.address, found) as executor:
        _end(servers.workers[0])
        said = executor.submit(run, asked(path)).result(120)
    assert said == run(asked(path))
    assert [f.code for f in found] == ["JZ384"]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "没有的", "tcp://"])
def test_no_scheduler_is_said_before_anything_is_read(
    tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("juanzong.extract.executors._CONNECT_SECONDS", 1)
    root = make_archive(tmp_path, {"A-1/通知.txt": NOTICE})
    with pytest.raises(ConfigurationError) as told:
        build_site(replace(request_for(root), scheduler=address), tmp_path / "site")
    assert [f.code for f in told.value.findings] == ["JZ380"]
    assert not (tmp_path / "site").exists()


def test_a_scheduler_without_workers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("juanzong.extract.executors._CONNECT_SECONDS", 2)
    with (
        cluster(tmp_path / "dask", 0) as servers,
        pytest.raises(ConfigurationError) as told,
        open_executor(1, servers.address, []),
    ):
        raise AssertionError("it was opened")
    assert [f.code for f in told.value.findings] == ["JZ382"]
