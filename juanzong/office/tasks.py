"""Tasks: what is still to be delivered, by whom and by when."""

from datetime import date

from juanzong.model import Due, Publication, SlotState, Task

WEEK = 7
"""Days of a week, the day itself included."""

_ORDER = (Due.OVERDUE, Due.WEEK, Due.LATER, Due.UNDATED)


def tasks_of(publication: Publication) -> tuple[Task, ...]:
    """Every requirement that is not met, the most pressing first, else in the order of the standard."""
    tasks = [
        Task(dossier.code, slot, dossier.owner, *standing(dossier.owner.deadline, publication.today))
        for dossier in publication.dossiers
        for slot in dossier.slots
        if slot.state is not SlotState.USABLE
    ]
    return tuple(sorted(tasks, key=lambda task: (_ORDER.index(task.due), task.days or 0)))


def standing(deadline: date | None, today: date) -> tuple[Due, int | None]:
    """Where a deadline stands on a day, and how many days are left."""
    if deadline is None:
        return Due.UNDATED, None
    days = (deadline - today).days
    if days < 0:
        return Due.OVERDUE, days
    return (Due.WEEK if days < WEEK else Due.LATER), days
