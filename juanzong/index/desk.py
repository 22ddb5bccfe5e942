"""The desk index behind the `search` command: kept up to date document by document, asked in a language.

Whoosh finds candidates (`whoosh.py`); every answer is then held against the document's own text, so that the
desk finds exactly what a plain scan finds, and what the site finds. Beside Whoosh's files stands
`desk.json` with the version of everything and the size of every file: an index that was cut short, comes
from elsewhere or from another version is noticed and built anew.
"""

import datetime as dt
import json
import os
import shutil
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

from juanzong import text
from juanzong.index import whoosh
from juanzong.index.document import Document, DocumentKind
from juanzong.index.query import (
    FIELDS,
    Node,
    day_number,
    facet_values,
    holds,
    parse,
    proved_by_index,
    sought,
)
from juanzong.text import normalise, search_text

VERSION = 2
_SAID = "desk.json"
_BEFORE, _AFTER = 20, 60
_WORN = 0.5
"""When so large a share was replaced, a new index is smaller and faster than the old one with its holes."""


class DeskError(Exception):
    """There is no index that can be asked; building the archive makes one."""


class DeskBusyError(DeskError):
    """Another process is writing the index."""


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, in documents; `rebuilt` when the index was made anew."""

    added: int
    removed: int
    kept: int
    rebuilt: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A document found: where the first words sought stand, and that passage.

    `page` is None when they stand in no page; `marks` are the spans of `snippet` to highlight.
    """

    document: Document
    page: int | None
    snippet: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The number of documents found, the first of them, and of each facet its values (id, name, count)."""

    total: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[tuple[str, str, int], ...]]


# --- records -------------------------------------------------------------------------------------------


def _pack(document: Document) -> bytes:
    values = asdict(document) | {"date": document.date.isoformat() if document.date else None}
    return zlib.compress(json.dumps(values).encode("utf-8"), 1)


def _pairs(rows: Sequence[Sequence[Any]]) -> tuple[Any, ...]:
    return tuple(tuple(row) for row in rows)


def _unpack(record: bytes) -> Document:
    values: dict[str, Any] = json.loads(zlib.decompress(record))
    values |= {name: _pairs(values[name]) for name in ("pages", "groups", "clauses", "districts")}
    values["paths"] = tuple(values["paths"])
    values["kind"] = DocumentKind(values["kind"])
    values["date"] = dt.date.fromisoformat(values["date"]) if values["date"] else None
    return Document(**values)


def _row(document: Document) -> dict[str, object]:
    fields = dict(zip(FIELDS, document.fields, strict=True))
    facets = facet_values(document)
    return {
        "id": document.id,
        "record": _pack(document),
        "facts": json.dumps([[fields["title"], fields["number"]], facets]).encode("utf-8"),
        "date": day_number(document.date),
        **fields,
        **facets,
    }


# --- keeping -------------------------------------------------------------------------------------------


def _sizes(folder: Path) -> dict[str, int]:
    """The size of every file that Whoosh reads; its locks and leftovers do not count."""
    return {
        path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.suffix in (".seg", ".toc")
    }


def _digests(folder: Path) -> dict[str, str] | None:
    """The digest of each document in the index, by id; None if the index cannot be trusted."""
    try:
        said = json.loads((folder / _SAID).read_text("utf-8"))
        if (said["version"], said["text"], said["files"]) != (VERSION, text.VERSION, _sizes(folder)):
            return None
        return dict(said["documents"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_sound(folder: Path) -> bool:
    """Whether there is an index of this version, whole."""
    return _digests(folder) is not None


def _say(folder: Path, digests: Mapping[str, str]) -> None:
    said = {"version": VERSION, "text": text.VERSION, "files": _sizes(folder), "documents": dict(digests)}
    aside = folder / f"{_SAID}.new"
    aside.write_text(json.dumps(said), encoding="utf-8", newline="\n")
    aside.replace(folder / _SAID)


def _anew(documents: Sequence[Document], folder: Path, digests: Mapping[str, str]) -> None:
    """Build aside and swap in, so that an interrupted build leaves the old one or none, never half of it."""
    for left in folder.parent.glob(f"{folder.name}.*.new"):
        if not psutil.pid_exists(int(left.suffixes[-2][1:])):
            shutil.rmtree(left, ignore_errors=True)
    aside = folder.with_name(f"{folder.name}.{os.getpid()}.new")
    aside.mkdir(parents=True)
    found = whoosh.create(aside)
    whoosh.write(found, (), map(_row, documents))
    found.close()
    _say(aside, digests)
    shutil.rmtree(folder, ignore_errors=True)
    try:
        aside.replace(folder)
    except OSError as error:  # another build was first, or (on Windows) somebody is searching
        shutil.rmtree(aside, ignore_errors=True)
        raise DeskBusyError(str(folder)) from error


def update(documents: Sequence[Document], folder: Path) -> Update:
    """Make the index in `folder` hold these documents and no others; only what changed is written.

    Raises:
        DeskBusyError: another process is writing it.
    """
    digests = {document.id: document.digest for document in documents}
    known = _digests(folder)
    if known is not None:
        changed = [one for one in documents if known.get(one.id) != digests[one.id]]
        gone = [key for key, digest in known.items() if digests.get(key) != digest]
        kept = len(known) - len(gone)
        if not changed and not gone:
            return Update(0, 0, kept, rebuilt=False)
        if len(changed) + len(gone) <= _WORN * len(known):
            try:
                found = whoosh.opened(folder)
                whoosh.write(found, gone, map(_row, changed))
                found.close()
            except whoosh.LockError as error:
                raise DeskBusyError(str(folder)) from error
            except Exception:  # noqa: BLE001, S110 (a damaged index raises anything; it is built anew below)
                pass
            else:
                _say(folder, digests)
                return Update(len(changed), len(gone), kept, rebuilt=False)
    _anew(documents, folder, digests)
    return Update(len(documents), len(known or ()), 0, rebuilt=True)


# --- asking --------------------------------------------------------------------------------------------


def _cut(display: str, term: str, wanted: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The passage around the first place of `term`, on one line, and where the wanted words stand in it."""
    start, end = next(normalise(display).find(term))
    start, end = max(0, start - _BEFORE), min(len(display), end + _AFTER)
    snippet = " ".join(display[start:end].split())
    passage = normalise(snippet)
    marks = sorted({span for one in wanted for span in passage.find(one)})
    return snippet, tuple(marks)


def _hit(document: Document, node: Node) -> Hit:
    wanted = sought(node)
    for term in wanted:
        for number, page in document.pages:
            if term in search_text(page):
                return Hit(document, number, *_cut(page, term, wanted))
        if term in search_text(document.body):
            # A run that a page's end breaks: it begins on the last page whose end lies behind its start.
            start, _ = next(normalise(document.body).find(term))
            for number, page in document.pages:
                if start <= len(page):
                    return Hit(document, number, *_cut(document.body, term, wanted))
                start -= len(page) + 1
    return Hit(document, None, " ".join(document.body[: _BEFORE + _AFTER].split()), ())


def search(folder: Path, query: str, limit: int = 20, *, plain: bool = False) -> Results:
    """Ask the index in the query language (`query.py`), or with `plain` for the words alone.

    Documents whose title or number holds the words come first. All answers are counted, `limit` shown.

    Raises:
        DeskError: there is no index, or it is damaged or of another version.
    """
    if not is_sound(folder):
        raise DeskError(str(folder))
    node = parse(query, plain=plain)
    if node is None:
        return Results(0, (), {})
    try:
        found = whoosh.opened(folder)
        rows = list(whoosh.candidates(found, node))
        found.close()
        return _results(rows, node, limit)
    except Exception as error:  # (a damaged index raises anything)
        raise DeskError(str(folder)) from error


def _results(rows: Iterable[tuple[bytes, bytes]], node: Node, limit: int) -> Results:
    """What the candidates, given as facts and records, come to."""
    wanted, sure = sought(node), proved_by_index(node)
    proved: list[tuple[bool, bytes]] = []
    counts: dict[str, Counter[tuple[str, str]]] = {facet: Counter() for facet in whoosh.FACETS}
    for facts, record in rows:
        if not sure:
            document = _unpack(record)
            if not holds(node, document, dict(zip(FIELDS, document.fields, strict=True))):
                continue
        named, facets = json.loads(facts)
        proved.append((not all(any(term in text for text in named) for term in wanted), record))
        for facet, values in facets.items():
            counts[facet].update((key, name) for key, name in values)
    proved.sort(key=lambda row: row[0])
    return Results(
        len(proved),
        tuple(_hit(_unpack(record), node) for _, record in proved[:limit]),
        {
            facet: tuple((key, name, count) for (key, name), count in sorted(counter.items()))
            for facet, counter in counts.items()
            if counter
        },
    )
