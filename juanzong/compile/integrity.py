"""四性 (DA/T 70-2018): what the findings say against each dossier and against the whole."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

import yaml

from juanzong.findings import Finding, Severity
from juanzong.model import Publication


class Property(StrEnum):
    """真实性、完整性、可用性、安全性."""

    AUTHENTIC = "authentic"
    COMPLETE = "complete"
    USABLE = "usable"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Tally:
    """What speaks against a property: findings in order, those apart that somebody answers for."""

    findings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many of a severity nobody answers for."""
        return sum(one.severity is severity for one in self.findings)

    @property
    def holds(self) -> bool:
        """Whether nothing but light notices, and what somebody answers for, speaks against it."""
        light = (
            one.severity is Severity.NOTICE and one.code not in _data()["weighing"] for one in self.findings
        )
        return all(light)


Judgement = Mapping[Property, Tally]
"""A tally for every property."""


@dataclass(frozen=True, slots=True)
class Integrity:
    """The judgement on the whole, and on each dossier by its code."""

    whole: Judgement
    dossiers: Mapping[str, Judgement]


def property_of(code: str) -> Property | None:
    """The property that findings of a code speak of; None where they speak of none."""
    named = next((_table()[code[:n]] for n in range(len(code), 0, -1) if code[:n] in _table()), "none")
    return None if named == "none" else Property(named)


def integrity(publication: Publication) -> Integrity:
    """Judge the whole and each dossier by the findings that the profile shows.

    A finding on an item counts in every dossier that holds it, unless it names a single clause.
    """
    ids = {
        path: one.id
        for one in publication.evidence.values()
        for place in one.item.placements
        for path in (place.shown_path, f"{place.shown_path}.yml")
    }
    holding: dict[str, list[str]] = defaultdict(list)
    for dossier in publication.dossiers:
        for entry in dossier.entries:
            if entry.link.is_fact:
                holding[entry.evidence_id].append(dossier.code)
    codes = {dossier.code for dossier in publication.dossiers}
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in publication.findings:
        for code in _concerned(one, codes, holding.get(ids.get(one.subject, ""), ())):
            found[code].append(one)
    waived = frozenset(publication.waived)
    return Integrity(
        _judged(publication.findings, waived),
        {dossier.code: _judged(found[dossier.code], waived) for dossier in publication.dossiers},
    )


def _concerned(one: Finding, codes: set[str], holders: Sequence[str]) -> Sequence[str]:
    if one.subject in codes:
        return (one.subject,)
    named = dict(one.details).get("code", "")
    return (named,) if named in codes and named in holders else holders


def _judged(findings: Iterable[Finding], waived: frozenset[Finding]) -> Judgement:
    by_property: dict[Property | None, list[Finding]] = defaultdict(list)
    for one in findings:
        by_property[property_of(one.code)].append(one)
    return {
        kind: Tally(
            tuple(one for one in by_property[kind] if one not in waived),
            tuple(one for one in by_property[kind] if one in waived),
        )
        for kind in Property
    }


@cache
def _table() -> Mapping[str, str]:
    return {
        beginning: name
        for name, beginnings in _data().items()
        if name != "weighing"
        for beginning in beginnings
    }


@cache
def _data() -> Mapping[str, Sequence[str]]:
    text = resources.files("juanzong.data").joinpath("integrity.yml").read_text("utf-8")
    rows: dict[str, list[str]] = yaml.safe_load(text)
    return rows
