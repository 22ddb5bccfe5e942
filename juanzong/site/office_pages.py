"""The pages of the creation office. A profile that has no part of it gets none of them."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from juanzong.load.models import Part
from juanzong.site.nav import Section, work
from juanzong.site.planned import Planned, listed
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.desks import district_desk, group_desk, person_desk, unit_desk
from juanzong.site.views.duties import duties_page
from juanzong.site.views.editions import comparison_page, editions_page
from juanzong.site.views.hub import hub_page
from juanzong.site.views.ledger import case_page, ledger_page
from juanzong.site.views.months import months_page
from juanzong.site.views.points import area_page, line_page, point_page, points_page
from juanzong.site.views.reports import report_page, reports_page
from juanzong.site.views.score import clauses_page, score_page
from juanzong.site.views.tasks import tasks_page

ROOT = Urls()
"""The addresses as output paths."""

_PAGES: tuple[tuple[Section, str, Callable[[View, Urls], Any]], ...] = (
    (Section.SCORE, ROOT.score(), score_page),
    (Section.CLAUSES, ROOT.clauses(), clauses_page),
    (Section.DUTIES, ROOT.duties(), duties_page),
    (Section.TASKS, ROOT.tasks(), tasks_page),
    (Section.MONTHS, ROOT.months(), months_page),
)
_DESKS: Mapping[OwnerKind, Callable[..., Any]] = {
    OwnerKind.GROUPS: group_desk,
    OwnerKind.UNITS: unit_desk,
    OwnerKind.DISTRICTS: district_desk,
    OwnerKind.PEOPLE: person_desk,
}
"""The kinds of owners with what makes their pages."""


def office(view: View) -> Iterator[Planned]:
    """The hub, and what hangs below it besides the lists that `juanzong.site.pages` knows."""
    if not work(view):
        return
    yield listed(view, Section.OFFICE, ROOT.office(), "office/hub.html", hub_page)
    for section, path, make in _PAGES:
        if view.has(section.part):
            yield listed(view, section, path, f"office/{section.name.lower()}.html", make)
    if view.has(Part.DUTIES):
        yield from _desks(view)
    if view.has(Part.LEDGER):
        yield from _ledger(view)
    if view.has(Part.POINTS):
        yield from _points(view)
    if view.has(Part.REPORTS):
        yield from _reports(view)
    if view.has(Part.EDITIONS):
        yield from _editions(view)


def _desks(view: View) -> Iterator[Planned]:
    for kind, make in _DESKS.items():
        for owner in view.owners(kind):
            make_desk = partial(make, view, owner=owner)
            title = view.owner_name(kind, owner)
            yield Planned(ROOT.desk(kind, owner), title, "office/desk.html", make_desk, Section.DUTIES)


def _ledger(view: View) -> Iterator[Planned]:
    section = Section.LEDGER
    yield listed(view, section, ROOT.ledger(), "office/ledger.html", ledger_page)
    for case in view.office.ledger.cases:
        make = partial(case_page, view, case=case)
        title = f"{section.title(view.lang)} {case.problem.id}"
        yield Planned(ROOT.problem(case.problem.id), title, "office/problem.html", make, section)


def _editions(view: View) -> Iterator[Planned]:
    section = Section.EDITIONS
    yield listed(view, section, ROOT.editions(), "office/editions.html", editions_page)
    for comparison in view.office.comparisons:
        make = partial(comparison_page, view, comparison=comparison)
        path = ROOT.comparison(comparison.before.id, comparison.now.id)
        yield Planned(path, section.title(view.lang), "office/comparison.html", make, section)


def _reports(view: View) -> Iterator[Planned]:
    section = Section.REPORTS
    yield listed(view, section, ROOT.reports(), "office/reports.html", reports_page)
    for report in view.office.reports:
        make = partial(report_page, view, report=report)
        yield Planned(ROOT.report(report.id), report.title, "office/report.html", make, section)


def _points(view: View) -> Iterator[Planned]:
    section = Section.POINTS
    yield listed(view, section, ROOT.points(), "office/points.html", points_page)
    for district in view.districts.values():
        make = partial(area_page, view, district=district)
        title = f"{section.title(view.lang)} {district.name}"
        yield Planned(ROOT.area(district.id), title, "office/ground.html", make, section)
    for kind in view.publication.config.points.types:
        make_line = partial(line_page, view, kind=kind)
        yield Planned(ROOT.line(kind.id), kind.name, "office/ground.html", make_line, section)
    for spot in view.office.spots:
        make_point = partial(point_page, view, spot=spot)
        yield Planned(ROOT.point(spot.point.id), spot.point.name, "office/point.html", make_point, section)
