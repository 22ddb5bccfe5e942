"""What is stopped before it enters git: as it stands in the index, whatever the folder holds by then."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from juanzong.cli import main
from tests.archives import NOTICE, REPORT, make_archive
from tests.extract.making import docx, p, pdf, story
from tests.screen.people import ID, MOBILE

ROOT = Path(__file__).parents[2]
SECRET = "秘密★1年\n通知\n正文"
Git = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository with an archive in it, committed, and git to work in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "t")
    make_archive(tmp_path, {"A-1/通知.txt": NOTICE})

    def run(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(["git", *arguments], cwd=tmp_path, check=check, capture_output=True)

    run("init", "-q", "-b", "main")
    run("add", "archive")
    run("commit", "-q", "-m", "first")
    return run


def _put(path: str, content: str | bytes) -> Path:
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def _checked(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["check", "--staged", "--workers", "1"])
    return code, capsys.readouterr().out


def test_nothing_staged_is_fine(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    git("status")
    assert _checked(capsys) == (0, "没有问题。\n")


def test_clean_files_pass(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    _put("archive/evidence/A-1/说明.txt", REPORT)
    git("add", "-A")
    assert _checked(capsys) == (0, "没有问题。\n")


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("archive/evidence/A-1/涉密 文件.txt", SECRET),
        ("archive/evidence/inbox/首页.pdf", pdf(["机密★3年", "关于某事的通知"])),
        ("archive/evidence/A-1/机密★方案.txt", REPORT),
        ("archive/evidence/A-1/页眉.docx", docx(p("通知"), word__header1=story("hdr", p("秘密★1年")))),
        ("草稿/方案.pdf", pdf(["绝密★长期", "关于某事的通知"])),
        ("archive/附件.docx", docx(p("秘密★1年") + p("通知"))),
    ],
    ids=["text", "pdf", "name", "header", "outside", "beside"],
)
def test_secrets_are_stopped(
    git: Git, capsys: pytest.CaptureFixture[str], path: str, content: str | bytes
) -> None:
    _put(path, content)
    git("add", "-A")
    code, out = _checked(capsys)
    assert code == 1
    assert f"{path}\n  JZ402 错误：带有密级标志" in out
    assert "已拦下：1 个文件不能提交" in out


def test_what_is_staged_counts_and_not_what_stands_in_the_folder(
    git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _put("archive/evidence/A-1/方案.txt", SECRET)
    git("add", "-A")
    path.write_text("正文", encoding="utf-8")
    assert _checked(capsys)[0] == 1
    git("add", "-A")
    path.write_text(SECRET, encoding="utf-8")
    assert _checked(capsys)[0] == 0


def test_only_what_is_staged_is_looked_at(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    _put("archive/evidence/A-1/早有.txt", SECRET)
    git("add", "-A")
    git("commit", "-q", "-m", "too late")
    _put("archive/evidence/A-1/未加.txt", SECRET)
    _put("archive/evidence/A-1/说明.txt", REPORT)
    git("add", "archive/evidence/A-1/说明.txt")
    assert _checked(capsys) == (0, "没有问题。\n")


def test_a_sidecar_brings_its_file_along(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    _put("archive/evidence/A-1/通知.txt.yml", "title: 机密★方案\n")
    git("add", "-A")
    code, out = _checked(capsys)
    assert code == 1
    assert "archive/evidence/A-1/通知.txt\n  JZ402" in out


def test_broken_sidecars_are_stopped(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    _put("archive/evidence/A-1/通知.txt.yml", "title: [乱\n")
    git("add", "-A")
    code, out = _checked(capsys)
    assert code == 1
    assert "archive/evidence/A-1/通知.txt.yml\n  JZ1" in out


def test_scans_and_other_errors_are_told_and_pass(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    _put("archive/evidence/A-1/扫描.pdf", pdf([], mark="0 0 200 200 re f"))
    _put("archive/evidence/A-1/空.txt", "")
    git("add", "-A")
    code, out = _checked(capsys)
    assert code == 0
    assert "JZ401 警告" in out
    assert "JZ202 错误" in out
    assert "已拦下" not in out


@pytest.mark.parametrize("stop", [False, True])
def test_policy_decides_about_personal_data(
    git: Git, capsys: pytest.CaptureFixture[str], *, stop: bool
) -> None:
    if stop:
        settings = Path("archive/archive.yml")
        text = settings.read_text(encoding="utf-8")
        settings.write_text(f"{text}policies: {{personal: {{at_commit: stop}}}}\n", encoding="utf-8")
    _put("archive/evidence/A-1/名单.txt", f"签到表\n{ID} {MOBILE}")
    git("add", "-A")
    code, out = _checked(capsys)
    assert code == int(stop)
    assert "JZ411 警告：含个人信息（身份证号 ID ×1、手机号 mobile ×1）" in out
    assert ID not in out
    assert MOBILE not in out


def test_machines_are_told_too(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    _put("archive/evidence/A-1/涉密.txt", SECRET)
    git("add", "-A")
    capsys.readouterr()
    assert main(["check", "--staged", "--json"]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["code"], row["subject"]) == ("JZ402", "archive/evidence/A-1/涉密.txt")


def test_without_a_repository_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    make_archive(tmp_path, {})
    assert main(["check", "--staged", "--lang", "zh"]) == 2
    assert "不是 git 仓库" in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell for hooks")
def test_the_hook_stops_a_commit_and_lets_another_pass(git: Git, tmp_path: Path) -> None:
    hooks = tmp_path / "tools" / "hooks"
    hooks.mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "hooks" / "pre-commit", hooks / "pre-commit")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(0o755)
    front = (
        f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom juanzong.cli import main\nsys.exit(main())\n"
    )
    (tmp_path / "build_archive.py").write_text(front, encoding="utf-8")
    git("config", "core.hooksPath", "tools/hooks")
    path = _put("archive/evidence/A-1/方案.txt", SECRET)
    git("add", "archive")
    stopped = git("commit", "-q", "-m", "secret", check=False)
    assert stopped.returncode == 1
    assert "JZ402" in (stopped.stdout + stopped.stderr).decode()
    path.write_text("正文", encoding="utf-8")
    assert git("commit", "-q", "-m", "clean", "--", str(path), check=False).returncode == 0


def test_what_no_host_takes_is_stopped(git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Path("archive/archive.yml")
    settings.write_text(
        settings.read_text(encoding="utf-8") + "policies: {storage: {large_mb: 0.01, max_mb: 0.02}}\n",
        encoding="utf-8",
    )
    _put("archive/evidence/A-1/大.txt", "正文" * 6000)
    git("add", "-A")
    code, said = _checked(capsys)
    assert code == 1
    assert "JZ231" in said
    _put("archive/evidence/A-1/大.txt", "正文" * 2000)
    git("add", "-A")
    code, said = _checked(capsys)
    assert (code, "JZ230" in said) == (0, True)
