"""What several pages show: rows of the catalogue, lists of dossiers, trees, quotes."""

from juanzong.load.models import Indicator, Nature
from juanzong.model import Dossier, Entry, Link, LinkStatus
from juanzong.publish.workbook import date_cell, remark
from juanzong.site.contexts.shared import CatalogueRow, DossierRow, Ref
from juanzong.site.contexts.standard import Quote, TreeNode
from juanzong.site.urls import Urls
from juanzong.site.view import View


def catalogue_row(view: View, urls: Urls, entry: Entry) -> CatalogueRow:
    """A row of the 归档文件目录; 密级 is empty because nothing that bears a mark gets here."""
    evidence = view.publication.evidence[entry.evidence_id]
    description = evidence.description
    notes = [remark(evidence, view.lang)]
    if view.internal and entry.in_window is False:
        notes.append(view.say("不在有效期内", "outside the window"))
    return CatalogueRow(
        position=entry.position,
        archive_number=entry.archive_number,
        doc_number=description.doc_number.value if description.doc_number else "",
        issuer=description.issuer.value if description.issuer else "",
        title=view.title(evidence),
        href=urls.evidence(evidence.id, page=entry.link.page),
        date=date_cell(evidence),
        secrecy="",
        pages=str(evidence.extraction.page_count or ""),
        remark=view.say("；", "; ").join(filter(None, notes)),
        suggestion="" if entry.link.is_fact else view.status(entry.link),
        thumbnail=view.thumbnail(evidence, urls),
    )


def dossier_row(view: View, urls: Urls, dossier: Dossier) -> DossierRow:
    """A dossier as a line of a list."""
    indicator = dossier.clause.indicator
    return DossierRow(
        code=dossier.code,
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, dossier.code),
        items=items_of(dossier),
        state=view.state(dossier.state),
    )


def items_of(dossier: Dossier) -> int:
    """How many items a person has put into a dossier."""
    return sum(entry.link.is_fact for entry in dossier.entries)


def tree(view: View, urls: Urls, nodes: tuple[Indicator, ...]) -> tuple[TreeNode, ...]:
    """The standard below `nodes`, with what each holds."""
    return tuple(_node(view, urls, node) for node in nodes)


def _node(view: View, urls: Urls, node: Indicator) -> TreeNode:
    nature = "" if node.nature is Nature.BASIC else view.nature(node.nature)
    if not node.children:
        dossier = view.dossiers[node.code]
        items = items_of(dossier)
        state = view.state(dossier.state)
        href = view.dossier_href(urls, node.code)
        return TreeNode(node.display, node.title, href, nature, 1, items, state, ())
    children = tree(view, urls, node.children)
    return TreeNode(
        display=node.display,
        title=node.title,
        href=view.indicator_href(urls, node.code),
        nature=nature,
        leaves=sum(c.leaves for c in children),
        items=sum(c.items for c in children),
        state=None,
        children=children,
    )


def quote_of(view: View, urls: Urls, link: Link) -> Quote | None:
    """The proving sentence of a link, if a person gave one; its link marks it on the item's page."""
    if not link.quote or link.status is LinkStatus.SUGGESTED:
        return None
    evidence = view.publication.evidence[link.evidence_id]
    place = view.say(f"第 {link.page} 页", f"p. {link.page}") if link.page else ""
    href = urls.evidence(link.evidence_id, page=link.page, quote_text=link.quote)
    return Quote(link.quote, Ref(view.title(evidence), href), place)
