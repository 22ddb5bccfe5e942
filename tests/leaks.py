"""Where in a built site a string stands: in any file, packed or not, in any coding that the site uses."""

import contextlib
import functools
import html
import io
import itertools
import json
import re
import urllib.parse
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pypdf.errors
from PIL import Image
from pypdf.generic import DictionaryObject, StreamObject

from juanzong.index.bits import SAFE

_PUT = re.compile(r'JZ\.put\("[^"]+",(?P<values>.*)\);\n?', re.DOTALL)


def leaks(site: Path, needles: Iterable[str]) -> dict[str, set[str]]:
    """The needles that are found, each with the files in which they are."""
    wanted = tuple(needles)
    found: dict[str, set[str]] = {}
    for path, text in texts(site):
        for needle in wanted:
            if needle in text:
                found.setdefault(needle, set()).add(path)
    return found


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every file's name and content, in each way in which it may hold text."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        yield name, urllib.parse.unquote(name)
        if path.is_file():
            yield from ((name, text) for text in contents(path.read_bytes()))
    yield from (("search", text) for text in search_texts(site / "search"))


def contents(content: bytes) -> Iterator[str]:
    """A file's bytes as text, and what is packed inside."""
    plain = content.decode("utf-8", "replace")
    yield plain
    yield html.unescape(urllib.parse.unquote(plain))
    yield re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), plain)
    if "\ufffd" in plain or "\0" in plain:
        yield from (content.decode(coding, "replace") for coding in ("utf-16-le", "utf-16-be", "gb18030"))
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for entry in packed.infolist():
                yield entry.filename
                yield from contents(packed.read(entry))
            yield packed.comment.decode("utf-8", "replace")
    elif content[:4] == b"%PDF":
        ends = [hit.end() for hit in re.finditer(b"%%EOF", content)] or [len(content)]
        for end in ends:  # each version that was saved by appending
            with contextlib.suppress(pypdf.errors.PyPdfError):  # a broken one has its bytes only
                yield from _pdf_texts(pypdf.PdfReader(io.BytesIO(content[:end])))
    elif content[:3] == b"\xff\xd8\xff" or content[:4] in (b"\x89PNG", b"RIFF"):
        with Image.open(io.BytesIO(content)) as image:
            yield repr(image.info) + repr(dict(image.getexif()))


def _pdf_texts(reader: pypdf.PdfReader) -> Iterator[str]:
    yield "\n".join(page.extract_text() for page in reader.pages) + repr(reader.metadata)
    for number in range(1, len(reader.xref[0]) + 1):
        made = reader.get_object(number)
        if isinstance(made, StreamObject):
            yield from contents(made.get_data())
        elif isinstance(made, DictionaryObject):
            yield repr(dict(made))


def search_texts(folder: Path) -> Iterator[str]:
    """The texts that the search index holds for its hits, decoded (`juanzong.index.segment.TextCode`)."""
    if not (folder / "index.js").exists():
        return
    (head,) = _values(folder / "index.js")
    for segment in head["segments"]:
        singles, table = SAFE[: segment["singles"]], segment["table"]
        codes = dict(zip([*singles, *_pairs(segment["singles"])], table, strict=False))
        form = f"{re.escape(SAFE[-1])}...|[{re.escape(''.join(singles))}]|.."
        for path in sorted(folder.glob(f"{segment['id']}/x*.js")):
            for value in _values(path):
                yield "".join(
                    codes[found] if found in codes else chr(_number(found[1:]))
                    for found in re.findall(form, value, re.DOTALL)
                )


def _pairs(singles: int) -> Iterator[str]:
    return map("".join, itertools.product(SAFE[singles:-1], SAFE))


def _number(digits: str) -> int:
    return functools.reduce(lambda value, digit: value * len(SAFE) + SAFE.index(digit), digits, 0)


def _values(path: Path) -> list[Any]:
    """What a script of the index hands to the page; its literals hold control characters as they are."""
    put = _PUT.fullmatch(path.read_bytes().decode("utf-8"))
    assert put, path
    values: list[Any] = json.loads(f"[{put['values']}]", strict=False)
    return values
