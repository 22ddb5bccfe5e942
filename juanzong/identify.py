"""What a file is, told from its bytes; a name is only believed where bytes cannot tell (md, csv, txt).

Only the head, and of containers the directory, is read, and both within fixed bounds: a hostile file costs
no more than an honest one.
"""

import re
from pathlib import Path
from typing import BinaryIO

from juanzong.containers import ole_names, zip_names
from juanzong.load.models import Format
from juanzong.model import Media

_HEAD = 64 * 1024
_OOXML = "application/vnd.openxmlformats-officedocument."

MEDIA: dict[str, tuple[str, Format]] = {
    "pdf": ("application/pdf", Format.PDF),
    "ofd": ("application/ofd", Format.DOCUMENT),
    "docx": (_OOXML + "wordprocessingml.document", Format.DOCUMENT),
    "docm": ("application/vnd.ms-word.document.macroEnabled.12", Format.DOCUMENT),
    "doc": ("application/msword", Format.DOCUMENT),
    "rtf": ("application/rtf", Format.DOCUMENT),
    "odt": ("application/vnd.oasis.opendocument.text", Format.DOCUMENT),
    "xlsx": (_OOXML + "spreadsheetml.sheet", Format.SHEET),
    "xlsm": ("application/vnd.ms-excel.sheet.macroEnabled.12", Format.SHEET),
    "xlsb": ("application/vnd.ms-excel.sheet.binary.macroEnabled.12", Format.SHEET),
    "xls": ("application/vnd.ms-excel", Format.SHEET),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", Format.SHEET),
    "csv": ("text/csv", Format.SHEET),
    "pptx": (_OOXML + "presentationml.presentation", Format.SLIDES),
    "pptm": ("application/vnd.ms-powerpoint.presentation.macroEnabled.12", Format.SLIDES),
    "ppt": ("application/vnd.ms-powerpoint", Format.SLIDES),
    "odp": ("application/vnd.oasis.opendocument.presentation", Format.SLIDES),
    "jpg": ("image/jpeg", Format.IMAGE),
    "png": ("image/png", Format.IMAGE),
    "gif": ("image/gif", Format.IMAGE),
    "bmp": ("image/bmp", Format.IMAGE),
    "tiff": ("image/tiff", Format.IMAGE),
    "webp": ("image/webp", Format.IMAGE),
    "heic": ("image/heic", Format.IMAGE),
    "avif": ("image/avif", Format.IMAGE),
    "svg": ("image/svg+xml", Format.IMAGE),
    "mp4": ("video/mp4", Format.VIDEO),
    "mov": ("video/quicktime", Format.VIDEO),
    "avi": ("video/x-msvideo", Format.VIDEO),
    "mkv": ("video/x-matroska", Format.VIDEO),
    "mpg": ("video/mpeg", Format.VIDEO),
    "wmv": ("video/x-ms-wmv", Format.VIDEO),
    "flv": ("video/x-flv", Format.VIDEO),
    "zip": ("application/zip", Format.PACKAGE),
    "rar": ("application/vnd.rar", Format.PACKAGE),
    "7z": ("application/x-7z-compressed", Format.PACKAGE),
    "gz": ("application/gzip", Format.PACKAGE),
    "txt": ("text/plain", Format.TEXT),
    "md": ("text/markdown", Format.TEXT),
    "html": ("text/html", Format.TEXT),
    "eml": ("message/rfc822", Format.DOCUMENT),
    "mp3": ("audio/mpeg", Format.OTHER),
    "wav": ("audio/wav", Format.OTHER),
    "m4a": ("audio/mp4", Format.OTHER),
    "exe": ("application/vnd.microsoft.portable-executable", Format.OTHER),
    "bin": ("application/octet-stream", Format.OTHER),
}
"""Media type and family by canonical extension."""

ALIASES = {
    "jpeg": "jpg",
    "jpe": "jpg",
    "jfif": "jpg",
    "tif": "tiff",
    "heif": "heic",
    "htm": "html",
    "xhtml": "html",
    "markdown": "md",
    "text": "txt",
    "log": "txt",
    "wps": "doc",
    "wpt": "doc",
    "dot": "doc",
    "dotx": "docx",
    "dotm": "docm",
    "et": "xls",
    "ett": "xls",
    "xlt": "xls",
    "xltx": "xlsx",
    "xltm": "xlsm",
    "dps": "ppt",
    "dpt": "ppt",
    "pps": "ppt",
    "pot": "ppt",
    "ppsx": "pptx",
    "potx": "pptx",
    "m4v": "mp4",
    "mpeg": "mpg",
    "qt": "mov",
    "webm": "mkv",
    "asf": "wmv",
    "mht": "eml",
    "mhtml": "eml",
    "dll": "exe",
}
"""Extensions that name the same content; WPS writes OLE files that are DOC, XLS and PPT inside."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"\x1aE\xdf\xa3", "mkv"),
    (b"\x00\x00\x01\xba", "mpg"),
    (b"\x00\x00\x01\xb3", "mpg"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wmv"),
    (b"FLV\x01", "flv"),
    (b"ID3", "mp3"),
    (b"\xff\xfb", "mp3"),
    (b"\xff\xf3", "mp3"),
)

_RIFF = {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}
_BRANDS = {
    b"qt  ": "mov",
    b"heic": "heic",
    b"heix": "heic",
    b"heif": "heic",
    b"hevc": "heic",
    b"mif1": "heic",
    b"msf1": "heic",
    b"avif": "avif",
    b"avis": "avif",
    b"M4A ": "m4a",
}
_QUICKTIME = (b"ftyp", b"moov", b"mdat", b"wide")
_BEFORE_PDF = b"\x00\t\n\r\f \xef\xbb\xbf"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("worddocument", "doc"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", "ppt"),
    ("pp97_dualstorage", "ppt"),
)
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HEADERS = re.compile(r"(?:[a-z][a-z0-9-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,99}){3,}")
_OF_MAIL = re.compile(r"^(?:mime-version|received|return-path|message-id):", re.MULTILINE)
_BAD_SHARE = 0.02
"""Undecodable characters that a text may hold and still be a text, damaged."""

_LFS = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:ext-[^\n]*\n)*"
    rb"oid sha256:([0-9a-f]{64})\nsize (\d{1,18})\n?"
)
_LFS_BYTES = 1024


def identify(path: Path) -> Media:
    """What the file holds.

    A file of no known kind is `bin`, an empty one too. Of encrypted OOXML the bytes do not show which
    program wrote it, so there the name decides.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        extension = _extension(file, claimed(path.name))
    kind, family = MEDIA[extension]
    return Media(kind, extension, family)


def claimed(name: str) -> str | None:
    """The canonical extension that a file name claims, or None where it has none that is known."""
    stem, dot, extension = name.rpartition(".")
    if not (stem and dot):
        return None
    extension = extension.strip().lower()
    extension = ALIASES.get(extension, extension)
    return extension if extension in MEDIA else None


EITHER = {
    **dict.fromkeys(("wps", "wpt"), ("doc", "docx")),
    **dict.fromkeys(("et", "ett"), ("xls", "xlsx")),
    **dict.fromkeys(("dps", "dpt"), ("ppt", "pptx")),
}
"""Extensions of WPS, which writes the old and the new formats under the same names."""


def misnamed(name: str, extension: str) -> str | None:
    """The canonical extension that a name claims where the file is another, else None."""
    claim = claimed(name)
    if claim in (None, extension) or extension in EITHER.get(name.rpartition(".")[2].strip().lower(), ()):
        return None
    return claim


def lfs_pointer(path: Path) -> tuple[str, int] | None:
    """The SHA-256 and size of the content that a Git LFS pointer stands for; None where it is no pointer.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return lfs_pointer_in(file.read(_LFS_BYTES + 1))


def lfs_pointer_in(content: bytes) -> tuple[str, int] | None:
    """The same of a content, of which the first bytes are enough."""
    if len(content) > _LFS_BYTES:
        return None
    found = _LFS.fullmatch(content.replace(b"\r\n", b"\n"))
    return (found[1].decode("ascii"), int(found[2])) if found else None


def _extension(file: BinaryIO, claim: str | None) -> str:
    head = file.read(_HEAD)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(file, head)
    if head.startswith(_OLE_MAGIC):
        return _ole(file, claim)
    if not head:
        return "bin"
    return _by_magic(head) or _by_text(head, claim)


def _by_magic(head: bytes) -> str | None:
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "bin")
    if head[4:8] in _QUICKTIME:
        return _brand(head) if head[4:8] == b"ftyp" else "mov"
    if head.lstrip(_BEFORE_PDF).startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"BM") and head[6:10] == b"\0\0\0\0":
        return "bmp"
    if head.startswith(b"MZ") and b"\0" in head:
        return "exe"
    return next((extension for magic, extension in _MAGIC if head.startswith(magic)), None)


def _by_text(head: bytes, claim: str | None) -> str:
    text = _text(head)
    if text is None:  # readers look for the mark of a PDF in the first 1,024 bytes
        return "pdf" if b"%PDF-" in head[:1024] else "bin"
    return _text_extension(text, claim)


def _brand(head: bytes) -> str:
    size = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size, 4))]
    return next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "mp4")


def _text(head: bytes) -> str | None:
    """The head as text, or None where it is binary. A character cut by the end of the head is no fault."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return head[len(bom) :].decode(encoding, "replace")
    if b"\0" in head:
        return _utf16(head)
    for encoding in ("utf-8", "gb18030"):
        text = head.decode(encoding, "replace")
        bad = text.count("\ufffd") + len(_CONTROLS.findall(text))
        if bad <= 1 + _BAD_SHARE * len(text):
            return text
    return None


def _utf16(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its ASCII is NUL, and nothing else is."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = head.decode(encoding, "replace")
        letters = sum(ch.isascii() or "\u3000" <= ch <= "\u9fff" or "\uff00" <= ch <= "\uffef" for ch in text)
        if not _CONTROLS.search(text) and "\ufffd" not in text[:-1] and letters >= 0.95 * len(text):
            return text
    return None


def _text_extension(text: str, claim: str | None) -> str:
    start = text[:4096].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    if start.startswith(("<svg", "<?xml", "<!--", "<!doctype svg")) and re.search(r"<svg[\s>]", start):
        return "svg"
    if start.startswith("<?xml") and re.search(r"<html[\s>]", start):
        return "html"
    headers = _HEADERS.match(start.replace("\r\n", "\n"))
    if headers and (claim == "eml" or len(_OF_MAIL.findall(headers[0])) > 1):
        return "eml"
    if claim == "html" and re.search(r"<[a-z][^<>]*>", start):
        return "html"
    return claim if claim in ("md", "csv") else "txt"


def _zip(file: BinaryIO, head: bytes) -> str:
    names = zip_names(file)
    if "mimetype" in names:
        for kind, extension in _ODF.items():
            if kind in head[:200]:
                return extension
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        for folder, plain, macro in (
            ("word/", "docx", "docm"),
            ("xl/", "xlsx", "xlsm"),
            ("ppt/", "pptx", "pptm"),
        ):
            if any(name.startswith(folder) for name in names):
                if "xl/workbook.bin" in names:
                    return "xlsb"
                return macro if folder + "vbaProject.bin" in names else plain
    return "zip"


def _ole(file: BinaryIO, claim: str | None) -> str:
    names = ole_names(file)
    if "encryptedpackage" in names:
        return claim if claim in ("docx", "docm", "xlsx", "xlsm", "pptx", "pptm") else "docx"
    for stream, extension in _OLE_STREAMS:
        if stream in names:
            return extension
    return "bin"
