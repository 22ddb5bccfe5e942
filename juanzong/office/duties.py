"""责任全覆盖、管理无真空、创建无死角: every clause has an owner, every unit a duty, every duty a deadline."""

from collections.abc import Iterator, Mapping

from juanzong.findings import Finding, finding
from juanzong.model import Evidence, Publication

_SUBJECT = "organisation.yml"


def check_duties(publication: Publication) -> Iterator[Finding]:
    """Where the responsibilities have holes."""
    yield from _clauses(publication)
    yield from _rows(publication)
    yield from _idle(publication)
    yield from _letters(publication)


def _clauses(publication: Publication) -> Iterator[Finding]:
    for dossier in publication.dossiers:
        if not dossier.owner.lead_unit:
            yield finding("JZ607", dossier.code, title=dossier.clause.indicator.title)


def _rows(publication: Publication) -> Iterator[Finding]:
    units = {unit.id: unit.name for unit in publication.config.organisation.units}
    for number, row in enumerate(publication.config.organisation.responsibilities):
        field = f"responsibilities.{number}"
        named = "、".join(row.indicators)
        if row.deadline is None:
            yield finding("JZ609", _SUBJECT, field=f"{field}.deadline", indicators=named)
        if row.person is None:
            yield finding("JZ612", _SUBJECT, field=f"{field}.person", indicators=named)
        for position, objection in enumerate(row.objections):
            if objection.answer is None:
                yield finding(
                    "JZ613",
                    _SUBJECT,
                    field=f"{field}.objections.{position}",
                    unit=units.get(objection.unit, objection.unit),
                    indicators=named,
                    date=objection.date,
                )


def _idle(publication: Publication) -> Iterator[Finding]:
    """Units, groups and districts that no responsibility names."""
    organisation = publication.config.organisation
    owners = [dossier.owner for dossier in publication.dossiers]
    of_districts = {d.unit for d in organisation.districts if any(d.id in o.districts for o in owners)}
    busy = {unit for o in owners for unit in (o.lead_unit, *o.units)} | of_districts
    for number, unit in enumerate(organisation.units):
        if unit.id not in busy:
            yield finding("JZ608", _SUBJECT, field=f"units.{number}", name=unit.name)
    for number, group in enumerate(organisation.groups):
        if not any(o.group == group.id for o in owners):
            yield finding("JZ610", _SUBJECT, field=f"groups.{number}", name=group.name)
    for number, district in enumerate(organisation.districts):
        if not any(district.id in o.districts for o in owners):
            yield finding("JZ611", _SUBJECT, field=f"districts.{number}", name=district.name)


def letters_of(publication: Publication) -> Mapping[str, Evidence]:
    """责任书: the items that units name as their letters of responsibility, by unit."""
    places = {place.path: one for one in publication.evidence.values() for place in one.item.placements}
    named = {unit.id: unit.letter for unit in publication.config.organisation.units if unit.letter}
    return {unit: places[path] for unit, path in named.items() if path in places}


def _letters(publication: Publication) -> Iterator[Finding]:
    signed = letters_of(publication)
    leading = {dossier.owner.lead_unit for dossier in publication.dossiers}
    without = []
    for number, unit in enumerate(publication.config.organisation.units):
        if unit.letter and unit.id not in signed:
            field = f"units.{number}.letter"
            yield finding("JZ614", _SUBJECT, field=field, name=unit.name, path=unit.letter)
        elif unit.id in leading and not unit.letter:
            without.append(unit.short or unit.name)
    if without:
        yield finding("JZ615", _SUBJECT, field="units", count=len(without), names="、".join(without))
