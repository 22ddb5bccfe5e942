"""The first page, the nodes of the standard, and dossiers."""

from dataclasses import dataclass

from juanzong.site.contexts.pride import FeatCard
from juanzong.site.contexts.shared import CatalogueRow, Fact, Ref, State


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A node of the standard: `leaves` dossiers below it hold `items` items."""

    display: str
    title: str
    href: str
    nature: str
    leaves: int
    items: int
    state: State | None
    children: tuple["TreeNode", ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of the first page."""

    label: str
    value: int
    href: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page; `states` counts dossiers by state, `office` leads to the office, where there is one.

    `release` says who released the site, or that nobody has; it leads to `release_href`.
    """

    title: str
    city: str
    edition: str
    round: str
    inspection: str
    inspection_text: str
    has_search: bool
    levels: tuple[str, ...]
    counts: tuple[Count, ...]
    states: tuple[tuple[State, int], ...]
    work: tuple[Count, ...]
    office: str
    tree: tuple[TreeNode, ...]
    release: str
    release_href: str
    former: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """A node above the clauses, with the tree below it."""

    display: str
    title: str
    level: str
    text: str
    crumbs: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    tree: tuple[TreeNode, ...]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A requirement of a clause: what is asked for and how many items were provided."""

    kind: str
    required: str
    note: str
    provided: int
    items: tuple[Ref, ...]
    state: State | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the gallery; sizes are pixels, 0 where unknown."""

    src: str
    href: str
    title: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Quote:
    """印证语句: the sentence that proves the clause, and where it stands."""

    text: str
    source: Ref
    place: str


@dataclass(frozen=True, slots=True)
class DossierPage:
    """The dossier of one clause."""

    code: str
    display: str
    title: str
    level: str
    text: str
    crumbs: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    state: State | None
    slots: tuple[SlotRow, ...]
    rows: tuple[CatalogueRow, ...]
    quotes: tuple[Quote, ...]
    pictures: tuple[Picture, ...]
    feats: tuple[FeatCard, ...]
    owner: tuple[Fact, ...]
    print_href: str
    previous: Ref | None
    following: Ref | None
