"""File names: what is litter, and what does not survive Windows, FAT or a long path."""

import re
import unicodedata
from collections.abc import Iterator

from juanzong.findings import Finding, finding

MAX_COMPONENT = 80
"""Characters of one name that still fit below a USB root within Windows' MAX_PATH."""
MAX_PATH = 180
"""Characters of a path below the archive that still leave room for where it is copied to."""

_LITTER = re.compile(
    r"^(?:~\$.*|\.~lock\..*#|\._.*|\..*\.sw[a-p]|\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini"
    r"|.*\.(?:tmp|temp|bak|part|crdownload|lnk|url)|.*~|\.git.*|__MACOSX)$",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r'[<>:"\\|?*\x00-\x1f]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?$", re.IGNORECASE)


def is_litter(name: str) -> bool:
    """Whether systems and editors leave files of this name behind."""
    return bool(_LITTER.match(name))


def fold(path: str) -> str:
    """A path as file systems that ignore case and width compare it."""
    return unicodedata.normalize("NFKC", path).casefold()


def faults(path: str) -> Iterator[Finding]:
    """What keeps a path from working on Windows, FAT32 or a stick."""
    for name in path.split("/"):
        if forbidden := sorted(set(_FORBIDDEN.findall(name))):
            yield finding(
                "JZ220", path, characters=" ".join(c if c.isprintable() else repr(c) for c in forbidden)
            )
        if name.endswith((" ", ".")):
            yield finding("JZ221", path, name=name)
        if _DEVICE.match(name):
            yield finding("JZ222", path, name=name)
        if len(name) > MAX_COMPONENT:
            yield finding("JZ223", path, size=len(name), limit=MAX_COMPONENT)
        if not unicodedata.is_normalized("NFC", name):
            yield finding("JZ224", path)
        if _SURROGATE.search(name):
            yield finding("JZ225", path)
    if len(path) > MAX_PATH:
        yield finding("JZ226", path, size=len(path), limit=MAX_PATH)
