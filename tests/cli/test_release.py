"""Who reviewed and released gets into the record only when it is true, and nothing else in it is touched."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from juanzong.cli import main
from juanzong.cli.release import Steps, written
from juanzong.pipeline import build_site
from tests.archives import NOTICE, REPORT, make_archive, request_for
from tests.extract.test_beneath import jpeg
from tests.gits import commit

DAY = ["--today", "2026-06-01"]
WAIVERS = """# 经创建办同意
waivers:
  # 原件已毁
  - {code: JZ202, subject: evidence/A-1/空.pdf, by: 主任, reason: '仅存', date: 2026-05-30}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    made = make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT})
    commit(made, new=True)
    return made


def record(root: Path) -> dict[str, object]:
    held: dict[str, object] = yaml.safe_load((root / "release.yml").read_text(encoding="utf-8"))
    return held


def test_review_and_release_are_written_and_stand_on_the_site(root: Path) -> None:
    assert (
        main(["release", "--collected", "资料组", "--reviewed", "副主任", "--reviewed", "督查组", *DAY]) == 0
    )
    assert main(["release", "--by", "主任", *DAY]) == 0
    held = record(root)
    day = date(2026, 6, 1)
    assert held["collected"] == [{"by": "资料组", "date": day}]
    assert held["reviewed"] == [{"by": "副主任", "date": day}, {"by": "督查组", "date": day}]
    assert held["released"] == {"by": "主任", "date": day}
    commit(root)
    made = build_site(request_for(root), root.parent / "site", desk=False)
    assert made.publication.release
    assert "2026年6月1日由主任签发" in (root.parent / "site/index.html").read_text(encoding="utf-8")


def test_a_release_tells_later_rounds_its_pictures(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/广场.jpg").write_bytes(jpeg())
    commit(root)
    assert main(["release", "--reviewed", "副主任", *DAY]) == 0
    assert main(["release", "--by", "主任", *DAY]) == 0
    held = yaml.safe_load((root / "fingerprints/2026-12-15.yml").read_text(encoding="utf-8"))
    assert [picture["name"] for picture in held["pictures"]] == ["evidence/A-1/广场.jpg"]
    commit(root)
    assert main(["check", *DAY]) == 0
    assert "JZ473" not in capsys.readouterr().out
    settings = (root / "archive.yml").read_text(encoding="utf-8").replace("2026年度", "2027年度")
    (root / "archive.yml").write_text(settings, encoding="utf-8")
    assert main(["check", *DAY]) == 0
    assert "与2026年度用过的“evidence/A-1/广场.jpg”疑为同一张照片" in capsys.readouterr().out


def test_nothing_is_released_that_was_not_reviewed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "--by", "主任", *DAY]) == 1
    assert "先审后发" in capsys.readouterr().err
    assert not (root / "release.yml").exists()


@pytest.mark.parametrize("name", ["evidence/A-1/新.txt", "evidence/A-1/通知.txt", "archive.yml"])
def test_what_changed_after_the_review_is_not_released(root: Path, name: str) -> None:
    assert main(["release", "--reviewed", "副主任", *DAY]) == 0
    before = record(root)
    with (root / name).open("a", encoding="utf-8") as file:
        file.write("\n# 改\n")
    assert main(["release", "--by", "主任", *DAY]) == 1
    assert record(root) == before
    commit(root)
    assert main(["release", "--by", "主任", *DAY]) == 1
    assert main(["release", "--reviewed", "副主任", *DAY]) == 0
    assert main(["release", "--by", "主任", *DAY]) == 0


def test_errors_are_mended_or_waived_before_a_release(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    commit(root)
    assert main(["release", "--reviewed", "副主任", *DAY]) == 0
    assert main(["release", "--by", "主任", *DAY]) == 1
    assert "JZ202" in capsys.readouterr().err
    path = root / "release.yml"
    path.write_text(path.read_text(encoding="utf-8") + WAIVERS, encoding="utf-8")
    assert main(["release", "--by", "主任", *DAY]) == 0
    assert path.read_text(encoding="utf-8").endswith(WAIVERS)


def test_a_release_over_errors_written_by_hand_does_not_count(root: Path) -> None:
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    digest = commit(root)
    step = "{by: 主任, date: 2026-06-01}"
    (root / "release.yml").write_text(
        f"reviewed: [{step}]\nreleased: {step}\ncommit: {digest}\n", encoding="utf-8"
    )
    made = build_site(request_for(root), root.parent / "site", desk=False)
    assert made.publication.release is None
    assert [f.subject for f in made.findings if f.code == "JZ170"] == ["release.yml"]
    assert "草稿，尚未签发" in (root.parent / "site/verify.html").read_text(encoding="utf-8")


def test_a_secret_file_keeps_everything_from_being_released(root: Path) -> None:
    (root / "evidence/A-1/密.txt").write_text("机密★1年\n正文", encoding="utf-8")
    commit(root)
    assert main(["release", "--reviewed", "副主任", *DAY]) == 0
    assert main(["release", "--by", "主任", *DAY]) == 1


def test_without_git_or_without_a_name_it_says_what_is_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    make_archive(tmp_path, {})
    assert main(["release", "--reviewed", "副主任"]) == 2
    assert "git" in capsys.readouterr().err
    assert main(["release"]) == 2
    assert "--reviewed" in capsys.readouterr().err


def test_a_new_review_undoes_the_release_before_it_and_keeps_the_rest() -> None:
    day = date(2026, 6, 1)
    first = written("", Steps(("资料组",), ("副'主任",), "主任"), day, "0123abc")
    again = written(first + WAIVERS, Steps(reviewed=("督查组",)), day, "4567def")
    held = yaml.safe_load(again)
    assert first.startswith("# 发布记录")
    assert yaml.safe_load(first)["reviewed"] == [{"by": "副'主任", "date": day}]
    assert "released" not in held
    assert (held["commit"], held["reviewed"][0]["by"]) == ("4567def", "督查组")
    assert again.endswith(WAIVERS)
