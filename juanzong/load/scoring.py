"""How an edition scores, what people judge themselves, and the results of former rounds.

`Scoring` stands in an edition; `assessments/<code>.yml` holds what the archive cannot prove (one file for a
node, so that branches merge); `history/<year>.yml` a former round. Scores are exact decimals everywhere.
"""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, WithJsonSchema

from juanzong.load.fields import Code, Day, Flag, Record, Text

Score = Annotated[Decimal, Field(max_digits=12, decimal_places=4), WithJsonSchema({"type": "number"})]
"""A score with up to four decimals, as the standards give them; never a binary fraction."""

Share = Annotated[
    Decimal,
    Field(ge=0, le=1, max_digits=7, decimal_places=6),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1}),
]
"""A part of one: 0.85 is 85 %."""


class Basis(StrEnum):
    """What a part of the test is scored by: the evidence of the archive, or what people judge themselves."""

    EVIDENCE = "evidence"
    ASSESSED = "assessed"


class TestPart(Record, title="测评方式及分值"):
    """A part of the test with its weight, over all clauses that one of its methods tests."""

    __test__ = False

    id: Code = Field(description="代码", examples=["shidi"])
    name: Text = Field(description="名称", examples=["实地考察"])
    methods: tuple[Text, ...] = Field(
        min_length=1, description="包括哪些测评方法，须在 methods 中", examples=[["实地考察", "整体观察"]]
    )
    weight: Score = Field(gt=0, description="占多少分", examples=[40])
    basis: Basis = Field(
        default=Basis.EVIDENCE, description="evidence 按卷宗材料计分，assessed 按自评（assessments/）计分"
    )


class Grade(Record, title="档次"):
    """A, B or C by how many of the numbered clauses hold."""

    name: Text = Field(description="档次", examples=["A"])
    met: int = Field(ge=0, description="至少有几条达标", examples=[3])
    share: Share = Field(description="得该项分值的几成（0–1）", examples=[0.7])


class Scoring(Record, title="计分办法"):
    """How scores are made of clauses; without parts every clause counts with its own score, by evidence."""

    parts: tuple[TestPart, ...] = Field(default=(), description="测评方式及各占多少分；不写则只按材料计分")
    uploaded: Share = Field(
        default=Decimal(0), description="已上传而尚不可用的材料，预计得分时按几成计（0–1）"
    )
    partial: Flag = Field(default=False, description="件数不足时，是否按已有件数的比例计分")


class SelfAssessment(Record, title="自评"):
    """What people expect of a part of the test that the archive cannot prove."""

    part: Code = Field(description="测评方式代码，须在 scoring.parts 中", examples=["shidi"])
    rate: Share = Field(description="预计得分率（0–1）", examples=[0.85])
    lowest: Share | None = Field(default=None, description="最低得分率；不写则同 rate", examples=[0.8])
    highest: Share | None = Field(default=None, description="最高得分率；不写则同 rate", examples=[0.95])
    reason: Text = Field(description="依据", examples=["11月模拟测评，20个点位合格17个"])
    by: Text = Field(description="自评人（职务）", examples=["创建办综合科科长"])
    date: Day = Field(description="自评日期", examples=["2026-11-20"])

    @property
    def bounds(self) -> tuple[Decimal, Decimal, Decimal]:
        """Lowest, expected and highest rate, in order even where the file has them in disorder."""
        low = min(self.rate, self.lowest if self.lowest is not None else self.rate)
        high = max(self.rate, self.highest if self.highest is not None else self.rate)
        return low, self.rate, high


class Occurrence(Record, title="负面清单申报"):
    """How often what the negative list names has happened."""

    count: int = Field(ge=0, description="发生几起", examples=[1])
    reason: Text = Field(description="情况和依据", examples=["市应急局证明，本年未发生"])
    by: Text = Field(description="申报人（职务）", examples=["市应急局综合科科长"])
    date: Day = Field(description="申报日期", examples=["2026-11-20"])


class Assessments(Record, title="assessments/*.yml：自评"):
    """`assessments/<code>.yml`: what is judged for a node and, unless a nearer file says so, all below it."""

    judged: tuple[SelfAssessment, ...] = Field(default=(), description="各测评方式的自评")
    occurred: Occurrence | None = Field(default=None, description="负面清单条目：发生几起")


class Past(Record, title="history/*.yml：往年成绩"):
    """`history/<year>.yml`: the result of a former round, as it was announced."""

    name: Text = Field(description="轮次", examples=["2025年度测评"])
    date: Day = Field(description="公布日期", examples=["2026-01-20"])
    total: Score = Field(description="总得分", examples=[87.42])
    full: Score = Field(description="满分", examples=[100])
    tier: Text | None = Field(default=None, description="等次", examples=["第二档"])
    note: Text | None = Field(default=None, description="说明", examples=["全省第六"])
    clauses: dict[Code, Score] = Field(
        default={}, description="各条得分（按指标代码）", examples=[{"I-1-1-1": 1.2}]
    )
