"""What became of an item since it was received, as git tells it, by posts and without names."""

from juanzong.model import Act, Event, Evidence
from juanzong.site.contexts.evidence import Step
from juanzong.site.contexts.shared import Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View


def life(view: View, urls: Urls, evidence: Evidence) -> tuple[Step, ...]:
    """The steps in order, the same step once; where files moved is told to those who see where they stand."""
    shown = {link.code for link in view.publication.links.get(evidence.id, ()) if view.shows(link)}
    events = {
        event: None
        for place in evidence.item.placements
        for event in place.life
        if (event.act is not Act.MOVED or view.internal) and (not event.code or event.code in shown)
    }
    return tuple(_step(view, urls, evidence, one) for one in sorted(events, key=lambda event: event.day))


def _step(view: View, urls: Urls, evidence: Evidence, event: Event) -> Step:
    clause = None
    if event.code in view.dossiers:
        indicator = view.dossiers[event.code].clause.indicator
        clause = Ref(f"{indicator.display} {indicator.title}", view.dossier_href(urls, event.code))
    what = {
        Act.RECEIVED: view.say("收到", "received"),
        Act.CHANGED: view.say("更换内容", "content replaced"),
        Act.MOVED: view.say("改名或移动", "renamed or moved"),
        Act.CONFIRMED: view.say("确认归入", "confirmed for"),
    }[event.act]
    present = event.sha256 == evidence.item.sha256
    return Step(view.day(event.day), what, event.by or "", event.sha256, present, clause)
