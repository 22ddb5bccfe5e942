"""Which module reads which format. A reader is a module with `read(request) -> Extraction`.

Readers are imported in the child only: no parser of foreign bytes is ever loaded by the build itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as library_version
from importlib.util import find_spec
from typing import cast

from juanzong.extract import clean, codec
from juanzong.extract.request import Request, Work
from juanzong.model import Extraction


@dataclass(frozen=True, slots=True)
class Reader:
    """A module below `juanzong.extract`, its version, and the libraries on which its result depends.

    `version` changes whenever the same file is read otherwise: earlier results are then not reused.
    """

    module: str
    version: int
    libraries: tuple[str, ...] = ()


_PDF = Reader("pdf", 3, ("pypdf", "pypdfium2"))
_DOCX = Reader("docx", 4, ("lxml",))
_OFD = Reader("ofd", 1, ("lxml",))
_DOC = Reader("doc", 2, ("olefile",))
_PPT = Reader("ppt", 1, ("olefile",))
_PPTX = Reader("pptx", 2, ("lxml",))
_RTF = Reader("rtf", 2)
_HTML = Reader("html", 1, ("lxml",))
_MAIL = Reader("mail", 1, ("lxml",))
_PACKAGES = Reader("packages", 1)
_RAR = Reader("rar", 1)
_SEVENZIP = Reader("sevenzip", 1)
_SHEETS = Reader("sheets", 4, ("python-calamine", "lxml", "olefile"))
_PLAIN = Reader("plain", 1)
_PICTURE = Reader("picture", 1, ("pillow",))
_HEIC = Reader("heic", 1, ("pillow", "opencv-python-headless"))
_VIDEO = Reader("video", 1)

READERS: Mapping[str, Reader] = {
    "pdf": _PDF,
    "docx": _DOCX,
    "docm": _DOCX,
    "doc": _DOC,
    "rtf": _RTF,
    "html": _HTML,
    "eml": _MAIL,
    "mp4": _VIDEO,
    "mov": _VIDEO,
    "zip": _PACKAGES,
    "rar": _RAR,
    "7z": _SEVENZIP,
    "ofd": _OFD,
    "pptx": _PPTX,
    "pptm": _PPTX,
    "ppt": _PPT,
    "xlsx": _SHEETS,
    "xlsm": _SHEETS,
    "xls": _SHEETS,
    "xlsb": _SHEETS,
    "ods": _SHEETS,
    "csv": _PLAIN,
    "txt": _PLAIN,
    "md": _PLAIN,
    "jpg": _PICTURE,
    "png": _PICTURE,
    "gif": _PICTURE,
    "bmp": _PICTURE,
    "tiff": _PICTURE,
    "webp": _PICTURE,
    "avif": _PICTURE,
    "heic": _HEIC,
}
"""Readers by canonical extension; a format that is not here is listed, but not read."""

_BENEATH = 1
"""Changes whenever something else is found beneath the pages of the same file."""

_WORKERS: Mapping[Work, str] = {Work.PREVIEW: "thumbnail", Work.FIGURES: "figures"}
"""Modules for what is wanted besides a file's own text."""


@cache
def fingerprint(extension: str) -> str:
    """What besides the bytes decides how a format is read; part of the cache's key."""
    common = f"{codec.SCHEMA}.{clean.VERSION}.{_BENEATH}"
    reader = READERS.get(extension)
    if reader is None:
        return f"{common} none"
    return f"{common} {reader.module}={reader.version} {libraries(*reader.libraries)}".strip()


@cache
def libraries(*names: str) -> str:
    """Libraries with their versions, as part of a cache's key; of an extra that is not installed, nothing."""
    return " ".join(f"{name}={_version(name)}" for name in names)


@cache
def frames_available() -> bool:
    """Whether OpenCV is installed, which draws HEIC and films."""
    return find_spec("cv2") is not None


def _version(name: str) -> str:
    try:
        return library_version(name)
    except PackageNotFoundError:
        return ""


def read(request: Request) -> Extraction:
    """Read one file with the reader of its format and look beneath its pages, or draw it; in the child.

    Raises:
        UnreadableError: the reader knows why the file cannot be read.
        Exception: whatever a parser raises at a damaged file.
    """
    name = _WORKERS.get(request.work) or READERS[request.extension].module
    module = import_module(f"juanzong.extract.{name}")
    made = cast("Extraction", module.read(request))
    return beneath(request, made) if request.work is Work.TEXT else made


def beneath(request: Request, made: Extraction) -> Extraction:
    """What was read, with what is beneath the pages; in the child."""
    module = import_module("juanzong.extract.beneath")
    return cast("Extraction", module.with_beneath(request, made))
