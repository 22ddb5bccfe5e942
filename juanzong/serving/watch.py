"""Whether anything that a site is made of has changed; polled, as shared folders tell nobody of changes."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

Stamp = frozenset[tuple[str, int, int]]
"""Path, time and size of every file: equal as long as nothing has changed."""


def stamp(places: Iterable[Path]) -> Stamp:
    """What stands at and below some places now; what is not there is left out."""
    return frozenset(entry for place in places for entry in _files(str(place)))


def _files(place: str) -> Iterator[tuple[str, int, int]]:
    waiting = [place]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        status = entry.stat(follow_symlinks=False)
                        yield entry.path, status.st_mtime_ns, status.st_size
        except NotADirectoryError:
            status = os.stat(folder)  # noqa: PTH116 (a path from os.scandir)
            yield folder, status.st_mtime_ns, status.st_size
        except OSError:  # gone since it was listed, or locked: the next look will tell
            continue
