"""Groups, units and districts, and what is theirs."""

from collections import Counter, defaultdict

from juanzong.load.organisation import District, Group
from juanzong.model import Dossier
from juanzong.site.contexts.overview import GroupCard, OrganisationPage, OwnerPage, UnitRow
from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.parts import dossier_row


def organisation_page(view: View, urls: Urls) -> OrganisationPage:
    """Groups, units and districts."""
    return OrganisationPage(
        title=view.say("工作组与责任单位", "Groups and units"),
        groups=tuple(_group_card(view, urls, group) for group in view.groups.values()),
        units=_units(view, urls),
        districts=tuple(_district_card(view, urls, district) for district in view.districts.values()),
    )


def group_page(view: View, urls: Urls, group: Group) -> OwnerPage:
    """A working group with its dossiers."""
    return OwnerPage(
        title=group.name,
        kind=view.say("工作组", "Working group"),
        duty=group.duty or "",
        crumbs=_crumbs(view, urls),
        facts=_group_facts(view, group),
        rows=tuple(dossier_row(view, urls, d) for d in view.by_group.get(group.id, ())),
        evidence=(),
    )


def district_page(view: View, urls: Urls, district: District) -> OwnerPage:
    """A district with the dossiers it has a part in and the items it delivered itself."""
    delivered = (
        e
        for e in view.publication.evidence.values()
        if any(sidecar.district == district.id for sidecar in e.item.sidecars)
    )
    return OwnerPage(
        title=district.name,
        kind=view.say("区、功能区", "District"),
        duty="",
        crumbs=_crumbs(view, urls),
        facts=_district_facts(view, district),
        rows=tuple(dossier_row(view, urls, d) for d in view.by_district.get(district.id, ())),
        evidence=tuple(Ref(view.title(e), urls.evidence(e.id)) for e in delivered),
    )


def _crumbs(view: View, urls: Urls) -> tuple[Ref, ...]:
    return (
        Ref(view.say("首页", "Home"), urls.home()),
        Ref(view.say("工作组与责任单位", "Groups and units"), urls.organisation()),
    )


def _group_facts(view: View, group: Group) -> tuple[Fact, ...]:
    deputies = view.say("；", "; ").join(view.person(p) for p in group.deputies)
    facts = (
        Fact(view.say("组长", "Leader"), view.person(group.leader)),
        Fact(view.say("副组长", "Deputies"), deputies),
        Fact(view.say("牵头单位", "Lead unit"), view.unit(group.lead_unit)),
        Fact(view.say("成员单位", "Members"), view.units_text(group.members)),
    )
    return tuple(fact for fact in facts if fact.value)


def _district_facts(view: View, district: District) -> tuple[Fact, ...]:
    if not district.unit:
        return ()
    return (Fact(view.say("责任单位", "Unit"), view.unit(district.unit)),)


def _group_card(view: View, urls: Urls, group: Group) -> GroupCard:
    dossiers = view.by_group.get(group.id, ())
    return GroupCard(
        name=group.name,
        href=view.group_href(urls, group.id),
        duty=group.duty or "",
        facts=_group_facts(view, group),
        dossiers=len(dossiers),
        items=_items(dossiers),
    )


def _district_card(view: View, urls: Urls, district: District) -> GroupCard:
    dossiers = view.by_district.get(district.id, ())
    return GroupCard(
        name=district.name,
        href=urls.district(district.id),
        duty="",
        facts=_district_facts(view, district),
        dossiers=len(dossiers),
        items=_items(dossiers),
    )


def _items(dossiers: tuple[Dossier, ...]) -> int:
    return len({entry.evidence_id for d in dossiers for entry in d.entries})


def _units(view: View, urls: Urls) -> tuple[UnitRow, ...]:
    leads: Counter[str] = Counter(d.owner.lead_unit for d in view.publication.dossiers)
    helps: Counter[str] = Counter(u for d in view.publication.dossiers for u in d.owner.units)
    member_of: dict[str, list[Group]] = defaultdict(list)
    for group in view.groups.values():
        for unit in dict.fromkeys((group.lead_unit or "", *group.members)):
            member_of[unit].append(group)
    return tuple(
        UnitRow(
            name=unit.name,
            leads=leads[unit.id],
            helps=helps[unit.id],
            groups=tuple(Ref(g.name, view.group_href(urls, g.id)) for g in member_of[unit.id]),
        )
        for unit in view.units.values()
    )
