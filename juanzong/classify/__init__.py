"""Classify: folder and sidecar decide; what has neither is weighed against every clause and suggested."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import PurePath

from juanzong.classify.model import Classifier, Sample
from juanzong.findings import Finding, finding
from juanzong.load.models import Confirmation
from juanzong.load.references import codes_of
from juanzong.model import Clause, Config, Evidence, Link, LinkStatus, Reading
from juanzong.text import normalise

SUGGESTIONS = 3
"""So many clauses are suggested for one item."""


def classify(config: Config, evidence: Sequence[Evidence]) -> tuple[tuple[Link, ...], tuple[Finding, ...]]:
    """Link items to clauses; items without a sure link get suggestions, in the order of their scores.

    Pictures of the ledger prove no clause.
    """
    found: list[Finding] = []
    evidence = [one for one in evidence if not one.item.of_ledger]
    facts = {one.id: _facts(config, one, found) for one in evidence}
    classifier = taught(config, evidence, (link for some in facts.values() for link in some))
    links: list[Link] = []
    for one in evidence:
        links += facts[one.id] or _suggestions(config, classifier, one, found)
    return tuple(links), tuple(found)


def taught(config: Config, evidence: Iterable[Evidence], links: Iterable[Link]) -> Classifier:
    """The classifier as the standard and all that people have placed or confirmed teach it."""
    known: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.is_fact:
            known[link.evidence_id].append(link.code)
    samples = [sample_of(one, tuple(known[one.id])) for one in evidence if one.id in known]
    return Classifier(config.clauses, samples)


def sample_of(one: Evidence, codes: tuple[str, ...] = ()) -> Sample:
    """What of an item is weighed: its title, file names, caption and text."""
    described = one.description
    names = " ".join(dict.fromkeys(PurePath(placement.name).stem for placement in one.item.placements))
    return Sample(f"{described.title.value} {names} {described.caption}".strip(), one.extraction.text, codes)


def _facts(config: Config, one: Evidence, found: list[Finding]) -> list[Link]:
    codes = {clause.code: clause for clause in config.clauses}
    if one.item.set_aside:
        return _none(codes, one, found)
    elsewhere = {code for edition in config.parallel for code in codes_of(edition.indicators)}
    links = {
        placement.folder: Link(one.id, placement.folder, LinkStatus.PLACED)
        for placement in one.item.placements
        if placement.folder in codes and placement.folder is not None
    }
    for placement in one.item.placements:
        for stated in placement.sidecar.indicators if placement.sidecar else ():
            if stated.code not in codes and stated.code in elsewhere:
                continue  # it proves a clause of a standard beside this one
            if stated.code not in codes:
                near = get_close_matches(stated.code, list(codes), 1)
                found.append(
                    finding(
                        "JZ501", f"{placement.path}.yml", given=stated.code, near=near[0] if near else "—"
                    )
                )
                continue
            if stated.quote and not _holds(one, stated):
                found.append(finding("JZ502", f"{placement.path}.yml", given=stated.code, quote=stated.quote))
            links[stated.code] = Link(
                one.id, stated.code, LinkStatus.CONFIRMED, page=stated.page, quote=stated.quote
            )
    return [links[code] for code in codes if code in links]


def _none(codes: Mapping[str, Clause], one: Evidence, found: list[Finding]) -> list[Link]:
    """No link for what a person says is no evidence; what else is said of it does not agree with that."""
    found.append(finding("JZ831", one.item.path, reason=one.item.set_aside))
    folders = {place.folder for place in one.item.placements if place.folder in codes}
    if folders or any(sidecar.indicators for sidecar in one.item.sidecars):
        found.append(finding("JZ832", one.item.path))
    return []


def _holds(one: Evidence, stated: Confirmation) -> bool:
    pages = one.extraction.pages
    text = "".join(p.text for p in pages if stated.page in (None, p.number))
    return normalise(stated.quote or "").text in normalise(text).text


def _suggestions(config: Config, classifier: Classifier, one: Evidence, found: list[Finding]) -> list[Link]:
    if one.extraction.reading is Reading.BROKEN or one.item.set_aside:
        return []
    guesses = [
        guess
        for guess in classifier.guesses(sample_of(one), SUGGESTIONS)
        if guess.score >= config.archive.thresholds.suggest_score
    ]
    if guesses:
        best = guesses[0]
        found.append(finding("JZ503", one.item.path, code=best.code, reasons="、".join(best.reasons)))
    else:
        found.append(finding("JZ504", one.item.path))
    return [
        Link(one.id, guess.code, LinkStatus.SUGGESTED, guess.score, guess.margin, guess.reasons)
        for guess in guesses
    ]
