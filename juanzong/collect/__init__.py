"""Collect: walk the evidence, fingerprint it, merge identical files into one item with several placements."""

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

from juanzong.cache import Cache
from juanzong.collect.digest import Fingerprint, Fingerprints
from juanzong.collect.git import History, history
from juanzong.collect.lives import Lives
from juanzong.collect.names import faults, fold, is_litter
from juanzong.collect.released import unreviewed
from juanzong.collect.storing import stored
from juanzong.findings import Finding, finding
from juanzong.identify import misnamed
from juanzong.load import load_sidecar
from juanzong.load.models import Indicator, Sidecar
from juanzong.load.problems import FOLDER
from juanzong.model import Config, Item, Placement

EVIDENCE = "evidence"
INBOX = "inbox"
SIDECAR = ".yml"
ID_DIGITS = 12


def collect(config: Config, cache: Cache) -> tuple[tuple[Item, ...], History, tuple[Finding, ...]]:
    """Find every file below `evidence/` and every picture of the ledger; nothing odd about one is dropped.

    Items come in the order of their first path, so one that is in both is evidence first.
    """
    found: list[Finding] = []
    if not (config.root / EVIDENCE).is_dir():
        found.append(finding("JZ215", EVIDENCE))
    paths = sorted((*_walk(config.root, EVIDENCE, found), *_pictures(config.root, found)), key=os.fsencode)
    known = set(paths)
    sidecars = {p for p in paths if p.endswith(SIDECAR)}
    files = [p for p in paths if p not in sidecars]
    orphans = sorted(p for p in sidecars if p.removesuffix(SIDECAR) not in known)
    found += [finding("JZ208", orphan, partner=Path(orphan).stem) for orphan in orphans]
    found += [fault for path in paths for fault in faults(path)]
    found += _collisions(paths)

    past = history(config.root)
    if past.shallow:
        found.append(finding("JZ214", EVIDENCE))
    found += unreviewed(config, EVIDENCE)
    filing = _Filing(config, Lives(config, past, cache, SIDECAR))
    fingerprints = Fingerprints(config.root, files, cache)
    items: dict[str, tuple[Fingerprint, list[Placement]]] = {}
    for path in files:
        try:
            print_ = fingerprints.of(path)
        except OSError as error:
            found.append(finding("JZ203", path, reason=error.strerror or type(error).__name__))
            continue
        found += _oddities(path, print_)
        sidecar: Sidecar | None = None
        if path + SIDECAR in sidecars:
            sidecar, wrong = load_sidecar(config.root / (path + SIDECAR), path + SIDECAR)
            found += wrong
        placement, odd = filing.place(path, print_.sha256, sidecar)
        found += odd
        items.setdefault(print_.sha256, (print_, []))[1].append(placement)
    fingerprints.remember()
    made = tuple(_item(print_, tuple(places)) for print_, places in items.values())
    for item in made:
        found += _duplicates(item)
    sizes = {place.path: item.bytes for item in made for place in item.placements}
    found += stored(config.root, config.archive.policies.storage, sizes)
    return made, past, tuple(found)


def _pictures(root: Path, found: list[Finding]) -> Iterator[str]:
    """What stands with the problems of the ledger: pictures, which have no sidecars."""
    for path in _walk(root, FOLDER, found):
        if not path.endswith(SIDECAR):
            yield path
        elif path.count("/") > 1:
            found.append(finding("JZ185", path, folder=FOLDER))


def _walk(root: Path, folder: str, found: list[Finding]) -> Iterator[str]:
    base = root / folder
    if not base.is_dir():
        return
    waiting = [(str(base), folder)]
    while waiting:
        folder, relative = waiting.pop()
        try:
            with os.scandir(folder) as entries:  # which knows links and folders without asking for each
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            found.append(finding("JZ203", relative, reason=error.strerror or type(error).__name__))
            continue
        for entry in listed:
            path = f"{relative}/{entry.name}"
            if entry.is_symlink():
                found.append(finding("JZ211", path))
            elif is_litter(entry.name):
                found.append(finding("JZ201", path))
            elif entry.is_dir():
                waiting.append((entry.path, path))
            elif entry.name != ".gitkeep":
                yield path


class _Filing:
    """Says where a path files its item: under which clause, and what became of it since it was received."""

    def __init__(self, config: Config, lives: Lives) -> None:
        self._nodes = {node.code.casefold(): node for node in _nodes(config.edition.indicators)}
        self._lives = lives

    def place(self, path: str, sha256: str, sidecar: Sidecar | None) -> tuple[Placement, list[Finding]]:
        found: list[Finding] = []
        parts = path.split("/")[1:-1]
        folder = parts[0] if parts else INBOX
        if path.startswith(f"{FOLDER}/"):
            folder = INBOX
        node = self._nodes.get(folder.casefold())
        code: str | None = None
        if node and node.children:
            found.append(
                finding("JZ206", path, folder=folder, children="、".join(c.code for c in node.children))
            )
        elif node:
            code = node.code
        elif folder != INBOX:
            found.append(finding("JZ205", path, folder=folder))
        return Placement(path, code, sidecar, self._lives.of(path, sha256, sidecar)), found


def _nodes(indicators: tuple[Indicator, ...]) -> Iterator[Indicator]:
    for node in indicators:
        yield node
        yield from _nodes(node.children)


def _oddities(path: str, print_: Fingerprint) -> Iterator[Finding]:
    if not print_.present:
        yield finding("JZ204", path, size=print_.bytes)
    elif print_.bytes == 0:
        yield finding("JZ202", path)
    else:
        says = misnamed(path, print_.media.extension)
        if says:
            yield finding("JZ207", path, claimed=says, actual=print_.media.extension)


def _collisions(paths: list[str]) -> Iterator[Finding]:
    alike: Mapping[str, list[str]] = defaultdict(list)
    for path in paths:
        alike[fold(path)].append(path)
    for group in alike.values():
        for one, other in pairwise(group):
            yield finding("JZ210", other, other=one)


def _item(print_: Fingerprint, placements: tuple[Placement, ...]) -> Item:
    return Item(
        print_.sha256[:ID_DIGITS], print_.sha256, print_.bytes, print_.media, placements, print_.present
    )


def _duplicates(item: Item) -> Iterator[Finding]:
    if len(item.placements) == 1:
        return
    others = "、".join(p.path for p in item.placements[1:])
    if others and item.bytes:
        yield finding("JZ212", item.path, count=len(item.placements) - 1, others=others)
    disagreeing = [
        name
        for name in ("title", "doc_number", "issuer", "date", "kind", "caption")
        if len({v for s in item.sidecars if (v := getattr(s, name)) is not None}) > 1
    ]
    if disagreeing:
        yield finding("JZ213", item.path, names="、".join(disagreeing), others=others)
