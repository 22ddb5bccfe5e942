"""What a release record must say to count: reviewed before released, waivers that are answered for."""

from collections.abc import Iterator

from juanzong.findings import Finding, codes, finding
from juanzong.load.release import Release
from juanzong.load.yamlfile import Document, dotted


def check(release: Release, document: Document) -> Iterator[Finding]:
    """All that keeps the record, or a waiver in it, from counting."""
    if release.released:
        line = document.line(("released",))
        if not release.reviewed:
            yield finding("JZ161", document.subject, line=line, field="released")
        elif max(step.date for step in release.reviewed) > release.released.date:
            last = max(step.date for step in release.reviewed)
            yield finding(
                "JZ162",
                document.subject,
                line=line,
                field="released.date",
                released=release.released.date,
                reviewed=last,
            )
        if not release.commit:
            yield finding("JZ169", document.subject, line=line, field="commit")
    for position, waiver in enumerate(release.waivers):
        loc = ("waivers", position)
        line, field = document.line(loc), dotted(loc)
        if waiver.code not in codes():
            yield finding("JZ163", document.subject, line=line, field=field, code=waiver.code)
        elif not waiver.allowed:
            yield finding("JZ164", document.subject, line=line, field=field, code=waiver.code)
        elif waiver.missing:
            missing = "、".join(waiver.missing)
            yield finding(
                "JZ165", document.subject, line=line, field=field, code=waiver.code, missing=missing
            )
