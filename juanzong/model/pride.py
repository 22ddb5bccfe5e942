"""What one profile shows of the city's highlights: only what it has the evidence of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Feat:
    """A highlight of a clause, with ids of its evidence."""

    code: str
    title: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """An honour, with ids of its evidence."""

    day: date
    title: str
    issuer: str
    level: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A milestone of the campaign; `evidence` may be empty."""

    day: date
    title: str
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pride:
    """Highlights in the order of the standard, honours the newest first, the campaign by day."""

    feats: tuple[Feat, ...] = ()
    awards: tuple[Award, ...] = ()
    campaign: tuple[Event, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.feats or self.awards or self.campaign)
