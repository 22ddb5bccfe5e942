"""Nothing that the office keeps for itself is anywhere in the inspectors' site; its own site shows it all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from juanzong.pipeline import build_site
from tests.archives import ARCHIVE, request_for
from tests.leaks import leaks, texts
from tests.office.paper import FILES, ORGANISATION, make_paper
from tests.screen.people import id_of

CANARY = "CANARYOFFICE"
PLACES = (
    *("REASON", "BY", "OCCURRED", "NOTE", "TIER", "ROUND", "OBJECTION", "SIGNED", "ANSWER"),
    *("STAGE", "PART"),
)
WORDS = (
    *("预计得分", "预计失分", "薄弱环节", "自评", "逾期", "异议"),
    *("65.25", "57.25", "73.25", "87.42", "22.75"),
)
"""What only the office's pages say, numbers of the paper archive among it."""
NUMBER = id_of("110101", date(1990, 3, 7), 77)


def _canary(place: str) -> str:
    return f"{CANARY}{place}"


def _archive(folder: Path) -> Path:
    judged = {"part": "shidi", "rate": 0.8, "lowest": 0.7, "highest": 0.9, "date": "2026-05-30"}
    objection: dict[str, Any] = {
        "unit": "u1",
        "text": f"{_canary('OBJECTION')} {NUMBER}",
        "by": _canary("SIGNED"),
        "date": "2026-03-01",
        "answer": _canary("ANSWER"),
    }
    first, *others = ORGANISATION["responsibilities"]
    organisation = {**ORGANISATION, "responsibilities": [{**first, "objections": [objection]}, *others]}
    occurred = {"count": 2, "reason": _canary("OCCURRED"), "by": "主任", "date": "2026-05-30"}
    past = {"name": _canary("ROUND"), "note": _canary("NOTE"), "tier": _canary("TIER")}
    files = {
        "organisation.yml": organisation,
        "assessments/A.yml": {
            "judged": [{**judged, "reason": f"{_canary('REASON')} {NUMBER}", "by": _canary("BY")}]
        },
        "assessments/C-1.yml": {"occurred": occurred},
        "history/2025.yml": {**FILES["history/2025.yml"], **past},
    }
    root = make_paper(folder, **files)
    stage = {"name": _canary("STAGE"), "start": "2026-05-01", "date": "2026-07-01"}
    archive = {**ARCHIVE, "round": {**ARCHIVE["round"], "milestones": [stage]}}
    (root / "archive.yml").write_text(yaml.safe_dump(archive, allow_unicode=True), encoding="utf-8")
    edition = root / "editions/t1.yml"
    named = edition.read_text(encoding="utf-8").replace("name: 网上申报", f"name: {_canary('PART')}")
    edition.write_text(named, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _archive(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def sites(archive: Path) -> dict[str, Path]:
    made = {name: archive.parent / name for name in ("inspection", "working")}
    for name, site in made.items():
        build_site(request_for(archive, name), site)
    return made


def test_inspectors_get_no_trace_of_the_office(sites: dict[str, Path]) -> None:
    site = sites["inspection"]
    assert leaks(site, (CANARY, *WORDS)) == {}
    names = {name.split("/")[0] for name, _ in texts(site)}
    assert "work" not in names
    assert not (site / "assets/office.css").exists()


def test_the_same_look_finds_all_of_it_in_the_office(sites: dict[str, Path]) -> None:
    found = leaks(sites["working"], [*map(_canary, PLACES), *WORDS])
    assert {_canary(place) for place in PLACES} | set(WORDS) == set(found)


def test_personal_data_in_what_people_typed_are_hidden_in_the_office_too(sites: dict[str, Path]) -> None:
    assert leaks(sites["working"], (NUMBER, NUMBER[6:14])) == {}
