"""Highlights for the inspectors: practices by clause, honours, the campaign, the organisation's chart."""

from collections.abc import Iterable

from juanzong.load.models import Part
from juanzong.load.organisation import Group
from juanzong.model.pride import Feat
from juanzong.site.contexts.pride import AwardRow, ChartGroup, EventRow, FeatCard, HighlightsPage, Shown
from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View


def highlights_page(view: View, urls: Urls) -> HighlightsPage:
    """What the city shows first."""
    pride = view.publication.pride
    groups = tuple(view.groups.values()) if view.has(Part.ORGANISATION) else ()
    charts = tuple(_chart(view, urls, group) for group in groups)
    return HighlightsPage(
        title=view.say("创建亮点", "Highlights"),
        feats=tuple(feat_card(view, urls, feat) for feat in pride.feats),
        awards=tuple(
            AwardRow(a.day.isoformat(), a.title, a.issuer, a.level, _refs(view, urls, a.evidence))
            for a in pride.awards
        ),
        campaign=tuple(
            EventRow(view.day(e.day), e.title, e.text, _refs(view, urls, e.evidence)) for e in pride.campaign
        ),
        head=charts[0] if charts else None,
        groups=charts[1:],
    )


def feat_card(view: View, urls: Urls, feat: Feat) -> FeatCard:
    """A highlight with what proves it."""
    evidence = view.publication.evidence
    return FeatCard(
        title=feat.title,
        text=feat.text,
        clause=Ref(view.named(feat.code), view.dossier_href(urls, feat.code)),
        evidence=tuple(
            Shown(ref, view.thumbnail(evidence[i], urls) if view.picture(evidence[i], urls) else "")
            for i, ref in zip(feat.evidence, _refs(view, urls, feat.evidence), strict=True)
        ),
    )


def _refs(view: View, urls: Urls, ids: Iterable[str]) -> tuple[Ref, ...]:
    evidence = view.publication.evidence
    return tuple(Ref(view.title(evidence[i]), urls.evidence(i)) for i in ids)


def _chart(view: View, urls: Urls, group: Group) -> ChartGroup:
    units = dict.fromkeys(unit for unit in (group.lead_unit, *group.members) if unit)
    leader = Fact(view.say("组长", "Leader"), view.person(group.leader))
    return ChartGroup(
        Ref(group.name, view.group_href(urls, group.id)),
        (leader,) if leader.value else (),
        tuple(view.unit(unit) for unit in units),
    )
