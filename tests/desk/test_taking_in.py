"""Proposing and taking in: what is understood, what is refused, and that nothing is ever half done."""

import contextlib
import errno
import os
from datetime import date
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.desk import Answers, Desk, Done, Outcome, Outlook, Source, accept, propose, sources, writing
from juanzong.desk.writing import BusyError, alone
from juanzong.model import Origin
from tests.archives import NOTICE, REPORT
from tests.desk.conftest import desk_of, source, tree

SECRET = "机密★5年\n测试市人民政府文件\n关于某事的通知\n"
INTERNAL = "内部资料 注意保存\n关于交通秩序整治情况的说明\n一二三四五。\n"


def take(desk: Desk, one: Source, answers: Answers | None = None) -> Outcome:
    (proposal,) = propose(desk, [one])
    return accept(desk, proposal, answers or Answers(("A-1",)))


def test_a_proposal_says_what_was_understood_and_from_where(desk: Desk, outside: Path) -> None:
    (made,) = propose(desk, [source(outside, "a.txt", NOTICE)])
    assert made.outlook is Outlook.FREE
    described = made.description
    assert described is not None
    assert described.doc_number is not None
    assert described.date is not None
    assert (described.title.value, described.title.origin) == ("关于加强交通秩序整治的通知", Origin.CONTENT)
    assert described.doc_number.value == "测政发〔2026〕12号"
    assert described.date.value == date(2026, 3, 5)
    assert made.suggestions[0].code == "A-1"
    assert "礼让" in "".join(made.suggestions[0].reasons)
    assert made.name == "关于加强交通秩序整治的通知.txt"
    assert made.unsure == ()
    assert tree(desk.root) == {}


def test_taking_in_writes_file_and_sidecar_and_leaves_the_source(desk: Desk, outside: Path) -> None:
    given = source(outside, "关于交通秩序的通知.txt", NOTICE)
    made = take(desk, given)
    assert made.done is Done.ADDED
    assert made.written == ("evidence/A-1/关于交通秩序的通知.txt", "evidence/A-1/关于交通秩序的通知.txt.yml")
    held = tree(desk.root)
    assert held["A-1/关于交通秩序的通知.txt"] == NOTICE.encode() == given.path.read_bytes()
    assert held["A-1/关于交通秩序的通知.txt.yml"].decode() == (
        "title: 关于加强交通秩序整治的通知\ndoc_number: 测政发〔2026〕12号\nissuer: 测试市人民政府\n"
        "date: 2026-03-05\nkind: 规范文件\n"
    )


def test_guesses_are_written_only_when_somebody_has_seen_them(desk: Desk, outside: Path) -> None:
    one = source(outside, "路口值守情况20260301.txt", "今天路口值守正常，礼让斑马线。\n")
    two = source(outside, "广场值守情况20260302.txt", "今天广场值守正常，礼让斑马线。\n")
    assert take(desk, one).done is Done.ADDED
    assert take(desk, two, Answers(("A-1",), seen=True)).done is Done.ADDED
    held = tree(desk.root)
    assert "A-1/路口值守情况20260301.txt.yml" not in held  # one that says nothing would be an error
    assert b"date: 2026-03-02" in held["A-1/广场值守情况20260302.txt.yml"]


def test_answers_go_before_what_was_read(desk: Desk, outside: Path) -> None:
    answers = Answers(("A-1", "B-1"), title="另一个\n题名", date=date(2026, 1, 2), note="原件存档案馆")
    take(desk, source(outside, "通知.txt", NOTICE), answers)
    (sidecar,) = [v.decode() for k, v in tree(desk.root).items() if k.endswith(".yml")]
    assert "title: 另一个 题名\n" in sidecar
    assert "date: 2026-01-02\n" in sidecar
    assert sidecar.endswith("note: 原件存档案馆\nindicators:\n- code: B-1\n")


def test_without_a_clause_it_goes_into_the_inbox(desk: Desk, outside: Path) -> None:
    assert take(desk, source(outside, "说明材料一.txt", REPORT), Answers()).path.startswith("evidence/inbox/")


def test_an_unknown_clause_is_refused_before_anything_is_read(desk: Desk, outside: Path) -> None:
    (made,) = propose(desk, [source(outside, "通知.txt", NOTICE)])
    with pytest.raises(KeyError):
        accept(desk, made, Answers(("A-9",)))


def test_secrets_are_refused_and_leave_no_trace_not_even_in_the_cache(desk: Desk, outside: Path) -> None:
    (made,) = propose(desk, [source(outside, "通知.txt", SECRET)])
    assert made.outlook is Outlook.REFUSED
    assert (made.text, made.description, made.suggestions) == ("", None, ())
    assert {f.code for f in made.findings} == {"JZ402"}
    assert accept(desk, made, Answers(("A-1",), inside=True)).done is Done.REFUSED
    assert tree(desk.root) == {}
    with Cache.open(desk.request.cache) as cache:
        assert not any(key.startswith(made.sha256) for _, key, _ in cache.entries())


def test_readings_of_the_others_are_kept_for_the_build(desk: Desk, outside: Path) -> None:
    (made,) = propose(desk, [source(outside, "通知.txt", NOTICE)])
    with Cache.open(desk.request.cache) as cache:
        assert any(key.startswith(made.sha256) for _, key, _ in cache.entries())


def test_what_may_not_leave_the_house_comes_in_only_when_asked(desk: Desk, outside: Path) -> None:
    (made,) = propose(desk, [source(outside, "关于整治情况的说明.txt", INTERNAL)])
    assert made.outlook is Outlook.HELD
    refused = accept(desk, made, Answers(("A-1",)))
    assert refused.done is Done.REFUSED
    assert refused.findings[0].code == "JZ806"
    assert tree(desk.root) == {}
    assert accept(desk, made, Answers(("A-1",), inside=True)).done is Done.ADDED


def test_personal_data_come_in_neither_by_name_nor_by_title(desk: Desk, outside: Path) -> None:
    number = "11010519491231002X"
    made = take(desk, source(outside, f"居民证明{number}.txt", "关于居民情况的说明\n交通秩序良好。\n"))
    assert made.done is Done.ADDED
    assert not any(number in path or number.encode() in content for path, content in tree(desk.root).items())


def test_the_same_bytes_are_linked_and_not_copied(tmp_path: Path, outside: Path) -> None:
    desk = desk_of(tmp_path, {"A-1/通知.txt": NOTICE})
    made = take(desk, source(outside, "别名.txt", NOTICE), Answers(("A-1",)))
    assert (made.done, made.path, made.written) == (Done.PRESENT, "evidence/A-1/通知.txt", ())
    made = take(desk, source(outside, "别名.txt", NOTICE), Answers(("A-1", "B-1")))
    assert (made.done, made.written) == (Done.LINKED, ("evidence/A-1/通知.txt.yml",))
    assert tree(desk.root)["A-1/通知.txt.yml"] == b"indicators:\n- code: B-1\n"
    again = take(desk, source(outside, "别名.txt", NOTICE), Answers(("B-1",)))
    assert again.done is Done.PRESENT


def test_two_copies_in_one_folder_become_one(desk: Desk, outside: Path) -> None:
    files = [source(outside, "甲方案材料.txt", NOTICE), source(outside, "乙方案材料.txt", NOTICE)]
    made = [accept(desk, p, Answers(("A-1",))) for p in propose(desk, files)]
    assert [one.done for one in made] == [Done.ADDED, Done.PRESENT]


def test_a_link_never_touches_a_broken_sidecar(tmp_path: Path, outside: Path) -> None:
    desk = desk_of(tmp_path, {"A-1/通知.txt": NOTICE, "A-1/通知.txt.yml": "title: [\n"})
    made = take(desk, source(outside, "通知.txt", NOTICE), Answers(("B-1",)))
    assert (made.done, made.findings[0].code) == (Done.FAILED, "JZ809")
    assert tree(desk.root)["A-1/通知.txt.yml"] == b"title: [\n"


def test_another_file_of_the_name_is_not_overwritten(tmp_path: Path, outside: Path) -> None:
    desk = desk_of(tmp_path, {"A-1/Plan方案材料.txt": "旧"})
    made = take(desk, source(outside, "PLAN方案材料.TXT", NOTICE))
    assert made.path == "evidence/A-1/PLAN方案材料（2）.TXT"
    assert [f.code for f in made.findings] == ["JZ807"]
    assert tree(desk.root)["A-1/Plan方案材料.txt"] == "旧".encode()


@pytest.mark.parametrize(
    "name",
    [
        "#1 100%：方案材料.txt",
        "🚦礼让 斑马线.txt",
        "长" * 80 + ".txt",
        "e\u0301tude方案材料.txt",
        "..方案材料..txt",
    ],
)
def test_odd_names_come_in_whole(desk: Desk, outside: Path, name: str) -> None:
    made = take(desk, source(outside, name, NOTICE))
    assert made.done is Done.ADDED
    assert (desk.root / made.path).read_bytes() == NOTICE.encode()
    assert (outside / name).read_bytes() == NOTICE.encode()


def test_a_path_of_more_than_260_characters_is_read(desk: Desk, outside: Path) -> None:
    name = "/".join(["深层文件夹" * 10] * 6) + "/方案材料.txt"
    given = source(outside, name, NOTICE)
    assert len(str(given.path)) > 300
    assert take(desk, given).done is Done.ADDED


def test_the_clause_is_known_by_the_folder_a_file_comes_in(desk: Desk, outside: Path) -> None:
    (one, two) = propose(
        desk, [source(outside, "a-1 交通/分组/通知.txt", NOTICE), source(outside, "A/说明.txt", REPORT)]
    )
    assert (one.folder_code, two.folder_code) == ("A-1", "")


def test_folders_are_walked_in_order_and_litter_is_named(outside: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.txt", "a/~$1.docx", "Thumbs.db", "b.txt.yml"):
        source(outside, name, "x")
    (outside / "link").symlink_to(outside / "b.txt")
    files, skipped = sources([outside])
    assert [s.path.relative_to(outside).as_posix() for s in files] == ["a/1.txt", "a/2.txt", "b.txt"]
    assert sorted(f.code for f in skipped) == ["JZ201", "JZ201", "JZ211", "JZ802"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "JZ202"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12\n", "JZ204"),
    ],
)
def test_what_has_no_content_is_not_taken_in(desk: Desk, outside: Path, content: bytes, code: str) -> None:
    made = take(desk, source(outside, "空材料.txt", content))
    assert (made.done, [f.code for f in made.findings]) == (Done.REFUSED, [code])


def test_a_file_that_vanishes_is_said_to_be_gone(desk: Desk, outside: Path) -> None:
    one, two = source(outside, "甲方案材料.txt", NOTICE), source(outside, "乙方案材料.txt", REPORT)
    one.path.unlink()
    gone, here = propose(desk, [one, two])
    assert (gone.outlook, gone.findings[0].code) == (Outlook.UNUSABLE, "JZ801")
    two.path.unlink()
    made = accept(desk, here, Answers(("A-1",)))
    assert (made.done, made.findings[0].code) == (Done.FAILED, "JZ801")
    assert not (desk.root / "evidence/A-1").exists()


def test_a_file_that_changes_meanwhile_is_not_taken_in(desk: Desk, outside: Path) -> None:
    one = source(outside, "方案材料.txt", NOTICE)
    (made,) = propose(desk, [one])
    one.path.write_bytes(REPORT.encode())
    outcome = accept(desk, made, Answers(("A-1",)))
    assert (outcome.done, outcome.findings[0].code) == (Done.FAILED, "JZ805")
    assert tree(desk.root) == {}


def test_a_locked_file_is_named(desk: Desk, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = source(outside, "方案材料.txt", NOTICE)
    (made,) = propose(desk, [one])
    opened = Path.open

    def locked(self: Path, *args: object, **kwargs: object) -> object:
        if self == one.path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return opened(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", locked)
    assert accept(desk, made, Answers(("A-1",))).findings[0].code == "JZ801"


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_an_interrupt_or_a_full_disk_leaves_nothing_and_can_be_repeated(
    desk: Desk, outside: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    (made,) = propose(desk, [source(outside, "方案材料.txt", NOTICE)])

    def failing(*_: object) -> None:
        raise failure

    with monkeypatch.context() as patched, contextlib.suppress(KeyboardInterrupt):
        patched.setattr(writing, "_write", failing)
        assert accept(desk, made, Answers(("A-1",))).findings[0].code == "JZ803"
    assert tree(desk.root) == {}
    assert not (desk.root / "evidence/A-1").exists()
    assert accept(desk, made, Answers(("A-1",))).done is Done.ADDED


def test_two_desks_take_turns_and_make_one_of_the_same_file(tmp_path: Path, outside: Path) -> None:
    first = desk_of(tmp_path)
    second = Desk(first.request, first.material)
    one, two = source(outside, "方案材料.txt", NOTICE), source(outside, "另一份材料.txt", REPORT)
    seen = [propose(desk, [one, two]) for desk in (first, second)]
    made = [
        accept(desk, p, Answers(("A-1",)))
        for desk, some in zip((first, second), seen, strict=True)
        for p in some
    ]
    assert [outcome.done for outcome in made] == [Done.ADDED, Done.ADDED, Done.PRESENT, Done.PRESENT]
    assert len(tree(first.root)) == 4


def test_a_desk_that_waits_too_long_says_so(
    desk: Desk, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (made,) = propose(desk, [source(outside, "方案材料.txt", NOTICE)])
    monkeypatch.setattr("juanzong.desk.accepting.alone", lambda work: alone(work, wait=0.01))
    with alone(desk.request.work):
        assert accept(desk, made, Answers(("A-1",))).findings[0].code == "JZ804"
        with pytest.raises(BusyError), alone(desk.request.work, wait=0.01):
            pass
    assert accept(desk, made, Answers(("A-1",))).done is Done.ADDED
