"""Two standards of a few clauses, held against each other on paper.

2020                                   2026                              carries
A  text a, 1 point, 1 paper            A  the same                       whole
B  "每年检查1次", 2 points             B  "每年检查2次", 3 points        review: reworded, re-weighted
C  1 point, 1 picture                  C  1 point, 3 pictures            proof: 1 -> 3
D  2 points, 1 paper, 1 picture        D, E  1 point each (split)        review; E asks for a table: proof
F, G  1 point each, 1 paper each       F  2 points, 2 papers (merged)    review
H                                      X (renumbered)                    whole
K                                      -                                 dropped
-                                      N                                 new
"""

from decimal import Decimal

import pytest

from juanzong.load.crosswalk import Crossing
from juanzong.load.models import Edition, Indicator, Slot
from juanzong.model.change import Carry, Change, Kind, Need, Op, Run
from juanzong.office.editions import _words, compare


def clause(code: str, text: str = "", score: int | None = 1, *slots: tuple[str, int]) -> Indicator:
    return Indicator(
        code=code,
        display=code,
        title=code[-1],
        text=text or None,
        score=None if score is None else Decimal(score),
        slots=tuple(Slot(kind=kind, min=count) for kind, count in slots),
    )


def edition(name: str, *clauses: Indicator, **more: object) -> Edition:
    top = Indicator(code="T", display="T", title="顶", children=clauses)
    stated = {"levels": ("一", "二"), "methods": (), "kinds": (), "total": 10}
    return Edition.model_validate({"id": name, "title": name, **stated, "indicators": (top,), **more})


OLD = edition(
    "2020",
    clause("A", "制度健全", 1, ("文件", 1)),
    clause("B", "每年检查1次", 2),
    clause("C", "环境整洁", 1, ("图片", 1)),
    clause("D", "秩序良好", 2, ("文件", 1), ("图片", 1)),
    clause("F", "社区", 1, ("文件", 1)),
    clause("G", "村镇", 1, ("文件", 1)),
    clause("H", "同文"),
    clause("K", "不要了"),
)
NEW = edition(
    "2026",
    clause("A", "制度健全", 1, ("文件", 1)),
    clause("B", "每年检查2次", 3),
    clause("C", "环境整洁", 1, ("图片", 3)),
    clause("D", "秩序良好", 1, ("文件", 1)),
    clause("E", "停放规范", 1, ("图片", 1), ("表格", 1)),
    clause("F", "社区和村镇", 2, ("文件", 2)),
    clause("X", "同文").model_copy(update={"title": "H"}),
    clause("N", "新的"),
    predecessor="2020",
    crosswalk=(
        Crossing(old=("D",), new=("D", "E"), note="拆分"),
        Crossing(old=("F", "G"), new=("F",)),
        Crossing(old=("H",), new=("X",)),
        Crossing(old=("K",)),
    ),
)


@pytest.fixture(scope="module")
def changes() -> dict[str, Change]:
    return {change.code: change for change in compare(OLD, NEW).changes}


def test_each_dossier_fares_as_on_paper(changes: dict[str, Change]) -> None:
    assert {code: change.carry for code, change in changes.items()} == {
        "A": Carry.WHOLE,
        "B": Carry.REVIEW,
        "C": Carry.PROOF,
        "D": Carry.REVIEW,
        "E": Carry.PROOF,
        "F": Carry.REVIEW,
        "X": Carry.WHOLE,
        "N": Carry.NEW,
        "K": Carry.DROPPED,
    }


def test_each_change_is_named(changes: dict[str, Change]) -> None:
    assert {code: change.kinds for code, change in changes.items()} == {
        "A": (),
        "B": (Kind.REWORDED, Kind.REWEIGHTED),
        "C": (Kind.RESLOTTED,),
        "D": (Kind.SPLIT, Kind.REWEIGHTED, Kind.RESLOTTED),
        "E": (Kind.SPLIT, Kind.RENUMBERED, Kind.REWORDED, Kind.REWEIGHTED, Kind.RESLOTTED),
        "F": (Kind.MERGED, Kind.REWORDED),
        "X": (Kind.RENUMBERED,),
        "N": (Kind.ADDED,),
        "K": (Kind.REMOVED,),
    }


def test_what_more_is_asked_for_is_counted(changes: dict[str, Change]) -> None:
    assert changes["C"].needs == (Need("图片", 1, 3),)
    assert changes["E"].needs == (Need("表格", 0, 1),)
    assert changes["F"].needs == ()


def test_scores_of_merged_clauses_are_summed(changes: dict[str, Change]) -> None:
    assert (changes["F"].score_before, changes["F"].score_now) == (Decimal(2), Decimal(2))
    assert (changes["B"].score_before, changes["B"].score_now) == (Decimal(2), Decimal(3))


def test_changes_of_the_wording_are_shown_by_the_word(changes: dict[str, Change]) -> None:
    assert changes["B"].words == (
        Run(Op.KEPT, "B\n每年检查"),
        Run(Op.DELETED, "1次"),
        Run(Op.INSERTED, "2次"),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("", ""), ("甲", ""), ("", "乙"), ("甲", "甲"), ("甲乙丙丁", "甲丁丙乙"), ("一二三四", "五二三六")],
)
def test_runs_spell_both_texts(old: str, new: str) -> None:
    runs = list(_words(old, new))
    assert "".join(run.text for run in runs if run.op is not Op.INSERTED) == old
    assert "".join(run.text for run in runs if run.op is not Op.DELETED) == new


def test_without_a_crosswalk_the_same_code_is_the_same_clause() -> None:
    """Backwards the crosswalk is not that of the other standard."""
    made = {change.code: change.carry for change in compare(NEW, OLD).changes}
    assert made["A"] is Carry.WHOLE
    assert made["G"] is Carry.NEW
    assert made["N"] is Carry.DROPPED


def test_a_node_in_the_crosswalk_means_all_below_it() -> None:
    new = edition("2026", clause("Z"), predecessor="2020", crosswalk=(Crossing(old=("T",), new=("Z",)),))
    (change,) = compare(OLD, new).changes
    assert len(change.old) == 8
