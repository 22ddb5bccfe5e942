import random
from collections.abc import Iterable
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juanzong.authenticity.texts import candidates, repeated_texts, shingles, similarity
from juanzong.findings import Finding
from juanzong.load.authenticity import Authenticity
from juanzong.load.models import Format
from juanzong.model import Evidence, Media
from tests.values import make_evidence

RULES = Authenticity()
SHEET = Media("text/csv", "csv", Format.SHEET)
REPORT = (
    "今年以来，全市共开展文明交通劝导1280场次，查处机动车不礼让斑马线行为3600起，新增非机动车停放区86处。\n"
    "市公安局会同城管局建立联勤联动机制，每周通报一次，每月评比一次，连续三个月排名末位的路段由分管领导约谈。\n"
    "志愿者在早晚高峰值守重点路口42个，群众对交通秩序的满意率提高到百分之九十二，违法停车投诉下降三成。\n"
)
PROSE = random.Random(5)


def prose(length: int) -> str:
    return "".join(chr(PROSE.randrange(0x4E00, 0x6E00)) for _ in range(length))


def found(evidence: Iterable[Evidence], rules: Authenticity = RULES) -> list[Finding]:
    return list(repeated_texts(rules, list(evidence)))


def paper(text: str, name: str, **said: object) -> Evidence:
    return make_evidence(text, name=name, **said)  # type: ignore[arg-type]


def test_a_report_with_new_figures_and_years_is_last_years() -> None:
    old = paper("2025年情况\n" + REPORT, "旧.txt", title="2025年说明", day=date(2025, 10, 1))
    changed = REPORT.replace("1280", "1310").replace("3600", "4002").replace("86", "112")
    new = paper("2026年情况\n" + changed, "新.txt", title="2026年说明", day=date(2026, 10, 1))
    (one,) = found([new, old])
    assert (one.code, one.subject) == ("JZ451", "evidence/inbox/新.txt")
    told = dict(one.details)
    assert told["other"] == "evidence/inbox/旧.txt"
    assert told["share"] == "100%"
    assert told["page"] == told["other_page"] == "1"
    assert "情况" in told["quote"]


def test_the_same_paper_in_two_files_is_only_noticed() -> None:
    one = paper(REPORT, "甲.txt", title="说明", day=date(2026, 3, 1))
    other = paper(REPORT + "。", "乙.txt", title="说 明", day=date(2026, 3, 1))
    assert [f.code for f in found([one, other])] == ["JZ450"]


def test_other_texts_are_left_alone() -> None:
    texts = [prose(400) for _ in range(40)]
    assert found(paper(text, f"{n}.txt") for n, text in enumerate(texts)) == []


def test_half_of_a_text_is_no_near_duplicate() -> None:
    shared = prose(200)
    assert found([paper(shared + prose(200), "甲.txt"), paper(shared + prose(200), "乙.txt")]) == []


def test_short_texts_and_sign_in_sheets_are_not_compared() -> None:
    assert found([paper("通知" * 20, "甲.txt"), paper("通知" * 20 + "。", "乙.txt")]) == []
    sheets = [paper(REPORT + str(n), f"{n}.txt", title=f"第{n}次会议签到表") for n in (1, 2)]
    assert found(sheets) == []


def test_figures_matter_in_tables() -> None:
    chance = random.Random(3)
    rows = [
        "\n".join(f"{chance.randrange(10**6)}\t{chance.randrange(10**6)}" for _ in range(60)) for _ in "ab"
    ]
    assert found(paper(f"月份\t数量\n{text}", f"{n}.csv", media=SHEET) for n, text in enumerate(rows)) == []
    assert len(found(paper(f"{n}\n{rows[0]}", f"{n}.csv", media=SHEET) for n in "甲乙")) == 1


def test_a_crowd_of_copies_gives_one_finding_each() -> None:
    made = found(paper(REPORT + f"第{n}", f"{n:03}.txt", title=f"{n}") for n in range(120))
    assert len(made) == 119
    assert {dict(f.details)["other"] for f in made} == {"evidence/inbox/000.txt"}


def test_what_is_quoted_tells_nobodys_number() -> None:
    text = REPORT + "联系电话13912345678，身份证110101199003078515，邮箱zhang@example.org。" * 8
    made = found([paper(text, "甲.txt", title="甲"), paper(text + "尾", "乙.txt", title="乙")])
    assert not any("1391234" in v or "1990" in v or "@" in v for f in made for _, v in f.details)


@given(st.text(min_size=5, max_size=60), st.text(min_size=5, max_size=60))
def test_similarity_is_jaccards(one: str, other: str) -> None:
    a, b = ({text[n : n + 5] for n in range(len(text) - 4)} for text in (one, other))
    assert similarity(shingles(one), shingles(other)) == pytest.approx(len(a & b) / len(a | b))


def test_hashes_ascend_and_stand_once() -> None:
    hashes = shingles("文明城市创建" * 9)
    assert len(hashes) == 6
    assert (np.diff(hashes.astype(object)) > 0).all()
    assert len(shingles("文明")) == 0


@pytest.mark.parametrize("length", [100, 400, 3000])
def test_pairs_that_are_alike_become_candidates(length: int) -> None:
    """One character in twenty is another: most of the runs remain."""
    pairs: dict[str, str] = {}
    for n in range(60):
        text = prose(length)
        at = PROSE.randrange(length - length // 20)
        pairs[f"{n}a"], pairs[f"{n}b"] = text, text[:at] + prose(length // 20) + text[at + length // 20 :]
    made = {key: shingles(text) for key, text in pairs.items()}
    near = {(f"{n}a", f"{n}b") for n in range(60) if similarity(made[f"{n}a"], made[f"{n}b"]) >= 0.8}
    assert len(near) > 50
    assert len(near - set(candidates(made))) <= 1
