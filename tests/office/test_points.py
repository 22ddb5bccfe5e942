"""The register of points on a day."""

from dataclasses import replace
from datetime import date

from juanzong.load.points import Mark, Patrol, Point, Points, PointType
from juanzong.model.ledger import Fixed, Ledger
from juanzong.office.points import check_points, keep_points
from tests.site.factory import make_config

TODAY = date(2026, 6, 10)
FULL = {
    "type": "m",
    "district": "east",
    "unit": "ccb",
    "address": "一路",
    "person": "p1",
    "post": "岗",
    "hours": "全天",
}


def patrols(*days: int) -> tuple[Patrol, ...]:
    return tuple(Patrol(date=date(2026, 6, day)) for day in days)


POINTS = Points(
    patrol_days=7,
    types=(
        PointType(id="m", name="农贸市场", standards=("地面无积水",)),
        PointType(id="s", name="社区", patrol_days=2),
    ),
    points=(
        Point.model_validate({"id": "a", "name": "甲", **FULL, "patrols": patrols(1, 3, 30)}),
        Point.model_validate({"id": "b", "name": "乙", **FULL, "patrols": patrols(2)}),
        Point.model_validate(
            {"id": "c", "name": "丙", "type": "s", "district": "east", "patrols": patrols(7)}
        ),
        Point.model_validate({"id": "d", "name": "丁", **FULL, "patrol_days": 30, "patrols": patrols(1)}),
        Point.model_validate({"id": "e", "name": "戊", **FULL}),
    ),
)
CONFIG = replace(make_config(), points=POINTS)


def test_a_patrol_is_due_after_the_nearest_interval_that_is_stated() -> None:
    """Seven days since the 3rd are in time, eight since the 2nd are not; a patrol to come does not count."""
    spots = {spot.point.id: spot for spot in keep_points(CONFIG, Ledger(), TODAY)}
    assert {i: (s.days, s.allowed, s.stale) for i, s in spots.items()} == {
        "a": (7, 7, False),
        "b": (8, 7, True),
        "c": (3, 2, True),
        "d": (9, 30, False),
        "e": (None, 7, True),
    }


def test_holes_are_findings() -> None:
    spots = keep_points(CONFIG, Ledger(), TODAY)
    assert spots[2].missing == (Fixed.UNIT, Fixed.PLACE, Fixed.PERSON, Fixed.POST, Fixed.HOURS)
    found = [(f.code, f.field) for f in check_points(CONFIG, spots)]
    assert found == [
        ("JZ661", "points.1.patrols"),
        ("JZ660", "points.2"),
        ("JZ661", "points.2.patrols"),
        ("JZ662", "points.4.patrols"),
        ("JZ663", "types.1"),
    ]


def test_scores_stand_in_the_order_of_rounds() -> None:
    marks = tuple(Mark(round=f"{m}月", date=date(2026, m, 1), score=80 + m) for m in (5, 3, 9))
    point = POINTS.points[0].model_copy(update={"scores": marks})
    config = replace(CONFIG, points=POINTS.model_copy(update={"points": (point,)}))
    (spot,) = keep_points(config, Ledger(), TODAY)
    assert [mark.score for mark in spot.scores] == [83, 85]
