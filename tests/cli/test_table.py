"""`table` as a clerk uses it."""

import json
import subprocess
from pathlib import Path

import pytest

from juanzong.cli import main
from tests.archives import NOTICE, REPORT, make_archive
from tests.desk.conftest import tree
from tests.desk.test_table import edit, setting


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    return make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT})


def test_there_and_back(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table", "export", "目录.xlsx"]) == 0
    assert "已导出 2 件" in capsys.readouterr().out
    assert main(["table", "import", "目录.xlsx"]) == 0
    assert "表中没有改动" in capsys.readouterr().out
    edit(Path("目录.xlsx"), setting(1, "备注", "原件存档案馆"))
    assert main(["table", "import", "目录.xlsx", "--dry-run"]) == 0
    assert "将采用 1 格，改动 1 份附注文件" in capsys.readouterr().out
    assert len(tree(root)) == 2
    assert main(["table", "import", "目录.xlsx"]) == 0
    out = capsys.readouterr().out
    assert "已采用 1 格" in out
    assert 'git add -- "archive/evidence/A-1/通知.txt.yml"' in out


def test_an_export_never_takes_the_place_of_edits(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert root
    Path("目录.xlsx").write_bytes(b"edited")
    assert main(["table", "export", "目录.xlsx"]) == 2
    assert "可能有还没导入的修改" in capsys.readouterr().err
    assert Path("目录.xlsx").read_bytes() == b"edited"
    assert main(["table", "export", "目录.xlsx", "--force"]) == 0
    assert main(["table", "export", "没有的文件夹/目录.xlsx"]) == 2


def test_what_cannot_be_taken_is_said_by_row_and_column(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["table", "export", "目录.xlsx"])
    edit(Path("目录.xlsx"), setting(1, "类别", "通知"))
    capsys.readouterr()
    assert main(["table", "import", "目录.xlsx"]) == 1
    out = capsys.readouterr().out
    assert "目录.xlsx\n  JZ817 错误：[第 2 行 类别] 没有“通知”这一类" in out
    assert "→ 从下拉列表中选：规范文件、情况说明、实景图片、统计表格" in out
    assert "有 1 处不能采用，没有改动任何材料" in out
    assert main(["table", "import", "目录.xlsx", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["findings"][0]["line"], told["findings"][0]["field"]) == (2, "类别")
    assert len(tree(root)) == 2


def test_an_import_is_committed_if_asked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{name}_NAME", "甲")
        monkeypatch.setenv(f"GIT_{name}_EMAIL", "a@example.org")
    subprocess.run(["git", "init", "-q"], check=True)
    main(["table", "export", "目录.xlsx"])
    edit(Path("目录.xlsx"), setting(1, "备注", "注"))
    assert main(["table", "import", "目录.xlsx", "--commit"]) == 0
    shown = ["git", "-c", "core.quotePath=false", "show", "--name-only", "--format="]
    done = subprocess.run(shown, check=True, capture_output=True)
    assert done.stdout.decode().split() == ["archive/evidence/A-1/通知.txt.yml"]
    assert root
