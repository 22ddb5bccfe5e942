"""How git keeps the evidence: every byte as it is, and large files aside (Git LFS)."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from juanzong.collect.git import ask
from juanzong.findings import Finding, finding
from juanzong.load.storage import MEBIBYTE, Storage

ATTRIBUTES = ".gitattributes"
UNTOUCHED = "evidence/** -text\nevidence/**/*.yml text eol=lf\nproblems/*/** -text\n"
"""What `.gitattributes` in the archive's folder has to say for evidence to stay as it is."""

_PROBE = "evidence/I-1/probe.txt"
_MANY = 100
"""Paths asked about at once: command lines of Windows are short."""


def stored(root: Path, policy: Storage, sizes: Mapping[str, int]) -> Iterator[Finding]:
    """What is wrong with the way git keeps files, given their sizes in bytes by path; nothing without git."""
    if ask(root, "rev-parse", "--is-inside-work-tree") is None:
        return
    if not is_untouched(root):
        yield finding("JZ229", ATTRIBUTES)
    large = sorted(path for path, size in sizes.items() if size > policy.large_mb * MEBIBYTE)
    has_lfs = ask(root, "config", "filter.lfs.clean") is not None  # else the pattern is there and nobody acts
    aside = {path for path, value in _attribute(root, "filter", large) if value == "lfs" and has_lfs}
    yield from oversized(policy, {path: sizes[path] for path in large if path not in aside})


def is_untouched(root: Path) -> bool:
    """Whether git is told to leave the bytes of evidence alone, whatever a machine's own settings are."""
    return [value for _, value in _attribute(root, "text", (_PROBE,))] == ["unset"]


def oversized(policy: Storage, sizes: Mapping[str, int]) -> Iterator[Finding]:
    """Files that git itself keeps and that are too large for that."""
    for path, size in sizes.items():
        mebibytes = f"{size / MEBIBYTE:.1f}"
        if size > policy.max_mb * MEBIBYTE:
            yield finding("JZ231", path, size=mebibytes, limit=f"{policy.max_mb:g}")
        elif size > policy.large_mb * MEBIBYTE:
            yield finding("JZ230", path, size=mebibytes, limit=f"{policy.large_mb:g}")


def _attribute(root: Path, name: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    wanted = list(paths)
    for start in range(0, len(wanted), _MANY):
        said = ask(root, "check-attr", "-z", name, "--", *wanted[start : start + _MANY]) or ""
        fields = said.split("\0")
        yield from zip(fields[::3], fields[2::3], strict=False)
