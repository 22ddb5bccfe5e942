"""Ways through the site: the bar under the header, and the tree beside the themed pages."""

from collections.abc import Callable, Mapping
from enum import Enum
from html import escape
from typing import Any

from juanzong.lang import Lang
from juanzong.load.models import Indicator, Part
from juanzong.site.contexts.shared import NavLink
from juanzong.site.urls import Urls
from juanzong.site.view import View


class Section(Enum):
    """The links of the bar: Chinese and English title, the part of the site they need, their address.

    Without a part and an address it is a hand-written page, of `DOCS`. `OFFICE` needs any of the pages in
    `WORK`: they hang below it, in a bar of their own.
    """

    OFFICE = ("创建工作台", "Office", None, Urls.office)
    STANDARD = ("测评体系", "Standard", Part.DOSSIERS, Urls.standard)
    HIGHLIGHTS = ("创建亮点", "Highlights", Part.HIGHLIGHTS, Urls.highlights)
    STANDARDS = ("一池多用", "Standards", Part.STANDARDS, Urls.standards)
    SEARCH = ("检索", "Search", Part.SEARCH, Urls.search)
    CATALOGUE = ("归档目录", "Catalogue", Part.CATALOGUE, Urls.catalogue)
    ORGANISATION = ("责任体系", "Organisation", Part.ORGANISATION, Urls.organisation)
    TIMELINE = ("时间线", "Timeline", Part.TIMELINE, Urls.timeline)
    SCORE = ("得分预测", "Expected score", Part.SCORE, Urls.score)
    CLAUSES = ("逐条计分", "Score by clause", Part.SCORE, Urls.clauses)
    DUTIES = ("责任分解", "Duties", Part.DUTIES, Urls.duties)
    TASKS = ("任务时限", "Tasks", Part.TASKS, Urls.tasks)
    MONTHS = ("材料月份", "Months", Part.TASKS, Urls.months)
    LEDGER = ("整改台账", "Ledger", Part.LEDGER, Urls.ledger)
    POINTS = ("点位", "Points", Part.POINTS, Urls.points)
    EDITIONS = ("新旧对照", "Standards", Part.EDITIONS, Urls.editions)
    REPORTS = ("报告", "Reports", Part.REPORTS, Urls.reports)
    GAPS = ("卷宗待补", "Gaps", Part.GAPS, Urls.gaps)
    QUEUE = ("待归类", "To place", Part.QUEUE, Urls.queue)
    FINDINGS = ("检查意见", "Findings", Part.FINDINGS, Urls.findings)
    INTEGRITY = ("四性检查", "Integrity", Part.FINDINGS, Urls.integrity)
    WITHHELD = ("不出库材料", "Withheld", Part.WITHHELD, Urls.withheld)
    GUIDE = ("工作指南", "Guide", None, None)
    VERIFY = ("如何核验", "How to verify", Part.VERIFY, Urls.verify)
    HELP = ("使用帮助", "Help", None, None)

    def __init__(self, zh: str, en: str, part: Part | None, address: Callable[[Urls], str] | None) -> None:
        self.zh = zh
        self.en = en
        self.part = part
        self.address = address

    def title(self, lang: Lang) -> str:
        """What the link says."""
        return lang.say(self.zh, self.en)


WORK = (
    Section.SCORE,
    Section.CLAUSES,
    Section.DUTIES,
    Section.TASKS,
    Section.MONTHS,
    Section.LEDGER,
    Section.POINTS,
    Section.REPORTS,
    Section.EDITIONS,
    Section.GAPS,
    Section.QUEUE,
    Section.FINDINGS,
    Section.INTEGRITY,
    Section.WITHHELD,
)
"""The pages of the creation office, in the order of its bar; none of them is for inspectors."""

DOCS = {Section.HELP: "help.md", Section.GUIDE: "guide/index.md"}
"""Links of the bar that lead to hand-written pages, where the profile has them."""


def work(view: View) -> tuple[Section, ...]:
    """The pages of the creation office that the profile has."""
    return tuple(section for section in WORK if view.has(section.part))


def bar(view: View, urls: Urls, docs: Mapping[str, str], current: Section | None) -> tuple[NavLink, ...]:
    """The links that the profile has, in order."""
    links = []
    for section in Section:
        if section in WORK:
            continue
        if section.address is None:
            href = urls.doc(DOCS[section]) if DOCS[section] in docs else ""
        else:
            there = work(view) if section is Section.OFFICE else view.has(section.part)
            href = section.address(urls) if there else ""
        if href:
            here = section is current or (section is Section.OFFICE and current in WORK)
            links.append(NavLink(section.title(view.lang), href, here))
    return tuple(links)


def work_bar(view: View, urls: Urls, current: Section | None) -> tuple[NavLink, ...]:
    """The links of the creation office, on its own pages only."""
    if current is not Section.OFFICE and current not in WORK:
        return ()
    first = NavLink(view.say("工作台首页", "Start"), urls.office(), current is Section.OFFICE)
    others = (
        NavLink(section.title(view.lang), section.address(urls), section is current)
        for section in work(view)
        if section.address
    )
    return (first, *others)


def sidebar(view: View, docs: Mapping[str, str]) -> list[dict[str, Any]]:
    """MkDocs' `nav`: home, the standard, the organisation, the hand-written pages.

    Titles are escaped here because the theme prints them as they are.
    """
    items: list[dict[str, Any]] = [{view.say("首页", "Home"): "index.md"}]
    if view.has(Part.DOSSIERS):
        items += [_node(node) for node in view.publication.config.edition.indicators]
    if view.has(Part.ORGANISATION):
        owners: list[dict[str, Any]] = [{view.say("总览", "Overview"): "organisation.md"}]
        owners += [{escape(g.name): f"groups/{g.id}.md"} for g in view.groups.values()]
        owners += [{escape(d.name): f"districts/{d.id}.md"} for d in view.districts.values()]
        items.append({Section.ORGANISATION.title(view.lang): owners})
    if view.has(Part.VERIFY):
        items.append({Section.VERIFY.title(view.lang): "verify.md"})
    items += [{Section.HELP.title(view.lang): path} for path in docs if path == DOCS[Section.HELP]]
    others = sorted((path for path in docs if path != DOCS[Section.HELP]), key=_first_the_index)
    guide = [{escape(docs[path]): path} for path in others]
    return [*items, {Section.GUIDE.title(view.lang): guide}] if guide else items


def _first_the_index(path: str) -> tuple[bool, bool, str]:
    return path != DOCS[Section.GUIDE], "/" not in path, path


def _node(node: Indicator) -> dict[str, Any]:
    title = escape(f"{node.display} {node.title}")
    if not node.children:
        return {title: f"dossiers/{node.code}.md"}
    return {title: [f"indicators/{node.code}/index.md", *(_node(child) for child in node.children)]}
