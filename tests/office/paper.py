"""An archive small enough to be worked out on paper, with every way of scoring that an edition may have.

Three parts of the test, 100 points: evidence (材料审核) 40, on the ground (实地考察) 40, asked (问卷调查) 20.
What is uploaded but not usable counts half in the expected score. Made for 1 June 2026.

    A-1  4 points, 材料审核 + 实地考察; two slots, of 3 and 1 points
    A-2  6 points, 材料审核 + 问卷调查; two slots alike, of which the first asks for two items
    B   10 points, 材料审核; graded: 3 clauses hold: A, 100 %; 2: B, 70 %; fewer: C, 40 %
    C-1  negative list: 2 points each time, at most 3
"""

import json
from pathlib import Path
from typing import Any

import yaml

from tests.archives import make_archive

INSIDE, OUTSIDE = "2026-03-05", "2024-03-05"
"""A day inside the window of evidence (1 November 2025 to 31 October 2026), and one outside."""

_NOTICE, _REPORT = {"kind": "规范文件"}, {"kind": "情况说明"}

EDITION: dict[str, Any] = {
    "methods": ["材料审核", "实地考察", "问卷调查"],
    "total": 100,
    "tiers": [{"name": "第一档", "min": 90}, {"name": "第二档", "min": 80}, {"name": "第三档", "min": 0}],
    "scoring": {
        "uploaded": 0.5,
        "parts": [
            {"id": "cailiao", "name": "网上申报", "methods": ["材料审核"], "weight": 40},
            *(
                {"id": code, "name": name, "methods": [name], "weight": weight, "basis": "assessed"}
                for code, name, weight in (("shidi", "实地考察", 40), ("wenjuan", "问卷调查", 20))
            ),
        ],
    },
    "indicators": [
        {
            "code": "A",
            "display": "Ⅰ-1",
            "title": "甲类",
            "children": [
                {
                    "code": "A-1",
                    "display": "1)",
                    "title": "交通秩序",
                    "score": 4,
                    "methods": ["材料审核", "实地考察"],
                    "slots": [{**_NOTICE, "points": 3}, {**_REPORT, "points": 1}],
                },
                {
                    "code": "A-2",
                    "display": "2)",
                    "title": "公共图书馆",
                    "score": 6,
                    "methods": ["材料审核", "问卷调查"],
                    "slots": [{**_REPORT, "min": 2}, _NOTICE],
                },
            ],
        },
        {
            "code": "B",
            "display": "Ⅰ-2",
            "title": "乙类",
            "score": 10,
            "methods": ["材料审核"],
            "grades": [
                {"name": "A", "met": 3, "share": 1},
                {"name": "B", "met": 2, "share": 0.7},
                {"name": "C", "met": 0, "share": 0.4},
            ],
            "children": [
                {"code": f"B-{n}", "display": f"{n})", "title": f"乙类第{n}条", "slots": [_NOTICE]}
                for n in (1, 2, 3)
            ],
        },
        {
            "code": "C",
            "display": "Ⅰ-3",
            "title": "负面清单",
            "nature": "负面",
            "children": [
                {
                    "code": "C-1",
                    "display": "1)",
                    "title": "安全事故",
                    "nature": "负面",
                    "score": -2,
                    "cap": 3,
                    "methods": ["材料审核"],
                }
            ],
        },
    ],
}

ORGANISATION: dict[str, Any] = {
    "groups": [{"id": "g1", "name": "第一组"}, {"id": "g2", "name": "第二组"}],
    "units": [{"id": "u1", "name": "甲局"}, {"id": "u2", "name": "乙局"}],
    "people": [
        {"id": "p1", "name": "某甲", "post": "甲局科长", "unit": "u1"},
        {"id": "p2", "name": "某乙", "post": "乙局科长", "unit": "u2"},
    ],
    "responsibilities": [
        {"indicators": ["A"], "group": "g1", "lead_unit": "u1", "person": "p1", "deadline": "2026-06-11"},
        {"indicators": ["A-2"], "group": "g1", "lead_unit": "u2", "person": "p2", "deadline": "2026-05-20"},
        {"indicators": ["B"], "group": "g2", "lead_unit": "u2", "person": "p2"},
    ],
}

_SAID = {"reason": "模拟测评", "by": "创建办主任", "date": "2026-05-30"}

FILES: dict[str, Any] = {
    "organisation.yml": ORGANISATION,
    "assessments/A.yml": {"judged": [{"part": "shidi", "rate": 0.8, "lowest": 0.7, "highest": 0.9, **_SAID}]},
    "assessments/A-2.yml": {"judged": [{"part": "wenjuan", "rate": 0.9125, **_SAID}]},
    "assessments/C-1.yml": {"occurred": {"count": 2, **_SAID}},
    "history/2025.yml": {
        "name": "2025年度测评",
        "date": "2026-01-20",
        "total": 87.42,
        "full": 100,
        "clauses": {"A-1": 40.5, "A-2": 30},
    },
}

_EVIDENCE = (
    ("A-1/通知.txt", "规范文件", INSIDE),
    ("A-1/说明.txt", "情况说明", OUTSIDE),
    ("A-2/说明.txt", "情况说明", INSIDE),
    ("B-1/通知.txt", "规范文件", INSIDE),
    ("B-2/通知.txt", "规范文件", OUTSIDE),
)


def make_paper(folder: Path, **files: Any) -> Path:
    """Write that archive below `folder`, some `files` changed: data by path. Returns its root."""
    edition = json.loads(json.dumps({**EDITION, **files.pop("edition", {})}))  # no aliases in the YAML
    evidence: dict[str, str | bytes] = {}
    for path, kind, day in _EVIDENCE:
        evidence[path] = f"{path} 的正文"
        stated = {"title": path, "kind": kind, "date": day}
        evidence[f"{path}.yml"] = yaml.safe_dump(stated, allow_unicode=True)
    root = make_archive(folder, evidence, edition=edition)
    for path, data in {**FILES, **files}.items():
        target = root / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    return root
