"""`diff`: two standards on the command line."""

import json
from pathlib import Path

import pytest
import yaml

from juanzong.cli import main
from juanzong.cli.exits import Exit
from tests.archives import EDITION, NOTICE, make_archive

NEWER = {**EDITION, "id": "t2", "title": "新的测评体系", "predecessor": "t1"}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    newer = json.loads(json.dumps(NEWER))
    newer["indicators"][0]["children"][0]["slots"][2]["min"] = 3
    newer["crosswalk"] = [{"old": ["B-1"], "new": ["B-2"]}, {"old": ["X-9"]}]
    return make_archive(
        tmp_path,
        {"A-1/通知.txt": NOTICE},
        beside={"editions/t2.yml": yaml.safe_dump(newer, allow_unicode=True)},
    )


def test_what_is_to_be_done_is_told_with_who_does_it(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "t1", "t2", "--archive", str(archive)]) == Exit.FINE
    told = capsys.readouterr().out
    assert "补充材料（1）" in told
    assert "A-1 交通秩序  测试市公安局" in told
    assert "实景图片 1 → 3" in told


def test_machines_get_all_of_it(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "t1", "t2", "--archive", str(archive), "--json"]) == Exit.FINE
    told = json.loads(capsys.readouterr().out)
    rows = {row["code"]: row for row in told if row["carry"] != "dropped"}
    assert rows["A-1"]["needs"] == [{"kind": "实景图片", "before": 1, "now": 3}]
    assert (rows["A-1"]["state"], rows["A-1"]["carry"]) == ("uploaded", "proof")
    assert rows["B-2"]["old"] == ["B-1"]


def test_a_standard_that_is_not_there_is_wrong_use(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "t1", "t9", "--archive", str(archive)]) == Exit.USAGE
    assert "editions/t9.yml" in capsys.readouterr().err


def test_what_the_crosswalk_names_and_is_not_there_is_a_finding(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "--archive", str(archive), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [one["field"] for one in found if one["code"] == "JZ182"] == ["crosswalk.1.old.0"]
