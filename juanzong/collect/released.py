"""Whether the evidence, and what decides what of it may be seen, is still what was reviewed."""

from collections.abc import Iterator

from juanzong.collect.git import changed_since, precedes
from juanzong.findings import Finding, finding
from juanzong.model import Config

_FILE = "release.yml"
_SETTINGS = ("archive.yml", "editions", "organisation.yml")
"""A policy decides what inspectors see as much as a file does."""


def unreviewed(config: Config, folder: str) -> Iterator[Finding]:
    """What changed below `folder` and in the settings since the commit that the release record names.

    A commit that is known but no longer precedes what is at hand was rewritten away (or never merged).
    """
    commit = config.release.commit
    if not commit:
        return
    changed = changed_since(config.root, commit, folder, *_SETTINGS)
    if changed is None:
        yield finding("JZ168", _FILE, field="commit", commit=commit)
        return
    if not precedes(config.root, commit):
        yield finding("JZ227", _FILE, field="commit", commit=commit)
    if changed:
        yield finding("JZ167", _FILE, field="commit", commit=commit, count=len(changed), example=changed[0])
