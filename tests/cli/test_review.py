"""`review` at the keyboard: one key each, all answers kept, and what they taught."""

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from juanzong.cli import commands, main
from juanzong.lang import Lang
from tests.archives import NOTICE, REPORT, make_archive
from tests.desk.conftest import tree


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    files = {
        "A-1/通知.txt": NOTICE,
        "inbox/交通说明.txt": REPORT,
        "inbox/图书.txt": "全民阅读活动情况\n公共图书馆免费开放，图书馆开展全民阅读活动。\n",
    }
    return make_archive(tmp_path, files)


def pressed(monkeypatch: pytest.MonkeyPatch, keys: str, *more: str) -> Result:
    monkeypatch.setattr("juanzong.cli.review.on_terminal", lambda: True)
    return CliRunner().invoke(commands(Lang.ZH), ["review", *more], input=keys, standalone_mode=False)


def test_one_key_confirms_and_the_lesson_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = pressed(monkeypatch, "11")
    assert done.return_value == 0, done.output
    assert "[1/2] evidence/inbox/图书.txt" in done.output
    assert "依据：" in done.output
    assert "归类 2 件，不作佐证 0 件，还有 0 件待归类。" in done.output
    assert "归类准确率（3 件已归类的材料" in done.output
    assert tree(root)["inbox/图书.txt.yml"] == b"indicators:\n- code: A-2\n"
    assert tree(root)["inbox/交通说明.txt.yml"] == b"indicators:\n- code: A-1\n"
    assert "git add -- " in done.output


def test_every_key_does_what_it_says(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = pressed(monkeypatch, "xt9o\noA-9\noB-1\nn\nn与创建无关\nbs")
    assert done.return_value == 0, done.output
    assert "没有“A-9”这一条" in done.output
    held = tree(root)
    assert held["inbox/图书.txt.yml"] == b"indicators:\n- code: B-1\n"
    assert held["inbox/交通说明.txt.yml"] == "not_evidence: 与创建无关\n".encode()


def test_going_back_corrects_a_slip(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = pressed(monkeypatch, "1boB-1\nq")
    assert done.return_value == 0, done.output
    assert done.output.count("[1/2]") == 2
    assert tree(root)["inbox/图书.txt.yml"] == b"indicators:\n- code: B-1\n"
    assert "归类 1 件" in done.output


@pytest.mark.parametrize("keys", ["1", "1n", "1o", "1\x03"])
def test_an_interrupt_keeps_all_answers(root: Path, monkeypatch: pytest.MonkeyPatch, keys: str) -> None:
    done = pressed(monkeypatch, keys)
    assert done.return_value == 130, done.output
    assert tree(root)["inbox/图书.txt.yml"] == b"indicators:\n- code: A-2\n"
    assert "还有 1 件待归类" in done.output


def test_an_answer_that_cannot_be_written_is_asked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "evidence/inbox/图书.txt.yml").write_bytes(b"{note: x}\n")
    done = pressed(monkeypatch, "1sq")
    assert done.return_value == 1
    assert "JZ809" in done.output


def test_in_a_pipe_it_lists(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review"]) == 0
    out = capsys.readouterr().out
    assert out.index("图书.txt") < out.index("交通说明.txt")
    assert main(["review", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told[0]["suggestions"][0]["code"] == "A-2"
    assert len(tree(root)) == 3


def test_nothing_to_do_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    make_archive(tmp_path, {"A-1/通知.txt": NOTICE})
    assert main(["review"]) == 0
    assert "没有待归类的材料" in capsys.readouterr().out


def test_answers_are_committed_if_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "甲")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    subprocess.run(["git", "init", "-q"], check=True)
    assert pressed(monkeypatch, "1q", "--commit").return_value == 0
    shown = ["git", "-c", "core.quotePath=false", "show", "--name-only", "--format=%s"]
    done = subprocess.run(shown, check=True, capture_output=True)
    assert done.stdout.decode().split() == ["归类", "1", "件材料", "archive/evidence/inbox/图书.txt.yml"]
    assert root
