"""The only module that knows Whoosh 2.7.4 (docs/adr/0009-whoosh.md): terms in, candidates out.

Whoosh holds every single character and every pair of each field without positions, so its answers are
candidates; `desk` looks into the text. The class of the fields is pickled into the index and must be found
again under this module's name.
"""

import warnings
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from juanzong import text
from juanzong.index.query import FIELDS, AllOf, AnyOf, Days, Node, Not, Pattern, Value, Words, value_matches

with warnings.catch_warnings():
    # Its files of 2016 hold escapes and imports that Python has deprecated since.
    warnings.simplefilter("ignore")
    from whoosh import index, query, scoring  # type: ignore[import-untyped]
    from whoosh.codec.whoosh3 import W3Codec, W3TermInfo  # type: ignore[import-untyped]
    from whoosh.fields import ID, NUMERIC, STORED, FieldType, Schema  # type: ignore[import-untyped]
    from whoosh.formats import Existence, Frequency  # type: ignore[import-untyped]
    from whoosh.system import pack_uint  # type: ignore[import-untyped]

# Whoosh calls it by a name that it does not have as soon as `inlinelimit` is above 1, and that is what spares
# the many terms of one or two documents a block of their own.
W3TermInfo.set_inline = W3TermInfo.set_inlined

LockError: type[Exception] = index.LockError
"""Another process is writing."""

FACETS = ("group", "clause", "kind", "year", "district", "format")
_BOOSTS = {"title": 4.0, "number": 4.0, "issuer": 1.5, "caption": 1.5, "body": 1.0}
_PART = "\x1f"
_MEMORY_MB = 1024
"""Before it spills sorted runs to disk, which takes half as long again."""


class Grams(FieldType):  # type: ignore[misc]
    """A search text: every pair that is no punctuation, and every character that begins none, with counts.

    A single character is looked up as the beginning of any of them.
    """

    def __init__(self) -> None:
        super().__init__(Frequency(), analyzer=None, scorable=True)

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh stores of one document."""
        words = text.word_table()
        counts = Counter(
            left + right if words[ord(left)] and words[ord(right)] else left
            for left, right in pairwise(value + text.BREAK)
        )
        del counts[" "]
        for gram, count in counts.items():
            yield gram.encode(), count, float(count), pack_uint(count)


class Values(FieldType):  # type: ignore[misc]
    """The values of a facet: id and name in one term."""

    def __init__(self) -> None:
        super().__init__(Existence(), analyzer=None)

    def index(self, value: Iterable[tuple[str, str]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh stores of one document."""
        for pair in value:
            yield _PART.join(pair).encode(), 1, 1.0, b""


def _schema() -> Any:
    fields: dict[str, Any] = {name: Grams() for name in FIELDS} | {name: Values() for name in FACETS}
    return Schema(
        id=ID(unique=True), record=STORED, facts=STORED, date=NUMERIC(int, bits=32, signed=False), **fields
    )


def create(folder: Path) -> Any:
    """An empty index in a folder that holds none."""
    return index.create_in(str(folder), _schema())


def opened(folder: Path) -> Any:
    """The index in a folder. What is damaged in it raises anything at all, here or later."""
    return index.open_dir(str(folder))


def write(found: Any, gone: Collection[str], added: Iterable[dict[str, object]]) -> None:
    """Take documents out by id and put others in, all or nothing.

    Raises:
        LockError: another process is writing.
    """
    writer = found.writer(limitmb=_MEMORY_MB, codec=W3Codec(compression=0, inlinelimit=16))
    try:
        for key in gone:
            writer.delete_by_term("id", key)
        for values in added:
            writer.add_document(**values)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


def _gram(field: str, gram: str) -> Any:
    kind = query.Term if gram[1:] else query.Prefix
    return kind(field, gram, boost=_BOOSTS[field])


def _grams(field: str | None, wanted: Iterable[str]) -> Any:
    """All grams in one field: in that one, or in any."""
    grams = list(dict.fromkeys(wanted))
    fields = [field] if field else list(FIELDS)
    return query.Or([query.And([_gram(name, gram) for gram in grams]) for name in fields])


def _values(found: Any, facet: str, wanted: str) -> Any:
    pairs = (bytes(term).decode().split(_PART) for term in found.lexicon(facet))
    return query.Or(
        [query.Term(facet, _PART.join(pair)) for pair in pairs if value_matches(wanted, pair[0], pair[1])]
    )


def _query(node: Node, found: Any) -> Any:  # noqa: PLR0911 (one for each kind)
    """A query whose answers hold at least those of the node; None where all documents may."""
    match node:
        case Words(field, term):
            return _grams(field, text.grams(term))
        case Pattern(field, pieces, _):
            return _grams(field, (gram for piece in pieces for gram in text.grams(piece)))
        case Value(facet, wanted):
            return _values(found, facet, wanted)
        case Days(first, last):
            return query.NumericRange("date", first, last) if first <= last else query.NullQuery
        case Not(_):
            return None
        case AllOf(nodes):
            parts = [part for one in nodes if (part := _query(one, found)) is not None]
            return query.And(parts) if parts else None
        case AnyOf(nodes):
            parts = [_query(one, found) for one in nodes]
            return None if any(part is None for part in parts) else query.Or(parts)


def candidates(found: Any, node: Node) -> Iterator[tuple[bytes, bytes]]:
    """Facts and record of all documents that may answer, best first (BM25F)."""
    with found.searcher(weighting=scoring.BM25F()) as searcher:
        asked = _query(node, searcher.reader())
        for hit in searcher.search(query.Every() if asked is None else asked, limit=None):
            yield hit["facts"], hit["record"]
