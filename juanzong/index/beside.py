"""The desk index, brought up to date in a process of its own while the site is published."""

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from juanzong.findings import Finding, finding
from juanzong.index import desk
from juanzong.index.document import Document


@contextmanager
def desk_beside(documents: Sequence[Document], folder: Path, found: list[Finding]) -> Iterator[None]:
    """Update the desk index in `folder` while the block runs; what goes wrong with it is a finding.

    A process is spawned, not forked: threads of the build may hold locks, and Windows has no fork.
    """
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawning) as process:
        updating = process.submit(desk.update, tuple(documents), folder)
        yield
        try:
            updating.result()
        except desk.DeskBusyError:
            found.append(finding("JZ711", folder.name))
        except Exception as error:  # noqa: BLE001 (the site stands without it)
            found.append(finding("JZ712", folder.name, reason=error or type(error).__name__))
