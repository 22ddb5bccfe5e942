"""Whether the evidence is still what was reviewed."""

from collections.abc import Iterator

from juanzong.collect.git import changed_since, precedes
from juanzong.findings import Finding, finding
from juanzong.model import Config

_FILE = "release.yml"


def unreviewed(config: Config, folder: str) -> Iterator[Finding]:
    """What changed below `folder` of the archive since the commit that its release record names.

    A commit that is known but no longer precedes what is at hand was rewritten away (or never merged).
    """
    commit = config.release.commit
    if not commit:
        return
    changed = changed_since(config.root, commit, folder)
    if changed is None:
        yield finding("JZ168", _FILE, field="commit", commit=commit)
        return
    if not precedes(config.root, commit):
        yield finding("JZ227", _FILE, field="commit", commit=commit)
    if changed:
        yield finding("JZ167", _FILE, field="commit", commit=commit, count=len(changed), example=changed[0])
