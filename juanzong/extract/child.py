"""The process that touches foreign bytes: `python -m juanzong.extract.child`.

It reads requests from standard input and answers with extractions, both as JSON behind four bytes of length
(big-endian); an empty message says that it is ready. Standard output is moved aside first, so that nothing a
C library prints can get between the answers. It ends when standard input does, even in the middle of a file:
a build that is killed leaves no child behind.
"""

import contextlib
import json
import os
import queue
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from juanzong.extract import codec, readers
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Extraction, Reading, TextSource

_LENGTH_BYTES = 4
_REASON_CHARACTERS = 120
_PASSING = re.compile(r"<[^<>]* at 0x[0-9a-fA-F]+>|0x[0-9a-fA-F]{6,}")
"""Parts of a message that differ from run to run."""

Read = Callable[[Request], Extraction]


def main(read: Read = readers.read) -> None:
    """Answer requests until standard input ends."""
    with os.fdopen(_private_output(), "wb") as channel:
        requests: queue.SimpleQueue[Request] = queue.SimpleQueue()
        threading.Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
        _no_core_dumps()
        _send(channel, b"")
        while True:
            _send(channel, answer(requests.get(), read))


def answer(request: Request, read: Read) -> bytes:
    """The encoded extraction of one file; whatever a reader raises becomes a finding."""
    too_big = codec.encode(broken("JZ305", megabytes=request.output_mb))
    no_memory = codec.encode(broken("JZ304", megabytes=request.memory_mb))
    try:
        _bound(request)
        body = codec.encode(read(request))
    except MemoryError:
        return no_memory
    except UnreadableError as error:
        return codec.encode(broken(error.code, **dict(error.details)))
    except OSError as error:
        if error.filename is None:  # not from opening the file: a parser found it damaged
            return _damaged(error, request)
        return codec.encode(broken("JZ307", reason=error.strerror or type(error).__name__))
    except BaseException as error:  # noqa: BLE001 (a panic in Rust is no Exception)
        return _damaged(error, request)
    return body if len(body) <= request.output else too_big


def broken(code: str, **details: object) -> Extraction:
    """The extraction of a file that does not open, for one reason."""
    held = tuple(sorted((name, str(value)) for name, value in details.items()))
    return Extraction(Reading.BROKEN, TextSource.NONE, findings=((code, held),))


def _damaged(error: BaseException, request: Request) -> bytes:
    """A file that no reader can make out; what can be found in its bytes is looked at all the same."""
    made = broken("JZ302", reason=_reason(error, request))
    with contextlib.suppress(Exception):
        made = replace(made, beneath=readers.beneath(request, made).beneath)
    return codec.encode(made)


def _reason(error: BaseException, request: Request) -> str:
    """The first line of a parser's message, without what differs from machine to machine."""
    message = _PASSING.sub("…", str(error).replace(request.path, Path(request.path).name))
    first = next((line.strip() for line in message.splitlines() if line.strip()), "")
    return f"{type(error).__name__}: {first}"[:_REASON_CHARACTERS].removesuffix(": ")


def _private_output() -> int:
    sys.stdout.flush()
    private = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return private


def _listen(stream: BinaryIO, requests: "queue.SimpleQueue[Request]") -> None:
    with contextlib.suppress(OSError, ValueError):
        while len(head := stream.read(_LENGTH_BYTES)) == _LENGTH_BYTES:
            requests.put(Request.from_json(json.loads(stream.read(int.from_bytes(head, "big")))))
    os._exit(0)


def _send(channel: BinaryIO, body: bytes) -> None:
    channel.write(len(body).to_bytes(_LENGTH_BYTES, "big"))
    channel.write(body)
    channel.flush()


def _no_core_dumps() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 (not on Windows)

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound(request: Request) -> None:
    """Let the system enforce the bounds where it can; the parent watches them everywhere."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 (not on Windows; on macOS without effect)

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu = int(used.ru_utime + used.ru_stime + 2 * request.seconds) + 5
        for limit, value in (
            (resource.RLIMIT_AS, pages * resource.getpagesize() + request.memory),
            (resource.RLIMIT_CPU, cpu),
        ):
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


if __name__ == "__main__":
    main()
