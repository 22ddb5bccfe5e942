"""The creation office's first page."""

from juanzong.load.models import Part
from juanzong.model import Due, SlotState
from juanzong.site.contexts.office import Countdown, Door, HubPage
from juanzong.site.contexts.standard import Count
from juanzong.site.nav import Section, work
from juanzong.site.urls import Urls
from juanzong.site.view import View

_DOORS: dict[Section, tuple[str, str]] = {
    Section.TASKS: ("还要交什么、谁交、哪天前交", "what is still to be delivered, by whom and when"),
    Section.LEDGER: ("问题、时限、照片、复查、销号", "problems, deadlines, pictures, re-checks"),
    Section.POINTS: ("点位责任、巡查和得分", "points with their duty, patrols and scores"),
    Section.EDITIONS: ("新标准改了什么、卷宗怎样沿用", "what a new standard changes"),
    Section.REPORTS: ("简报、通报、自查报告、责任分解表", "briefings, notice, self-inspection, duties"),
    Section.GAPS: ("材料要求没有达到的卷宗", "dossiers that lack something"),
    Section.QUEUE: ("收件箱里等待归类的材料", "items that wait for their place"),
    Section.FINDINGS: ("逐个文件、逐条标准的问题", "what is wrong, by file and clause"),
    Section.INTEGRITY: ("真实、完整、可用、安全", "authentic, complete, usable, safe"),
    Section.WITHHELD: ("不能对外的材料和原因", "what must not leave, and why"),
}
"""What each page is for."""


def hub_page(view: View, urls: Urls) -> HubPage:
    """What is most pressing, and the ways to everything else."""
    publication = view.publication
    inspection = publication.config.archive.round.inspection
    return HubPage(
        title=Section.OFFICE.title(view.lang),
        made=view.day(publication.today),
        inspection=Countdown(view.say("迎检", "Inspection"), inspection.isoformat(), view.day(inspection)),
        counts=tuple(count for part, count in _counts(view, urls) if view.has(part)),
        doors=tuple(
            Door(section.title(view.lang), section.address(urls), view.say(*_DOORS[section]))
            for section in work(view)
            if section.address
        ),
    )


def _counts(view: View, urls: Urls) -> tuple[tuple[Part, Count], ...]:
    publication = view.publication
    tasks = publication.office.tasks if publication.office else ()
    due = [task.due for task in tasks]
    waiting = sum(d.state is not SlotState.USABLE for d in publication.dossiers)
    overdue, week = due.count(Due.OVERDUE), due.count(Due.WEEK)
    return (
        (Part.TASKS, Count(view.say("项逾期未交", "overdue"), overdue, f"{urls.tasks()}#overdue")),
        (Part.TASKS, Count(view.say("项本周要交", "due this week"), week, f"{urls.tasks()}#week")),
        (Part.GAPS, Count(view.say("个卷宗待补", "dossiers to complete"), waiting, urls.gaps())),
        (Part.QUEUE, Count(view.say("件待归类", "items to place"), len(publication.queue), urls.queue())),
        (
            Part.FINDINGS,
            Count(view.say("条检查意见", "findings"), len(publication.findings), urls.findings()),
        ),
    )
