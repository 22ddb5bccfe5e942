"""The page of what waits for a place: suggestions with reasons, and exactly what to write to confirm one."""

from juanzong.load.models import Confirmation
from juanzong.model import Evidence, Link, LinkStatus
from juanzong.sidecars import SUFFIX, created, schema_beside
from juanzong.site.contexts.working import AsideRow, QueueItem, QueuePage, Suggestion
from juanzong.site.urls import Urls
from juanzong.site.view import View


def queue_page(view: View, urls: Urls) -> QueuePage:
    """Items without a sure place, the most certain first, each with where the classifier would put it."""
    waiting: list[tuple[float, str, QueueItem]] = []
    aside: list[AsideRow] = []
    for evidence_id in view.publication.queue:
        one = view.publication.evidence[evidence_id]
        href, path = urls.evidence(evidence_id), one.item.shown_path
        if one.item.set_aside:
            aside.append(AsideRow(view.title(one), href, path, one.item.set_aside))
            continue
        links = view.publication.links.get(evidence_id, ())
        suggested = [n for n in links if n.status is LinkStatus.SUGGESTED and n.code in view.dossiers]
        suggested.sort(key=lambda n: (-(n.score or 0), n.code))
        item = QueueItem(
            title=view.title(one),
            href=href,
            path=path,
            sidecar=path + SUFFIX,
            exists=one.item.placements[0].sidecar is not None,
            suggestions=tuple(_suggestion(view, urls, one, link) for link in suggested),
        )
        waiting.append((-(suggested[0].score or 0) if suggested else 1.0, path, item))
    waiting.sort(key=lambda row: row[:2])
    title = view.say("待归类材料", "Items to place")
    return QueuePage(title, tuple(item for _, _, item in waiting), tuple(aside))


def _suggestion(view: View, urls: Urls, one: Evidence, link: Link) -> Suggestion:
    indicator = view.dossiers[link.code].clause.indicator
    root, place = view.publication.config.root, one.item.placements[0]
    said = {"indicators": (Confirmation(code=link.code),)}
    edit = ""
    if not place.alias:  # whose real name is not shown
        path = place.path + SUFFIX
        whole = created(said, schema_beside(root, place.path))
        edit = view.editing.existing(path) if place.sidecar else view.editing.new(path, whole)
    return Suggestion(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, link.code),
        folder=f"{root.name}/evidence/{link.code}/",
        score=f"{link.score:.2f}" if link.score is not None else "",
        margin=f"{link.margin:.2f}" if link.margin is not None else "",
        reasons=link.reasons,
        lines=created(said),
        edit=edit,
    )
