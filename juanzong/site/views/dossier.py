"""Dossiers, on screen and on paper."""

from collections.abc import Mapping
from typing import TypeVar

from juanzong.load.models import Part, Retention, Slot
from juanzong.model import Dossier, FilledSlot
from juanzong.site.contexts.shared import CatalogueRow, Fact, Ref
from juanzong.site.contexts.standard import DossierPage, Picture, Quote, SlotRow
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.parts import catalogue_row, quote_of
from juanzong.site.views.pride import feat_card

T = TypeVar("T")


def dossier_page(view: View, urls: Urls, dossier: Dossier) -> DossierPage:
    """The dossier of one clause."""
    clause = dossier.clause
    indicator = clause.indicator
    previous, following = _neighbours(view.dossiers, dossier.code)
    return DossierPage(
        code=dossier.code,
        display=indicator.display,
        title=indicator.title,
        level=view.level(len(clause.path) - 1),
        text=indicator.text or "",
        crumbs=view.crumbs(clause.path, urls),
        facts=_facts(view, dossier),
        state=view.state(dossier.state),
        slots=tuple(_slot(view, urls, slot) for slot in dossier.slots),
        rows=_rows(view, urls, dossier),
        quotes=_quotes(view, urls, dossier),
        pictures=_pictures(view, urls, dossier),
        feats=tuple(
            feat_card(view, urls, feat) for feat in view.publication.pride.feats if feat.code == dossier.code
        ),
        owner=_owner(view, urls, dossier),
        print_href=urls.print_view(dossier.code),
        previous=_ref(view, urls, previous),
        following=_ref(view, urls, following),
    )


def retention(view: View, value: Retention) -> str:
    """保管期限 in words."""
    return {
        Retention.PERMANENT: view.say("永久", "permanent"),
        Retention.YEARS_30: view.say("30 年", "30 years"),
        Retention.YEARS_10: view.say("10 年", "10 years"),
    }[value]


def _facts(view: View, dossier: Dossier) -> tuple[Fact, ...]:
    indicator = dossier.clause.indicator
    facts = [Fact(view.say("性质", "Nature"), view.nature(indicator.nature))]
    methods = next((node.methods for node in reversed(dossier.clause.path) if node.methods), ())
    if methods:
        facts.append(Fact(view.say("测评方法", "Methods"), view.say("、", ", ").join(methods)))
    if indicator.score is not None:
        facts.append(Fact(view.say("分值", "Score"), f"{indicator.score:g}"))
    window = indicator.window or view.publication.config.archive.round.window
    span = f"{view.day(window.start)} — {view.day(window.end)}"
    facts.append(Fact(view.say("时间范围", "Evidence window"), span))
    return tuple(facts)


def _slot(view: View, urls: Urls, filled: FilledSlot) -> SlotRow:
    items = (view.publication.evidence[i] for i in filled.evidence if i in view.publication.evidence)
    return SlotRow(
        kind=filled.slot.kind,
        required=required(view, filled.slot),
        note=filled.slot.note or "",
        provided=len(filled.evidence),
        items=tuple(Ref(view.title(e), urls.evidence(e.id)) for e in items),
        state=view.state(filled.state),
    )


def required(view: View, slot: Slot) -> str:
    """How many items a slot asks for, in words."""
    if slot.max is not None:
        text = f"{slot.min}–{slot.max}" if slot.max != slot.min else f"{slot.min}"
        text = view.say(f"{text} 件", f"{text} items")
    elif slot.min:
        text = view.say(f"{slot.min} 件以上", f"at least {slot.min}")
    else:
        text = view.say("如有", "if any")
    if slot.max_chars:
        text += view.say(f"，每件不超过 {slot.max_chars} 字", f", each up to {slot.max_chars} characters")
    return text


def _rows(view: View, urls: Urls, dossier: Dossier) -> tuple[CatalogueRow, ...]:
    return tuple(catalogue_row(view, urls, entry) for entry in dossier.entries)


def _quotes(view: View, urls: Urls, dossier: Dossier) -> tuple[Quote, ...]:
    found = (quote_of(view, urls, entry.link) for entry in dossier.entries)
    return tuple(q for q in found if q)


def _pictures(view: View, urls: Urls, dossier: Dossier) -> tuple[Picture, ...]:
    pictures = []
    for entry in dossier.entries:
        evidence = view.publication.evidence[entry.evidence_id]
        facts = evidence.extraction.facts
        if shown := view.picture(evidence, urls):
            pictures.append(
                Picture(
                    src=view.thumbnail(evidence, urls) or shown,
                    href=urls.evidence(evidence.id),
                    title=view.title(evidence),
                    caption=evidence.description.caption,
                    width=facts.width,
                    height=facts.height,
                )
            )
    return tuple(pictures)


def _owner(view: View, urls: Urls, dossier: Dossier) -> tuple[Fact, ...]:
    owner = dossier.owner
    if not view.has(Part.ORGANISATION):
        return ()
    facts: list[Fact] = []
    group = view.groups.get(owner.group)
    if group:
        facts.append(
            Fact(view.say("工作组", "Group"), "", (Ref(group.name, view.group_href(urls, group.id)),))
        )
    if owner.lead_unit:
        facts.append(Fact(view.say("牵头单位", "Lead unit"), view.unit(owner.lead_unit)))
    if owner.units:
        facts.append(Fact(view.say("责任单位", "Units"), view.units_text(owner.units)))
    districts = [view.districts[d] for d in owner.districts if d in view.districts]
    if districts:
        refs = tuple(Ref(d.name, urls.district(d.id)) for d in districts)
        facts.append(Fact(view.say("所涉区域", "Districts"), "", refs))
    if view.internal:
        if owner.person:
            facts.append(Fact(view.say("责任人", "Person"), view.person(owner.person)))
        if owner.liaison:
            facts.append(Fact(view.say("联络员", "Liaison"), view.person(owner.liaison)))
        if owner.deadline:
            facts.append(Fact(view.say("报送时限", "Deadline"), view.day(owner.deadline)))
    return tuple(facts)


def _neighbours(ordered: Mapping[str, T], key: str) -> tuple[T | None, T | None]:
    keys = list(ordered)
    place = keys.index(key)
    before = ordered[keys[place - 1]] if place else None
    after = ordered[keys[place + 1]] if place + 1 < len(keys) else None
    return before, after


def _ref(view: View, urls: Urls, dossier: Dossier | None) -> Ref | None:
    if dossier is None:
        return None
    indicator = dossier.clause.indicator
    return Ref(f"{indicator.display} {indicator.title}", view.dossier_href(urls, dossier.code))
