"""Whether the evidence is still what was reviewed."""

from collections.abc import Iterator

from juanzong.collect.git import changed_since
from juanzong.findings import Finding, finding
from juanzong.model import Config

_FILE = "release.yml"


def unreviewed(config: Config, folder: str) -> Iterator[Finding]:
    """What changed below `folder` of the archive since the commit that its release record names."""
    commit = config.release.commit
    if not commit:
        return
    changed = changed_since(config.root, commit, folder)
    if changed is None:
        yield finding("JZ168", _FILE, field="commit", commit=commit)
    elif changed:
        yield finding("JZ167", _FILE, field="commit", commit=commit, count=len(changed), example=changed[0])
