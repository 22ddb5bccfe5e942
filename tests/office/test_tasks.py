"""Tasks: what is still to be delivered, seen from the day the site is made for."""

from datetime import date, timedelta

import pytest

from juanzong.load.models import Part
from juanzong.model import Due, Publication
from juanzong.office.tasks import standing
from tests.site.factory import INSPECTION, TODAY, WORKING, make_prepared


def _working() -> Publication:
    return make_prepared(WORKING).publication


@pytest.mark.parametrize(
    ("days", "due"),
    [(-1, Due.OVERDUE), (0, Due.WEEK), (6, Due.WEEK), (7, Due.LATER), (400, Due.LATER)],
)
def test_a_week_is_seven_days_with_today(days: int, due: Due) -> None:
    assert standing(TODAY + timedelta(days), TODAY) == (due, days)


def test_no_deadline_is_no_day() -> None:
    assert standing(None, TODAY) == (Due.UNDATED, None)


def test_every_requirement_that_is_not_met_is_a_task_of_its_owner() -> None:
    """Of the first clause's two slots the picture is usable; of the two documents asked for one is there."""
    office = _working().office
    assert office
    (task,) = office.tasks
    assert (task.code, task.slot.slot.kind, task.owner.lead_unit) == ("I-1-1-1", "规范文件", "ccb")
    assert (task.due, task.days) == (Due.LATER, (date(2026, 9, 1) - TODAY).days)


def test_who_has_no_part_of_the_office_gets_none() -> None:
    assert make_prepared(INSPECTION).publication.office is None


def test_a_profile_without_tasks_has_none() -> None:
    office = make_prepared((*INSPECTION, Part.DUTIES)).publication.office
    assert office
    assert office.tasks == ()
