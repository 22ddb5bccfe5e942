"""四性检查 (DA/T 70-2018) and the release record: what speaks against dossiers, who answers for what."""

from collections.abc import Mapping
from dataclasses import replace

from juanzong.compile.integrity import Integrity, Judgement, Property, Tally, integrity
from juanzong.findings import Severity
from juanzong.load.release import Handling, Release
from juanzong.model import Dossier
from juanzong.site.contexts.integrity import IntegrityPage, IntegrityRow, Standing, WaiverRow
from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.urls import Urls
from juanzong.site.view import View
from juanzong.site.views.working import anchors

_SHOWN = 12
"""So many findings of a dossier are linked; the others stand with them."""


def integrity_page(view: View, urls: Urls) -> IntegrityPage:
    """How authentic, complete, usable and safe the whole is and each dossier."""
    judged = integrity(view.publication)
    places = {subject: f"{urls.findings()}#{place}" for subject, place in anchors(view.publication).items()}
    release = view.publication.config.release
    return IntegrityPage(
        title=view.say("四性检查", "Integrity"),
        whole=_standings(view, judged.whole, {}),
        rows=tuple(_row(view, urls, dossier, judged, places) for dossier in view.publication.dossiers),
        record=(*_collected(view, release), *record(view, release)),
        holds=view.publication.release is not None,
        waivers=_waivers(view, places),
    )


def release_line(view: View, release: Release | None) -> str:
    """Whether the site was released, and by whom, in one line."""
    if release is None or release.released is None:
        return view.say("草稿，尚未签发", "Draft, not released")
    signed = release.released
    return view.say(
        f"{view.day(signed.date)}由{signed.by}签发", f"Released by {signed.by} on {view.day(signed.date)}"
    )


def record(view: View, release: Release) -> tuple[Fact, ...]:
    """Who reviewed and released, by post, when, and which commit; what is not said is left out."""
    facts = (
        Fact(view.say("审核", "Reviewed"), _steps(view, release.reviewed)),
        Fact(view.say("签发", "Released"), _steps(view, (release.released,) if release.released else ())),
        Fact(view.say("审核的版本", "Reviewed version"), release.commit or ""),
    )
    return tuple(fact for fact in facts if fact.value)


def _collected(view: View, release: Release) -> tuple[Fact, ...]:
    steps = _steps(view, release.collected)
    return (Fact(view.say("收集", "Collected"), steps),) if steps else ()


def _steps(view: View, steps: tuple[Handling, ...]) -> str:
    return view.say("；", "; ").join(
        view.say(f"{step.by}，{view.day(step.date)}", f"{step.by}, {view.day(step.date)}") for step in steps
    )


def _row(
    view: View, urls: Urls, dossier: Dossier, judged: Integrity, places: Mapping[str, str]
) -> IntegrityRow:
    indicator = dossier.clause.indicator
    standings = _standings(view, judged.dossiers[dossier.code], places)
    if not any(entry.link.is_fact for entry in dossier.entries):
        standings = tuple(s if s.refs else replace(s, state="none") for s in standings)
    return IntegrityRow(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, dossier.code),
        standings=standings,
    )


def _standings(view: View, judgement: Judgement, places: Mapping[str, str]) -> tuple[Standing, ...]:
    return tuple(_standing(view, kind, judgement[kind], places) for kind in Property)


def _standing(view: View, kind: Property, tally: Tally, places: Mapping[str, str]) -> Standing:
    """How a property stands, with links to those of its findings that have a place in `places`."""
    counted = [(view.severity(s), tally.count(s)) for s in Severity]
    counted.append((view.say("豁免", "waived"), len(tally.waived)))
    subjects = dict.fromkeys(one.subject for one in (*tally.findings, *tally.waived) if one.subject in places)
    return Standing(
        name=_name(view, kind),
        state="ok" if tally.holds else "error" if tally.count(Severity.ERROR) else "warning",
        summary=view.say("，", ", ").join(f"{label} {count}" for label, count in counted if count),
        refs=tuple(Ref(view.named(subject), places[subject]) for subject in list(subjects)[:_SHOWN]),
    )


def _name(view: View, kind: Property) -> str:
    return {
        Property.AUTHENTIC: view.say("真实性", "Authentic"),
        Property.COMPLETE: view.say("完整性", "Complete"),
        Property.USABLE: view.say("可用性", "Usable"),
        Property.SAFE: view.say("安全性", "Safe"),
    }[kind]


def _waivers(view: View, places: Mapping[str, str]) -> tuple[WaiverRow, ...]:
    return tuple(
        WaiverRow(
            finding=Ref(finding.code, places[finding.subject]),
            subject=view.named(finding.subject),
            by=waiver.by or "",
            date=waiver.date.isoformat() if waiver.date else "",
            reason=waiver.reason or "",
        )
        for finding, waiver in view.publication.waived.items()
    )
