"""Pages over all the evidence, the organisation, and hand-written pages."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import CatalogueRow, DossierRow, Fact, Ref


@dataclass(frozen=True, slots=True)
class CatalogueSection:
    """The rows of one dossier."""

    display: str
    title: str
    href: str
    rows: tuple[CatalogueRow, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """The whole 归档文件目录, dossier by dossier; `items` counts distinct items, `rows` lines."""

    title: str
    fonds: str
    items: int
    rows: int
    sections: tuple[CatalogueSection, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A month of the chart, in units of the drawing."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    href: str


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """An item of a month."""

    date: str
    title: str
    href: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month and its items, in order; `key` is an anchor."""

    key: str
    label: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Evidence by month of its date."""

    title: str
    window: str
    width: float
    height: float
    bars: tuple[Bar, ...]
    months: tuple[Month, ...]
    undated: tuple[TimelineItem, ...]


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A working group on the page of the organisation."""

    name: str
    href: str
    duty: str
    facts: tuple[Fact, ...]
    dossiers: int
    items: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit, the clauses it leads and those it helps with, as counts."""

    name: str
    leads: int
    helps: int
    groups: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Groups, units and districts."""

    title: str
    groups: tuple[GroupCard, ...]
    units: tuple[UnitRow, ...]
    districts: tuple[GroupCard, ...]


@dataclass(frozen=True, slots=True)
class OwnerPage:
    """A group or a district with its dossiers; `evidence` is what a district itself delivered."""

    title: str
    kind: str
    duty: str
    crumbs: tuple[Ref, ...]
    facts: tuple[Fact, ...]
    rows: tuple[DossierRow, ...]
    evidence: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page that hosts search; `catalogue` is the way for browsers without scripts."""

    title: str
    total: int
    catalogue: str


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """The computed part of the page on verification; the example is the first item of the catalogue.

    `record` says who reviewed and released, where anybody did; `release` says so, or that it is a draft.
    """

    title: str
    facts: tuple[Fact, ...]
    record: tuple[Fact, ...]
    release: str
    example: Ref | None
    example_sha256: str
    example_file: str
    has_search: bool


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The page that checks the site in the browser; `shards` of digests stand below `check/`.

    `dossiers` are the codes by which a dossier is found.
    """

    title: str
    shards: tuple[str, ...]
    dossiers: tuple[str, ...]
    total: int
    has_search: bool


@dataclass(frozen=True, slots=True)
class DocPage:
    """A hand-written page: all it has is its text."""
