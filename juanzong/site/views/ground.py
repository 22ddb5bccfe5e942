"""What lists of problems and points name: points, clauses and owners, each with its page."""

from juanzong.site.contexts.shared import Ref
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View


def point_ref(view: View, urls: Urls, point_id: str | None) -> Ref:
    """A point by name, with its page where the profile has points."""
    spot = view.spots.get(point_id or "")
    if spot:
        return Ref(spot.point.name, urls.point(spot.point.id))
    return Ref(view.point_names.get(point_id or "", point_id or ""), "")


def owner_ref(view: View, urls: Urls, kind: OwnerKind, owner: str | None, missing: str = "—") -> Ref:
    """An owner by name, with what is theirs; the code of one that is not known, or `missing`."""
    return view.owner_ref(urls, kind, owner or "") or Ref(owner or missing, "")


def clause_refs(view: View, urls: Urls, codes: tuple[str, ...]) -> tuple[Ref, ...]:
    """Clauses and nodes of the standard by number and title."""
    refs = []
    for code in codes:
        if code in view.dossiers:
            refs.append(Ref(view.named(code), view.dossier_href(urls, code)))
        elif node := view.nodes.get(code):
            refs.append(Ref(f"{node.display} {node.title}", view.indicator_href(urls, code)))
    return tuple(refs)
