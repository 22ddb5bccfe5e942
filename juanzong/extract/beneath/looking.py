"""Which way to look beneath a file: told by its first bytes, also of files inside files."""

from pathlib import Path

from juanzong.extract.beneath import compound, markup, pdf, pictures, wrapped
from juanzong.extract.beneath.gathered import Gathered, Into

_DEEPEST = 3
"""A workbook in a document in a mail; what lies deeper was put there to be hidden."""

_LOOKERS = (
    (b"PK\3\4", wrapped.look),
    (b"%PDF", pdf.look),
    (b"\xd0\xcf\x11\xe0", compound.look),
    (b"\xff\xd8\xff", pictures.look),
    (b"\x89PNG", pictures.look),
    (b"GIF8", pictures.look),
    (b"II*\0", pictures.look),
    (b"MM\0*", pictures.look),
    (b"RIFF", pictures.look),
)
"""By the first bytes; everything else is text, or bytes in which numbers are looked for."""

_MARKED_UP = frozenset({"html", "eml", "rtf"})


def look(path: Path, extension: str, gathered: Gathered) -> None:
    """Gather what is beneath a file."""
    content = path.read_bytes()
    if extension in _MARKED_UP:
        markup.look(content, gathered, _into(gathered, 0))
    else:
        _look(content, "", gathered, 0)


def _look(content: bytes, name: str, gathered: Gathered, depth: int) -> None:
    if depth > _DEEPEST:
        gathered.unsearched.add(name)
        return
    lookers = (looker for mark, looker in _LOOKERS if content.startswith(mark))
    try:
        next(lookers, compound.look_raw)(content, gathered, _into(gathered, depth))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 (damaged, encrypted: parsers raise what they like)
        gathered.unsearched.add(name or "……")
        compound.look_raw(content, gathered, _into(gathered, depth))


def _into(gathered: Gathered, depth: int) -> Into:
    """How a looker has a file inside its own looked into."""
    return lambda content, name: _look(content, name, gathered, depth + 1)
