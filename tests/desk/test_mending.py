"""What is put right without asking loses nothing: no content changes, nothing is deleted or written over."""

import os
import unicodedata
from pathlib import Path

import pytest

from juanzong.collect.storing import UNTOUCHED
from juanzong.desk import mending
from juanzong.desk.mending import Repair, mend
from juanzong.desk.writing import BusyError, alone
from tests.archives import NOTICE, make_archive, request_for
from tests.gits import commit

NFD = unicodedata.normalize("NFD", "été é.txt")
LINUX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")


def contents(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def mended(root: Path) -> dict[str, str]:
    done, found = mend(request_for(root))
    assert found == ()
    return {one.path: one.now for one in done}


@LINUX
@pytest.mark.parametrize(
    ("name", "now"),
    [
        ("会议:纪要?.txt", "会议：纪要？.txt"),
        ("通知.txt. ", "通知.txt"),
        ("CON.txt", "_CON.txt"),
        (NFD, "été é.txt"),
        ("甲|乙/丙*.txt", "甲｜乙/丙＊.txt"),
        ("子夹 /甲.txt", "子夹/甲.txt"),
    ],
)
def test_a_name_that_windows_cannot_have(tmp_path: Path, name: str, now: str) -> None:
    root = make_archive(tmp_path, {f"A-1/{name}": NOTICE, f"A-1/{name}.yml": "title: 甲\n"})
    assert mended(root) == {
        f"evidence/A-1/{name}": f"evidence/A-1/{now}",
        f"evidence/A-1/{name}.yml": f"evidence/A-1/{now}.yml",
    }
    after = {k: v for k, v in contents(root).items() if k.startswith("evidence/")}
    assert after == {
        f"evidence/A-1/{now}": NOTICE.encode(),
        f"evidence/A-1/{now}.yml": b"title: \xe7\x94\xb2\n",
    }
    assert mended(root) == {}
    assert [p for p in (root / "evidence/A-1").iterdir() if p.is_dir() and not any(p.iterdir())] == []


@pytest.mark.parametrize(
    "name", ["通知 #1 100%.txt", "通知：二.txt", "😀.txt", "甲 乙.txt", "通" * 78 + ".txt"]
)
def test_names_that_are_fine_or_need_a_person_stay(tmp_path: Path, name: str) -> None:
    root = make_archive(tmp_path, {f"A-1/{name}": NOTICE})
    before = contents(root)
    assert mended(root) == {}
    assert contents(root) == before


@LINUX
def test_a_name_of_an_old_chinese_system(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/一.txt": "一"})
    odd = os.fsdecode(os.fsencode(root / "evidence/A-1") + "/会议.txt".encode("gb18030"))
    Path(odd).write_text("二", encoding="utf-8")
    mended(root)
    assert (root / "evidence/A-1/会议.txt").read_text(encoding="utf-8") == "二"


@LINUX
def test_nothing_is_written_over(tmp_path: Path) -> None:
    root = make_archive(
        tmp_path, {"A-1/甲?.txt": "一", "A-1/甲？.txt": "二", "A-1/甲*.txt": "三", "A-1/甲＊.TXT": "四"}
    )
    before = sorted(contents(root).values())
    mended(root)
    assert sorted(contents(root).values()) == before
    names = {p.name for p in (root / "evidence/A-1").iterdir()}
    assert names == {"甲？.txt", "甲？（2）.txt", "甲＊.TXT", "甲＊（2）.txt"}


def test_litter_is_put_aside_and_kept(tmp_path: Path) -> None:
    litter = {
        "A-1/~$通知.docx": b"a",
        "A-1/Thumbs.db": b"b",
        "A-1/__MACOSX/甲/._乙": b"c",
        "inbox/旧.bak": b"d",
    }
    kept = {"A-1/通知.txt": NOTICE, "A-1/.gitattributes": "* -text\n", "B-1/.gitkeep": ""}
    root = make_archive(tmp_path, {**litter, **kept})
    for _ in range(2):  # and once more, when the same name has been put aside before
        mended(root)
        make_archive(tmp_path, litter)
    mended(root)
    assert {k for k in contents(root) if k.startswith("evidence/")} == {f"evidence/{k}" for k in kept}
    aside = contents(tmp_path / ".juanzong/removed/evidence")
    assert {k: aside[k] for k in litter} == litter
    assert len(aside) == 3 * len(litter)


def test_line_ends_of_yaml_alone_are_mended(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": "一\r\n二\r\n", "A-1/甲.txt.yml": "title: 甲\r\nnote: 乙\r"})
    (root / "organisation.yml").write_bytes((root / "organisation.yml").read_bytes().replace(b"\n", b"\r\n"))
    utf16 = "title: 甲\r\n".encode("utf-16")
    (root / "evidence/A-1/乙.txt.yml").write_bytes(utf16)
    assert set(mended(root)) == {"evidence/A-1/甲.txt.yml", "organisation.yml"}
    after = contents(root)
    assert after["evidence/A-1/甲.txt"] == "一\r\n二\r\n".encode()
    assert after["evidence/A-1/甲.txt.yml"] == "title: 甲\nnote: 乙\n".encode()
    assert after["evidence/A-1/乙.txt.yml"] == utf16
    assert b"\r" not in after["organisation.yml"]


@LINUX
def test_what_a_ledger_names_waits_for_a_person(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲?.txt": "一"})
    (root / "release.yml").write_text("note: evidence/A-1/甲?.txt\n", encoding="utf-8")
    done, (found,) = mend(request_for(root))
    assert done == ()
    assert (found.code, dict(found.details)["named"]) == ("JZ841", "release.yml")


@LINUX
def test_a_locked_file_stays_as_it_was_and_the_others_are_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_archive(
        tmp_path, {"A-1/甲?.txt": "一", "A-1/甲?.txt.yml": "title: 甲\n", "A-1/乙?.txt": "二"}
    )
    rename = Path.rename

    def locked(self: Path, target: Path) -> Path:
        if self.name == "甲?.txt.yml":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", locked)
    done, (found,) = mend(request_for(root))
    assert [one.now for one in done] == ["evidence/A-1/乙？.txt"]
    assert (found.code, found.subject) == ("JZ840", "evidence/A-1/甲?.txt")
    assert {"evidence/A-1/甲?.txt", "evidence/A-1/甲?.txt.yml"} <= set(contents(root))


@LINUX
def test_an_interrupt_leaves_file_and_sidecar_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_archive(tmp_path, {"A-1/甲?.txt": "一", "A-1/甲?.txt.yml": "title: 甲\n"})
    before = contents(root)
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name == "甲?.txt.yml":
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        mend(request_for(root))
    assert contents(root) == before


def test_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_archive(tmp_path, {"A-1/Thumbs.db": b"x"})
    monkeypatch.setattr(mending, "alone", lambda work: alone(work, 0.01))
    with alone(tmp_path / ".juanzong"), pytest.raises(BusyError):
        mend(request_for(root))
    assert (root / "evidence/A-1/Thumbs.db").exists()


def test_git_is_told_to_leave_evidence_alone(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": "一"})
    assert mended(root) == {}, "without git there is nobody to tell"
    (root / ".gitattributes").write_bytes(b"*.mp4 filter=lfs")
    commit(root, new=True)
    done, _ = mend(request_for(root))
    assert [one.repair for one in done] == [Repair.ATTRIBUTES]
    text = (root / ".gitattributes").read_text(encoding="utf-8")
    assert text == "*.mp4 filter=lfs\n" + UNTOUCHED
    assert mended(root) == {}
