"""XML parts of an Office file, taken out within bounds and parsed without entities."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from juanzong.extract.request import MEBIBYTE, Request, UnreadableError

_MOST_ENTRIES = 20_000
_OLE = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""What both spellings of WordprocessingML become."""

_TREE_FACTOR = 10
"""A parsed tree takes about this many times the bytes of its XML."""


class Parts:
    """The parts of one OOXML file by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def matching(self, pattern: str) -> list[str]:
        """Names that match a regular expression as a whole, in natural order: 2 before 10."""
        found = [name for name in self.names if re.fullmatch(pattern, name)]
        return sorted(
            found, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]
        )

    def content(self, name: str) -> bytes:
        """A part's bytes; empty where there is no such part."""
        return self._archive.read(name) if name in self.names else b""

    def chunks(self, name: str, size: int = MEBIBYTE) -> Iterator[bytes]:
        """A part's bytes, `size` at a time."""
        with self._archive.open(name) as part:
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
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(self.content(name).replace(_STRICT, _TRANSITIONAL), parser)
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableError("JZ325")
        return root


@contextmanager
def opened(request: Request, wanted: str) -> Iterator[Parts]:
    """Open an OOXML file of which the parts matching the regular expression `wanted` will be read.

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
            size = sum(entry.file_size for entry in entries if re.fullmatch(wanted, entry.filename))
            if len(entries) > _MOST_ENTRIES or size > request.memory // _TREE_FACTOR:
                raise UnreadableError("JZ308", size=f"{size // MEBIBYTE} MiB")
            yield Parts(archive)
