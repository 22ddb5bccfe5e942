"""What each page's template is given: frozen values, ready to print, with every link already relative.

A template sees `page` (one of these), `urls` (`juanzong.site.urls.Urls`) and `t(zh, en)`. Texts are plain:
the templates escape them. `Markup` stands only where HTML was made by a template or by Markdown.
"""

from dataclasses import dataclass

from markupsafe import Markup

# --- what many pages share -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref:
    """A link with its text."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link of the bar under the header; `current` is the page one is on."""

    title: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Chrome:
    """What header and footer say; the same on every page but for `links` and the way up to the root."""

    site_title: str
    fonds: str
    edition: str
    round: str
    made: str
    commit: str
    has_search: bool
    links: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a light page: language, `<title>`, header and footer."""

    lang: str
    title: str
    header: Markup
    footer: Markup


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts; `inferred` values stand in brackets, `note` says where they come from."""

    label: str
    value: str
    href: str = ""
    inferred: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """How far something is, for profiles that show it: `key` is absent, uploaded or usable."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier in a list; `items` counts its evidence, `state` is None where the profile shows none."""

    code: str
    display: str
    title: str
    href: str
    items: int
    state: State | None


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row of the 归档文件目录 (DA/T 22-2015); an inferred `date` stands in brackets already."""

    position: int
    archive_number: str
    doc_number: str
    issuer: str
    title: str
    href: str
    date: str
    secrecy: str
    pages: str
    remark: str
    status: str
    evidence_id: str


# --- home and the standard -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A node of the standard: `leaves` dossiers below it hold `items` items, `filled` of them any."""

    display: str
    title: str
    href: str
    nature: str
    leaves: int
    filled: int
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
    """The first page; `states` counts dossiers by state, for profiles that show it."""

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
    tree: tuple[TreeNode, ...]


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


# --- dossiers ------------------------------------------------------------------------------------------


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
    owner: tuple[Fact, ...]
    print_href: str
    previous: Ref | None
    following: Ref | None
    shows_status: bool


@dataclass(frozen=True, slots=True)
class PrintPage:
    """A dossier on paper: cover, 归档文件目录, 备考表."""

    code: str
    title: str
    cover: tuple[Fact, ...]
    rows: tuple[CatalogueRow, ...]
    statement: str
    back: Ref


# --- evidence ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Viewer:
    """How the file itself is shown: `kind` is pdf, picture, video or none."""

    kind: str
    href: str
    media_type: str
    width: int
    height: int
    caption: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a readable rendition; `hidden_rows` counts rows beyond the limit of a table."""

    kind: str
    text: str
    level: int
    rows: tuple[tuple[str, ...], ...]
    hidden_rows: int


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of text: `text` where it is shown as read, else `blocks`. `href` opens the file there."""

    number: int
    label: str
    href: str
    text: str
    blocks: tuple[BlockView, ...]


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
class EvidencePage:
    """One item: what it is, the file, its text, where it is used, and its fingerprint.

    `download` is empty where the content is not here; `published_sha256` is given where the published copy
    is not the original byte for byte, because private metadata were removed from it.
    """

    id: str
    sha256: str
    title: str
    name: str
    size: str
    download: str
    published_sha256: str
    facts: tuple[Fact, ...]
    has_inferred: bool
    viewer: Viewer
    rendition: bool
    notice: str
    pages: tuple[PageView, ...]
    uses: tuple[Use, ...]
    places: tuple[Fact, ...]
    has_search: bool
    verify_href: str


# --- overviews -----------------------------------------------------------------------------------------


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
    shows_status: bool


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
    """The computed part of the page on verification; the example is the first item of the catalogue."""

    title: str
    facts: tuple[Fact, ...]
    example: Ref | None
    example_sha256: str
    example_file: str


@dataclass(frozen=True, slots=True)
class DocPage:
    """A hand-written page: all it has is its text."""


# --- the working profile -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where the classifier would put an item, and why."""

    display: str
    title: str
    href: str
    folder: str
    score: str
    margin: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An item nobody has placed yet."""

    title: str
    href: str
    path: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Items without a sure place."""

    title: str
    items: tuple[QueueItem, ...]


@dataclass(frozen=True, slots=True)
class GapRow:
    """A dossier that is not ready: what it lacks and who owns it."""

    display: str
    title: str
    href: str
    state: State
    lacks: tuple[str, ...]
    group: Ref | None
    lead_unit: str
    liaison: str
    deadline: str


@dataclass(frozen=True, slots=True)
class GapsPage:
    """Dossiers that are not ready."""

    title: str
    total: int
    rows: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding in words."""

    code: str
    severity: str
    label: str
    place: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class FileFindings:
    """All findings on one file."""

    subject: str
    href: str
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """What is wrong, by file; `counts` by severity."""

    title: str
    counts: tuple[tuple[str, str, int], ...]
    files: tuple[FileFindings, ...]


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """An item that must not leave the house."""

    title: str
    href: str
    path: str
    reasons: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class WithheldPage:
    """Items that must not leave the house."""

    title: str
    rows: tuple[WithheldRow, ...]
