"""Several standards over one pool: what serves a clause beside, and how often an item is used."""

from pathlib import Path
from typing import Any

import yaml

from juanzong.model import Publication, SlotState
from juanzong.pipeline import prepare
from tests.archives import NOTICE, REPORT, make_archive, request_for

OTHER: dict[str, Any] = {
    "id": "w",
    "title": "另一体系",
    "levels": ["一", "二"],
    "methods": [],
    "kinds": [{"name": "规范文件"}, {"name": "情况说明"}],
    "total": 3,
    "alongside": "t1",
    "crosswalk": [{"old": ["A"], "new": ["W-1"]}, {"old": ["A-1"], "new": ["W-2"]}],
    "indicators": [
        {
            "code": "W",
            "display": "一",
            "title": "顶",
            "children": [
                {"code": "W-1", "display": "1", "title": "甲", "score": 1, "slots": [{"kind": "规范文件"}]},
                {"code": "W-2", "display": "2", "title": "乙", "score": 1, "slots": [{"kind": "情况说明"}]},
                {"code": "W-3", "display": "3", "title": "丙", "score": 1},
            ],
        }
    ],
}


def made(tmp_path: Path, profile: str = "working", **sidecars: str) -> Publication:
    """A notice in A-1, a report in A-2, and a paper in the inbox."""
    evidence = {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT, "inbox/文.txt": "无处可归的文字"}
    evidence |= {f"{name}.txt.yml": text for name, text in sidecars.items()}
    root = make_archive(
        tmp_path, evidence, beside={"editions/w.yml": yaml.safe_dump(OTHER, allow_unicode=True)}
    )
    prepared, _ = prepare(request_for(root, profile))
    return prepared.publication


def held(publication: Publication) -> dict[str, tuple[list[str], SlotState]]:
    (standard,) = publication.standards
    names = {i: one.item.name for i, one in publication.evidence.items()}
    return {d.code: (sorted(names[e.evidence_id] for e in d.entries), d.state) for d in standard.dossiers}


def test_the_crosswalk_brings_the_evidence_of_its_clauses(tmp_path: Path) -> None:
    """A means A-1 and A-2; only the notice is of the kind and the window that W-1 asks for."""
    assert held(made(tmp_path)) == {
        "W-1": (["说明.txt", "通知.txt"], SlotState.USABLE),
        "W-2": (["通知.txt"], SlotState.UPLOADED),
        "W-3": ([], SlotState.ABSENT),
    }


def test_an_item_is_counted_once_for_every_clause(tmp_path: Path) -> None:
    """The notice proves A-1, W-1 and W-2; the report A-2 and W-1."""
    publication = made(tmp_path)
    names = {i: one.item.name for i, one in publication.evidence.items()}
    assert {names[i]: count for i, count in publication.uses.items()} == {"通知.txt": 3, "说明.txt": 2}


def test_a_sidecar_may_name_a_clause_beside(tmp_path: Path) -> None:
    publication = made(tmp_path, **{"inbox/文": "indicators:\n  - {code: W-3}\n"})
    assert held(publication)["W-3"][0] == ["文.txt"]
    assert publication.queue == ()
    assert "JZ501" not in {f.code for f in publication.findings}


def test_a_profile_without_the_part_has_none(tmp_path: Path) -> None:
    publication = made(tmp_path, "inspection", **{"inbox/文": "indicators:\n  - {code: W-3}\n"})
    assert publication.standards == ()
    assert {one.item.name for one in publication.evidence.values()} == {"通知.txt", "说明.txt"}
