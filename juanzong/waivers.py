"""What was waived: findings that a person answers for leaving as they are."""

from collections.abc import Iterable, Mapping

from juanzong.findings import Finding, finding
from juanzong.lang import Lang
from juanzong.load.release import Release, Waiver

_FILE = "release.yml"


def waived(release: Release, findings: Iterable[Finding]) -> Mapping[Finding, Waiver]:
    """The findings that are waived, each with its waiver."""
    waivers = _counting(release)
    return {one: waivers[key] for one in findings if (key := (one.code, one.subject)) in waivers}


def blocking(release: Release, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that block and that nobody answers for."""
    waivers = _counting(release)
    return tuple(one for one in findings if one.blocks and (one.code, one.subject) not in waivers)


def unused(release: Release, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """A finding on every waiver of what is no longer found."""
    found = {(one.code, one.subject) for one in findings}
    return tuple(
        finding("JZ166", _FILE, field="waivers", code=code, subject=subject)
        for code, subject in _counting(release)
        if (code, subject) not in found
    )


def answer(waiver: Waiver, lang: Lang) -> str:
    """Who answers for leaving a finding as it is, and why."""
    return lang.say(
        f"已豁免：{waiver.by}，{waiver.date}，{waiver.reason}",
        f"waived by {waiver.by} on {waiver.date}: {waiver.reason}",
    )


def _counting(release: Release) -> dict[tuple[str, str], Waiver]:
    return {(w.code, w.subject): w for w in release.waivers if w.allowed and not w.missing}
