"""Screen: may this item leave the house? Decided before anything is classified, compiled or indexed."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from juanzong.findings import Finding, finding
from juanzong.load.models import Format
from juanzong.load.policies import Policies, Unread
from juanzong.load.privacy import PersonalAction, PersonalKind, Unreviewed
from juanzong.model import Config, Evidence, Reading, Screened, TextSource, Verdict
from juanzong.screen.guard import Guarded, guarded
from juanzong.screen.marks import internal_mark, restricted_number, secrecy_mark
from juanzong.screen.personal import Rules, hide
from juanzong.screen.pictures import unreviewed

__all__ = ["PERSONAL", "hide", "rules_of", "screen"]

_NAMES = {
    PersonalKind.RESIDENT_ID: "身份证号 ID",
    PersonalKind.MOBILE: "手机号 mobile",
    PersonalKind.LANDLINE: "固定电话 landline",
    PersonalKind.BANK_CARD: "银行卡号 bank card",
    PersonalKind.EMAIL: "电子邮箱 e-mail",
    PersonalKind.HOME_ADDRESS: "家庭住址 home address",
    PersonalKind.BIRTH_DATE: "出生日期 date of birth",
}

PERSONAL = frozenset({"JZ411", "JZ412", "JZ413", "JZ414", "JZ415"})
"""Codes that tell of personal data."""

_ENCLOSED = frozenset({"JZ314", "JZ343", "JZ416"})
"""Files in files, and parts that could not be looked into."""

_SHOWN = (Format.IMAGE, Format.VIDEO)
"""What is looked at and not read."""


def screen(config: Config, evidence: Iterable[Evidence]) -> tuple[tuple[Screened, ...], tuple[Finding, ...]]:
    """Give every item its verdict and take personal data out of it; each reason is a finding on its path."""
    screened: list[Screened] = []
    found: list[Finding] = []
    policies, rules = config.archive.policies, rules_of(config)
    for one in evidence:
        verdict, reasons = _judge(policies, one)
        made = guarded(one, rules, policies.personal.minors)
        kept, told = _personal(one.item.path, made, rules)
        seen = list(unreviewed(policies.photos, one)) if verdict is not Verdict.SECRET else []
        (kept if policies.photos.unreviewed is Unreviewed.WITHHOLD else told).extend(seen)
        if kept and verdict is Verdict.RELEASED:
            verdict = Verdict.WITHHELD
        reasons += kept
        screened.append(Screened(made.evidence, verdict, tuple(reason.code for reason in reasons)))
        found += (*(reason for reason in reasons if not _said_before(one, reason)), *told)
    return tuple(screened), tuple(found)


def rules_of(config: Config) -> Rules:
    """What the archive says of personal data."""
    return Rules.of(config.archive.policies.personal, config.archive.round.inspection)


def _personal(path: str, made: Guarded, rules: Rules) -> tuple[list[Finding], list[Finding]]:
    """What keeps an item in the house, and what is only told, of its personal data: kinds and counts."""
    kept: list[Finding] = []
    told: list[Finding] = []
    everywhere = made.within + made.beneath + made.beside
    barred = [k for k in everywhere if rules.by_kind[k].action is PersonalAction.WITHHOLD]
    if barred:
        kept.append(finding("JZ412", path, kinds=_kinds(everywhere, barred)))
    if made.within:
        told.append(finding("JZ414" if made.minors else "JZ411", path, kinds=_kinds(made.within)))
    if made.beneath:
        told.append(finding("JZ415", path, kinds=_kinds(made.beneath)))
    if made.beside:
        told.append(finding("JZ413", path, kinds=_kinds(made.beside)))
    return kept, told


def _kinds(counts: Counter[PersonalKind], only: Iterable[PersonalKind] = tuple(PersonalKind)) -> str:
    return "、".join(
        f"{_NAMES[kind]} ×{counts[kind]}" for kind in PersonalKind if kind in only and counts[kind]
    )


def _judge(policies: Policies, one: Evidence) -> tuple[Verdict, list[Finding]]:
    path = one.item.path
    if mark := secrecy_mark(policies.secrecy_marks, one):
        return Verdict.SECRET, [finding("JZ402", path, mark=mark)]
    reasons: list[Finding] = []
    if mark := internal_mark(policies.internal_marks, one):
        reasons.append(finding("JZ403", path, mark=mark))
    if prefix := restricted_number(policies.restricted_numbers, one):
        reasons.append(finding("JZ408", path, prefix=prefix))
    reading = one.extraction.reading
    if reading is Reading.BROKEN:
        reasons.append(_broken(one))
    elif _tells_place(one) and not _cleared(one):
        reasons.append(finding("JZ407", path))
    elif _encloses(one) and not _cleared(one):
        reasons.append(finding("JZ417", path))
    elif _unseen(one) and _policy(policies, one) is Unread.WITHHOLD and not _cleared(one):
        reasons.append(_unreviewed(one))
    return (Verdict.WITHHELD if reasons else Verdict.RELEASED), reasons


def _broken(one: Evidence) -> Finding:
    """Why a file does not open: what reading or collecting has said of it."""
    if one.item.bytes == 0:
        return finding("JZ202", one.item.path)
    for code, details in one.extraction.findings:
        texts: dict[str, Any] = dict(details)
        if (cause := finding(code, one.item.path, **texts)).blocks:
            return cause
    return finding("JZ404", one.item.path)


def _said_before(one: Evidence, reason: Finding) -> bool:
    """Whether a reason is a finding that was made already: one cause is told once."""
    return reason.code == "JZ202" or any(reason.code == code for code, _ in one.extraction.findings)


def _tells_place(one: Evidence) -> bool:
    """Whether the published copy would say where it, or a picture in it, was taken; pictures are cleaned."""
    return one.item.media.format is not Format.IMAGE and one.extraction.facts.has_location


def _encloses(one: Evidence) -> bool:
    """Whether files are in it, or parts, that nobody has looked into."""
    return any(code in _ENCLOSED for code, _ in one.extraction.findings)


def _unseen(one: Evidence) -> bool:
    is_picture = one.item.media.format in _SHOWN and one.extraction.text_source is TextSource.NONE
    return is_picture or one.extraction.reading is not Reading.READ or bool(one.extraction.unseen)


def _unreviewed(one: Evidence) -> Finding:
    path = one.item.path
    if one.extraction.reading is Reading.UNREAD and one.item.media.format is not Format.PACKAGE:
        return finding("JZ401", path)
    labels = {page.number: page.label for page in one.extraction.pages if page.label}
    if named := [labels[number] for number in one.extraction.unseen if number in labels]:
        return finding("JZ353", path, names="、".join(named))
    if one.extraction.unseen:
        pages = "、".join(map(str, one.extraction.unseen))
        return finding("JZ406", path, pages=pages)
    return finding("JZ405", path)


def _policy(policies: Policies, one: Evidence) -> Unread:
    opened_picture = one.item.media.format in _SHOWN and one.extraction.reading is Reading.READ
    return policies.unread_pictures if opened_picture else policies.unread_documents


def _cleared(one: Evidence) -> bool:
    return any(sidecar.cleared for sidecar in one.item.sidecars)
