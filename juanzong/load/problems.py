"""The rectification ledger (整改台账): `problems/<id>.yml`, one problem a file, and its rules."""

from enum import StrEnum

from pydantic import Field

from juanzong.load.fields import Code, Day, Record, Text


class Mode(StrEnum):
    """交办方式: on the spot, or collectively with others."""

    SPOT = "现场"
    COLLECTIVE = "集中"


class Handover(Record, title="交办"):
    """The problem is given to its unit: once when it is found, again as long as it is not put right."""

    date: Day = Field(description="交办日期")
    mode: Mode = Field(description="交办方式：现场或集中")
    by: Text | None = Field(default=None, description="交办人（人员代码或职务）", examples=["督查科科长"])


class Notice(Record, title="督查通报"):
    """A notice of the supervision that names the problem."""

    date: Day = Field(description="通报日期")
    title: Text = Field(description="通报文号或题名", examples=["督查通报第3期"])


class Outcome(StrEnum):
    """复查结果."""

    MET = "合格"
    UNMET = "不合格"


class Recheck(Record, title="复查"):
    """A second person looks whether the problem is put right."""

    date: Day = Field(description="复查日期")
    by: Text = Field(description="复查人（人员代码或职务），不得是责任人或工作人员", examples=["p-yan"])
    result: Outcome = Field(description="复查结果：合格或不合格")
    note: Text | None = Field(default=None, description="说明", examples=["仍有两处未清理"])


class Problem(Record, title="problems/*.yml：整改问题"):
    """One row of the ledger; how far it is is computed from its days and proofs, never written."""

    id: Code = Field(description="编号，与文件名一致", examples=["2026-001"])
    source: Text = Field(description="来源", examples=["第三方模拟测评"])
    found: Day = Field(description="发现时间")
    category: Text = Field(description="问题类别", examples=["环境卫生"])
    text: Text = Field(description="问题", examples=["路口垃圾满溢，两处果皮箱破损"])
    point: Code | None = Field(
        default=None, description="点位（points.yml 中的代码）", examples=["lj-ncp-01"]
    )
    district: Code | None = Field(
        default=None, description="所在区；写了点位可以不写", examples=["dongcheng"]
    )
    clauses: tuple[Code, ...] = Field(default=(), description="涉及的测评标准", examples=[["III-1-1-1"]])
    group: Code | None = Field(default=None, description="工作组；不写时按测评标准、责任单位推得")
    unit: Code | None = Field(default=None, description="责任单位；不写时按点位", examples=["chengguan"])
    responsible: Code | None = Field(default=None, description="责任人（人员代码）", examples=["zhang-ju"])
    worker: Text | None = Field(
        default=None, description="工作人员（人员代码或岗位）", examples=["环卫二队队长"]
    )
    standard: Text | None = Field(
        default=None, description="工作标准：改到什么程度", examples=["垃圾日产日清，箱体完好"]
    )
    deadline: Day | None = Field(default=None, description="工作时限")
    measures: Text | None = Field(default=None, description="整改措施", examples=["更换箱体，增加一次保洁"])
    handovers: tuple[Handover, ...] = Field(
        default=(), description="交办，每次一行", examples=[[{"date": "2026-03-01", "mode": "现场"}]]
    )
    notices: tuple[Notice, ...] = Field(default=(), description="督查通报")
    before: tuple[Text, ...] = Field(
        default=(),
        description="整改前照片：problems/ 下的路径，或材料编号（12 位）",
        examples=[["problems/2026-001/整改前.jpg"]],
    )
    after: tuple[Text, ...] = Field(
        default=(),
        description="整改后照片，写法同整改前",
        examples=[["problems/2026-001/整改后.jpg"]],
    )
    done: Day | None = Field(default=None, description="完成时间")
    rechecks: tuple[Recheck, ...] = Field(default=(), description="复查，每次一行")
    closed: Day | None = Field(default=None, description="销号时间")

    @property
    def path(self) -> str:
        """Its file below the archive."""
        return f"{FOLDER}/{self.id}.yml"

    @property
    def unfixed(self) -> tuple[str, ...]:
        """Which of the four fixed things (四定) it lacks: 责任人, 工作人员, 工作标准, 工作时限."""
        fixed = {
            "责任人": self.responsible,
            "工作人员": self.worker,
            "工作标准": self.standard,
            "工作时限": self.deadline,
        }
        return tuple(name for name, value in fixed.items() if value is None)


FOLDER = "problems"
"""Where in the archive problems and their pictures stand."""


class LedgerRules(Record, title="整改台账规定"):
    """When a problem is made public within the city, and who is praised or blamed."""

    exposure_handovers: int = Field(default=2, ge=1, description="交办达到此次数仍未改好的，列入通报曝光")
    red_rate: float = Field(default=95, ge=0, le=100, description="整改率（%）不低于此值，列入红榜")
    black_rate: float = Field(default=80, ge=0, le=100, description="整改率（%）低于此值，列入黑榜")
    listed_from: int = Field(default=3, ge=1, description="发现问题少于此数的，不列红榜、黑榜")
    rebound_days: int = Field(default=365, ge=1, description="同一点位同类问题，销号后多少天内再次发现算反弹")
