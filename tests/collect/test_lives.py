"""What became of a file is told from the first commit on: by posts, with the fingerprint of each version."""

import hashlib
from datetime import date
from pathlib import Path

from juanzong.cache import Cache
from juanzong.collect import collect
from juanzong.load import load
from juanzong.model import Act, Event, Placement
from tests.archives import NOTICE, make_archive
from tests.gits import commit, git

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
POST = "副市长"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def places(root: Path) -> dict[str, Placement]:
    config, found = load(root)
    assert config is not None, found
    with Cache.open(root.parent / "cache.sqlite") as cache:
        items, _, _ = collect(config, cache)
    return {place.path.removeprefix("evidence/"): place for item in items for place in item.placements}


def write(root: Path, path: str, text: str) -> None:
    (root / "evidence" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "evidence" / path).write_text(text, encoding="utf-8")


def test_a_renamed_file_keeps_its_first_day_and_who_brought_it(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/通知 一.txt": NOTICE * 9})
    commit(root, new=True)
    git(root, "mv", "evidence/A-1/通知 一.txt", "evidence/A-1/通知“二”.txt")
    commit(root, day="2026-04-01", author="路人")
    write(root, "A-1/后来.txt", "后来")
    commit(root, day="2026-05-01", author="路人")
    found = places(root)
    renamed = found["A-1/通知“二”.txt"]
    assert (renamed.received, renamed.contributor) == (MARCH, POST)
    assert renamed.life == (Event(MARCH, Act.RECEIVED, POST, sha(NOTICE * 9)), Event(APRIL, Act.MOVED))
    assert found["A-1/后来.txt"].life == (Event(MAY, Act.RECEIVED, None, sha("后来")),)


def test_every_version_has_its_day_and_its_fingerprint(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": "一"})
    commit(root, new=True)
    for day, text in (("2026-04-01", "二"), ("2026-05-01", "三")):
        write(root, "A-1/甲.txt", text)
        commit(root, day=day)
    versions = [(event.day, event.act, event.sha256) for event in places(root)["A-1/甲.txt"].life]
    assert versions == [
        (MARCH, Act.RECEIVED, sha("一")),
        (APRIL, Act.CHANGED, sha("二")),
        (MAY, Act.CHANGED, sha("三")),
    ]
    assert [event.sha256 for event in places(root)["A-1/甲.txt"].life] == [sha("一"), sha("二"), sha("三")]


def test_what_is_not_committed_yet_is_no_version(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": "一"})
    commit(root, new=True)
    write(root, "A-1/甲.txt", "改了还没提交")
    write(root, "A-1/乙.txt", "新")
    found = places(root)
    assert found["A-1/甲.txt"].life == (Event(MARCH, Act.RECEIVED, POST, sha("一")),)
    assert found["A-1/乙.txt"].life == ()


def test_a_clause_is_confirmed_by_who_wrote_it_into_the_sidecar(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"inbox/甲.txt": NOTICE, "inbox/甲.txt.yml": "title: 甲\n"})
    commit(root, new=True, author="路人")
    write(root, "inbox/甲.txt.yml", "title: 甲\nindicators:\n- code: A-1\n")
    commit(root, day="2026-04-01")
    write(root, "inbox/甲.txt.yml", "title: 甲\nindicators:\n- code: A-1\n- code: A-2\n- code: B-1\n")
    git(root, "add", "-A")
    confirmed = [event for event in places(root)["inbox/甲.txt"].life if event.act is Act.CONFIRMED]
    assert confirmed == [Event(APRIL, Act.CONFIRMED, POST, code="A-1")]
    commit(root, day="2026-05-01", author="路人")
    confirmed = [event for event in places(root)["inbox/甲.txt"].life if event.act is Act.CONFIRMED]
    assert [(event.day, event.by, event.code) for event in confirmed] == [
        (APRIL, POST, "A-1"),
        (MAY, None, "A-2"),
        (MAY, None, "B-1"),
    ]


def test_a_change_on_one_branch_follows_a_renaming_on_another(tmp_path: Path) -> None:
    lines = "".join(f"第{n}行\n" for n in range(40))
    root = make_archive(tmp_path, {"A-1/甲.txt": lines})
    commit(root, new=True)
    git(root, "switch", "-q", "-c", "wenhua")
    write(root, "A-1/甲.txt", lines + "补充\n")
    commit(root, day="2026-05-01")
    git(root, "switch", "-q", "main")
    (root / "evidence/A-2").mkdir()
    git(root, "mv", "evidence/A-1/甲.txt", "evidence/A-2/乙.txt")
    commit(root, day="2026-04-01")
    git(root, "merge", "-q", "wenhua", "-m", "合并", day="2026-05-02")
    life = places(root)["A-2/乙.txt"].life
    assert [(event.act, event.sha256) for event in life if event.act is not Act.MOVED] == [
        (Act.RECEIVED, sha(lines)),
        (Act.CHANGED, sha(lines + "补充\n")),
    ]


def test_a_new_file_under_an_old_name_starts_anew(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": NOTICE * 9})
    commit(root, new=True)
    git(root, "mv", "evidence/A-1/甲.txt", "evidence/A-1/乙.txt")
    commit(root, day="2026-04-01")
    write(root, "A-1/甲.txt", "另一份")
    commit(root, day="2026-05-01")
    found = places(root)
    assert found["A-1/甲.txt"].received == MAY
    assert found["A-1/乙.txt"].received == MARCH


def test_a_pointer_has_the_fingerprint_of_what_it_stands_for(tmp_path: Path) -> None:
    def pointer(digit: str) -> str:
        return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digit * 64}\nsize 777\n"

    root = make_archive(tmp_path, {"A-1/录像.mp4": pointer("a")})
    commit(root, new=True)
    write(root, "A-1/录像.mp4", pointer("b"))
    commit(root, day="2026-04-01")
    assert [event.sha256 for event in places(root)["A-1/录像.mp4"].life] == ["a" * 64, "b" * 64]


def test_a_mailmap_gives_people_their_names(tmp_path: Path) -> None:
    root = make_archive(tmp_path, {"A-1/甲.txt": "一"})
    (root / ".mailmap").write_text("甲乙丙 <a@example.invalid>\n", encoding="utf-8")
    commit(root, new=True, author="PC-20260101\\Administrator")
    assert places(root)["A-1/甲.txt"].contributor == POST
