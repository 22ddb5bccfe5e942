"""`python -m tests.extract.fakes`: a child that does what the file says, every way to fail by name."""

import contextlib
import ctypes
import os
import sys
import time
from pathlib import Path

from juanzong.extract.child import main
from juanzong.extract.request import Request, UnreadableError
from juanzong.model import Block, BlockKind, Extraction, Page, Reading, TextSource


class Panic(BaseException):
    """What a panic in Rust raises: no Exception."""


def hang() -> str:
    time.sleep(600)
    return ""


def spin() -> str:
    while True:
        pass


def eat() -> str:
    held = [bytearray(b"x" * (16 << 20)) for _ in range(100_000)]
    return str(len(held))


def crash() -> str:
    ctypes.string_at(0)
    return ""


def abort() -> str:
    os.abort()


def leave() -> str:
    os._exit(3)


def noise() -> str:
    os.write(1, b"\xff\xff\xff\xff garbage")
    print("more garbage", flush=True)  # noqa: T201 (the point)
    return "说了很多"


def hijack() -> str:
    for channel in range(3, 10):
        with contextlib.suppress(OSError):
            os.write(channel, b"\x00\x00\x00\x05{}{}}")
    return ""


def flood() -> str:
    return "文" * 3_000_000


def flood_raw() -> str:
    for channel in range(3, 10):
        with contextlib.suppress(OSError):
            os.write(channel, b"\xff" * 8)
    time.sleep(600)
    return ""


def unreadable() -> str:
    raise UnreadableError("JZ301")


def panic() -> str:
    raise Panic("range end out of bounds")


def no_memory() -> str:
    raise MemoryError


def stumble() -> str:
    raise ValueError(f"cannot read {sys.argv[0]}\nsecond line")


def read(request: Request) -> Extraction:
    """Do what the file names, or give its text back."""
    text = Path(request.path).read_text(encoding="utf-8").strip()
    act = globals().get(text)
    said = act() if callable(act) else f"{text} {os.getpid()}"
    return Extraction(
        Reading.READ, TextSource.TEXT, (Page(1, (Block(BlockKind.PARAGRAPH, said),)),), page_count=1
    )


if __name__ == "__main__":
    main(read)
