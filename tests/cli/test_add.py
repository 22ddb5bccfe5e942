"""`add` as a clerk uses it: asked and unasked, one file and many, with and without git."""

import json
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from juanzong.cli import commands, main
from juanzong.lang import Lang
from tests.archives import NOTICE, REPORT, make_archive
from tests.desk.conftest import source, tree
from tests.desk.test_taking_in import INTERNAL, SECRET


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    return make_archive(tmp_path, {})


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "报送"
    source(folder, "A-1 交通/通知方案.txt", NOTICE)
    source(folder, "说明材料.txt", REPORT)
    source(folder, "密件.txt", SECRET)
    source(folder, "内部情况.txt", INTERNAL)
    source(folder, "~$临时.docx", "x")
    return folder


def asked(monkeypatch: pytest.MonkeyPatch, arguments: list[str], answers: str) -> Result:
    """Run `add` with somebody at the keyboard."""
    monkeypatch.setattr("juanzong.cli.add.on_terminal", lambda: True)
    return CliRunner().invoke(commands(Lang.ZH), ["add", *arguments], input=answers, standalone_mode=False)


def test_a_folder_is_taken_in_with_one_summary(
    root: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(given), "--yes"]) == 1
    out = capsys.readouterr().out
    assert "收入  evidence/A-1/通知方案.txt  ← 通知方案.txt" in out
    assert "共 4 件：收入 2，没有收入 2" in out
    assert "密件.txt\n  JZ402 错误：带有密级标志" in out
    assert "内部情况.txt\n  JZ403" in out
    assert "JZ806 错误：按规定不能对外发布" in out
    assert "~$临时.docx\n  JZ201" in out
    assert sorted(tree(root)) == [
        *("A-1/通知方案.txt", "A-1/通知方案.txt.yml", "inbox/说明材料.txt", "inbox/说明材料.txt.yml")
    ]
    assert "git add -- " in out


def test_a_second_time_changes_nothing(root: Path, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", str(given), "--yes"])
    before = tree(root)
    capsys.readouterr()
    main(["add", str(given), "--yes"])
    assert "已在库  evidence/A-1/通知方案.txt" in capsys.readouterr().out
    assert tree(root) == before


def test_flags_say_what_is_known(root: Path, given: Path) -> None:
    file = str(given / "说明材料.txt")
    said = [
        "--title",
        "另一题名",
        "--number",
        "测公〔2026〕1号",
        "--issuer",
        "公安局",
        "--date",
        "2026年4月9日",
    ]
    assert main(["add", file, "--to", "a-2", "--to", "B-1", *said, "--kind", "规范文件", "--note", "注"]) == 0
    assert tree(root)["A-2/说明材料.txt.yml"].decode() == (
        "title: 另一题名\ndoc_number: 测公〔2026〕1号\nissuer: 公安局\ndate: 2026-04-09\nkind: 规范文件\n"
        "note: 注\nindicators:\n- code: B-1\n"
    )


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--to", "A-11"], "没有“A-11”这一条，是不是 A-1"),
        (["--kind", "通知"], "可用的有：规范文件"),
        (["--date", "昨天"], "不是日期"),
    ],
)
def test_wrong_flags_stop_before_anything_is_taken_in(
    root: Path, given: Path, capsys: pytest.CaptureFixture[str], flags: list[str], said: str
) -> None:
    assert main(["add", str(given / "说明材料.txt"), *flags]) == 2
    assert said in capsys.readouterr().err
    assert tree(root) == {}


def test_a_title_is_for_one_file(root: Path, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(given), "--title", "同一题名"]) == 2
    assert "一次只能用于一个文件" in capsys.readouterr().err
    assert tree(root) == {}


def test_machines_are_told_everything(root: Path, given: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", str(given / "密件.txt"), str(given / "没有的.txt"), "--json"]) == 1
    secret, absent = json.loads(capsys.readouterr().out)
    assert (secret["outlook"], secret["done"], secret["title"]) == ("refused", "refused", None)
    assert absent["findings"][0]["code"] == "JZ801"
    assert tree(root) == {}


def test_a_dry_run_shows_and_writes_nothing(
    root: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", str(given), "--dry-run"]) == 0
    out = capsys.readouterr().out
    assert "文号：测政发〔2026〕12号  （正文）" in out
    assert "建议 1 A-1 1) 交通秩序" in out
    assert "共 4 个文件：可收入 2，不能对外 1，有密级，拒收 1" in out
    assert tree(root) == {}


def test_only_what_is_missing_is_asked(root: Path, given: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = source(given, "通知甲方案.txt", NOTICE).path
    done = asked(monkeypatch, [str(file)], "9\n1\n")
    assert done.return_value == 0
    assert "没有“9”这一条" in done.output
    assert done.output.count("归入哪一条？") == 2
    assert "题名 [" not in done.output
    assert "A-1/通知甲方案.txt" in tree(root)


def test_what_is_missing_is_asked_until_it_is_right(
    root: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = source(given, "路口值守20260301.txt", "今天路口值守正常，礼让斑马线。\n").path
    done = asked(monkeypatch, [str(file)], "A-1 B-1\n\n公安局\n2026-13-01\n\n通告\n情况说明\n")
    assert done.return_value == 0, done.output
    assert "不是日期" in done.output
    assert tree(root)["A-1/路口值守20260301.txt.yml"].decode() == (
        "title: 路口值守\nissuer: 公安局\ndate: 2026-03-01\nkind: 情况说明\nindicators:\n- code: B-1\n"
    )


def test_files_can_be_skipped_sent_to_the_inbox_or_kept_inside(
    root: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = asked(monkeypatch, [str(given)], "e\ns\nn\ni\n\n")
    assert done.return_value == 1, done.output
    assert [p for p in tree(root) if not p.endswith(".yml")] == ["inbox/说明材料.txt"]


def test_many_files_are_taken_in_at_one_word_or_not_at_all(
    root: Path, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(monkeypatch, [str(given)], "q\n").return_value == 130
    assert tree(root) == {}
    assert "共 4 件：收入 2" in asked(monkeypatch, [str(given)], "a\n").output


@pytest.mark.parametrize("answers", ["", "e\n", "e\n1\n", "e\n1\nn\n"])
def test_an_interrupt_at_any_prompt_keeps_what_is_done_whole(
    root: Path, given: Path, monkeypatch: pytest.MonkeyPatch, answers: str
) -> None:
    done = asked(monkeypatch, [str(given)], answers)
    assert done.return_value == 130
    held = tree(root)
    assert {p + ".yml" for p in held if not p.endswith(".yml")} == {p for p in held if p.endswith(".yml")}
    assert len(held) == (2 if "1" in answers else 0)


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture
def repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "甲")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    (root.parent / ".gitignore").write_text(".juanzong/\n报送/\n", encoding="utf-8")
    git(root.parent, "init", "-q")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "-qm", "init")
    return root.parent


def test_a_commit_holds_exactly_what_was_taken_in(
    repository: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / "别的.txt").write_text("x", encoding="utf-8")
    git(repository, "add", "别的.txt")
    odd = source(given, "[1] 100%：礼让*斑马线 🚦.txt", NOTICE).path
    assert main(["add", str(odd), "--to", "A-1", "--commit"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("已提交到 git：收入 1 件材料")
    shown = git(repository, "-c", "core.quotePath=false", "show", "--name-only", "--format=%s")
    assert shown.splitlines() == [
        "收入 1 件材料：[1] 100％：礼让＊斑马线 🚦",
        "",
        "archive/evidence/A-1/[1] 100％：礼让＊斑马线 🚦.txt",
        "archive/evidence/A-1/[1] 100％：礼让＊斑马线 🚦.txt.yml",
    ]
    assert "A  " in git(repository, "status", "--porcelain")


def test_what_git_refuses_stays_and_is_said(
    repository: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 不许提交\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert main(["add", str(given / "说明材料.txt"), "--to", "A-1", "--commit"]) == 1
    told = capsys.readouterr()
    assert "没有提交到 git" in told.err
    assert "不许提交" in told.err
    assert "A-1/说明材料.txt" in tree(repository / "archive")


def test_the_printed_commands_do_it(
    repository: Path, given: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        source(given, f"第{number}份方案材料.txt", f"{NOTICE}{number}")
    main(["add", str(given), "--yes"])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  git ")]
    assert "--pathspec-from-file" in lines[0]
    for line in lines:
        subprocess.run(line, shell=True, check=True, cwd=repository, capture_output=True)
    assert git(repository, "status", "--porcelain") == ""


def test_help_teaches_by_an_example() -> None:
    context = click.Context(commands(Lang.ZH).commands["add"])
    assert "例：python build_archive.py add" in context.get_help()
