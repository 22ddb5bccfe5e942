"""Pages over all the evidence: the whole catalogue, the timeline, search, verification."""

from collections import defaultdict
from datetime import date

from juanzong.load.models import Part
from juanzong.model import Evidence
from juanzong.site.contexts.overview import (
    Bar,
    CataloguePage,
    CatalogueSection,
    CheckPage,
    Month,
    SearchPage,
    TimelineItem,
    TimelinePage,
    VerifyPage,
)
from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.digests import shard_of
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.integrity import record, release_line
from juanzong.site.views.parts import catalogue_row

_BAR, _STEP, _PLOT, _LABELS, _MARGIN = 34.0, 46.0, 160.0, 44.0, 14.0
_MONTHS_SHOWN = 24
"""The chart shows so many months, counted back from the last with evidence; the list shows all."""


def catalogue_page(view: View, urls: Urls) -> CataloguePage:
    """The whole 归档文件目录, dossier by dossier."""
    publication = view.publication
    sections = tuple(
        CatalogueSection(
            display=d.clause.indicator.display,
            title=d.clause.indicator.title,
            href=view.dossier_href(urls, d.code),
            rows=tuple(catalogue_row(view, urls, entry) for entry in d.entries),
        )
        for d in publication.dossiers
        if d.entries
    )
    return CataloguePage(
        title=view.say("归档文件目录", "Catalogue"),
        fonds=publication.config.archive.fonds.name,
        items=len({e.evidence_id for d in publication.dossiers for e in d.entries}),
        rows=sum(len(s.rows) for s in sections),
        sections=sections,
    )


def timeline_page(view: View, urls: Urls) -> TimelinePage:
    """Evidence by month of its date, newest first, and a chart of the last months."""
    by_month: dict[tuple[int, int], list[tuple[date, Evidence]]] = defaultdict(list)
    undated = []
    for evidence in view.publication.evidence.values():
        stated = evidence.description.date
        if stated:
            by_month[stated.value.year, stated.value.month].append((stated.value, evidence))
        else:
            undated.append(_timeline_item(view, urls, "", evidence))
    months = []
    for year, month in sorted(by_month, reverse=True):
        rows = sorted(by_month[year, month], key=lambda row: (row[0], row[1].id))
        items = tuple(_timeline_item(view, urls, view.day(day), e) for day, e in rows)
        months.append(Month(_key(year, month), _month(view, year, month), items))
    window = view.publication.config.archive.round.window
    counts = {key: len(rows) for key, rows in by_month.items()}
    bars = _bars(counts)
    return TimelinePage(
        title=view.say("材料时间线", "Timeline"),
        window=f"{view.day(window.start)} — {view.day(window.end)}",
        width=max(len(bars), 1) * _STEP + 2 * _MARGIN,
        height=_PLOT + _LABELS,
        bars=bars,
        months=tuple(months),
        undated=tuple(undated),
    )


def _bars(counts: dict[tuple[int, int], int]) -> tuple[Bar, ...]:
    if not counts:
        return ()
    year, month = max(counts)
    last = year * 12 + month - 1
    first = min(y * 12 + m - 1 for y, m in counts)
    shown = [divmod(i, 12) for i in range(max(first, last - _MONTHS_SHOWN + 1), last + 1)]
    top = max(counts.get((y, m + 1), 0) for y, m in shown)
    bars = []
    for place, (y, m) in enumerate(shown):
        count = counts.get((y, m + 1), 0)
        height = round((_PLOT - 24) * count / top, 1)
        bars.append(
            Bar(
                label=f"{y}.{m + 1}" if m == 0 or place == 0 else str(m + 1),
                count=count,
                x=round(_MARGIN + place * _STEP + (_STEP - _BAR) / 2, 1),
                y=round(_PLOT - height, 1),
                width=_BAR,
                height=height,
                href=f"#{_key(y, m + 1)}" if count else "",
            )
        )
    return tuple(bars)


def _key(year: int, month: int) -> str:
    return f"m{year}-{month:02d}"


def _month(view: View, year: int, month: int) -> str:
    return view.say(f"{year}年{month}月", f"{year}-{month:02d}")


def _timeline_item(view: View, urls: Urls, day: str, evidence: Evidence) -> TimelineItem:
    issuer = evidence.description.issuer
    return TimelineItem(day, view.title(evidence), urls.evidence(evidence.id), issuer.value if issuer else "")


def search_page(view: View, urls: Urls) -> SearchPage:
    """The page that hosts search."""
    return SearchPage(
        title=view.say("检索", "Search"),
        total=len(view.publication.evidence),
        catalogue=urls.catalogue() if view.has(Part.CATALOGUE) else "",
    )


def verify_page(view: View, urls: Urls) -> VerifyPage:
    """The computed part of the page on verification."""
    publication = view.publication
    evidence = publication.evidence.values()
    facts = (
        Fact(view.say("卷宗", "Dossiers"), str(len(publication.dossiers))),
        Fact(view.say("材料（件）", "Items"), str(len(publication.evidence))),
        Fact(view.say("页数合计", "Pages"), str(sum(e.extraction.page_count for e in evidence))),
        Fact(view.say("原件字节合计", "Bytes"), f"{sum(e.item.bytes for e in evidence):,}"),
        Fact(view.say("归档版本", "Version"), publication.commit),
        Fact(view.say("编制日期", "Made for"), view.day(publication.today)),
    )
    example = next((e for e in evidence if _exact(view, e)), None)
    return VerifyPage(
        title=view.say("如何核验", "How to verify"),
        facts=tuple(f for f in facts if f.value),
        record=record(view, publication.release) if publication.release else (),
        release=release_line(view, publication.release),
        example=Ref(view.title(example), urls.evidence(example.id)) if example else None,
        example_sha256=example.item.sha256 if example else "",
        example_file=view.prepared.files[example.id].name if example else "",
        has_search=view.has(Part.SEARCH),
    )


def check_page(view: View, _urls: Urls) -> CheckPage:
    """The page that checks the site in the browser."""
    ids = view.publication.evidence
    return CheckPage(
        title=view.say("逐件核对", "Check item by item"),
        shards=tuple(sorted({shard_of(evidence_id) for evidence_id in ids})),
        dossiers=tuple(view.dossiers) if view.has(Part.DOSSIERS) else (),
        total=len(ids),
        has_search=view.has(Part.SEARCH),
    )


def _exact(view: View, evidence: Evidence) -> bool:
    published = view.prepared.files.get(evidence.id)
    return published is not None and not published.altered
