"""The page on the four properties, which only the working profile has."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Fact, Ref


@dataclass(frozen=True, slots=True)
class Standing:
    """How one property of a dossier stands: `state` is ok, error, warning, or none where nothing is there.

    `refs` lead to the findings.
    """

    name: str
    state: str
    summary: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class IntegrityRow:
    """A dossier with its four properties."""

    display: str
    title: str
    href: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A finding that somebody answers for."""

    finding: Ref
    subject: str
    by: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class IntegrityPage:
    """四性 of the whole and of each dossier, the release record, and what was waived."""

    title: str
    whole: tuple[Standing, ...]
    rows: tuple[IntegrityRow, ...]
    record: tuple[Fact, ...]
    holds: bool
    waivers: tuple[WaiverRow, ...]
