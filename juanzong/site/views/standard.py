"""The first page and the nodes of the standard above its clauses."""

from juanzong.load.models import Indicator, Part
from juanzong.model import SlotState
from juanzong.site.contexts.shared import Fact, Ref, State
from juanzong.site.contexts.standard import Count, HomePage, IndicatorPage
from juanzong.site.nav import work
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.integrity import release_line
from juanzong.site.views.parts import tree


def home_page(view: View, urls: Urls) -> HomePage:
    """The first page."""
    publication = view.publication
    archive, edition = publication.config.archive, publication.config.edition
    return HomePage(
        title=publication.profile.title,
        city=archive.city,
        edition=edition.title,
        round=archive.round.name,
        inspection=archive.round.inspection.isoformat(),
        inspection_text=view.day(archive.round.inspection),
        has_search=view.has(Part.SEARCH),
        levels=edition.levels,
        counts=_counts(view, urls),
        states=_states(view),
        work=_work(view, urls),
        office=urls.office() if work(view) else "",
        tree=tree(view, urls, edition.indicators),
        release=release_line(view, publication.release),
        release_href=urls.verify() if view.has(Part.VERIFY) else "",
        former=tuple(
            Ref(
                view.say(
                    f"{one.edition} 版卷宗（{one.built_for} 迎检）",
                    f"{one.edition}, inspected on {one.built_for}",
                ),
                urls.former(one.id),
            )
            for one in publication.former_sites
        ),
    )


def _counts(view: View, urls: Urls) -> tuple[Count, ...]:
    publication = view.publication
    pages = sum(e.extraction.page_count for e in publication.evidence.values())
    rows = [Count(view.say("个卷宗", "dossiers"), len(publication.dossiers), urls.standard())]
    catalogue = urls.catalogue() if view.has(Part.CATALOGUE) else ""
    rows.append(Count(view.say("件材料", "items"), len(publication.evidence), catalogue))
    rows.append(Count(view.say("页", "pages"), pages, ""))
    if view.has(Part.ORGANISATION):
        rows.append(Count(view.say("个工作组", "groups"), len(view.groups), urls.organisation()))
    return tuple(rows)


def _states(view: View) -> tuple[tuple[State, int], ...]:
    if not view.internal:
        return ()
    states = [d.state for d in view.publication.dossiers]
    order = (SlotState.USABLE, SlotState.UPLOADED, SlotState.ABSENT)
    return tuple((view.shown_state(s), states.count(s)) for s in order)


def _work(view: View, urls: Urls) -> tuple[Count, ...]:
    publication = view.publication
    waiting = [d for d in publication.dossiers if d.state is not SlotState.USABLE]
    rows = (
        (Part.GAPS, view.say("个卷宗待补", "dossiers to complete"), len(waiting), urls.gaps()),
        (Part.QUEUE, view.say("件待归类", "items to place"), len(publication.queue), urls.queue()),
        (Part.FINDINGS, view.say("条检查意见", "findings"), len(publication.findings), urls.findings()),
        (Part.WITHHELD, view.say("件不出库", "items withheld"), len(publication.withheld), urls.withheld()),
    )
    return tuple(Count(label, value, href) for part, label, value, href in rows if view.has(part))


def indicator_page(view: View, urls: Urls, path: tuple[Indicator, ...]) -> IndicatorPage:
    """A node above the clauses; `path` leads to it from the root."""
    node = path[-1]
    facts = [Fact(view.say("性质", "Nature"), view.nature(node.nature))]
    if node.score is not None:
        facts.append(Fact(view.say("分值", "Score"), f"{node.score:g}"))
    if node.methods:
        facts.append(Fact(view.say("测评方法", "Methods"), view.say("、", ", ").join(node.methods)))
    return IndicatorPage(
        display=node.display,
        title=node.title,
        level=view.level(len(path) - 1),
        text=node.text or "",
        crumbs=view.crumbs(path, urls),
        facts=tuple(facts),
        tree=tree(view, urls, node.children),
    )
