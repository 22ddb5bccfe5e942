"""`pack` and `verify` as clerks run them."""

import json
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
import yaml

from juanzong.cli import main
from juanzong.load import load
from juanzong.pack.bag import PRINTED
from juanzong.pack.gate import _PUBLIC
from juanzong.pack.record import HANDOFFS
from tests.archives import NOTICE, REPORT, make_archive
from tests.pack.making import key, release, tree
from tools import verify

__all__ = ["key"]

DAY = ["--today", "2026-06-01"]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JUANZONG_LANG", "zh")
    return make_archive(tmp_path, {"A-1/通知.txt": NOTICE, "A-2/说明.txt": REPORT})


def test_nothing_leaves_that_was_not_released(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "盘", *DAY]) == 1
    assert "JZ902" in capsys.readouterr().err
    assert not (root.parent / "盘").exists()
    assert main(["pack", "盘", "--draft", *DAY]) == 0
    assert "未经签发" in capsys.readouterr().out
    assert not (root / HANDOFFS).exists(), "a draft is no hand-over"


def test_what_blocks_keeps_it_in_the_house(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "evidence/A-1/空.pdf").write_bytes(b"")
    release(root)
    assert main(["pack", "盘", *DAY]) == 1
    assert "JZ901" in capsys.readouterr().err


@pytest.mark.parametrize("options", [[], ["--draft"]])
def test_the_office_s_site_is_never_packed(
    root: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    release(root)
    assert main(["pack", "盘", "--profile", "working", *options, *DAY]) == 1
    assert "JZ903" in capsys.readouterr().err


def test_the_demo_may_be_handed_over() -> None:
    config, _ = load(Path(__file__).parents[2] / "archive")
    assert config
    assert set(config.archive.profiles["inspection"].parts) <= _PUBLIC
    assert not set(config.archive.profiles["working"].parts) <= _PUBLIC


def test_packed_recorded_verified(root: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release(root)
    assert main(["pack", "盘", "--sign", str(key), "--json", *DAY]) == 0
    packed = json.loads(capsys.readouterr().out)["packed"]
    recorded = yaml.safe_load((root / HANDOFFS).read_text(encoding="utf-8"))["packed"]
    assert [row["digest"] for row in recorded] == [packed["digest"]]
    assert main(["pack", "盘", "--sign", str(key), *DAY]) == 0
    assert len(yaml.safe_load((root / HANDOFFS).read_text(encoding="utf-8"))["packed"]) == 1
    (root / "allowed_signers").write_bytes(key.with_name("allowed_signers").read_bytes())
    capsys.readouterr()
    assert main(["verify", "盘"]) == 0
    said = capsys.readouterr().out
    assert re.search("核验通过：.*没有多余的文件", said)
    assert "签名成立：office@example.org" in said
    assert "与 2026-06-01 移交的记录一致" in said
    (root.parent / "盘/data/index.html").write_bytes(b"x")
    assert main(["verify", "盘", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [(p["kind"], p["path"]) for p in told["problems"]] == [("changed", "data/index.html")]
    assert (told["signature"], told["recorded"]) == ("bad", ["2026-06-01"])


def test_a_site_that_is_not_of_this_archive_is_refused(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--no-desk", *DAY]) == 0
    assert main(["pack", "盘", "--draft", "--site", "site", *DAY]) == 0
    (root / "evidence/B-1").mkdir()
    (root / "evidence/B-1/新.txt").write_text("垃圾分类工作方案的说明\n", encoding="utf-8")
    before = tree(root.parent / "盘")
    assert main(["pack", "盘", "--draft", "--site", "site", *DAY]) == 1
    assert "JZ912" in capsys.readouterr().err
    assert tree(root.parent / "盘") == before


def test_a_zip_is_one_more_copy_of_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲.zip", "乙.zip"):
        assert main(["pack", "盘", "--draft", "--zip", name, *DAY]) == 0
    assert main(["pack", "另盘", "--draft", "--zip", "另盘/丙.zip", *DAY]) == 2
    assert not Path("另盘").exists(), "said before anything is written"
    assert "不能放在载体上" in capsys.readouterr().err
    with zipfile.ZipFile("甲.zip") as first, zipfile.ZipFile("乙.zip") as second:
        held = {name: first.read(name) for name in first.namelist()}
        assert {f"甲/{name}": content for name, content in tree(root.parent / "盘").items()} == held
        first.extractall("开")
        assert [i.date_time for i in first.infolist()] == [i.date_time for i in second.infolist()]
    assert verify.check(Path("开/甲")).holds


@pytest.mark.browser
def test_all_dossiers_come_along_as_a_pdf_that_tells_no_time(root: Path) -> None:
    for name in ("甲", "乙"):
        assert main(["pack", name, "--draft", "--pdf", *DAY]) == 0
        content = (Path(name) / PRINTED).read_bytes()
        assert b"file:" not in content
        assert str(root.parent).encode() not in content
    assert verify.check(Path("甲")).holds
    pages = pypdf.PdfReader(Path("甲") / PRINTED).pages
    assert {tuple(sorted((round(p.mediabox.width), round(p.mediabox.height)))) for p in pages} == {(595, 842)}
    assert "交通秩序" in "".join(page.extract_text() for page in pages)
    assert tree(Path("甲")) == tree(Path("乙"))


def test_without_a_browser_there_is_no_pdf_and_it_says_so(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert root
    monkeypatch.setenv("PATH", "")
    assert main(["pack", "盘", "--draft", "--pdf", *DAY]) == 2
    assert "去掉 --pdf" in capsys.readouterr().err


def test_no_key_no_bag(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "key").write_text("x", encoding="utf-8")
    assert main(["pack", "盘", "--draft", "--sign", "archive/key", *DAY]) == 2
    assert "不是 SSH 密钥" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["pack", "verify"])
@pytest.mark.parametrize(("lang", "word"), [("zh", "例：python"), ("en", "Example: python")])
def test_help_has_an_example(capsys: pytest.CaptureFixture[str], command: str, lang: str, word: str) -> None:
    assert main([command, "--help", "--lang", lang]) == 0
    assert word in capsys.readouterr().out
