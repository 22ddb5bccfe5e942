from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from juanzong.load import load
from juanzong.load.release import Handling, Release
from tests.archives import make_archive

REVIEW = {"by": "创建办副主任", "date": "2026-11-18"}
RELEASED = {"by": "创建办主任", "date": "2026-11-20"}
FULL: dict[str, Any] = {"reviewed": [REVIEW], "released": RELEASED, "commit": "0123abc"}
WAIVER = {
    "code": "JZ602",
    "subject": "evidence/A-1/甲.txt",
    "by": "主任",
    "reason": "沿用",
    "date": "2026-11-19",
}


def loaded(folder: Path, record: Any) -> tuple[Release | None, list[tuple[str, str]]]:
    root = make_archive(folder, {})
    (root / "release.yml").write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    config, found = load(root)
    mine = [(f.code, f.field) for f in found if f.subject == "release.yml"]
    return (config.release if config else None), mine


def test_an_archive_without_a_record_is_not_released(tmp_path: Path) -> None:
    config, found = load(make_archive(tmp_path, {}))
    assert config is not None, found
    assert config.release == Release()


def test_a_full_record(tmp_path: Path) -> None:
    release, found = loaded(tmp_path, {**FULL, "waivers": [WAIVER]})
    assert found == []
    assert release is not None
    assert release.released == Handling(by="创建办主任", date=date(2026, 11, 20))
    assert release.waivers[0].missing == ()


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({**FULL, "reviewed": []}, [("JZ161", "released")]),
        ({**FULL, "reviewed": [{**REVIEW, "date": "2026-11-21"}]}, [("JZ162", "released.date")]),
        ({**FULL, "commit": None}, [("JZ169", "commit")]),
        ({"reviewed": [REVIEW]}, []),
        ({"waivers": [{**WAIVER, "code": "JZ999"}]}, [("JZ163", "waivers.0")]),
        ({"waivers": [{**WAIVER, "code": "JZ402"}]}, [("JZ164", "waivers.0")]),
        ({"waivers": [{**WAIVER, "code": "JZ101"}]}, [("JZ164", "waivers.0")]),
        ({"waivers": [WAIVER, {**WAIVER, "by": None}]}, [("JZ165", "waivers.1")]),
        ({"waivers": [{"code": "JZ602", "subject": "A-1"}]}, [("JZ165", "waivers.0")]),
    ],
)
def test_what_keeps_it_from_counting(
    tmp_path: Path, record: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    release, found = loaded(tmp_path, record)
    assert found == expected
    assert release is not None


@pytest.mark.parametrize(
    "record", [{"commit": "HEAD; rm"}, {"released": {"by": "主任"}}, {"signed": "主任"}, []]
)
def test_a_broken_record_stops_the_build(tmp_path: Path, record: Any) -> None:
    release, found = loaded(tmp_path, record)
    assert release is None
    assert found
