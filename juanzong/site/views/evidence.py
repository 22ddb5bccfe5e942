"""The page of one item."""

from collections.abc import Iterator, Mapping
from datetime import date

from juanzong.load.models import Format, Part
from juanzong.model import (
    Block,
    BlockKind,
    Evidence,
    Link,
    LinkStatus,
    Origin,
    Page,
    Reading,
    Stated,
    page_figure,
)
from juanzong.site.contexts.evidence import BlockView, CellView, EvidencePage, PageView, Use, Viewer
from juanzong.site.contexts.shared import Fact
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.life import life
from juanzong.site.views.parts import quote_of

_SHOWN_VIDEOS = frozenset({"mp4", "webm", "ogv"})
_KIBI = 1024
_RENDERED = frozenset({Format.DOCUMENT, Format.SHEET, Format.SLIDES, Format.TEXT})


def evidence_page(view: View, urls: Urls, evidence: Evidence) -> EvidencePage:
    """One item: facts, the file, its text, its uses, its fingerprint."""
    item = evidence.item
    facts = _facts(view, evidence)
    copy = view.prepared.files.get(evidence.id)
    return EvidencePage(
        id=item.id,
        sha256=item.sha256,
        title=view.title(evidence),
        name=item.name,
        download=view.file(evidence, urls),
        published_sha256=copy.sha256 if copy and copy.altered else "",
        facts=facts,
        has_inferred=any(f.inferred for f in facts),
        viewer=_viewer(view, urls, evidence),
        rendition=item.media.format in _RENDERED,
        notice=_notice(view, evidence),
        pages=text_pages(view, urls, evidence),
        uses=tuple(_use(view, urls, link) for link in _links(view, evidence)),
        life=life(view, urls, evidence) if view.has(Part.TIMELINE) else (),
        places=_places(view, evidence) if view.internal else (),
        has_search=view.has(Part.SEARCH),
        verify_href=urls.verify() if view.has(Part.VERIFY) else "",
    )


def text_pages(view: View, urls: Urls, evidence: Evidence) -> tuple[PageView, ...]:
    """An item's text as its page shows it."""
    return tuple(_page(view, urls, evidence, page) for page in evidence.extraction.pages)


def size(count: int) -> str:
    """A file's size as people read it."""
    if count < _KIBI:
        return f"{count} B"
    if count < _KIBI**2:
        return f"{count / _KIBI:.0f} KB"
    return f"{count / _KIBI**2:.1f} MB"


def duration(seconds: int) -> str:
    """A length in time as players show it: `1:05:09`, `0:42`; empty where it is not known."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    shown = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return shown if seconds else ""


def _facts(view: View, evidence: Evidence) -> tuple[Fact, ...]:
    described, extraction, item = evidence.description, evidence.extraction, evidence.item
    pages = str(extraction.page_count) if extraction.page_count else ""
    number = view.publication.archive_numbers.get(evidence.id, "")
    facts = (
        Fact(view.say("档号", "Archive number"), number),
        _stated(view, view.say("文号", "Number"), described.doc_number),
        _stated(view, view.say("责任者", "Issuer"), described.issuer),
        _dated(view, view.say("成文日期", "Date"), described.date),
        _stated(view, view.say("文种", "Document type"), described.document_type),
        _stated(view, view.say("材料类别", "Kind"), described.kind),
        Fact(view.say("页数", "Pages"), pages),
        Fact(view.say("印证条数", "Clauses it proves"), _uses(view, evidence)),
        Fact(view.say("文字来源", "Text"), _text_source(view, evidence)),
        Fact(view.say("时长", "Duration"), duration(extraction.facts.seconds)),
        Fact(view.say("编码", "Codec"), extraction.facts.codec),
        Fact(view.say("文件", "File"), f"{item.media.extension.upper()}，{size(item.bytes)}"),
    )
    return tuple(fact for fact in facts if fact.value)


def _uses(view: View, evidence: Evidence) -> str:
    """How many clauses of how many standards an item proves, where there are several standards."""
    count = view.uses.get(evidence.id, 0)
    return view.say(f"{count} 条", str(count)) if count and view.publication.standards else ""


def _text_source(view: View, evidence: Evidence) -> str:
    """That text was read by OCR, and how surely; nothing of text that the file itself holds."""
    score = evidence.extraction.facts.ocr_score
    if not score:
        return ""
    return view.say(f"OCR 识别，平均把握 {score:.1%}", f"read by OCR, {score:.1%} sure on average")


def _stated(view: View, label: str, stated: Stated[str] | None) -> Fact:
    if stated is None:
        return Fact(label, "")
    return Fact(label, stated.value, inferred=stated.inferred, note=_origin(view, stated.origin))


def _dated(view: View, label: str, stated: Stated[date] | None) -> Fact:
    if stated is None:
        return Fact(label, "")
    return Fact(label, view.day(stated.value), inferred=stated.inferred, note=_origin(view, stated.origin))


def _origin(view: View, origin: Origin) -> str:
    return {
        Origin.SIDECAR: "",
        Origin.CONTENT: "",
        Origin.METADATA: view.say("据文件属性推断", "inferred from the file's properties"),
        Origin.FILENAME: view.say("据文件名推断", "inferred from the file's name"),
        Origin.NONE: "",
    }[origin]


def _viewer(view: View, urls: Urls, evidence: Evidence) -> Viewer:
    item, facts = evidence.item, evidence.extraction.facts
    extension = item.media.extension
    href = view.file(evidence, urls)
    kind, src = "none", href
    if not href:
        pass
    elif item.media.format is Format.PDF and evidence.extraction.reading is not Reading.BROKEN:
        kind, src = "pdf", view.thumbnail(evidence, urls)
    elif evidence.id in view.prepared.renditions:
        kind, href, src = "pdf", urls.rendition(evidence.id), ""
    elif shown := view.picture(evidence, urls):
        kind, src = "picture", shown
    elif item.media.format is Format.VIDEO and extension in _SHOWN_VIDEOS:
        kind, src = "video", view.thumbnail(evidence, urls)
    return Viewer(kind, href, src, facts.width, facts.height, evidence.description.caption)


def _notice(view: View, evidence: Evidence) -> str:
    reading, text = evidence.extraction.reading, bool(evidence.extraction.text.strip())
    if evidence.id not in view.prepared.files:
        return _why_no_file(view, evidence)
    if reading is Reading.UNSUPPORTED:
        return view.say(
            "本系统不读取此种格式的文字，因此检索不到正文；请下载原文件查看。",
            "The text of this format is not read, so search does not find it; download the file.",
        )
    if reading is Reading.BROKEN:
        return view.say(
            "此文件未能打开读取，因此检索不到正文；请下载原文件查看。",
            "This file could not be opened and read, so search does not find its text; download the file.",
        )
    if evidence.item.media.format in (Format.IMAGE, Format.VIDEO):
        return ""
    if reading is Reading.UNREAD or not text:
        return view.say(
            "此文件没有可供机器读取的文字（如扫描件），因此检索不到正文；请直接查看文件。",
            "This file holds no text that a machine can read, such as a scan; look at the file itself.",
        )
    return ""


def _why_no_file(view: View, evidence: Evidence) -> str:
    volume = view.prepared.volume
    if volume and evidence.id in volume.elsewhere:
        number = volume.elsewhere[evidence.id]
        return view.say(
            f"原件在第 {number} 盘（本盘是第 {volume.number} 盘，共 {volume.count} 盘）。",
            f"The file is on carrier {number} (this is {volume.number} of {volume.count}).",
        )
    if not evidence.original_published:
        return view.say(
            "原件含个人信息，以纸质形式备查；本页为脱敏文字。",
            "The original holds personal data and can be seen on paper; this is its text without them.",
        )
    return view.say(
        "此件的内容不在本站，只有著录信息。", "The content of this item is not here, only its description."
    )


def _page(view: View, urls: Urls, evidence: Evidence, page: Page) -> PageView:
    item = evidence.item
    label = page.label
    if evidence.extraction.paged and not label:
        label = view.say(f"第 {page.number} 页", f"Page {page.number}")
    if page.ocr:
        label = f"{label}{view.say('（OCR 识别）', ' (read by OCR)')}".strip()
    href = ""
    if item.media.format is Format.PDF and page.number <= evidence.extraction.page_count:
        href = view.file(evidence, urls, page=page.number)
    if item.media.format not in _RENDERED:
        asked = page.number <= view.publication.profile.page_images
        image = _figures(view, urls, evidence).get(page_figure(page.number)) if asked else None
        return PageView(page.number, label, href, page.text, (), image)
    limit = view.publication.config.archive.limits.table_rows
    figures = _figures(view, urls, evidence)
    shown = (block for block in page.blocks if block.kind is not BlockKind.PICTURE or block.figure in figures)
    return PageView(page.number, label, href, "", tuple(_block(block, limit, figures) for block in shown))


def _figures(view: View, urls: Urls, evidence: Evidence) -> dict[str, BlockView]:
    """The pictures inside an item by their parts; none where the item itself is not handed out."""
    if evidence.id not in view.prepared.files:
        return {}
    return {
        one.name: BlockView(
            "picture", src=urls.figure(evidence.id, number), width=one.width, height=one.height
        )
        for number, one in enumerate(evidence.extraction.preview.figures, 1)
    }


def _block(block: Block, limit: int, figures: Mapping[str, BlockView]) -> BlockView:
    if block.kind is BlockKind.PICTURE:
        return figures[block.figure]
    if block.kind is BlockKind.HEADING:
        return BlockView("heading", block.text, min(block.level + 2, 6))
    if block.kind is BlockKind.TABLE:
        rest = block.rows[limit:]
        text = "\n".join(map("\t".join, rest))
        return BlockView("table", rows=tuple(_cells(block, limit)), rest_rows=len(rest), rest=text)
    return BlockView("paragraph", block.text)


def _cells(block: Block, limit: int) -> Iterator[tuple[CellView, ...]]:
    """Rows of a table; a merged cell takes the room of those it covers, unless one of them has a text."""
    rows = block.rows[:limit]
    reach: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for span in block.spans:
        height = min(span.rows, len(rows) - span.row)
        under = {(span.row + r, span.column + c) for r in range(height) for c in range(span.columns)}
        under.discard((span.row, span.column))
        if under and not under & covered and not any(rows[r][c] for r, c in under if c < len(rows[r])):
            reach[span.row, span.column] = (height, span.columns)
            covered |= under
    for number, row in enumerate(rows):
        yield tuple(
            CellView(text, *reach.get((number, column), (1, 1)))
            for column, text in enumerate(row)
            if (number, column) not in covered
        )


def _links(view: View, evidence: Evidence) -> tuple[Link, ...]:
    found = view.publication.links.get(evidence.id, ())
    return tuple(link for link in found if link.code in view.dossiers and view.shows(link))


def _use(view: View, urls: Urls, link: Link) -> Use:
    indicator = view.dossiers[link.code].clause.indicator
    suggested = link.status is LinkStatus.SUGGESTED
    return Use(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, link.code),
        status=view.status(link),
        score=score(link) if suggested else "",
        reasons=link.reasons if suggested else (),
        quote=quote_of(view, urls, link),
    )


def score(link: Link) -> str:
    """A suggestion's score with its margin to the next: `0.61 (+0.20)`."""
    if link.score is None:
        return ""
    return f"{link.score:.2f}" if link.margin is None else f"{link.score:.2f} (+{link.margin:.2f})"


def _places(view: View, evidence: Evidence) -> tuple[Fact, ...]:
    facts = []
    for place in evidence.item.placements:
        received = f"，{view.day(place.received)}" if place.received else ""
        role = f"，{place.contributor}" if place.contributor else ""
        facts.append(Fact(view.say("存放位置", "Stands at"), f"{place.shown_path}{received}{role}"))
    return tuple(facts)
