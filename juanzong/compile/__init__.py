"""Compile: dossiers with their slots and catalogues, and what of it all one profile may show."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from juanzong.compile.numbers import archive_numbers
from juanzong.compile.pride import check_pride, pride_of
from juanzong.compile.slots import check, day_of, fill, in_window
from juanzong.compile.standards import links_to, sources_of
from juanzong.findings import Finding, finding, order
from juanzong.lang import Lang
from juanzong.load import clauses_of, owner_of, window_of
from juanzong.load.models import Edition, Part, Profile
from juanzong.load.release import VOIDING, Release, Waiver
from juanzong.model import (
    Clause,
    Config,
    Dossier,
    Entry,
    Evidence,
    Link,
    Owner,
    Placement,
    Publication,
    Screened,
    Standard,
    Verdict,
)
from juanzong.model.pride import Pride
from juanzong.screen import hide, rules_of
from juanzong.screen.personal import Rules
from juanzong.waivers import blocking, waived


@dataclass(frozen=True, slots=True)
class Material:
    """What the stages before made of the whole pool, before any profile chooses from it."""

    config: Config
    screened: tuple[Screened, ...]
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]
    commit: str


def compile_dossiers(
    material: Material, profile_id: str, today: date, lang: Lang
) -> tuple[Publication, tuple[Finding, ...]]:
    """Compile every clause's dossier for one profile.

    A profile sees released items that a person has linked; `withheld` items and the `queue` only if it has
    those parts; suggestions as links only if its policy says so; secret items never.
    """
    config = material.config
    profile = config.archive.profiles[profile_id]
    pool = {s.evidence.id: _where_shown(s, profile) for s in material.screened if _may_show(s, profile)}
    shown = {i: s for i, s in pool.items() if not s.evidence.item.of_ledger}
    links: dict[str, list[Link]] = defaultdict(list)
    by_clause: dict[str, list[Link]] = defaultdict(list)
    for link in material.links:
        if link.evidence_id in shown and (link.is_fact or profile.suggestions or Part.QUEUE in profile.parts):
            links[link.evidence_id].append(link)
            if link.is_fact or profile.suggestions:
                by_clause[link.code].append(link)
    linked = {link.evidence_id for some in by_clause.values() for link in some}
    sure = {link.evidence_id for link in material.links if link.is_fact}
    numbers, blocked = numbers_of(material), _blocked(material)
    beside = config.parallel if Part.STANDARDS in profile.parts else ()
    standards = tuple(_standard(config, edition, by_clause, shown, numbers, blocked) for edition in beside)
    elsewhere = {entry.evidence_id for one in standards for d in one.dossiers for entry in d.entries}
    linked, sure = linked | elsewhere, sure | elsewhere
    queue = tuple(i for i in shown if i not in sure) if Part.QUEUE in profile.parts else ()
    dossiers: list[Dossier] = []
    found: list[Finding] = []
    for clause in config.clauses:
        dossier, wrong = _dossier(config, clause, by_clause[clause.code], shown, numbers, blocked)
        dossiers.append(dossier)
        found += wrong
    published = {i: s.evidence for i, s in shown.items() if i in linked or i in queue}
    withheld = _withheld(shown.values(), profile)
    found += check_pride(config, [s.evidence for i, s in shown.items() if i in sure and _released(s)])
    pictures = _pictures(pool, profile)
    told = _paths((*published.values(), *pictures.values(), *(s.evidence for s in withheld)))
    release, wrong = _release(material, found)
    found += wrong
    visible = _visible_findings(material, found, profile, told)
    return (
        Publication(
            config=config,
            profile_id=profile_id,
            profile=profile,
            today=today,
            lang=lang,
            commit=material.commit,
            dossiers=tuple(dossiers),
            evidence=published,
            links={i: tuple(some) for i, some in links.items() if i in published},
            archive_numbers={i: n for i, n in numbers.items() if i in published},
            queue=queue,
            withheld=withheld,
            findings=tuple(visible),
            waived={one: waiver for one, waiver in visible.items() if waiver},
            release=release,
            pictures=pictures,
            standards=standards,
            pride=pride_of(config, tuple(published.values()))
            if Part.HIGHLIGHTS in profile.parts
            else Pride(),
        ),
        tuple(found),
    )


def _standard(
    config: Config,
    edition: Edition,
    by_clause: Mapping[str, Sequence[Link]],
    shown: Mapping[str, Screened],
    numbers: Mapping[str, str],
    blocked: frozenset[str],
) -> Standard:
    """A standard beside the current one, out of the same items."""
    sources = sources_of(config, edition)
    dossiers = []
    for clause in clauses_of(edition.indicators):
        links = links_to(config, clause.code, sources.get(clause.code, ()), by_clause, shown)
        dossier, _ = _dossier(config, clause, links, shown, numbers, blocked)
        dossiers.append(replace(dossier, owner=Owner()))
    return Standard(edition, tuple(dossiers), sources)


def _released(screened: Screened) -> bool:
    return screened.verdict is Verdict.RELEASED


def _may_show(screened: Screened, profile: Profile) -> bool:
    if screened.verdict is Verdict.WITHHELD:
        return Part.WITHHELD in profile.parts
    return screened.verdict is Verdict.RELEASED


def _where_shown(screened: Screened, profile: Profile) -> Screened:
    """An item without those of its places that a profile lacks: with the ledger's problems, in the inbox."""
    evidence, item = screened.evidence, screened.evidence.item
    kept = tuple(place for place in item.placements if _has_place(place, profile))
    if not kept or kept == item.placements:
        return screened
    return replace(screened, evidence=replace(evidence, item=replace(item, placements=kept)))


def _paths(evidence: Iterable[Evidence]) -> frozenset[str]:
    return frozenset(place.path for one in evidence for place in one.item.placements)


def _has_place(place: Placement, profile: Profile) -> bool:
    if place.of_ledger:
        return Part.LEDGER in profile.parts
    return place.folder is not None or Part.QUEUE in profile.parts


def _pictures(pool: Mapping[str, Screened], profile: Profile) -> dict[str, Evidence]:
    """Released pictures of the ledger, for who has it."""
    if Part.LEDGER not in profile.parts:
        return {}
    return {
        i: s.evidence for i, s in pool.items() if s.evidence.item.of_ledger and s.verdict is Verdict.RELEASED
    }


def _dossier(
    config: Config,
    clause: Clause,
    links: Sequence[Link],
    shown: Mapping[str, Screened],
    numbers: Mapping[str, str],
    blocked: frozenset[str],
) -> tuple[Dossier, list[Finding]]:
    window = window_of(config, clause)
    ordered = sorted(links, key=lambda n: (day_of(shown[n.evidence_id].evidence) or date.max, n.evidence_id))
    entries = tuple(
        Entry(
            position,
            numbers.get(link.evidence_id, ""),
            link.evidence_id,
            link,
            in_window(day_of(shown[link.evidence_id].evidence), window),
        )
        for position, link in enumerate(ordered, 1)
    )
    slots = fill(clause, ordered, shown, window, blocked)
    facts = [(shown[e.evidence_id].evidence, e.in_window) for e in entries if e.link.is_fact]
    return Dossier(clause, slots, entries, owner_of(config, clause)), list(check(clause, slots, facts))


def numbers_of(material: Material) -> dict[str, str]:
    """档号 of everything that may leave the house and has a sure place, by id."""
    sure = {link.evidence_id for link in material.links if link.is_fact}
    return archive_numbers(
        material.config,
        [s.evidence for s in material.screened if s.verdict is Verdict.RELEASED and s.evidence.id in sure],
    )


def _blocked(material: Material) -> frozenset[str]:
    subjects = {f.subject for f in material.findings if f.blocks}
    return frozenset(
        s.evidence.id
        for s in material.screened
        for placement in s.evidence.item.placements
        if placement.path in subjects or f"{placement.path}.yml" in subjects
    )


def _withheld(shown: Iterable[Screened], profile: Profile) -> tuple[Screened, ...]:
    if Part.WITHHELD not in profile.parts:
        return ()
    return tuple(s for s in shown if s.verdict is Verdict.WITHHELD)


def _visible_findings(
    material: Material, found: Iterable[Finding], profile: Profile, told: Container[str]
) -> dict[Finding, Waiver | None]:
    """Findings for a profile that shows them, with their waivers, less every one that names what it lacks.

    Personal data are taken out of what is left.
    """
    if Part.FINDINGS not in profile.parts:
        return {}
    rules = rules_of(material.config)
    aliases = {
        placement.path: placement.alias
        for s in material.screened
        for placement in s.evidence.item.placements
        if placement.alias
    }
    barred = [path for path in _paths(s.evidence for s in material.screened) if path not in told]
    every = order((*material.findings, *found))
    answered = waived(material.config.release, every)
    return {
        _without_personal(f, aliases, rules): _told(answered.get(f), rules)
        for f in every
        if not any(path in text for path in barred for text in (f.subject, *(v for _, v in f.details)))
    }


def _release(material: Material, found: Iterable[Finding]) -> tuple[Release | None, list[Finding]]:
    """The release record, if anything was released and nothing says that it does not count."""
    release = material.config.release
    if release.released is None:
        return None, []
    every = order((*material.findings, *found))
    if unanswered := blocking(release, every):
        first, count = unanswered[0], len(unanswered)
        return None, [finding("JZ170", "release.yml", count=count, example=first.subject, code=first.code)]
    return (None if any(one.code in VOIDING for one in every) else release), []


def _told(waiver: Waiver | None, rules: Rules) -> Waiver | None:
    """A waiver as it may be shown."""
    if waiver is None:
        return None
    said = {name: hide(getattr(waiver, name), rules)[0] for name in ("subject", "by", "reason")}
    return waiver.model_copy(update=said)


def _without_personal(one: Finding, aliases: Mapping[str, str], rules: Rules) -> Finding:
    """A finding that quotes a file's name or text, as it may be shown."""

    def shown(text: str) -> str:
        for path, alias in aliases.items():
            text = text.replace(path, alias)
        return hide(text, rules)[0]

    return replace(
        one, subject=shown(one.subject), details=tuple((name, shown(value)) for name, value in one.details)
    )
