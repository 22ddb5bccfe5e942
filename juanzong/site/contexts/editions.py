"""Pages on what a new standard changes."""

from dataclasses import dataclass

from juanzong.model.change import Run
from juanzong.site.contexts.shared import Ref, State
from juanzong.site.contexts.standard import Count


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A clause and what becomes of its dossier; `old` are the clauses it follows from.

    `words` are its texts run by run, empty where nothing was reworded; `state` is how far the dossier is,
    None where neither standard is the current one. `who` must act.
    """

    display: str
    title: Ref
    old: tuple[str, ...]
    kinds: tuple[str, ...]
    words: tuple[Run, ...]
    score: str
    needs: tuple[str, ...]
    note: str
    state: State | None
    who: str


@dataclass(frozen=True, slots=True)
class ChangeList:
    """Clauses whose dossiers fare alike; `key` is the anchor, `text` says what is to be done."""

    key: str
    title: str
    text: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Two standards held against each other."""

    title: str
    crumbs: tuple[Ref, ...]
    before: str
    now: str
    counts: tuple[Count, ...]
    lists: tuple[ChangeList, ...]


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """The comparisons there are, each with its counts."""

    title: str
    rows: tuple[tuple[Ref, tuple[Count, ...]], ...]
