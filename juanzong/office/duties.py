"""责任全覆盖、管理无真空、创建无死角: every clause has an owner, every unit a duty, every duty a deadline."""

from collections.abc import Iterator

from juanzong.findings import Finding, finding
from juanzong.model import Publication

_SUBJECT = "organisation.yml"


def check_duties(publication: Publication) -> Iterator[Finding]:
    """Where the responsibilities have holes."""
    yield from _clauses(publication)
    yield from _rows(publication)
    yield from _idle(publication)


def _clauses(publication: Publication) -> Iterator[Finding]:
    for dossier in publication.dossiers:
        if not dossier.owner.lead_unit:
            yield finding("JZ607", dossier.code, title=dossier.clause.indicator.title)


def _rows(publication: Publication) -> Iterator[Finding]:
    for number, row in enumerate(publication.config.organisation.responsibilities):
        field = f"responsibilities.{number}"
        named = "、".join(row.indicators)
        if row.deadline is None:
            yield finding("JZ609", _SUBJECT, field=f"{field}.deadline", indicators=named)
        if row.person is None:
            yield finding("JZ612", _SUBJECT, field=f"{field}.person", indicators=named)


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
