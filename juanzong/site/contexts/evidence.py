"""The page of one item."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.contexts.standard import Quote


@dataclass(frozen=True, slots=True)
class Viewer:
    """How the file itself is shown: `kind` is pdf, picture, video or none.

    `src` is the picture that stands on the page; of a PDF its first page for browsers that show none, of a
    video a frame to see before it plays.
    """

    kind: str
    href: str
    src: str
    width: int
    height: int
    caption: str


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a table and how many rows and columns it takes."""

    text: str
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a readable rendition: heading, paragraph, table or picture.

    The `rest_rows` rows of a table beyond the limit are text: `rest`. A picture has its address and its size.
    """

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[CellView, ...], ...] = ()
    rest_rows: int = 0
    rest: str = ""
    src: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of text: `text` where it is shown as read, else `blocks`. `href` opens the file there.

    `image` is the page as it looks, where the profile asks for that.
    """

    number: int
    label: str
    href: str
    text: str
    blocks: tuple[BlockView, ...]
    image: BlockView | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A dossier the item is linked to; `status`, `score` and `reasons` only where the profile shows them."""

    display: str
    title: str
    href: str
    status: str
    score: str
    reasons: tuple[str, ...]
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Step:
    """A line of what became of the item: the day, what was done, by which post.

    `version` is the fingerprint of a version, `present` whether it is the one of this page; `clause` is where
    it was filed.
    """

    day: str
    what: str
    by: str
    version: str
    present: bool
    clause: Ref | None


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One item: what it is, the file, its text, where it is used, and its fingerprint.

    `download` is empty where the content is not here; `published_sha256` is given where the published copy
    is not the original byte for byte, because private metadata were removed from it.
    """

    id: str
    sha256: str
    title: str
    name: str
    download: str
    published_sha256: str
    facts: tuple[Fact, ...]
    has_inferred: bool
    viewer: Viewer
    rendition: bool
    notice: str
    pages: tuple[PageView, ...]
    uses: tuple[Use, ...]
    life: tuple[Step, ...]
    places: tuple[Fact, ...]
    has_search: bool
    verify_href: str
