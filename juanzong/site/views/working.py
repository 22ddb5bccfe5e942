"""Pages that only the working profile has: what is missing, wrong or withheld."""

from collections import defaultdict
from collections.abc import Mapping

from juanzong.findings import Finding, Severity
from juanzong.model import Dossier, FilledSlot, Owner, Publication, SlotState
from juanzong.site.contexts.shared import Ref
from juanzong.site.contexts.working import (
    FileFindings,
    FindingRow,
    FindingsPage,
    GapRow,
    GapsPage,
    UnitGaps,
    WithheldPage,
    WithheldRow,
)
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.waivers import answer


def gaps_page(view: View, urls: Urls) -> GapsPage:
    """Dossiers that are not ready, in the order of the standard."""
    waiting = [d for d in view.publication.dossiers if d.state is not SlotState.USABLE]
    rows = tuple(_gap(view, urls, dossier) for dossier in waiting)
    return GapsPage(
        title=view.say("卷宗待补", "Dossiers to complete"),
        total=len(view.publication.dossiers),
        rows=rows,
        units=tuple(
            UnitGaps(unit.id, unit.name, urls.gaps(unit=unit.id), own)
            for unit in view.units.values()
            if (own := tuple(row for row in rows if unit.id in row.units))
        ),
    )


def _gap(view: View, urls: Urls, dossier: Dossier) -> GapRow:
    indicator, owner = dossier.clause.indicator, dossier.owner
    group = view.groups.get(owner.group)
    missing = [lack(view, s) for s in dossier.slots if s.state is not SlotState.USABLE]
    return GapRow(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, dossier.code),
        state=view.shown_state(dossier.state),
        lacks=tuple(missing),
        group=Ref(group.name, view.group_href(urls, group.id)) if group else None,
        lead_unit=view.unit(owner.lead_unit),
        liaison=view.person(owner.liaison),
        deadline=owner.deadline.isoformat() if owner.deadline else "",
        units=_units(view, owner),
    )


def _units(view: View, owner: Owner) -> tuple[str, ...]:
    """Who has to bring something: the lead unit, those that help, and those of the districts."""
    of_districts = (view.districts[d].unit for d in owner.districts if d in view.districts)
    return tuple(dict.fromkeys(filter(None, (owner.lead_unit, *owner.units, *of_districts))))


def lack(view: View, filled: FilledSlot) -> str:
    """What a slot asks for, and how much of it is there."""
    slot, usable = filled.slot, len(filled.usable)
    uploaded = len(filled.evidence)
    return view.say(
        f"{slot.kind}：应有 {slot.min} 件，已上传 {uploaded} 件，可用 {usable} 件",
        f"{slot.kind}: {slot.min} needed, {uploaded} uploaded, {usable} usable",
    )


def findings_page(view: View, urls: Urls) -> FindingsPage:
    """What is wrong, by file or clause, the gravest first."""
    severities = [f.severity for f in view.publication.findings]
    places = anchors(view.publication)
    return FindingsPage(
        title=view.say("检查意见", "Findings"),
        counts=tuple((s.value, view.severity(s), severities.count(s)) for s in Severity),
        files=tuple(
            FileFindings(
                places[subject], subject, *_named(view, urls, subject), tuple(_row(view, f) for f in rows)
            )
            for subject, rows in _by_subject(view.publication)
        ),
    )


def anchors(publication: Publication) -> Mapping[str, str]:
    """Where on the page of findings each file or clause stands."""
    return {subject: f"f{n}" for n, (subject, _) in enumerate(_by_subject(publication), 1)}


def _by_subject(publication: Publication) -> list[tuple[str, list[Finding]]]:
    """Findings by subject, the gravest first."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in publication.findings:
        found[finding.subject].append(finding)
    return sorted(found.items(), key=_worst_first)


def _worst_first(group: tuple[str, list[Finding]]) -> tuple[int, str]:
    order = list(Severity)
    return min(order.index(f.severity) for f in group[1]), group[0]


def _named(view: View, urls: Urls, subject: str) -> tuple[str, str]:
    """Title and page of an item named by its path or its sidecar's path, or of a clause named by its code."""
    if evidence := view.evidence_at(subject):
        return view.title(evidence), urls.evidence(evidence.id)
    if subject in view.dossiers:
        return view.named(subject), view.dossier_href(urls, subject)
    return "", ""


def _row(view: View, finding: Finding) -> FindingRow:
    places = [view.say(f"第 {finding.line} 行", f"line {finding.line}")] if finding.line else []
    if finding.field:
        places.append(finding.field)
    return FindingRow(
        code=finding.code,
        severity=finding.severity.value,
        label=view.severity(finding.severity),
        place=view.say("，", ", ").join(places),
        message=finding.message(view.lang),
        fix=finding.fix(view.lang),
        waived=answer(waiver, view.lang) if (waiver := view.publication.waived.get(finding)) else "",
    )


def withheld_page(view: View, urls: Urls) -> WithheldPage:
    """Items that must not leave the house, with the findings that led to it."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in view.publication.findings:
        found[finding.subject].append(finding)
    rows = []
    for screened in view.publication.withheld:
        evidence = screened.evidence
        own = (f for place in evidence.item.placements for f in found[place.shown_path])
        reasons = [_row(view, f) for f in own if f.code in screened.reasons]
        known = {row.code for row in reasons}
        reasons += [FindingRow(c, "warning", "", "", c, "") for c in screened.reasons if c not in known]
        shown = evidence.id in view.publication.evidence
        href = urls.evidence(evidence.id) if shown else ""
        rows.append(WithheldRow(view.title(evidence), href, evidence.item.shown_path, tuple(reasons)))
    return WithheldPage(view.say("不出库材料", "Withheld items"), tuple(rows))
