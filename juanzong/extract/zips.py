"""Parts of an OOXML or OFD file, taken out within bounds and parsed without entities; names of any ZIP."""

import contextlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from juanzong.extract.request import MEBIBYTE, Request, UnreadableError

_MOST_ENTRIES = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"
"""What both spellings of OOXML's namespaces become (ISO/IEC 29500-1 and -4)."""

LOCKED = 0x1
"""General purpose bit 0: the entry is encrypted (APPNOTE 4.4.4)."""

_UTF8_NAME = 0x800
"""General purpose bit 11: the name is UTF-8."""

_TREE_FACTOR = 10
"""A parsed tree takes about this many times the bytes of its XML."""


class Parts:
    """The parts of one file by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._entries = dict(decoded_names(archive.infolist()))
        self.names = frozenset(self._entries)

    def matching(self, pattern: str) -> list[str]:
        """Names that match a regular expression as a whole, in natural order: 2 before 10."""
        found = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(
            found, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]
        )

    def content(self, name: str) -> bytes:
        """A part's bytes; empty where there is no such part."""
        if name not in self.names:
            return b""
        entry = self._entries[name]
        with self._archive.open(entry) as part:
            return part.read(entry.file_size)  # without a size it unpacks all before it looks at the size

    def chunks(self, name: str, size: int = MEBIBYTE) -> Iterator[bytes]:
        """A part's bytes, `size` at a time."""
        with self._archive.open(self._entries[name]) as part:
            while chunk := part.read(size):
                yield chunk

    def tree(self, name: str) -> etree._Element | None:
        """A part as a tree; None where there is no such part.

        Raises:
            UnreadableError: it declares a document type, which no Office program writes.
            etree.XMLSyntaxError: it is no XML.
        """
        if name not in self.names:
            return None
        content = self.content(name)
        if b"/purl.oclc.org/ooxml/" in content:
            content = _STRICT.sub(_TRANSITIONAL, content)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(content, parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError("JZ325")
        return root


def decoded_names(entries: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """Entries with their names as they were meant: UTF-8 or, from Chinese Windows, GB 18030.

    Decided for the archive as a whole, since one short name in GBK may by chance be valid UTF-8.
    """
    raw = {id(entry): _raw_name(entry) for entry in entries if not entry.flag_bits & _UTF8_NAME}
    encoding = encoding_of(b"\n".join(raw.values()))
    for entry in entries:
        yield raw[id(entry)].decode(encoding) if id(entry) in raw else entry.filename, entry


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.filename.encode("cp437", "replace")


def encoding_of(names: bytes) -> str:
    """The encoding of names without a mark, all of them together."""
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            names.decode(encoding)
            return encoding
    return "cp437"


@contextmanager
def opened(request: Request, wanted: str) -> Iterator[Parts]:
    """Open a file of which the parts matching the regular expression `wanted` will be read.

    The sum of declared sizes is a firm bound: `zipfile` gives no more than was declared.

    Raises:
        UnreadableError: it needs a password, or those parts would unpack to more than memory can hold.
        zipfile.BadZipFile: it is damaged.
    """
    path = Path(request.path)
    with path.open("rb") as file:
        if file.read(len(_OLE)) == _OLE:  # an encrypted OOXML file is an OLE file
            raise UnreadableError("JZ301")
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            needed = [entry for entry in entries if re.fullmatch(wanted, entry.filename)]
            if any(entry.flag_bits & LOCKED for entry in needed):
                raise UnreadableError("JZ301")
            size = sum(entry.file_size for entry in needed)
            if len(entries) > _MOST_ENTRIES or size > request.memory // _TREE_FACTOR:
                raise UnreadableError("JZ308", size=f"{size // MEBIBYTE} MiB")
            yield Parts(archive)
