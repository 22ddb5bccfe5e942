"""责任全覆盖、管理无真空、创建无死角: a hole in the responsibilities is a finding, and nothing else is."""

from dataclasses import replace
from datetime import date
from typing import Any

from juanzong.findings import Finding
from juanzong.load import owner_of
from juanzong.load.organisation import Group, Objection, Responsibility, Unit
from juanzong.office import survey
from tests.site.factory import WORKING, make_prepared


def _found(**changes: Any) -> list[Finding]:
    """What the office finds once the organisation of the small city is changed."""
    publication = make_prepared(WORKING).publication
    organisation = publication.config.organisation.model_copy(update=changes)
    config = replace(publication.config, organisation=organisation)
    dossiers = tuple(replace(d, owner=owner_of(config, d.clause)) for d in publication.dossiers)
    _, found = survey(replace(publication, config=config, dossiers=dossiers))
    return [one for one in found if one.code in {f"JZ{n}" for n in range(607, 616)} - {"JZ615"}]


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


def test_an_objection_stands_until_it_is_answered() -> None:
    said = {"unit": "jyj", "text": "不由我局主管", "by": "副局长", "date": date(2026, 3, 1)}
    open_one, answered = Objection(**said), Objection(**said, answer="采纳")
    row = _row(indicators=("I-1", "I-2"), objections=(answered, open_one))
    assert _told(_found(responsibilities=(row,))) == {
        ("JZ613", "organisation.yml", "responsibilities.0.objections.1")
    }


def test_a_letter_of_responsibility_is_a_file_of_the_archive() -> None:
    row = _row(indicators=("I-1", "I-2"))
    signed = Unit(id="ccb", name="创建办", letter="evidence/I-1-1-1/方案.pdf")
    lost = Unit(id="jyj", name="教育局", letter="evidence/没有.pdf")
    assert _told(_found(responsibilities=(row,), units=(signed, lost))) == {
        ("JZ614", "organisation.yml", "units.1.letter")
    }


def test_lead_units_without_a_letter_are_told_in_one_line() -> None:
    publication = make_prepared(WORKING).publication
    (one,) = [f for f in publication.findings if f.code == "JZ615"]
    assert dict(one.details) == {"count": "1", "names": "创建办"}


def test_what_the_office_finds_stands_with_the_findings_of_the_profile() -> None:
    publication = make_prepared(WORKING).publication
    assert "JZ607" in {one.code for one in publication.findings}
