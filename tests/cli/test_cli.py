"""Commands as people and scripts use them: messages, exit codes, machine output."""

import json
from pathlib import Path

import pytest

from juanzong.cli import main
from tests.archives import NOTICE, REPORT, make_archive

COMMANDS = ("build", "add", "review", "table", "check", "serve", "search", "release", "cache")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    return make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT})


def test_build_is_what_happens_without_a_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workers", "1"]) == 0
    assert (root.parent / "site" / "index.html").exists()
    assert "已生成 4 卷、2 件" in capsys.readouterr().out


def test_a_second_build_says_that_it_read_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert root
    for said in ("0 件未变", "2 件未变"):
        assert main(["build", "--no-desk"]) == 0
        assert said in capsys.readouterr().out


def test_build_reports_to_machines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    assert main(["build", "--json", "--no-desk", "--profile", "working"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["items"] == 3
    assert told["counts"]["indicators"] == 4
    assert told["findings"]["JZ202"] == 1
    assert set(told["seconds"]) >= {"load", "collect", "extract", "index", "publish"}


def test_strict_ends_with_1_and_publishes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    assert main(["build", "--strict", "--no-desk"]) == 1
    assert not (root.parent / "site").exists()
    assert "没有生成网站" in capsys.readouterr().out


def test_check_groups_by_file_and_ends_with_1_if_one_blocks(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check"]) == 0
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    capsys.readouterr()
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert "evidence/A-1/空.pdf\n  JZ202 错误：文件是空的" in out
    assert "→ 从原处重新复制一份" in out


def test_check_ends_with_a_summary(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    main(["check"])
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("合计：错误 1，警告 ")
    assert last.endswith("有错误的材料不能发布，请先改正。")
    main(["check", "--lang", "en"])
    assert capsys.readouterr().out.splitlines()[-1].startswith("In all: 1 errors, ")


def test_check_speaks_json(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/通知.txt.yml").write_text("title: 甲\nissued: 乙\n", encoding="utf-8")
    assert main(["check", "--json"]) == 1
    (row,) = [r for r in json.loads(capsys.readouterr().out) if r["severity"] == "error"]
    assert (row["subject"], row["line"], row["field"]) == ("evidence/A-1/通知.txt.yml", 2, "issued")


def test_search_finds_what_the_last_build_had(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert root
    assert main(["search", "斑马线"]) == 2
    assert "先运行" in capsys.readouterr().err
    assert main(["build"]) == 0
    capsys.readouterr()
    assert main(["search", "斑马线礼让", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [hit["title"] for hit in told["hits"] if hit["kind"] == "evidence"] == [
        "关于加强交通秩序整治的通知"
    ]
    assert main(["search", "issuer:公安局", "--limit", "1"]) == 0
    told = capsys.readouterr().out
    assert "测试市公安局" in told
    assert "  archive/evidence/A-2/说明.txt\n" in told
    assert main(["search", "没有这样的字句"]) == 0
    assert "共 0 条" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--profile", "没有"], "没有名为“没有”的发布方案"),
        (["--today", "昨天"], "昨天"),
        (["--archive", "不存在"], "不存在"),
        (["build", "多余"], "多余"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what(
    root: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert root
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_broken_configuration_ends_with_2(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "archive.yml").write_text("name: 甲\ncity：乙\n", encoding="utf-8")
    assert main([]) == 2
    err = capsys.readouterr().err
    assert "archive.yml" in err
    assert "第 2 行" in err


def test_a_site_folder_with_other_things_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root.parent / "photos").mkdir()
    (root.parent / "photos" / "全家福.jpg").write_bytes(b"x")
    assert main(["build", "--site", "photos", "--no-desk"]) == 2
    assert "不敢覆盖" in capsys.readouterr().err
    assert (root.parent / "photos" / "全家福.jpg").exists()


def test_interrupting_ends_with_130(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert root

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("juanzong.pipeline.collect", interrupted)
    assert main([]) == 130
    assert "原来的网站没有改动" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("lang", "word"), [("zh", "例：python"), ("en", "Example: python")])
def test_every_command_has_help_with_an_example(
    capsys: pytest.CaptureFixture[str], command: str, lang: str, word: str
) -> None:
    assert main([command, "--help", "--lang", lang]) == 0
    assert word in capsys.readouterr().out


def test_a_site_is_chinese_unless_asked_otherwise(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JUANZONG_LANG")
    for arguments, language in (([], "zh"), (["--lang", "en"], "en")):
        assert main(["build", "--no-desk", *arguments]) == 0
        page = (root.parent / "site" / "index.html").read_text(encoding="utf-8")
        assert f'<html lang="{language}' in page
