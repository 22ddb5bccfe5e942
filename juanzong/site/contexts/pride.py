"""The page of highlights."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Fact, Ref


@dataclass(frozen=True, slots=True)
class Shown:
    """An item that proves a highlight; `thumbnail` is empty where it is no picture."""

    ref: Ref
    thumbnail: str


@dataclass(frozen=True, slots=True)
class FeatCard:
    """A highlight with its clause and its evidence."""

    title: str
    text: str
    clause: Ref
    evidence: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An honour with the papers that grant it."""

    day: str
    title: str
    issuer: str
    level: str
    evidence: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """A milestone of the campaign."""

    day: str
    title: str
    text: str
    evidence: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """A working group in the chart: leaders and the units in it."""

    name: Ref
    facts: tuple[Fact, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HighlightsPage:
    """Highlights, honours, the campaign, and who does what; `head` is the group that leads the others."""

    title: str
    feats: tuple[FeatCard, ...]
    awards: tuple[AwardRow, ...]
    campaign: tuple[EventRow, ...]
    head: ChartGroup | None
    groups: tuple[ChartGroup, ...]
