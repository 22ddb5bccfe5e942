"""The way to the inspection, and what is still to be delivered, by deadline."""

from collections.abc import Iterable, Iterator
from datetime import date

from juanzong.model import Due, FilledSlot, Task
from juanzong.site.contexts.office import TaskList, TaskRow, TasksPage, Waited
from juanzong.site.contexts.shared import Ref
from juanzong.site.nav import Section
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.working import lack


def tasks_page(view: View, urls: Urls) -> TasksPage:
    """All tasks of the city, the most pressing first."""
    tasks = view.office.tasks
    lists = task_lists(view, urls, tasks)
    return TasksPage(
        title=Section.TASKS.title(view.lang),
        made=view.day(view.publication.today),
        total=len(tasks),
        waited=tuple(waited(view)),
        jumps=tuple(Ref(f"{one.title} {len(one.rows)}", f"#{one.key}") for one in lists),
        lists=lists,
    )


def waited(view: View) -> Iterator[Waited]:
    """The stages and milestones of the round and, last, the inspection."""
    today, archive = view.publication.today, view.publication.config.archive
    for one in sorted(archive.round.milestones, key=lambda one: (one.start or one.date, one.date)):
        yield Waited(
            name=one.name,
            day=one.date.isoformat(),
            text=_day(view, one.date),
            stage=_day(view, one.start) if one.start else "",
            passed=one.date < today,
            now=bool(one.start and one.start <= today <= one.date),
        )
    yield inspection(view)


def _day(view: View, day: date) -> str:
    """A day without its year, where that is the year of the inspection."""
    if day.year != view.publication.config.archive.round.inspection.year:
        return view.day(day)
    return view.say(f"{day.month}月{day.day}日", f"{day:%m-%d}")


def inspection(view: View) -> Waited:
    """The day of the inspection."""
    day = view.publication.config.archive.round.inspection
    passed = day < view.publication.today
    return Waited(view.say("迎检", "Inspection"), day.isoformat(), view.day(day), passed=passed)


def task_lists(view: View, urls: Urls, tasks: Iterable[Task]) -> tuple[TaskList, ...]:
    """Tasks by where their deadline stands; every list is there, so that links to it hold."""
    found: dict[Due, list[TaskRow]] = {due: [] for due in Due}
    for task in tasks:
        found[task.due].append(_row(view, urls, task))
    return tuple(TaskList(due.value, _title(view, due), tuple(rows)) for due, rows in found.items())


def _title(view: View, due: Due) -> str:
    return {
        Due.OVERDUE: view.say("逾期未交", "Overdue"),
        Due.WEEK: view.say("本周要交", "Due within a week"),
        Due.LATER: view.say("以后要交", "Due later"),
        Due.UNDATED: view.say("没有定时限", "Without a deadline"),
    }[due]


def _row(view: View, urls: Urls, task: Task) -> TaskRow:
    indicator = view.dossiers[task.code].clause.indicator
    group = view.groups.get(task.owner.group)
    return TaskRow(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, task.code),
        lack=_lack(view, task.slot),
        state=view.shown_state(task.slot.state),
        group=group.name if group else "",
        unit=view.owner_ref(urls, OwnerKind.UNITS, task.owner.lead_unit),
        liaison=view.owner_ref(urls, OwnerKind.PEOPLE, task.owner.liaison),
        deadline=task.deadline.isoformat() if task.deadline else "",
        due=task.due.value,
        left=left(view, task.days),
    )


def _lack(view: View, filled: FilledSlot) -> str:
    note = filled.slot.note
    return lack(view, filled) + (view.say(f"（{note}）", f" ({note})") if note else "")


def left(view: View, days: int | None) -> str:
    """How many days are left, in words."""
    if days is None:
        return ""
    if days < 0:
        return view.say(f"逾期 {-days} 天", f"{-days} days late")
    return view.say(f"还有 {days} 天", f"{days} days left") if days else view.say("今天", "today")
