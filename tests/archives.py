"""Small archives for tests, built from data: a standard of four clauses, two profiles, files as given."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from juanzong.request import Request

TODAY = date(2026, 6, 1)

ARCHIVE: dict[str, Any] = {
    "name": "测试市创建档案",
    "city": "测试市",
    "edition": "t1",
    "fonds": {"code": "Z001", "name": "测试市创建办"},
    "round": {
        "name": "2026年度",
        "inspection": "2026-12-15",
        "window": {"start": "2025-11-01", "end": "2026-10-31"},
    },
    "profiles": {
        "inspection": {
            "title": "测试市卷宗",
            "parts": ["dossiers", "search", "catalogue", "organisation", "timeline", "verify", "highlights"],
            "docs": ["index.md", "help.md", "verify.md"],
        },
        "working": {
            "title": "测试市卷宗（工作）",
            "parts": [
                *("dossiers", "search", "catalogue", "organisation", "timeline", "verify", "highlights"),
                *(
                    "standards",
                    "gaps",
                    "queue",
                    "findings",
                    "withheld",
                    "duties",
                    "tasks",
                    "score",
                    "ledger",
                    "points",
                    "reports",
                ),
            ],
            "docs": ["*"],
        },
    },
}

EDITION: dict[str, Any] = {
    "id": "t1",
    "title": "测试测评体系",
    "levels": ["测评项目", "测评指标", "测评内容", "测评标准"],
    "methods": ["材料审核", "实地考察"],
    "kinds": [
        {"name": "规范文件", "document_types": ["通知", "意见", "方案"]},
        {"name": "情况说明", "document_types": ["报告", "说明"]},
        {"name": "实景图片", "formats": ["image"]},
        {"name": "统计表格", "formats": ["sheet"]},
    ],
    "total": 10,
    "tiers": [{"name": "优秀", "min": 9}],
    "indicators": [
        {
            "code": "A",
            "display": "Ⅰ-1",
            "title": "廉洁高效的政务环境",
            "children": [
                {
                    "code": "A-1",
                    "display": "1)",
                    "title": "交通秩序",
                    "text": "严格执行道路交通安全法规，交通秩序良好，斑马线礼让行人。",
                    "score": 5,
                    "methods": ["材料审核"],
                    "keywords": ["交通秩序", "礼让斑马线"],
                    "slots": [
                        {"kind": "规范文件", "min": 1},
                        {"kind": "情况说明", "min": 1, "max_chars": 300},
                        {"kind": "实景图片", "min": 1},
                    ],
                },
                {
                    "code": "A-2",
                    "display": "2)",
                    "title": "公共图书馆",
                    "text": "公共图书馆免费开放，开展全民阅读活动。",
                    "score": 5,
                    "methods": ["实地考察"],
                    "keywords": ["全民阅读", "图书馆"],
                    "slots": [{"kind": "情况说明", "min": 1}],
                    "window": {"start": "2024-01-01", "end": "2024-12-31"},
                },
            ],
        },
        {
            "code": "B",
            "display": "Ⅰ-2",
            "title": "可持续发展的生态环境",
            "children": [
                {
                    "code": "B-1",
                    "display": "1)",
                    "title": "垃圾分类",
                    "text": "生活垃圾分类投放、收集、运输和处理。",
                    "methods": ["实地考察"],
                    "keywords": ["垃圾分类"],
                },
                {"code": "B-2", "display": "2)", "title": "空气质量", "methods": ["材料审核"]},
            ],
        },
    ],
}

ORGANISATION: dict[str, Any] = {
    "groups": [{"id": "zx", "name": "社会治安组", "leader": "p1", "lead_unit": "gaj", "duty": "维护秩序"}],
    "units": [{"id": "gaj", "name": "测试市公安局", "short": "公安局"}],
    "districts": [{"id": "lj", "name": "临江区"}],
    "people": [{"id": "p1", "name": "甲乙丙", "post": "副市长", "unit": "gaj"}],
    "responsibilities": [
        {"indicators": ["A"], "group": "zx", "lead_unit": "gaj", "districts": ["lj"], "person": "p1"}
    ],
}

NOTICE = (
    "测试市人民政府文件\n测政发〔2026〕12号\n关于加强交通秩序整治的通知\n各区人民政府：\n"
    "为维护道路交通秩序，现就斑马线礼让行人有关事项通知如下。\n测试市人民政府\n2026年3月5日\n"
)
REPORT = "关于交通秩序整治情况的说明\n全市共查处违法停车1200起。\n测试市公安局\n2026年4月8日\n"


def make_archive(
    folder: Path,
    evidence: Mapping[str, str | bytes],
    *,
    archive: Mapping[str, Any] | None = None,
    edition: Mapping[str, Any] | None = None,
    beside: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write an archive below `folder`: `evidence` by path below `evidence/`, `beside` it what else there is.

    Returns its root.
    """
    root = folder / "archive"
    files: dict[str, str | bytes] = {
        "archive.yml": _yaml({**ARCHIVE, **(archive or {})}),
        "editions/t1.yml": _yaml({**EDITION, **(edition or {})}),
        "organisation.yml": _yaml(ORGANISATION),
        **{f"evidence/{path}": content for path, content in evidence.items()},
        **(beside or {}),
    }
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    (root / "evidence").mkdir(exist_ok=True)
    return root


def request_for(root: Path, profile: str = "inspection") -> Request:
    """A request to build that archive, with its work files beside it."""
    return Request(root, profile, TODAY, root.parent / ".juanzong", workers=1)


def _yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
