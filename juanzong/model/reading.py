"""What was read from an item, and what it is."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from juanzong.model.pool import Item

T = TypeVar("T")


class TextSource(StrEnum):
    """Where an item's text comes from."""

    TEXT = "text"
    OCR = "ocr"
    NONE = "none"


class Reading(StrEnum):
    """How reading a file ended."""

    READ = "read"
    """Its text was read (a picture's: its properties)."""
    UNREAD = "unread"
    """It opens, but holds no text that a machine can read: a scan."""
    BROKEN = "broken"
    """It does not open: damaged, encrypted, or beyond the limits."""
    UNSUPPORTED = "unsupported"
    """A format that is not read."""


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a table that reaches over others: where it stands, from 0, and how many it takes each way."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` 1–6), a paragraph, a table, or a picture.

    A table has `rows` of cell texts and `spans` of merged cells; a picture names its part, `figure`.
    """

    kind: BlockKind
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    spans: tuple[Span, ...] = ()
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, a sheet (`label` is its name), or the whole of an unpaged document; `number` counts from 1.

    `ocr` tells a page whose text was read from its picture.
    """

    number: int
    blocks: tuple[Block, ...]
    label: str = ""
    ocr: bool = False

    @property
    def text(self) -> str:
        """The page's text: blocks by line, a table's row a line, its cells parted by tabs."""
        lines: list[str] = []
        for block in self.blocks:
            if block.kind is BlockKind.TABLE:
                lines.extend("\t".join(row) for row in block.rows)
            elif block.kind is not BlockKind.PICTURE:
                lines.append(block.text)
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says of itself besides its text. Dates are days; `width` and `height` are pixels.

    `ocr_score` (0–1) is how sure OCR was of what it read, 0 where it read nothing. `seconds` and `codec`
    are a video's.
    """

    title: str = ""
    author: str = ""
    created: date | None = None
    taken: date | None = None
    width: int = 0
    height: int = 0
    has_location: bool = False
    ocr_score: float = 0.0
    seconds: int = 0
    codec: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture inside a document, made anew as WebP; `name` is the part of the file that it is."""

    name: str
    content: bytes
    width: int
    height: int


def page_figure(number: int) -> str:
    """The name of the picture of a page of a PDF; no part of a file has such a name."""
    return f"page:{number}"


@dataclass(frozen=True, slots=True)
class Preview:
    """Pictures of an item as WebP without metadata: a small one, and one to look at where browsers show none.

    Both are empty where there is nothing to show; `view` also where browsers show the file itself. `figures`
    are the pictures inside a document.
    """

    thumbnail: bytes = b""
    view: bytes = b""
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read from an item; `page_count` is 0 where unknown, `paged` tells a PDF from a DOCX."""

    reading: Reading
    text_source: TextSource
    pages: tuple[Page, ...] = ()
    page_count: int = 0
    paged: bool = False
    facts: Facts = field(default_factory=Facts)
    findings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """Codes and details; the extract stage turns them into findings on the item's path."""
    unseen: tuple[int, ...] = ()
    """Pages on which something is printed of which no text was read."""
    preview: Preview = Preview()
    beneath: tuple[str, ...] = ()
    """Texts that the file holds and no page shows; screening looks at them and hands none of them on."""

    @property
    def text(self) -> str:
        """The text of all pages."""
        return "\n".join(page.text for page in self.pages)


class Origin(StrEnum):
    """Where a stated value comes from, surest first."""

    SIDECAR = "sidecar"
    CONTENT = "content"
    METADATA = "metadata"
    FILENAME = "filename"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value with its origin; `raw` is how it stood there, before it was normalised."""

    value: T
    origin: Origin
    raw: str = ""

    @property
    def inferred(self) -> bool:
        """Whether it was guessed and must be marked so: `[20260301]` (DA/T 22-2015)."""
        return self.origin in (Origin.METADATA, Origin.FILENAME)


@dataclass(frozen=True, slots=True)
class Description:
    """What an item is, as far as it is known. `kind` is a kind of the edition, `document_type` the 文种."""

    title: Stated[str]
    doc_number: Stated[str] | None = None
    issuer: Stated[str] | None = None
    date: Stated[date] | None = None
    document_type: Stated[str] | None = None
    kind: Stated[str] | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An item with what was read from it and what it is.

    `original_published` is False where its file holds personal data: only the masked text of it is shown.
    """

    item: Item
    extraction: Extraction
    description: Description
    original_published: bool = True

    @property
    def id(self) -> str:
        """The item's id."""
        return self.item.id
