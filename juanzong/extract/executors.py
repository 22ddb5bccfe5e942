"""Where files are read: by children of this machine, or by those of a Dask cluster's workers on others.

The cluster gets paths. A worker reads a file where it sees the very same bytes at the same path; where it
does not, the file is sent to it. What no worker can read is read here: the result is always the same.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from juanzong.extract import remote
from juanzong.extract.remote import Refusal
from juanzong.extract.task import Task
from juanzong.findings import Finding, finding
from juanzong.model import Extraction
from juanzong.request import ConfigurationError

_SUBJECT = "--scheduler"
_SENT_BYTES = 64 << 20
"""Larger files are not sent: they are read here."""
_CONNECT_SECONDS = 10
_ALONE_SECONDS = 60
_LOOK_SECONDS = 5

Run = Callable[[Task], Extraction]


class _Client(Protocol):
    """What we use of `distributed.Client`."""

    def get_executor(self, **kwargs: Any) -> Executor: ...

    def nthreads(self) -> dict[str, int]: ...

    def close(self) -> None: ...


@contextmanager
def open_executor(workers: int, scheduler: str, found: list[Finding]) -> Iterator[Executor]:
    """The executor that the extract stage submits its tasks to.

    Args:
        workers: How many files this machine reads at once.
        scheduler: Address of a Dask scheduler (`tcp://host:port`); empty for this machine alone.
        found: Where it says what the cluster could not do.

    Raises:
        ConfigurationError: there is no scheduler at the address, it has no workers, or Dask is not installed.
    """
    if not scheduler:
        with ThreadPoolExecutor(max(1, workers)) as here:
            yield here
        return
    client = _connect(scheduler)
    try:
        with Cluster(client, max(1, workers)) as cluster:
            yield cluster
            found += cluster.findings()
    finally:
        client.close()


def _connect(address: str) -> _Client:
    try:
        import dask  # noqa: PLC0415 (an extra, and slow to load)
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise ConfigurationError((finding("JZ381", _SUBJECT),)) from None
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})  # files may be sent
    client: Any = None
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT_SECONDS, set_as_default=False
        )
        client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError, TypeError, ImportError) as error:
        code = "JZ380" if client is None else "JZ382"
        if client is not None:
            client.close()
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ConfigurationError((finding(code, _SUBJECT, address=address, reason=reason),)) from None
    return client  # type: ignore[no-any-return]


class Cluster(Executor):
    """Tasks on the workers of a Dask cluster; those that cannot be done there are done here."""

    def __init__(self, client: _Client, workers: int) -> None:
        self._client = client
        self._remote = client.get_executor(pure=False)
        threads = sum(client.nthreads().values())
        self._couriers = ThreadPoolExecutor(workers + threads, "courier")
        self._here = threading.BoundedSemaphore(workers)
        self._lock = threading.Lock()
        self._sent = 0
        self._read_here: Counter[str] = Counter()
        self._closed = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Have `fn(task)` done by a worker."""
        (task,) = args
        answer: Future[Any] = Future()
        run: Run = partial(fn, **kwargs) if kwargs else fn
        try:
            asked = self._remote.submit(remote.attempt, run, task, remote.made_by())
        except Exception as error:  # noqa: BLE001 (a client whose scheduler is gone raises what it likes)
            self._courier(answer, run, task, type(error).__name__)
        else:
            asked.add_done_callback(partial(self._answered, answer, run, task))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Give up what is not done and let the threads of this machine end."""
        self._closed.set()
        with contextlib.suppress(Exception):
            self._remote.shutdown(wait=False)
        self._couriers.shutdown(wait, cancel_futures=cancel_futures)

    def findings(self) -> Iterator[Finding]:
        """What the cluster could not do by itself."""
        if self._sent:
            yield finding("JZ383", _SUBJECT, count=self._sent)
        if self._read_here:
            reasons = "、".join(sorted(self._read_here))
            yield finding("JZ384", _SUBJECT, count=self._read_here.total(), reasons=reasons)

    def _answered(self, answer: "Future[Any]", run: Run, task: Task, asked: "Future[Any]") -> None:
        """Pass a worker's answer on. Runs in the client's thread, which must not wait."""
        try:
            said = asked.result()
        except (Exception, CancelledError) as error:  # noqa: BLE001 (whatever befell the worker)
            said = type(error).__name__
        if isinstance(said, Extraction):
            _deliver(answer, said)
        else:
            self._courier(answer, run, task, said)

    def _courier(self, answer: "Future[Any]", run: Run, task: Task, refused: str) -> None:
        with contextlib.suppress(RuntimeError):  # shut down: nobody waits for the answer
            self._couriers.submit(self._otherwise, answer, run, task, refused)

    def _otherwise(self, answer: "Future[Any]", run: Run, task: Task, refused: str) -> None:
        """Send the file if that is what lacks; read it here if that does not help either."""
        if answer.cancelled():
            return
        try:
            said = self._send(run, task) if refused == Refusal.ABSENT else refused
            if not isinstance(said, Extraction):
                with self._here:
                    self._count_here(said)
                    said = run(task)
        except BaseException as error:  # noqa: BLE001 (belongs to whoever waits)
            if answer.set_running_or_notify_cancel():
                answer.set_exception(error)
        else:
            _deliver(answer, said)

    def _send(self, run: Run, task: Task) -> Extraction | str:
        path = Path(task.request.path)
        try:
            if path.stat().st_size > _SENT_BYTES:
                return Refusal.ABSENT
            content = path.read_bytes()
            sent = self._remote.submit(remote.attempt_sent, run, task, remote.made_by(), path.name, content)
            said: Extraction | Refusal = sent.result()
        except (Exception, CancelledError) as error:  # noqa: BLE001 (whatever befell the worker)
            return type(error).__name__
        if isinstance(said, Extraction):
            with self._lock:
                self._sent += 1
        return said

    def _count_here(self, reason: str) -> None:
        with self._lock:
            self._read_here[reason] += 1

    def _watch(self) -> None:
        """Give the cluster up when it has had no worker for a while: its tasks would wait for ever."""
        alone = 0
        while not self._closed.wait(_LOOK_SECONDS):
            try:
                alone = 0 if self._client.nthreads() else alone + _LOOK_SECONDS
            except Exception:  # noqa: BLE001 (the scheduler is gone; the client tells the futures itself)
                return
            if alone >= _ALONE_SECONDS:
                self._remote.shutdown(wait=False)
                return


def _deliver(answer: "Future[Any]", said: Extraction) -> None:
    if answer.set_running_or_notify_cancel():
        answer.set_result(said)
