"""Dossiers on paper (GB/T 9705-2008, DA/T 22-2015): only what is sure, numbered as on the site."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

import segno
from markupsafe import Markup

from juanzong.load.handoff import Listing
from juanzong.load.release import Handling
from juanzong.model import Dossier, Evidence
from juanzong.site.contexts.paper import Paper, PaperRow, PictureSheet, PrintPage, Sheet
from juanzong.site.contexts.shared import CatalogueRow, Fact, Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.dossier import retention
from juanzong.site.views.parts import catalogue_row
from juanzong.widths import ems

_ROOM_MM, _LINE_MM, _PADDING_MM, _LEAST_MM = 112.0, 5.2, 2.4, 16.5
"""Height that rows have on a sheet, of a line, around lines, and of a row because of its code."""
_EM_MM, _TABLE_MM, _CELL_MM = 3.7, 225.0, 3.0
"""Width of a character at 10.5 points, of the table, and of a cell's margins."""
_SHARES = {"archive_number": 0.165, "doc_number": 0.12, "issuer": 0.12, "title": 0.18, "remark": 0.07}
"""Of the table's width; the same as in print.css."""
_SHEET_MM = 156
"""What A4 upright leaves between its margins."""
_GAP_MM = 4


def print_page(view: View, urls: Urls, dossier: Dossier) -> PrintPage:
    """One dossier."""
    back = Ref(view.say("返回卷宗", "Back to the dossier"), view.dossier_href(urls, dossier.code))
    return _page(view, _title(dossier), (paper(view, urls, dossier),), back)


def print_all_page(view: View, urls: Urls) -> PrintPage:
    """Every dossier that holds anything, for one print job."""
    held = (d for d in view.publication.dossiers if any(entry.link.is_fact for entry in d.entries))
    back = Ref(view.say("返回首页", "Back to the first page"), urls.home())
    title = view.say("全部卷宗（打印稿）", "All dossiers, for printing")
    return _page(view, title, tuple(paper(view, urls, dossier) for dossier in held), back)


def _page(view: View, title: str, papers: tuple[Paper, ...], back: Ref) -> PrintPage:
    rules = view.publication.config.archive.handoff.paper
    return PrintPage(
        title=title,
        papers=papers,
        by_volume=rules.listing is Listing.VOLUME,
        spine_mm=rules.spine_mm,
        spines_a_sheet=max(_SHEET_MM // (rules.spine_mm + _GAP_MM), 1),
        back=back,
    )


def paper(view: View, urls: Urls, dossier: Dossier) -> Paper:
    """Everything of one dossier that is printed."""
    sure = [entry for entry in dossier.entries if entry.link.is_fact]
    evidence = [view.publication.evidence[entry.evidence_id] for entry in sure]
    rows = [catalogue_row(view, urls, replace(e, position=n)) for n, e in enumerate(sure, 1)]
    pages = sum(one.extraction.page_count for one in evidence)
    unknown = sum(not one.extraction.page_count for one in evidence)
    cover = _cover(view, dossier, rows, pages)
    return Paper(
        code=dossier.code,
        title=_title(dossier),
        cover=cover,
        spine=_spine(view, dossier, cover),
        qr=code_of(view, dossier.code, view.dossier_href(Urls(), dossier.code)),
        sheets=_sheets(tuple(_rows(view, rows, evidence))),
        pictures=tuple(_pictures(view, urls, rows, evidence)),
        statement=_statement(view, len(rows), pages, unknown),
        signed=_signed(view),
    )


def code_of(view: View, text: str, path: str) -> Markup:
    """A QR code of an address on the web, if the archive has one; else of the number that finds the item."""
    address = view.publication.config.archive.handoff.paper.address
    content = f"{address.rstrip('/')}/{path}" if address and path else text.upper()
    made = segno.make(content, error="m", micro=False, boost_error=False)
    svg = made.svg_inline(border=2, omitsize=True, svgclass="jz-qr", lineclass=None, title=text)
    return Markup(svg)  # noqa: S704 (made of modules; the title is escaped)


def _title(dossier: Dossier) -> str:
    indicator = dossier.clause.indicator
    return f"{indicator.display} {indicator.title}"


def _statement(view: View, items: int, pages: int, unknown: int) -> str:
    said = view.say(f"本卷共 {items} 件，已知页数合计 {pages} 页", f"{items} items, {pages} known pages")
    if unknown:
        said += view.say(f"，另有 {unknown} 件不计页（如音像、表格）", f", and {unknown} without pages")
    return said + view.say("。", ".")


def _cover(view: View, dossier: Dossier, rows: Sequence[CatalogueRow], pages: int) -> tuple[Fact, ...]:
    archive = view.publication.config.archive
    numbers = [row.archive_number for row in rows if row.archive_number]
    span = "" if not numbers else numbers[0] if len(numbers) == 1 else f"{numbers[0]} — {numbers[-1]}"
    items = view.say(f"{len(rows)} 件 / {pages} 页", f"{len(rows)} items / {pages} pages")
    return (
        Fact(view.say("全宗名称", "Fonds"), archive.fonds.name),
        Fact(view.say("类目名称", "Category"), " ".join(n.title for n in dossier.clause.path[:-1])),
        Fact(view.say("案卷题名", "Title"), dossier.clause.indicator.title),
        Fact(view.say("起止时间", "Span"), _span(view, dossier)),
        Fact(view.say("保管期限", "Retention"), retention(view, archive.numbering.retention)),
        Fact(view.say("件数 / 页数", "Items / pages"), items),
        Fact(view.say("归档号", "Dossier number"), dossier.code),
        Fact(view.say("档号", "Archive numbers"), span),
    )


def _spine(view: View, dossier: Dossier, cover: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """脊背: fonds, round, number and title, retention and number of items."""
    archive = view.publication.config.archive
    fonds, _, _, _, kept, items, number, _ = cover
    return (
        fonds,
        Fact(view.say("轮次", "Round"), archive.round.name),
        number,
        Fact(view.say("题名", "Title"), _title(dossier)),
        kept,
        items,
    )


def _span(view: View, dossier: Dossier) -> str:
    found = (
        view.publication.evidence[e.evidence_id].description.date for e in dossier.entries if e.link.is_fact
    )
    days = sorted(d.value for d in found if d)
    if not days:
        return ""
    return f"{days[0]:%Y%m%d} — {days[-1]:%Y%m%d}"


def _rows(view: View, rows: Sequence[CatalogueRow], evidence: Sequence[Evidence]) -> Iterator[PaperRow]:
    """页号 run through the volume as far as all pages before are known."""
    begins: int | None = 1
    for row, one in zip(rows, evidence, strict=True):
        count = one.extraction.page_count
        last = row is rows[-1] and begins and count
        place = "" if begins is None else f"{begins}—{begins + count - 1}" if last else str(begins)
        yield PaperRow(row, one.id, code_of(view, one.id, Urls().evidence(one.id)), place)
        begins = begins + count if begins and count else None


def _sheets(rows: tuple[PaperRow, ...]) -> tuple[Sheet, ...]:
    """Rows by sheet, so that every sheet can say which of how many it is, in every browser."""
    parted: list[list[PaperRow]] = [[]]
    room = _ROOM_MM
    for row in rows:
        height = _height(row.row)
        if height > room and parted[-1]:
            parted.append([])
            room = _ROOM_MM
        parted[-1].append(row)
        room -= height
    return tuple(Sheet(number, len(parted), tuple(some)) for number, some in enumerate(parted, 1))


def _height(row: CatalogueRow) -> float:
    """About how high a row gets."""
    lines = (
        ceil(ems(getattr(row, column)) * _EM_MM / (share * _TABLE_MM - _CELL_MM))
        for column, share in _SHARES.items()
    )
    return max(max(lines) * _LINE_MM + _PADDING_MM, _LEAST_MM)


def _pictures(
    view: View, urls: Urls, rows: Sequence[CatalogueRow], evidence: Sequence[Evidence]
) -> Iterator[PictureSheet]:
    for row, one in zip(rows, evidence, strict=True):
        if src := view.picture(one, urls):
            facts = (
                Fact(view.say("件号", "Item"), str(row.position)),
                Fact(view.say("档号", "Archive number"), row.archive_number),
                Fact(view.say("责任者", "Issuer"), row.issuer),
                Fact(view.say("日期", "Date"), row.date),
                Fact(view.say("指纹", "Fingerprint"), one.id),
            )
            shown = tuple(fact for fact in facts if fact.value)
            yield PictureSheet(src, row.href, row.title, one.description.caption, row.position, shown)


def _signed(view: View) -> tuple[Fact, ...]:
    """整理人 and 检查人 with their dates, from the release record where it counts; else to be written."""
    release = view.publication.release
    arranged = _last(release.collected) if release else None
    checked = _last(release.reviewed) if release else None
    return (
        Fact(view.say("整理人", "Arranged by"), arranged.by if arranged else ""),
        Fact(view.say("整理日期", "Date"), view.day(arranged.date) if arranged else ""),
        Fact(view.say("检查人", "Checked by"), checked.by if checked else ""),
        Fact(view.say("检查日期", "Date"), view.day(checked.date) if checked else ""),
    )


def _last(steps: tuple[Handling, ...]) -> Handling | None:
    return max(steps, key=lambda step: step.date, default=None)
