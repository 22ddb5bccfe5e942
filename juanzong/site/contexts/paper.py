"""Dossiers on paper: cover, spine, catalogue, notes, picture sheets."""

from dataclasses import dataclass

from markupsafe import Markup

from juanzong.site.contexts.shared import CatalogueRow, Fact, Ref


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of the catalogue with fingerprint, QR code, and where the pages of the item begin."""

    row: CatalogueRow
    fingerprint: str
    qr: Markup
    page_from: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the catalogue, the `number`th of `count`; it may have no rows."""

    number: int
    count: int
    rows: tuple[PaperRow, ...]


@dataclass(frozen=True, slots=True)
class PictureSheet:
    """A picture by itself with its caption; `position` is the item's 件号 in the dossier."""

    src: str
    href: str
    title: str
    caption: str
    position: int
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One dossier; `signed` are the lines of the 备考表, filled in where the release record says who."""

    code: str
    title: str
    cover: tuple[Fact, ...]
    spine: tuple[Fact, ...]
    qr: Markup
    sheets: tuple[Sheet, ...]
    pictures: tuple[PictureSheet, ...]
    statement: str
    signed: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PrintPage:
    """Some dossiers, or all, for one print job; `by_volume` lists them as 卷内文件目录 instead of by item."""

    title: str
    papers: tuple[Paper, ...]
    by_volume: bool
    spine_mm: int
    spines_a_sheet: int
    back: Ref
