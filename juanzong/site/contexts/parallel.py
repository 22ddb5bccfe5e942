"""Pages on several standards over one pool."""

from dataclasses import dataclass

from juanzong.site.contexts.shared import Ref, State


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard with its clauses, the items in them, and how many of these serve another standard, too."""

    title: Ref
    clauses: int
    served: int
    items: int
    shared: int


@dataclass(frozen=True, slots=True)
class ReuseRow:
    """An item and the number of clauses it proves, of all standards."""

    title: Ref
    uses: int


@dataclass(frozen=True, slots=True)
class StandardsPage:
    """All standards over the pool; `reused` items serve several clauses, the most used first."""

    title: str
    rows: tuple[StandardRow, ...]
    reused: tuple[ReuseRow, ...]


@dataclass(frozen=True, slots=True)
class ParallelRow:
    """A clause of a standard beside the current one; `sources` are the dossiers whose items serve it."""

    display: str
    title: str
    slots: tuple[str, ...]
    state: State | None
    sources: tuple[Ref, ...]
    items: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ParallelPage:
    """A standard beside the current one, clause by clause."""

    title: str
    crumbs: tuple[Ref, ...]
    lead: str
    rows: tuple[ParallelRow, ...]
