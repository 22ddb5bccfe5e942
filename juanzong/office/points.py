"""The register of points on a day: what each lacks, whether a patrol is due, its problems."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from juanzong.findings import Finding, finding
from juanzong.load.points import Point, PointType
from juanzong.model import Config
from juanzong.model.ledger import Case, Fixed, Ledger, Spot

_SUBJECT = "points.yml"


def keep_points(config: Config, ledger: Ledger, today: date) -> tuple[Spot, ...]:
    """Every point as it stands, in the order of the register."""
    kinds = {kind.id: kind for kind in config.points.types}
    cases: dict[str, list[Case]] = defaultdict(list)
    for case in ledger.cases:
        cases[case.problem.point or ""].append(case)
    return tuple(
        _spot(config, point, kinds[point.type], cases[point.id], today) for point in config.points.points
    )


def _spot(config: Config, point: Point, kind: PointType, cases: Sequence[Case], today: date) -> Spot:
    last = max((patrol.date for patrol in point.patrols if patrol.date <= today), default=None)
    return Spot(
        point=point,
        kind=kind,
        missing=tuple(_missing(point)),
        last=last,
        days=(today - last).days if last else None,
        allowed=point.patrol_days or kind.patrol_days or config.points.patrol_days,
        scores=tuple(sorted((m for m in point.scores if m.date <= today), key=lambda mark: mark.date)),
        cases=tuple(cases),
    )


def _missing(point: Point) -> Iterator[Fixed]:
    fixed = {
        Fixed.UNIT: point.unit,
        Fixed.PLACE: point.address,
        Fixed.PERSON: point.person,
        Fixed.POST: point.post,
        Fixed.HOURS: point.hours,
    }
    return (name for name, value in fixed.items() if value is None)


def check_points(config: Config, spots: Sequence[Spot]) -> Iterator[Finding]:
    """Where duty has holes on the ground: points without owner, places nobody looks after."""
    for position, spot in enumerate(spots):
        point, field = spot.point, f"points.{position}"
        if spot.missing:
            yield finding("JZ660", _SUBJECT, field=field, name=point.name, missing="、".join(spot.missing))
        if spot.last is None:
            yield finding("JZ662", _SUBJECT, field=f"{field}.patrols", name=point.name)
        elif spot.stale:
            yield finding(
                "JZ661",
                _SUBJECT,
                field=f"{field}.patrols",
                name=point.name,
                days=spot.days,
                allowed=spot.allowed,
                last=spot.last,
            )
    for position, kind in enumerate(config.points.types):
        if not kind.clauses and not kind.standards:
            yield finding("JZ663", _SUBJECT, field=f"types.{position}", name=kind.name)
