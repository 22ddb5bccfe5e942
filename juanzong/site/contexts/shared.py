"""What many pages show: links, facts, states, rows of the catalogue, the frame."""

from dataclasses import dataclass

from markupsafe import Markup


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
    """What header and footer say; the same on every page but for the links and the way up to the root.

    `work` are the links below those of the bar, on the pages of the creation office.
    """

    site_title: str
    fonds: str
    edition: str
    round: str
    made: str
    commit: str
    has_search: bool
    links: tuple[NavLink, ...]
    work: tuple[NavLink, ...]


@dataclass(frozen=True, slots=True)
class Shell:
    """The frame of a light page: language, `<title>`, header and footer; `style` is one more style sheet."""

    lang: str
    title: str
    style: str
    header: Markup
    footer: Markup


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts; `inferred` values stand in brackets, `note` says where they come from.

    `refs` are links shown after the value, or instead of an empty one.
    """

    label: str
    value: str
    refs: tuple[Ref, ...] = ()
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
    """A row of the 归档文件目录 (DA/T 22-2015); an inferred `date` stands in brackets already.

    `suggestion` says so where no person stands behind the row; it is empty for facts. `thumbnail` links to
    the first page, small; empty where there is none.
    """

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
    suggestion: str
    thumbnail: str
