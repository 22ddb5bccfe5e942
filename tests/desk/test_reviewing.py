"""Reviewing: the most certain first, every answer written at once, and what it teaches."""

from pathlib import Path

import pytest

from juanzong.classify import sample_of
from juanzong.desk import Desk, open_desk, writing
from juanzong.desk.reviewing import accuracy, cases, confirm, samples, set_aside
from tests.archives import NOTICE, REPORT
from tests.desk.conftest import desk_of, tree

FILES: dict[str, str | bytes] = {
    "A-1/通知.txt": NOTICE,
    "inbox/交通说明.txt": REPORT,
    "inbox/图书.txt": "全民阅读活动情况\n公共图书馆免费开放，图书馆开展全民阅读活动。\n",
    "inbox/图书.txt.yml": "# 手工\nnote: 待定   # 问过\n",
    "inbox/空白.bin": b"\x00\x01\x02",
    "inbox/密件.txt": "机密★5年\n关于图书馆的通知\n",
    "inbox/草稿.txt": "图书馆草稿\n",
    "inbox/草稿.txt.yml": "not_evidence: 草稿\n",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(tmp_path, FILES)


def test_the_most_certain_comes_first_and_what_has_no_suggestion_last(desk: Desk) -> None:
    found = cases(desk)
    assert sorted(case.path for case in found) == [
        *("evidence/inbox/交通说明.txt", "evidence/inbox/图书.txt", "evidence/inbox/空白.bin")
    ]
    scores = [case.suggestions[0].score or 0 for case in found[:2]]
    assert scores == sorted(scores, reverse=True)
    assert found[2].suggestions == ()


def case_at(desk: Desk, name: str) -> int:
    return next(n for n, case in enumerate(cases(desk)) if case.path.endswith(name))


def test_a_confirmation_is_written_at_once_and_is_a_fact_from_then_on(desk: Desk) -> None:
    case = cases(desk)[case_at(desk, "图书.txt")]
    assert case.suggestions[0].code == "A-2"
    answered = confirm(desk, case, "A-2")
    assert answered.written == ("evidence/inbox/图书.txt.yml",)
    assert tree(desk.root)["inbox/图书.txt.yml"].decode() == (
        "# 手工\nnote: 待定   # 问过\nindicators:\n- code: A-2\n"
    )
    again = open_desk(desk.request)
    assert "evidence/inbox/图书.txt" not in [case.path for case in cases(again)]
    assert len(samples(again)) == len(samples(desk)) + 1


def test_an_answer_can_be_taken_back_by_another(desk: Desk) -> None:
    case = cases(desk)[case_at(desk, "交通说明.txt")]
    confirm(desk, case, "A-1")
    confirm(desk, case, "B-1", instead="A-1")
    assert tree(desk.root)["inbox/交通说明.txt.yml"] == b"indicators:\n- code: B-1\n"
    set_aside(desk, case, "草 稿\n", instead="B-1")
    assert tree(desk.root)["inbox/交通说明.txt.yml"] == "not_evidence: 草 稿\n".encode()
    confirm(desk, case, "A-1")
    assert tree(desk.root)["inbox/交通说明.txt.yml"] == b"indicators:\n- code: A-1\n"


def test_what_somebody_else_wrote_meanwhile_stays(desk: Desk) -> None:
    case = cases(desk)[case_at(desk, "交通说明.txt")]
    (desk.root / "evidence/inbox/交通说明.txt.yml").write_bytes("issuer: 交警支队\n".encode())
    confirm(desk, case, "A-1")
    assert (
        tree(desk.root)["inbox/交通说明.txt.yml"].decode() == "issuer: 交警支队\nindicators:\n- code: A-1\n"
    )


@pytest.mark.parametrize("broken", [b"title: [\n", b"{title: x}\n"])
def test_a_sidecar_that_cannot_be_changed_is_named_and_left_alone(desk: Desk, broken: bytes) -> None:
    case = cases(desk)[case_at(desk, "图书.txt")]
    (desk.root / "evidence/inbox/图书.txt.yml").write_bytes(broken)
    answered = confirm(desk, case, "A-2")
    assert answered.problem is not None
    assert answered.problem.code == "JZ809"
    assert tree(desk.root)["inbox/图书.txt.yml"] == broken


def test_a_full_disk_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = tree(desk.root)
    monkeypatch.setattr(writing, "_write", full)
    answered = confirm(desk, cases(desk)[0], "A-1")
    assert answered.problem is not None
    assert answered.problem.code == "JZ803"
    assert tree(desk.root) == before


def test_an_unknown_clause_is_refused(desk: Desk) -> None:
    with pytest.raises(KeyError):
        confirm(desk, cases(desk)[0], "A-9")


def test_a_confirmation_teaches(tmp_path: Path) -> None:
    told = "空气质量优良天数比率\n细颗粒物浓度下降，优良天数比率上升。\n"
    desk = desk_of(
        tmp_path,
        {
            "A-1/通知.txt": NOTICE,
            "inbox/监测一.txt": told,
            "inbox/监测二.txt": told.replace("下降", "持续下降"),
        },
    )
    known = samples(desk)
    new = [sample_of(case.evidence, ("B-2",)) for case in cases(desk)]
    every = (*known, *new)
    before, after = accuracy(desk, known, every), accuracy(desk, every, every)
    assert before.items == after.items == 3
    assert after.first >= before.first
    assert after.three == 3


def test_nobody_is_judged_by_his_own_answer(tmp_path: Path) -> None:
    desk = desk_of(tmp_path, {"B-2/杂谈.txt": "天文地理历史音乐，与各条都没有关系的一段话。\n"})
    assert accuracy(desk, samples(desk), samples(desk)).first == 0
    assert accuracy(desk, (), ()).items == 0
