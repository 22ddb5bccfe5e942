"""The register of points: the plan, a page by district, by type and by point."""

from collections.abc import Iterable
from decimal import Decimal

from juanzong.load.organisation import District
from juanzong.load.points import PointType
from juanzong.model.ledger import Fixed, Rate, Spot, Standing
from juanzong.site.contexts.ledger import (
    CaseRow,
    GroundPage,
    PlanRow,
    PointsPage,
    SpotMark,
    SpotPage,
    SpotRow,
)
from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.contexts.standard import Count
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.ground import clause_refs, owner_ref
from juanzong.site.views.ledger import case_row, rate_row


def points_page(view: View, urls: Urls) -> PointsPage:
    """The plan of all points, and what is not in order."""
    spots = view.office.spots
    ownerless = tuple(spot_row(view, urls, s) for s in spots if s.missing)
    stale = tuple(spot_row(view, urls, s) for s in spots if s.stale)
    kinds = view.publication.config.points.types
    return PointsPage(
        title=view.say("点位", "Points"),
        made=view.day(view.publication.today),
        counts=(
            Count(view.say("个点位", "points"), len(spots), "#plan"),
            Count(view.say("个责任不全", "without full duty"), len(ownerless), "#ownerless"),
            Count(view.say("个逾期未巡查", "patrols due"), len(stale), "#stale"),
            Count(view.say("个有未改问题", "with open problems"), sum(bool(s.open) for s in spots), "#plan"),
        ),
        kinds=tuple(Ref(kind.name, urls.line(kind.id)) for kind in kinds),
        plan=tuple(
            PlanRow(
                Ref(district.name, urls.area(district.id)),
                tuple(_marks(view, urls, district, kind) for kind in kinds),
            )
            for district in view.districts.values()
        ),
        ownerless=ownerless,
        stale=stale,
        kind_rows=tuple(
            rate_row(Ref(kind.name, urls.line(kind.id)), _rate(s for s in spots if s.kind is kind))
            for kind in kinds
        ),
    )


def _rate(spots: Iterable[Spot]) -> Rate:
    cases = [case for spot in spots for case in spot.cases]
    return Rate(len(cases), sum(case.closed for case in cases))


def _marks(view: View, urls: Urls, district: District, kind: PointType) -> tuple[SpotMark, ...]:
    spots = (s for s in view.office.spots if s.kind is kind and s.point.district == district.id)
    return tuple(_mark(view, urls, spot) for spot in spots)


def _mark(view: View, urls: Urls, spot: Spot) -> SpotMark:
    if any(case.days_over for case in spot.cases):
        key, word = "overdue", view.say("有超期问题", "problems overdue")
    elif spot.open:
        key, word = "open", view.say("有未改问题", "open problems")
    elif spot.stale:
        key, word = "stale", view.say("逾期未巡查", "patrol due")
    else:
        key, word = "fine", view.say("正常", "fine")
    return SpotMark(spot.point.name, urls.point(spot.point.id), key, word, spot.open)


def spot_row(view: View, urls: Urls, spot: Spot) -> SpotRow:
    """A point as a line of a list."""
    point = spot.point
    return SpotRow(
        name=Ref(point.name, urls.point(point.id)),
        district=view.district_name(point.district),
        kind=spot.kind.name,
        unit=owner_ref(view, urls, OwnerKind.UNITS, point.unit),
        person=owner_ref(view, urls, OwnerKind.PEOPLE, point.person),
        post=point.post or "",
        hours=point.hours or "",
        missing=view.say("、", ", ").join(_fixed(view, one) for one in spot.missing),
        last=spot.last.isoformat() if spot.last else view.say("无记录", "never"),
        stale=_stale(view, spot),
        score=str(spot.scores[-1].score) if spot.scores else "",
        open=spot.open,
        found=len(spot.cases),
    )


def _fixed(view: View, one: Fixed) -> str:
    english = {
        Fixed.UNIT: "unit",
        Fixed.PLACE: "place",
        Fixed.PERSON: "person",
        Fixed.POST: "post",
        Fixed.HOURS: "hours",
    }
    return view.say(one.value, english[one])


def _stale(view: View, spot: Spot) -> str:
    if not spot.stale:
        return ""
    if spot.days is None:
        return view.say("没有巡查记录", "no patrol noted")
    return view.say(
        f"{spot.days} 天未巡查（应每 {spot.allowed} 天一次）",
        f"{spot.days} days, {spot.allowed} are allowed",
    )


def area_page(view: View, urls: Urls, *, district: District) -> GroundPage:
    """All points of one district."""
    spots = tuple(s for s in view.office.spots if s.point.district == district.id)
    return GroundPage(
        title=view.say(f"{district.name}点位", f"Points of {district.name}"),
        kind=view.say("按区", "By district"),
        crumbs=_crumbs(view, urls),
        facts=_summary(view, spots),
        standards=(),
        clauses=(),
        rows=tuple(spot_row(view, urls, s) for s in spots),
        cases=_open_cases(view, urls, spots),
    )


def line_page(view: View, urls: Urls, *, kind: PointType) -> GroundPage:
    """All points of one type."""
    spots = tuple(s for s in view.office.spots if s.kind is kind)
    line = (
        (
            Fact(
                view.say("行业主管单位", "Line unit"),
                "",
                (owner_ref(view, urls, OwnerKind.UNITS, kind.line),),
            ),
        )
        if kind.line
        else ()
    )
    return GroundPage(
        title=kind.name,
        kind=view.say("按类型", "By type"),
        crumbs=_crumbs(view, urls),
        facts=(*line, *_summary(view, spots)),
        standards=kind.standards,
        clauses=clause_refs(view, urls, kind.clauses),
        rows=tuple(spot_row(view, urls, s) for s in spots),
        cases=_open_cases(view, urls, spots),
    )


def _crumbs(view: View, urls: Urls) -> tuple[Ref, ...]:
    return (
        Ref(view.say("创建工作台", "Office"), urls.office()),
        Ref(view.say("点位", "Points"), urls.points()),
    )


def _summary(view: View, spots: tuple[Spot, ...]) -> tuple[Fact, ...]:
    rate = _rate(spots)
    return (
        Fact(view.say("点位", "Points"), view.say(f"{len(spots)} 个", str(len(spots)))),
        Fact(
            view.say("逾期未巡查", "Patrols due"),
            view.say(f"{sum(s.stale for s in spots)} 个", str(sum(s.stale for s in spots))),
        ),
        Fact(
            view.say("问题", "Problems"),
            view.say(
                f"发现 {rate.found} 个，销号 {rate.closed} 个", f"{rate.found} found, {rate.closed} closed"
            ),
        ),
        Fact(view.say("整改率", "Rate"), f"{rate.percent}%" if rate.percent is not None else "—"),
    )


def _open_cases(view: View, urls: Urls, spots: tuple[Spot, ...]) -> tuple[CaseRow, ...]:
    cases = [case for spot in spots for case in spot.cases if not case.closed]
    order = list(Standing)
    cases.sort(key=lambda case: (order.index(case.standing), -case.days_over, case.problem.id))
    return tuple(case_row(view, urls, case) for case in cases)


def point_page(view: View, urls: Urls, *, spot: Spot) -> SpotPage:
    """One point: who, when, how it stands, what happened."""
    point, missing = spot.point, view.say("未明确", "missing")
    stale = _stale(view, spot)
    lacks = view.say("、", ", ").join(_fixed(view, one) for one in spot.missing)
    return SpotPage(
        title=point.name,
        kind=f"{view.district_name(point.district)} · {spot.kind.name}",
        crumbs=(
            *_crumbs(view, urls),
            Ref(view.district_name(point.district), view.area_href(urls, point.district)),
        ),
        notes=tuple(filter(None, (stale, view.say(f"缺{lacks}", f"lacks {lacks}") if lacks else ""))),
        facts=(
            Fact(
                view.say("责任单位", "Unit"),
                "",
                (owner_ref(view, urls, OwnerKind.UNITS, point.unit, missing),),
            ),
            Fact(view.say("定点", "Place"), point.address or missing),
            Fact(
                view.say("定人", "Person"),
                "",
                (owner_ref(view, urls, OwnerKind.PEOPLE, point.person, missing),),
            ),
            Fact(view.say("定岗", "Post"), point.post or missing),
            Fact(view.say("定时", "Hours"), point.hours or missing),
            Fact(
                view.say("巡查间隔", "Patrol every"), view.say(f"{spot.allowed} 天", f"{spot.allowed} days")
            ),
        ),
        standards=spot.kind.standards,
        clauses=clause_refs(view, urls, spot.kind.clauses),
        scores=_scores(spot),
        patrols=tuple(
            (p.date.isoformat(), view.person(p.by), p.note or "")
            for p in sorted(point.patrols, key=lambda p: p.date, reverse=True)
            if p.date <= view.publication.today
        ),
        cases=tuple(case_row(view, urls, case) for case in reversed(spot.cases)),
    )


def _scores(spot: Spot) -> tuple[tuple[str, str, str, str], ...]:
    """Rounds from the last to the first, each with its change since the one before."""
    rows = []
    before: Decimal | None = None
    for mark in spot.scores:
        score = Decimal(str(mark.score))
        change = "" if before is None else f"{score - before:+}"
        rows.append((mark.round, mark.date.isoformat(), f"{score}", change))
        before = score
    return tuple(reversed(rows))
