import hashlib
import os
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.collect import collect
from juanzong.findings import Finding
from juanzong.load import load
from juanzong.model import Config, Item
from tests.archives import NOTICE, make_archive
from tests.gits import commit, git


def _config(root: Path) -> Config:
    config, found = load(root)
    assert config is not None, found
    return config


def _collect(root: Path) -> tuple[dict[str, Item], list[Finding]]:
    with Cache.open(root.parent / "cache.sqlite") as cache:
        items, _, found = collect(_config(root), cache)
    return {placement.path: item for item in items for placement in item.placements}, list(found)


def _codes(found: list[Finding], subject: str) -> set[str]:
    return {f.code for f in found if f.subject == subject}


def test_an_item_is_its_bytes_wherever_it_stands(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": NOTICE, "A-2/乙.txt": NOTICE, "inbox/丙.txt": "别的"})
    items, found = _collect(root)
    same = items["evidence/A-1/甲.txt"]
    assert same is items["evidence/A-2/乙.txt"]
    assert same.sha256 == hashlib.sha256(NOTICE.encode()).hexdigest()
    assert same.id == same.sha256[:12]
    assert [p.folder for p in same.placements] == ["A-1", "A-2"]
    assert items["evidence/inbox/丙.txt"].placements[0].folder is None
    assert _codes(found, "evidence/A-1/甲.txt") == {"JZ212"}


def test_a_folder_that_cannot_be_listed_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": NOTICE, "A-2/乙.txt": "别的"})
    scan = os.scandir

    def denied(folder: str | Path) -> object:
        if str(folder).endswith("A-2"):
            raise PermissionError(13, "Permission denied")
        return scan(folder)

    monkeypatch.setattr(os, "scandir", denied)
    items, found = _collect(root)
    assert list(items) == ["evidence/A-1/甲.txt"]
    assert _codes(found, "evidence/A-2") == {"JZ203"}


def test_nothing_is_dropped_without_a_word(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path,
        {
            "A-1/空.pdf": b"",
            "A-1/名不副实.docx": b"%PDF-1.4\n%%EOF",
            "A-1/~$通知.docx": b"x",
            "A-1/孤儿.pdf.yml": "title: 没有主人",
            "A/上级.txt": "放错了层级",
            "Z-9/未知.txt": "没有这个代码",
            "a-1/小写.txt": "代码大小写不同",
            "A-1/坏说明.txt": "正文",
            "A-1/坏说明.txt.yml": "title: [",
            "A-1/指针.pdf": "version https://git-lfs.github.com/spec/v1\noid sha256:"
            + "ab" * 32
            + "\nsize 777\n",
            "散放.txt": "直接放在 evidence 下",
        },
    )
    items, found = _collect(root)
    at = "evidence/"
    assert _codes(found, at + "A-1/空.pdf") == {"JZ202"}
    assert _codes(found, at + "A-1/名不副实.docx") == {"JZ207"}
    assert _codes(found, at + "A-1/~$通知.docx") == {"JZ201"}
    assert _codes(found, at + "A-1/孤儿.pdf.yml") == {"JZ208"}
    assert _codes(found, at + "A/上级.txt") == {"JZ206"}
    assert _codes(found, at + "Z-9/未知.txt") == {"JZ205"}
    assert _codes(found, at + "A-1/指针.pdf") == {"JZ204"}
    assert any(f.subject == at + "A-1/坏说明.txt.yml" and f.blocks for f in found)
    assert items[at + "a-1/小写.txt"].placements[0].folder == "A-1"
    pointer = items[at + "A-1/指针.pdf"]
    assert (pointer.sha256, pointer.bytes, pointer.present) == ("ab" * 32, 777, False)
    listed = {p for p in items if p.startswith(at)}
    assert listed == {
        at + p
        for p in (
            *("A-1/空.pdf", "A-1/名不副实.docx", "A/上级.txt", "Z-9/未知.txt", "a-1/小写.txt"),
            *("A-1/坏说明.txt", "A-1/指针.pdf", "散放.txt"),
        )
    }


def test_sidecars_that_disagree_are_told(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path,
        {
            "A-1/a.txt": "同文",
            "A-1/a.txt.yml": "title: 甲",
            "A-2/a.txt": "同文",
            "A-2/a.txt.yml": "title: 乙",
        },
    )
    items, found = _collect(root)
    assert [s.title for s in items["evidence/A-1/a.txt"].sidecars] == ["甲", "乙"]
    assert "JZ213" in _codes(found, "evidence/A-1/a.txt")


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_links_are_not_followed(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/a.txt": "x"})
    (tmp_path / "secret.txt").write_text("外面的文件", encoding="utf-8")
    (root / "evidence/A-1/b.txt").symlink_to(tmp_path / "secret.txt")
    items, found = _collect(root)
    assert set(items) == {"evidence/A-1/a.txt"}
    assert _codes(found, "evidence/A-1/b.txt") == {"JZ211"}


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode there")
def test_a_name_that_is_no_unicode_is_listed(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    folder = root / "evidence" / "A-1"
    folder.mkdir()
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xb2\xe2.txt"))).write_text("旧系统的文件名", encoding="utf-8")
    items, found = _collect(root)
    (item,) = items.values()
    assert item.name == "\\udcb2\\udce2.txt"
    assert any(f.code == "JZ225" for f in found)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/a.txt": "一"})
    file = root / "evidence/A-1/a.txt"
    os.utime(file, (1, 1))
    first, _ = _collect(root)
    file.write_text("二", encoding="utf-8")
    os.utime(file, (2, 2))
    second, _ = _collect(root)
    assert first["evidence/A-1/a.txt"].id != second["evidence/A-1/a.txt"].id


def test_an_unchanged_file_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_archive(tmp_path, {"A-1/a.txt": "一"})
    os.utime(root / "evidence/A-1/a.txt", (1, 1))
    first, _ = _collect(root)
    monkeypatch.setattr("juanzong.collect.digest.fingerprint", lambda _file: pytest.fail("read again"))
    assert _collect(root)[0] == first


def test_a_shallow_clone_claims_no_dates(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/a.txt": "一"})
    commit(root, new=True)
    (root / "evidence/A-1/a.txt").write_text("二", encoding="utf-8")
    commit(root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), str(clone))
    items, found = _collect(clone)
    assert items["evidence/A-1/a.txt"].received is None
    assert any(f.code == "JZ214" for f in found)


def test_a_missing_evidence_folder_is_a_finding(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {})
    (root / "evidence").rmdir()
    items, found = _collect(root)
    assert not items
    assert [f.code for f in found] == ["JZ215"]
