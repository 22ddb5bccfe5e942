"""One archive on several carriers: all pages, texts and search on each, the files shared out by dossier."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from juanzong.findings import Finding, finding
from juanzong.load.handoff import Carrier
from juanzong.model import Prepared, Volume
from juanzong.pack.carrier import gb, room
from juanzong.publish import files, previews
from tools import verify

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(MB|GB|TB)", re.IGNORECASE)
_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
_OF_ITEM = re.compile(rf"(?:{files.FOLDER}|{previews.THUMBS}|{previews.VIEWS})/([0-9a-f]{{12}})\.[a-z0-9]+")


def bytes_of(text: str) -> int | None:
    """A size as it stands on a stick, `16GB`, in bytes; None if it is none."""
    match = _SIZE.fullmatch(text.strip())
    return round(float(match[1]) * _UNITS[match[2].upper()]) if match else None


def share_out(
    prepared: Prepared, site: Path, size: int, limits: Carrier
) -> tuple[tuple[Prepared, ...], tuple[Finding, ...]]:
    """What goes onto each carrier of `size` bytes, given the whole site as built.

    A dossier is never parted; an item of several dossiers is on the carrier of each.
    """
    common, items = _room_of(site, limits)
    room_left = size - common - limits.spare_bytes
    if room_left <= 0:
        shared = finding("JZ915", site.name, needed=gb(size - room_left), size=gb(size))
        return (prepared,), (shared,)

    def taken(ids: Iterable[str]) -> int:
        return sum(items.get(one, 0) for one in ids)

    bins: list[set[str]] = [set()]
    found = []
    for label, ids in _groups(prepared):
        if taken(ids) > room_left:
            needed = gb(taken(ids) + size - room_left)
            found.append(finding("JZ913", label, needed=needed, size=gb(size)))
        if taken(bins[-1] | ids) > room_left and bins[-1]:
            bins.append(set())
        bins[-1] |= ids
    if found or len(bins) == 1:
        return (prepared,), tuple(found)
    first = {one: number for number, held in reversed(list(enumerate(bins, 1))) for one in held}
    return tuple(
        replace(
            prepared,
            files={one: file for one, file in prepared.files.items() if one in held},
            volume=Volume(number, len(bins), {k: v for k, v in sorted(first.items()) if k not in held}),
        )
        for number, held in enumerate(bins, 1)
    ), ()


def _groups(prepared: Prepared) -> list[tuple[str, set[str]]]:
    """The items of each dossier, in the order of the standard, and those of none one by one."""
    there = set(prepared.files)
    groups = [
        (dossier.code, {entry.evidence_id for entry in dossier.entries} & there)
        for dossier in prepared.publication.dossiers
    ]
    rest = there - {one for _, ids in groups for one in ids}
    return [*((label, ids) for label, ids in groups if ids), *((one, {one}) for one in sorted(rest))]


def _room_of(site: Path, limits: Carrier) -> tuple[int, dict[str, int]]:
    """What every carrier holds, and what each item takes: its file and its pictures."""
    common, items = 0, dict[str, int]()
    for name, actual in verify.files_below(site).items():
        taken = room([(site / actual).stat().st_size], limits.cluster_bytes)
        if match := _OF_ITEM.fullmatch(name):
            items[match[1]] = items.get(match[1], 0) + taken
        else:
            common += taken
    return common, items
