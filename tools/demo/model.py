"""What a document of the demo is before it is a file; read from `documents/*.yml`."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "documents"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: `head` rows may hold `<` (one with the cell to the left) and `^` (one with that above)."""

    name: str
    title: str
    head: list[list[str]]
    rows: list[list[Any]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of the demo. `path` is below `evidence/`; its ending says which format is made.

    `also` are further places with the same bytes; `truth` is the clause that an inbox file belongs to;
    `scan` is the angle in degrees by which a scan without text layer is turned; `date` stands as printed.
    """

    path: str
    title: str = ""
    also: tuple[str, ...] = ()
    truth: str = ""
    letterhead: str = ""
    number: str = ""
    to: str = ""
    text: str = ""
    attachments: tuple[str, ...] = ()
    signed: str = ""
    date: str = ""
    seal: str = ""
    copies: str = ""
    printed: str = ""
    scan: float | None = None
    encoding: str = "utf-8"
    sheets: tuple[Sheet, ...] = ()
    scene: str = ""
    taken: str = ""
    gps: tuple[float, float] | None = None
    sidecar: dict[str, Any] | None = None

    @property
    def suffix(self) -> str:
        """The ending of the file name, without dot."""
        return self.path.rsplit(".", 1)[-1]

    @property
    def everything(self) -> str:
        """All that will be printed, for the check against the fonts."""
        head = (self.letterhead, self.number, self.title, self.to)
        foot = (self.signed, self.date, self.copies, self.printed)
        return "".join((*head, self.text, *self.attachments, *foot))


def documents(folder: Path = DATA) -> tuple[Document, ...]:
    """All documents, file by file in the order of names.

    Raises:
        TypeError: an entry has a field that is not known.
    """
    found: list[Document] = []
    names = {f.name for f in fields(Document)}
    for path in sorted(folder.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            if unknown := set(entry) - names:
                raise TypeError(f"{path.name}: {entry.get('path')}: {sorted(unknown)}")
            for key in ("also", "attachments", "gps"):
                if key in entry:
                    entry[key] = tuple(entry[key])
            entry["sheets"] = tuple(Sheet(**sheet) for sheet in entry.get("sheets", ()))
            found.append(Document(**entry))
    return tuple(found)
