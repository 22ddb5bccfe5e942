"""Several standards over one pool: each with its clauses, and the items that serve several."""

from juanzong.model import Dossier, Standard
from juanzong.site.contexts.parallel import ParallelPage, ParallelRow, ReuseRow, StandardRow, StandardsPage
from juanzong.site.contexts.shared import Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.ground import clause_refs


def standards_page(view: View, urls: Urls) -> StandardsPage:
    """All standards, and what serves several clauses."""
    publication = view.publication
    edition = publication.config.edition
    sets = [_items(publication.dossiers), *(_items(one.dossiers) for one in publication.standards)]
    refs = [
        (Ref(edition.title, urls.standard()), publication.dossiers),
        *((Ref(s.edition.title, urls.parallel(s.edition.id)), s.dossiers) for s in publication.standards),
    ]
    rows = tuple(
        StandardRow(
            title=ref,
            clauses=len(dossiers),
            served=sum(bool(_items((dossier,))) for dossier in dossiers),
            items=len(sets[place]),
            shared=len(sets[place] & set().union(*sets[:place], *sets[place + 1 :])),
        )
        for place, (ref, dossiers) in enumerate(refs)
    )
    uses = sorted(publication.uses.items(), key=lambda pair: (-pair[1], pair[0]))
    reused = tuple(
        ReuseRow(Ref(view.title(publication.evidence[i]), urls.evidence(i)), count)
        for i, count in uses
        if count > 1
    )
    return StandardsPage(view.say("一池多用", "Several standards"), rows, reused)


def _items(dossiers: tuple[Dossier, ...]) -> set[str]:
    return {entry.evidence_id for d in dossiers for entry in d.entries if entry.link.is_fact}


def parallel_page(view: View, urls: Urls, *, standard: Standard) -> ParallelPage:
    """A standard beside the current one, with the items that serve each clause."""
    served = sum(bool(dossier.entries) for dossier in standard.dossiers)
    total = len(standard.dossiers)
    return ParallelPage(
        title=standard.edition.title,
        crumbs=(
            Ref(view.say("首页", "Home"), urls.home()),
            Ref(view.say("一池多用", "Several standards"), urls.standards()),
        ),
        lead=view.say(
            f"共 {total} 条，{served} 条已有材料。材料与本站卷宗共用，不另存一份。",
            f"{total} clauses, {served} with evidence, which is that of the dossiers of this site.",
        ),
        rows=tuple(_row(view, urls, standard, dossier) for dossier in standard.dossiers),
    )


def _row(view: View, urls: Urls, standard: Standard, dossier: Dossier) -> ParallelRow:
    indicator = dossier.clause.indicator
    evidence = view.publication.evidence
    return ParallelRow(
        display=" ".join(node.display for node in dossier.clause.path),
        title=indicator.title,
        slots=tuple(f"{s.slot.kind} {len(s.evidence)}/{s.slot.min}" for s in dossier.slots),
        state=view.state(dossier.state),
        sources=clause_refs(view, urls, standard.sources.get(dossier.code, ())),
        items=tuple(
            Ref(view.title(evidence[e.evidence_id]), urls.evidence(e.evidence_id)) for e in dossier.entries
        ),
    )
