"""The creation office's first page."""

from collections.abc import Iterator, Mapping

from juanzong.decimals import decimal
from juanzong.load.models import Part
from juanzong.model import Due, SlotState
from juanzong.model.score import Scoreboard
from juanzong.site.contexts.office import Door, Figure, HubPage, WeakRow
from juanzong.site.nav import Section, work
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.desks import unit_rows
from juanzong.site.views.score import lacking
from juanzong.site.views.tasks import inspection
from juanzong.site.views.weak import weak_row

_COSTLIEST = 3
"""So many clauses that lose most stand on the first screen."""

_DOORS: dict[Section, tuple[str, str]] = {
    Section.SCORE: (
        "预计得分、离各等次多远、薄弱环节、往年成绩",
        "score, tiers, weak links, history",
    ),
    Section.CLAUSES: ("每一条的得分是怎么算出来的", "how the score of every clause is computed"),
    Section.DUTIES: ("谁牵头、谁配合、谁负责，哪里还有空白", "who leads, who helps, and where nobody does"),
    Section.TASKS: ("还要交什么、谁交、哪天前交", "what is still to be delivered, by whom and when"),
    Section.MONTHS: ("材料分布在哪些月份，有没有突击", "how evidence is spread over the months"),
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
    """What is most pressing and whose it is, and the ways to everything else."""
    board = view.office.score
    waiting = _waiting(view)
    return HubPage(
        title=Section.OFFICE.title(view.lang),
        made=view.day(view.publication.today),
        inspection=inspection(view),
        figures=(
            *(_score(view, urls, board) if board else ()),
            *_deliver(view, urls),
            *_put_right(view, urls),
        ),
        costliest=_costliest(view, urls, board) if board else (),
        units=unit_rows(view, urls) if view.has(Part.DUTIES) else (),
        doors=tuple(
            Door(
                section.title(view.lang),
                section.address(urls),
                view.say(*_DOORS[section]),
                waiting.get(section, 0),
            )
            for section in work(view)
            if section.address
        ),
    )


def _costliest(view: View, urls: Urls, board: Scoreboard) -> tuple[WeakRow, ...]:
    clauses = sorted(board.weak, key=lambda clause: -clause.lost)[:_COSTLIEST]
    return tuple(weak_row(view, urls, board, clause) for clause in clauses)


def _score(view: View, urls: Urls, board: Scoreboard) -> Iterator[Figure]:
    full = decimal(board.full, least=0)
    label = view.say(f"预计得分（满分 {full}）", f"expected of {full}")
    yield Figure(decimal(board.points.expected), label, urls.score())
    ahead = [one for one in board.tiers if one.lacking.expected > 0]
    if ahead:
        tier = min(ahead, key=lambda one: one.lacking.expected)
        label = view.say(f"分，到{tier.tier.name}还差", f"short of {tier.tier.name}")
        yield Figure(decimal(tier.lacking.expected), label, urls.score(), "warn")
    elif board.tiers:
        best = max(board.tiers, key=lambda one: one.tier.min)
        yield Figure(lacking(view, best.lacking.expected), best.tier.name, urls.score(), "good")


def _deliver(view: View, urls: Urls) -> Iterator[Figure]:
    if view.has(Part.TASKS):
        due = [task.due for task in view.office.tasks]
        overdue, week = due.count(Due.OVERDUE), due.count(Due.WEEK)
        late, soon = view.say("项逾期未交", "overdue"), view.say("项本周要交", "due this week")
        yield Figure(str(overdue), late, f"{urls.tasks()}#overdue", "bad" if overdue else "")
        yield Figure(str(week), soon, f"{urls.tasks()}#week", "warn" if week else "")


def _put_right(view: View, urls: Urls) -> Iterator[Figure]:
    if view.has(Part.LEDGER):
        rate = view.office.ledger.city
        if rate.percent is not None:
            label = view.say(f"整改率，{_open(view)} 个未销号", f"put right, {_open(view)} problems open")
            yield Figure(f"{rate.percent}%", label, urls.ledger())


def _open(view: View) -> int:
    """Problems that are not closed with proof."""
    return sum(not case.closed for case in view.office.ledger.cases)


def _waiting(view: View) -> Mapping[Section, int]:
    """How much waits behind a door."""
    publication = view.publication
    return {
        Section.LEDGER: _open(view),
        Section.GAPS: sum(d.state is not SlotState.USABLE for d in publication.dossiers),
        Section.QUEUE: len(publication.queue),
        Section.FINDINGS: len(publication.findings),
        Section.WITHHELD: len(publication.withheld),
    }
