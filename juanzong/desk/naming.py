"""The name under which a file is taken in: readable, the same on every system, and not too long."""

import re
import unicodedata
from collections.abc import Collection

from juanzong.collect.names import MAX_COMPONENT, faults, fold
from juanzong.sidecars import SUFFIX

_WIDE = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in '<>:"\\|?*/%#'})
"""What Windows forbids, and what breaks links and command lines, as its full-width look-alike."""

_MAX_BYTES = 240
"""ext4 has 255 bytes for a name; a sidecar's suffix and a counter must fit in, too."""

_HAN = re.compile(r"[\u3400-\u9fff]")
_LEAST_HAN = 4
_EXTENSION = 8
"""Characters that an extension may have."""
_SAYS_NOTHING = re.compile(
    r"新建|未命名|无标题|扫描|微信图片|微信截图|屏幕截图|mmexport|^(?:img|dsc|scan|doc|文档)[\W_\d]*",
    re.IGNORECASE,
)
_COUNTER = 6
"""Characters that a counter may take: （9999）."""


def safe(name: str, title: str = "") -> str:
    """A file's name made fit for every system; a title takes the place of a stem that says nothing.

    >>> safe("会议：纪要?.docx")
    '会议：纪要？.docx'
    """
    stem, extension = _parted(_clean(name))
    if title and (len(_HAN.findall(stem)) < _LEAST_HAN or _SAYS_NOTHING.search(stem)):
        stem = _clean(title)
    return _bounded(stem, extension)


def free(name: str, taken: Collection[str]) -> str:
    """The name, with a counter if it, or its sidecar's, is taken; `taken` are folded names of the folder."""
    stem, extension = _parted(name)
    made, count = name, 1
    while fold(made) in taken or fold(made + SUFFIX) in taken:
        count += 1
        made = f"{stem}（{count}）{extension}"
    return made


def _clean(text: str) -> str:
    """Without what cannot be seen or written, NFC, with look-alikes for what is forbidden."""
    seen = "".join(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    kept = "".join(c if unicodedata.category(c) != "Cs" else "_" for c in seen if _visible(c))
    return " ".join(kept.translate(_WIDE).split()).strip(" .")


def _visible(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cn", "Co")


def _parted(name: str) -> tuple[str, str]:
    """Stem and extension with its dot; what is too long or has blanks is no extension."""
    stem, dot, extension = name.rpartition(".")
    if dot and stem and extension.isascii() and extension.isalnum() and len(extension) <= _EXTENSION:
        return stem.rstrip(" ."), f".{extension}"
    return name, ""


def _bounded(stem: str, extension: str) -> str:
    room = MAX_COMPONENT - len(SUFFIX) - len(extension) - _COUNTER
    whole = stem
    while len(stem) > room or len(f"{stem}{extension}".encode()) > _MAX_BYTES:
        stem = stem[:-1] if stem == whole else stem[:-2]
        stem = stem.rstrip(" .…") + "…"
    made = f"{stem}{extension}" if stem else f"未命名{extension}"
    return made if not any(faults(made)) else f"_{made}"
