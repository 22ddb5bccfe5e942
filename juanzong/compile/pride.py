"""Highlights, honours and the campaign, as far as their evidence may be shown."""

from collections.abc import Iterator, Sequence

from juanzong.findings import Finding, finding
from juanzong.load.highlights import Highlight, Honour, Milestone
from juanzong.model import Config, Evidence
from juanzong.model.pride import Award, Event, Feat, Pride
from juanzong.references import References
from juanzong.screen import hide, rules_of
from juanzong.screen.words import mark_in

_SUBJECT = "highlights.yml"


def pride_of(config: Config, evidence: Sequence[Evidence]) -> Pride:
    """What `evidence`, the items that may be shown, lets be shown; without personal data."""
    told, pool, rules = config.highlights, References.of(evidence), rules_of(config)
    marked = {id(entry) for _, entry, _ in _marked(config)}

    def said(text: str | None) -> str:
        return hide(text, rules)[0] if text else ""

    def ids(references: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.id for reference in references if (one := pool.get(reference))))

    order = [clause.code for clause in config.clauses]
    feats = [
        Feat(one.clause, said(one.title), said(one.text), ids(one.evidence))
        for one in told.highlights
        if one.clause in order and id(one) not in marked
    ]
    awards = [
        Award(one.date, said(one.title), said(one.issuer), said(one.level), ids(one.evidence))
        for one in told.honours
        if id(one) not in marked
    ]
    campaign = [
        Event(one.date, said(one.title), said(one.text), ids(one.evidence))
        for one in told.campaign
        if id(one) not in marked
    ]
    return Pride(
        tuple(sorted((feat for feat in feats if feat.evidence), key=lambda feat: order.index(feat.code))),
        tuple(sorted((a for a in awards if a.evidence), key=lambda award: award.day, reverse=True)),
        tuple(sorted(campaign, key=lambda event: event.day)),
    )


def check_pride(config: Config, released: Sequence[Evidence]) -> Iterator[Finding]:
    """References to what is not there or may not be shown to inspectors, and what bears a mark."""
    pool = References.of(released)
    marked = {field: mark for field, _, mark in _marked(config)}
    for field, one in _entries(config):
        if field in marked:
            yield finding("JZ402", _SUBJECT, field=field, mark=marked[field])
            continue
        for reference in one.evidence:
            if pool.get(reference) is None:
                yield finding(
                    "JZ670", _SUBJECT, field=f"{field}.evidence", title=one.title, reference=reference
                )


def _entries(config: Config) -> Iterator[tuple[str, Highlight | Honour | Milestone]]:
    """Everything in `highlights.yml` with where it stands."""
    told = config.highlights
    lists: dict[str, Sequence[Highlight | Honour | Milestone]] = {
        "highlights": told.highlights,
        "honours": told.honours,
        "campaign": told.campaign,
    }
    for name, entries in lists.items():
        yield from ((f"{name}.{position}", one) for position, one in enumerate(entries))


def _marked(config: Config) -> Iterator[tuple[str, Highlight | Honour | Milestone, str]]:
    """What bears a mark of state secrets, with where it stands and the mark."""
    for field, one in _entries(config):
        texts = [value for _, value in one if isinstance(value, str)]
        if mark := mark_in(config, _SUBJECT, texts):
            yield field, one, mark
