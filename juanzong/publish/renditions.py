"""Office files as PDF, made by LibreOffice where it is installed and asked for: `renditions/<id>.pdf`.

Only of items whose file is handed out: what is not seen whole is not seen as PDF. The same file, converted by
the same program, is remembered; times and chance are taken out, so that the same build gives the same bytes.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from juanzong.cache import Cache
from juanzong.findings import Finding, finding
from juanzong.load.models import Limits
from juanzong.model import Item, Prepared, Reading
from juanzong.publish.soffice import ConversionError, Program, installed, to_pdf

FOLDER = "renditions"
CONVERTED = frozenset(
    {"docx", "docm", "doc", "rtf", "odt", "xlsx", "xlsm", "xls", "ods", "pptx", "pptm", "ppt", "odp"}
)
"""Extensions of what is converted."""

_NAMESPACE = "rendition"
_VERSION = 1
"""Changes whenever the same PDF is written otherwise."""

_MEBIBYTE = 1024 * 1024
_TIMES = re.compile(rb"(?<=\(D:)\d{14}|(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?=[Z+-])")
_CHANCE = re.compile(rb"(?<=/ID \[)[^\]]*|(?<=/DocChecksum /)[0-9A-F]+|(?<=uuid:)[0-9a-f-]+")

Converted = Mapping[str, bytes]
"""PDFs by evidence id."""


def render(
    root: Path, limits: Limits, items: Iterable[tuple[Item, Reading]], cache: Cache, workers: int
) -> tuple[Converted, tuple[Finding, ...]]:
    """The PDF of every Office file that opens; a finding where one cannot be made, or none can.

    Args:
        root: The folder of the archive.
        limits: Time and memory of the program for one file.
        items: What is handed out, and how reading it ended.
        cache: What was converted before.
        workers: How many files are converted at once.
    """
    wanted = [
        item for item, reading in items if item.media.extension in CONVERTED and reading is not Reading.BROKEN
    ]
    program = installed()
    if program is None:
        return {}, (finding("JZ354", "LibreOffice"),)
    keys = {item.id: f"{item.sha256}.{item.media.extension} {_VERSION} {program.version}" for item in wanted}
    known = cache.get_many(_NAMESPACE, keys.values())
    made = {item.id: known[keys[item.id]] for item in wanted if keys[item.id] in known}
    found: list[Finding] = []
    with ThreadPoolExecutor(workers) as threads:
        waiting = [item for item in wanted if item.id not in made]
        for item, result in zip(
            waiting, threads.map(_converter(root, limits, program), waiting), strict=True
        ):
            if isinstance(result, bytes):
                made[item.id] = result
                cache.put(_NAMESPACE, keys[item.id], result)
            else:
                found.append(finding("JZ355", item.path, reason=result))
    return made, tuple(found)


def write(prepared: Prepared, site: Path) -> None:
    """Write the PDFs of what is handed out below `site`.

    Raises:
        OSError: `site` cannot be written.
    """
    for evidence_id in prepared.renditions.keys() & prepared.files.keys():
        (site / FOLDER).mkdir(exist_ok=True)
        (site / FOLDER / f"{evidence_id}.pdf").write_bytes(prepared.renditions[evidence_id])


def settled(pdf: bytes, seed: str) -> bytes:
    """The PDF with times and chance replaced by what the file itself decides; no byte moves."""
    digest = hashlib.sha256(seed.encode()).hexdigest()

    def same(found: re.Match[bytes]) -> bytes:
        letters = iter(digest * (1 + len(found[0]) // len(digest)))
        hexadecimal = b"0123456789abcdefABCDEF"
        return bytes(ord(next(letters)) if byte in hexadecimal else byte for byte in found[0])

    return _CHANCE.sub(same, _TIMES.sub(_no_time, pdf))


def _no_time(found: re.Match[bytes]) -> bytes:
    return b"19800101000000" if found[0].isdigit() else b"1980-01-01T00:00:00"


def _converter(root: Path, limits: Limits, program: Program) -> Callable[[Item], bytes | str]:
    """Converts an item: its PDF, or the reason why there is none."""
    seconds, memory = limits.rendition_seconds, limits.memory_mb * _MEBIBYTE

    def convert(item: Item) -> bytes | str:
        try:
            content = (root / item.path).read_bytes()
            made = to_pdf(program, content, item.media.extension, seconds=seconds, memory=memory)
        except (ConversionError, OSError) as error:
            return str(error) or type(error).__name__
        return settled(made, item.sha256)

    return convert
