"""Which pages a publication has. What the profile lacks is not in here, so it is never built."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from juanzong.load.models import Indicator, Part
from juanzong.site.contexts.overview import DocPage
from juanzong.site.nav import Section
from juanzong.site.office_pages import office
from juanzong.site.planned import Planned, listed
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.dossier import dossier_page
from juanzong.site.views.evidence import evidence_page
from juanzong.site.views.integrity import integrity_page
from juanzong.site.views.organisation import district_page, group_page, organisation_page
from juanzong.site.views.overview import catalogue_page, check_page, search_page, timeline_page, verify_page
from juanzong.site.views.paper import print_all_page, print_page
from juanzong.site.views.parallel import parallel_page, standards_page
from juanzong.site.views.pride import highlights_page
from juanzong.site.views.queue import queue_page
from juanzong.site.views.standard import home_page, indicator_page
from juanzong.site.views.working import findings_page, gaps_page, withheld_page

ROOT = Urls()
"""The addresses as output paths."""


def themed(view: View, docs: Mapping[str, str]) -> Iterator[Planned]:
    """MkDocs pages: home, the standard, dossiers, owners; and `docs`, hand-written: titles by path."""
    yield Planned(ROOT.home(), view.say("首页", "Home"), "home.html", partial(home_page, view))
    if view.has(Part.DOSSIERS):
        for node in view.publication.config.edition.indicators:
            yield from _standard(view, (node,))
    if view.has(Part.ORGANISATION):
        yield from _organisation(view)
    if view.has(Part.VERIFY):
        yield listed(view, Section.VERIFY, ROOT.verify(), "verify.html", verify_page)
    for source, title in docs.items():
        section = Section.HELP if source == "help.md" else Section.GUIDE
        yield Planned(ROOT.doc(source), title, "doc.html", _doc, section, source)


def light(view: View) -> Iterator[Planned]:
    """Pages outside MkDocs: evidence, print views, overviews and the working profile's lists."""
    for one in view.publication.evidence.values():
        make = partial(evidence_page, view, evidence=one)
        yield Planned(ROOT.evidence(one.id), view.title(one), "evidence.html", make)
    if view.has(Part.DOSSIERS):
        for dossier in view.publication.dossiers:
            title = f"{dossier.clause.indicator.display} {dossier.clause.indicator.title}"
            make_print = partial(print_page, view, dossier=dossier)
            yield Planned(ROOT.print_view(dossier.code), title, "print.html", make_print)
        title = view.say("全部卷宗（打印稿）", "All dossiers, for printing")
        yield Planned(ROOT.print_all(), title, "print.html", partial(print_all_page, view))
    for section, path, make_list in _LISTS:
        if view.has(section.part):
            yield listed(view, section, path, f"{section.name.lower()}.html", make_list)
    for standard in view.publication.standards:
        make_parallel = partial(parallel_page, view, standard=standard)
        path = ROOT.parallel(standard.edition.id)
        yield Planned(path, standard.edition.title, "parallel.html", make_parallel, Section.STANDARDS)
    if view.has(Part.VERIFY):
        title = view.say("逐件核对", "Check item by item")
        yield Planned(ROOT.check(), title, "check.html", partial(check_page, view), Section.VERIFY)
    yield from office(view)


_LISTS: tuple[tuple[Section, str, Callable[[View, Urls], Any]], ...] = (
    (Section.HIGHLIGHTS, ROOT.highlights(), highlights_page),
    (Section.STANDARDS, ROOT.standards(), standards_page),
    (Section.SEARCH, ROOT.search(), search_page),
    (Section.CATALOGUE, ROOT.catalogue(), catalogue_page),
    (Section.TIMELINE, ROOT.timeline(), timeline_page),
    (Section.GAPS, ROOT.gaps(), gaps_page),
    (Section.QUEUE, ROOT.queue(), queue_page),
    (Section.FINDINGS, ROOT.findings(), findings_page),
    (Section.INTEGRITY, ROOT.integrity(), integrity_page),
    (Section.WITHHELD, ROOT.withheld(), withheld_page),
)


def _standard(view: View, path: tuple[Indicator, ...]) -> Iterator[Planned]:
    node = path[-1]
    title = f"{node.display} {node.title}"
    if not node.children:
        make = partial(dossier_page, view, dossier=view.dossiers[node.code])
        yield Planned(ROOT.dossier(node.code), title, "dossier.html", make, Section.STANDARD)
        return
    make_node = partial(indicator_page, view, path=path)
    yield Planned(ROOT.indicator(node.code), title, "indicator.html", make_node, Section.STANDARD)
    for child in node.children:
        yield from _standard(view, (*path, child))


def _organisation(view: View) -> Iterator[Planned]:
    section = Section.ORGANISATION
    yield listed(view, section, ROOT.organisation(), "organisation.html", organisation_page)
    for group in view.groups.values():
        make = partial(group_page, view, group=group)
        yield Planned(ROOT.group(group.id), group.name, "owner.html", make, section)
    for district in view.districts.values():
        make_district = partial(district_page, view, district=district)
        yield Planned(ROOT.district(district.id), district.name, "owner.html", make_district, section)


def _doc(_urls: Urls) -> DocPage:
    return DocPage()
