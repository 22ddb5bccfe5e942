"""A segment: the files of a set of documents that never change once written.

    <id>/t<n>.js   a shard of terms and postings (`terms.py`)
    <id>/x<n>.js   what a few documents show: JSON of each, written in a code of its own (`TextCode`)
    <id>/f-<facet>.js  the values of a facet, and for each the Rice code of its documents
    <id>/d.js      days: 17 bits for each document, counted from 1 = 1900-01-01, 0 where not known

Documents are numbered with pages and dossiers first, then by length of text: so neither their kind nor their
length needs to be stored, and gaps in postings come out smaller. The id is the digest of all content: a
browser's cache never mixes two builds.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain

import numpy as np

from juanzong.index.bits import SAFE, Ints, gamma, pack, rice
from juanzong.index.document import Document, DocumentKind, Named
from juanzong.index.postings import postings
from juanzong.index.terms import Shard, directory, rice_order, shards

_BASE = len(SAFE)
_UNITS = np.array([ord(char) for char in SAFE], np.uint8)
_TABLE = 2042
_LONE = re.compile("[\ud800-\udfff]")
_LENGTHS = 32
_FIRST_DAY, _DAY_BITS = 693_595, 17
_KINDS = (DocumentKind.EVIDENCE, DocumentKind.DOSSIER, DocumentKind.PAGE)

# Measured at 10,000 documents (12 million postings); from there shards of terms grow with the root of the
# postings, so that the directory and a query's shards grow alike, and those of texts, of which a query
# shows ten, a little slower.
_TERM_SHARD, _TEXT_SHARD, _MEASURED = 8 * 1024, 11 * 1024, 12_000_000


class TextCode:
    """A code of characters in ASCII: the most frequent in one character, the next in two, the rest in four.

    Chinese text comes down from three bytes a character to about 1.65, and a browser holds a script in which
    all is ASCII in half the memory. Of the characters `SAFE` the first `singles` stand alone, the others but
    the last open a pair; after the last, an escape, come three digits of a code point to the base of all.
    """

    def __init__(self, sample: str) -> None:
        """The code for the frequencies of `sample`."""
        counts = np.bincount(np.frombuffer(sample.encode("utf-32-le"), "<u4"), minlength=1).astype(np.int64)
        order = np.argsort(-counts, kind="stable")[: min(_TABLE, np.count_nonzero(counts))]
        upto = np.concatenate([[0], np.cumsum(counts[order])])
        self.singles = min(range(_BASE), key=lambda singles: self._size(singles, upto, int(counts.sum())))
        chars = order[: self.singles + (_BASE - 1 - self.singles) * _BASE]
        self.table = chars.astype("<u4").tobytes().decode("utf-32-le")
        code = np.arange(counts.size)
        self._units = np.zeros((counts.size, 4), np.uint8)
        self._units[:, 0] = _UNITS[-1]
        for place, power in enumerate((2, 1, 0), 1):
            self._units[:, place] = _UNITS[code // _BASE**power % _BASE]
        self._units[chars] = 0
        alone, paired = chars[: self.singles], chars[self.singles :]
        self._units[alone, 0] = _UNITS[: alone.size]
        lead, follow = np.divmod(np.arange(paired.size), _BASE)
        self._units[paired, 0] = _UNITS[self.singles + lead]
        self._units[paired, 1] = _UNITS[follow]

    @staticmethod
    def _size(singles: int, upto: Ints, total: int) -> int:
        """Of all text with so many characters in one unit; `upto` sums counts, the most frequent first."""
        alone = min(singles, upto.size - 1)
        known = min(singles + (_BASE - 1 - singles) * _BASE, upto.size - 1)
        return int(4 * total - 2 * upto[known] - upto[alone])

    def encode(self, text: str) -> str:
        """The text in this code; all of its characters are in the sample."""
        units = self._units[np.frombuffer(text.encode("utf-32-le"), "<u4")].ravel()
        made: str = units[units > 0].tobytes().decode("ascii")
        return made


@dataclass(frozen=True, slots=True)
class Segment:
    """Its entry in the index's head, as a script literal; its files by path; its documents in order."""

    id: str
    head: str
    files: Mapping[str, bytes]
    documents: tuple[str, ...]


def literal(text: str) -> str:
    """A string literal of ES2017, which does not know U+2028 and U+2029 in one."""
    made = json.dumps(text, ensure_ascii=False)
    return made.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def script(key: str, *values: str) -> bytes:
    """A classic script that hands literals to the page under a key."""
    return f"JZ.put({literal(key)},{','.join(values)});\n".encode()


def _record(document: Document) -> str:
    shown = [
        document.id, document.url, _KINDS.index(document.kind), document.title, document.number,
        document.issuer, document.caption, document.date.isoformat() if document.date else "",
        document.evidence_kind, document.format, [code for code, _ in document.clauses],
        [number for number, _ in document.pages], [text for _, text in document.pages],
    ]  # fmt: skip
    made = _LONE.sub("\ufffd", json.dumps(shown, ensure_ascii=False, separators=(",", ":")))
    return re.sub("[\u2028\u2029]", r"\\n", made)


def _text_shards(records: Sequence[str], code: TextCode, target: int) -> Iterator[tuple[int, str]]:
    """How many documents, and their records in the code, as string literals but for the outermost quotes."""
    held: list[str] = []
    size = 0
    for record in records:
        encoded = code.encode(record)
        weight = len(encoded)
        if held and size + weight > target:
            yield len(held), '","'.join(held)
            held, size = [], 0
        held.append(encoded)
        size += weight
    if held:
        yield len(held), '","'.join(held)


def _facet_values(document: Document) -> Iterator[tuple[str, Named]]:
    for facet, values in (
        ("group", document.groups),
        ("clause", document.clauses),
        ("district", document.districts),
    ):
        for value in values:
            yield facet, value
    year = str(document.date.year) if document.date else ""
    for facet, name in (("kind", document.evidence_kind), ("year", year), ("format", document.format)):
        if name:
            yield facet, (name, name)


def _facets(documents: Sequence[Document]) -> Iterator[tuple[str, str, str]]:
    """For each facet its name, its values with their counts as JSON, and their documents as bits."""
    within: dict[str, dict[Named, list[int]]] = {}
    for number, document in enumerate(documents):
        for facet, value in _facet_values(document):
            within.setdefault(facet, {}).setdefault(value, []).append(number)
    for facet, values in sorted(within.items()):
        named: list[tuple[str, str, int]] = []
        codes: list[tuple[int, int]] = []
        for (key, name), numbers in sorted(values.items()):
            named.append((key, name, len(numbers)))
            gaps = np.diff(np.array(numbers), prepend=-1) - 1
            order = rice_order(len(documents), np.full(len(numbers), len(numbers)))
            coded, lengths = rice(gaps, order)
            codes += zip(coded.tolist(), lengths.tolist(), strict=True)
        yield facet, json.dumps(named, ensure_ascii=False, separators=(",", ":")), pack(codes)


def _days(documents: Sequence[Document]) -> str:
    days = [
        min(max(one.date.toordinal() - _FIRST_DAY, 1), (1 << _DAY_BITS) - 1) if one.date else 0
        for one in documents
    ]
    return pack([(day, _DAY_BITS) for day in days])


def _average_lengths(lengths: Sequence[int]) -> list[int]:
    step = -(-len(lengths) // _LENGTHS)
    return [
        round(sum(lengths[at : at + step]) / len(lengths[at : at + step]))
        for at in range(0, len(lengths), step)
    ]


def _identity(parts: Iterable[str]) -> str:
    digest = sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:8]


def segment(documents: Sequence[Document]) -> Segment:
    """Write the segment of at least one document."""
    rows = sorted(
        ((one.kind is DocumentKind.EVIDENCE, one, one.fields) for one in documents),
        key=lambda row: (row[0], sum(map(len, row[2])), row[1].id),
    )
    documents = [document for _, document, _ in rows]
    fields = [texts for *_, texts in rows]
    found = postings(fields)
    scale = max(0.25, len(found) / _MEASURED)
    terms = list(shards(found, len(rows), int(_TERM_SHARD * 7 * scale**0.5)))
    records = [_record(document) for document in documents]
    code = TextCode("".join(records))
    texts = list(_text_shards(records, code, int(_TEXT_SHARD * scale**0.4)))
    facets = list(_facets(documents))
    days = _days(documents)
    entry = (
        f'"count":{len(rows)},"pages":{sum(not row[0] for row in rows)},'
        f'"lengths":{_average_lengths([sum(map(len, one)) for one in fields])},'.replace(" ", "")
        + f'"shards":{len(terms)},"first":"{directory(terms)}",'
        + f'"texts":"{_counts(texts)}","singles":{code.singles},"table":{literal(code.table)},'
        + f'"facets":{json.dumps([facet for facet, *_ in facets])}'
    )
    identity = _identity(
        [entry, *(one.text for one in terms), *(text for _, text in texts), *chain(*facets), days]
    )
    files = _files(identity, terms, texts)
    for facet, values, bits in facets:
        files[f"{identity}/f-{facet}.js"] = script(f"{identity}/f-{facet}", values, f'"{bits}"')
    files[f"{identity}/d.js"] = script(f"{identity}/d", f'"{days}"')
    head = f'{{"id":"{identity}",{entry}}}'
    return Segment(identity, head, files, tuple(document.id for document in documents))


def _counts(texts: Sequence[tuple[int, str]]) -> str:
    """Gamma codes of how many documents each text shard holds."""
    values, lengths = gamma(np.array([count for count, _ in texts], np.int64))
    return pack(list(zip(values.tolist(), lengths.tolist(), strict=True)))


def _files(identity: str, terms: Sequence[Shard], texts: Sequence[tuple[int, str]]) -> dict[str, bytes]:
    files = {
        f"{identity}/t{number}.js": script(f"{identity}/t{number}", f'"{one.text}"')
        for number, one in enumerate(terms)
    }
    for number, (_, text) in enumerate(texts):
        files[f"{identity}/x{number}.js"] = script(f"{identity}/x{number}", f'"{text}"')
    return files
