"""Several standards over one pool: what the items of the current standard prove of those beside it."""

from collections.abc import Iterable, Mapping, Sequence

from juanzong.load.models import Edition
from juanzong.load.references import below
from juanzong.model import Config, Link, LinkStatus, Screened


def sources_of(config: Config, edition: Edition) -> dict[str, tuple[str, ...]]:
    """By clause of a standard beside the current one, the clauses whose evidence serves it."""
    found: dict[str, list[str]] = {}
    for crossing in edition.crosswalk:
        ours = [code for node in crossing.old for code in below(config.edition.indicators, node)]
        for code in (code for node in crossing.new for code in below(edition.indicators, node)):
            found.setdefault(code, []).extend(ours)
    return {code: tuple(dict.fromkeys(some)) for code, some in found.items()}


def links_to(
    config: Config,
    code: str,
    sources: Iterable[str],
    by_clause: Mapping[str, Sequence[Link]],
    shown: Mapping[str, Screened],
) -> list[Link]:
    """The items that prove a clause: those of its sources, and those whose sidecars name it.

    A code that the current standard has, too, means that of the current standard.
    """
    found: dict[str, Link] = {}
    for source in sources:
        for link in by_clause.get(source, ()):
            if link.is_fact:
                found[link.evidence_id] = Link(link.evidence_id, code, LinkStatus.PLACED)
    if all(code != clause.code for clause in config.clauses):
        for i, one in shown.items():
            for sidecar in one.evidence.item.sidecars:
                for stated in sidecar.indicators:
                    if stated.code == code:
                        found[i] = Link(i, code, LinkStatus.CONFIRMED, page=stated.page, quote=stated.quote)
    return list(found.values())
