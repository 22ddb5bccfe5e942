"""What the Office formats in OLE files ([MS-CFB]) have in common: streams, facts, what can act or hide."""

import codecs
import contextlib
import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import olefile  # type: ignore[import-untyped]

from juanzong.extract.clean import clean
from juanzong.extract.notes import Note, note
from juanzong.extract.request import MEBIBYTE, Request, UnreadableError
from juanzong.model import Facts

_SUMMARY = "\x05SummaryInformation"
_CODE_PAGE, _TITLE, _AUTHOR, _CREATED, _PAGES = 1, 2, 4, 12, 14
"""Property identifiers of the summary ([MS-OLEPS] 3.1)."""

_CODE_PAGES = {936: "gb18030", 1200: "utf-16-le", 65001: "utf-8"}
_MOST_PAGES = 100_000


class Compound:
    """An open OLE file."""

    def __init__(self, file: olefile.OleFileIO, most: int) -> None:
        self._file = file
        self._most = most
        self.names = frozenset("/".join(path) for path in file.listdir(streams=True, storages=True))

    def has(self, name: str) -> bool:
        """Whether there is a stream or storage of that name; case does not matter ([MS-CFB] 2.6.4)."""
        return bool(self._file.exists(name))

    def content(self, name: str) -> bytes:
        """A stream's bytes; empty where there is none.

        Raises:
            UnreadableError: it is larger than what may be read.
            OSError: it is damaged.
        """
        if self._file.get_type(name) != olefile.STGTY_STREAM:
            return b""
        size = self._file.get_size(name)
        if size > self._most:
            raise UnreadableError("JZ308", size=f"{size // MEBIBYTE} MiB")
        with self._file.openstream(name) as stream:
            return bytes(stream.read())

    def facts(self) -> tuple[Facts, int]:
        """What the file says of itself, and the number of pages its program counted, 0 where it does not."""
        held: dict[int, object] = {}
        with contextlib.suppress(Exception):  # a damaged summary costs the summary only
            if self.has(_SUMMARY):
                held = self._file.getproperties(_SUMMARY, convert_time=True)
        code_page = held.get(_CODE_PAGE)
        number = code_page & 0xFFFF if isinstance(code_page, int) else 0
        created, pages = held.get(_CREATED), held.get(_PAGES)
        day = created.date() if isinstance(created, dt.datetime) and created.year > _EPOCH else None
        facts = Facts(
            title=_text(held.get(_TITLE), number), author=_text(held.get(_AUTHOR), number), created=day
        )
        return facts, pages if isinstance(pages, int) and 0 <= pages <= _MOST_PAGES else 0

    def hazards(self) -> Iterator[Note]:
        """Macros, embedded files and signatures, told by the storages that hold them."""
        parts = {tuple(name.lower().split("/")) for name in self.names}
        if any(path[-2:] == ("vba", "dir") or path[0] == "_vba_project_cur" for path in parts):
            yield note("JZ315")
        if any(
            path[-1] == "\x01ole10native"
            or (len(path) == 2 and path[0] == "objectpool")  # noqa: PLR2004 (an object in the pool)
            or path[0].startswith("mbd")
            for path in parts
        ):
            yield note("JZ314")
        if any(path[0] in ("_signatures", "_xmlsignatures") for path in parts):
            yield note("JZ341")


_EPOCH = 1601
"""The year of a FILETIME of 0, which stands for no time."""


@contextmanager
def opened(request: Request) -> Iterator[Compound]:
    """Open an OLE file.

    Raises:
        UnreadableError: it needs a password.
        OSError: it is damaged.
    """
    with Path(request.path).open("rb") as file, contextlib.closing(olefile.OleFileIO(file)) as held:
        made = Compound(held, request.memory // 8)
        if made.has("EncryptedPackage"):
            raise UnreadableError("JZ301")
        yield made


def _text(value: object, code_page: int) -> str:
    if isinstance(value, bytes):
        name = _CODE_PAGES.get(code_page, f"cp{code_page}")
        with contextlib.suppress(LookupError):
            codecs.lookup(name)
            return clean(value.decode(name, "replace")).strip("\0 \n")
        return clean(value.decode("gb18030", "replace")).strip("\0 \n")
    return clean(value).strip("\0 \n") if isinstance(value, str) else ""
