"""责任全覆盖、管理无真空、创建无死角: a hole in the responsibilities is a finding, and nothing else is."""

from dataclasses import replace
from typing import Any

from juanzong.findings import Finding
from juanzong.load import owner_of
from juanzong.load.models import Group, Responsibility, Unit
from juanzong.office import survey
from tests.site.factory import WORKING, make_prepared


def _found(**changes: Any) -> list[Finding]:
    """What the office finds once the organisation of the small city is changed."""
    publication = make_prepared(WORKING).publication
    organisation = publication.config.organisation.model_copy(update=changes)
    config = replace(publication.config, organisation=organisation)
    dossiers = tuple(replace(d, owner=owner_of(config, d.clause)) for d in publication.dossiers)
    _, found = survey(replace(publication, config=config, dossiers=dossiers))
    return [one for one in found if one.code in {f"JZ{n}" for n in range(607, 616)}]


def _row(**changes: Any) -> Responsibility:
    (row,) = make_prepared(WORKING).publication.config.organisation.responsibilities
    return row.model_copy(update={"person": "p1", **changes})


def _told(found: list[Finding]) -> set[tuple[str, str, str]]:
    return {(one.code, one.subject, one.field) for one in found}


def test_nothing_is_found_where_everybody_has_a_duty() -> None:
    everything = _row(indicators=("I-1", "I-2"))
    assert _told(_found(responsibilities=(everything,))) == set()


def test_a_clause_that_nobody_answers_for() -> None:
    assert _told(_found(responsibilities=(_row(),))) == {("JZ607", "I-2", "")}


def test_a_responsibility_without_deadline_or_person() -> None:
    row = _row(indicators=("I-1", "I-2"), deadline=None, person=None)
    assert _told(_found(responsibilities=(row,))) == {
        ("JZ609", "organisation.yml", "responsibilities.0.deadline"),
        ("JZ612", "organisation.yml", "responsibilities.0.person"),
    }


def test_units_groups_and_districts_with_nothing_to_do() -> None:
    row = _row(indicators=("I-1", "I-2"), units=(), districts=())
    units = (Unit(id="ccb", name="创建办"), Unit(id="jyj", name="教育局"))
    groups = (Group(id="office", name="办公室"), Group(id="idle", name="闲组"))
    assert _told(_found(responsibilities=(row,), units=units, groups=groups)) == {
        ("JZ608", "organisation.yml", "units.1"),
        ("JZ610", "organisation.yml", "groups.1"),
        ("JZ611", "organisation.yml", "districts.0"),
    }


def test_the_unit_of_a_district_has_the_duties_of_the_district() -> None:
    row = _row(indicators=("I-1", "I-2"), units=())
    assert _told(_found(responsibilities=(row,))) == set()


def test_what_the_office_finds_stands_with_the_findings_of_the_profile() -> None:
    publication = make_prepared(WORKING).publication
    assert "JZ607" in {one.code for one in publication.findings}
