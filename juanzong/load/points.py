"""On-site points (点位): `points.yml`, the places that inspectors may visit, by type."""

from pydantic import Field

from juanzong.load.fields import Code, Day, Record, Text


class PointType(Record, title="点位类型"):
    """A type of place, what is asked of it there, and how often somebody must look."""

    id: Code = Field(description="类型代码", examples=["ncp"])
    name: Text = Field(description="名称", examples=["农贸市场"])
    line: Code | None = Field(default=None, description="行业主管单位（条线）", examples=["shichang"])
    clauses: tuple[Code, ...] = Field(default=(), description="适用的测评标准", examples=[["III-2-2-1"]])
    standards: tuple[Text, ...] = Field(
        default=(), description="实地考察要求，每项一行", examples=[["地面无积水、无垃圾", "明码标价"]]
    )
    patrol_days: int | None = Field(
        default=None, ge=1, description="至少每隔多少天巡查一次；不写时按 patrol_days 总规定"
    )


class Patrol(Record, title="巡查"):
    """Somebody went and looked."""

    date: Day = Field(description="巡查日期")
    by: Text | None = Field(default=None, description="巡查人（人员代码或岗位）", examples=["网格员"])
    note: Text | None = Field(default=None, description="情况", examples=["正常"])


class Mark(Record, title="点位得分"):
    """What a point scored in one round, out of 100."""

    round: Text = Field(description="轮次", examples=["2026年第一次模拟测评"])
    date: Day = Field(description="测评日期")
    score: float = Field(ge=0, le=100, description="得分（百分制）", examples=[92.5])


class Point(Record, title="点位"):
    """One place: 定点 (where), 定人 (who), 定岗 (in which post), 定时 (when)."""

    id: Code = Field(description="点位代码", examples=["lj-ncp-01"])
    name: Text = Field(description="名称", examples=["中山路农贸市场"])
    type: Code = Field(description="类型代码", examples=["ncp"])
    district: Code = Field(description="所在区", examples=["dongcheng"])
    address: Text | None = Field(default=None, description="定点：地址或起止", examples=["中山路 18 号"])
    unit: Code | None = Field(default=None, description="责任单位", examples=["shichang"])
    person: Code | None = Field(default=None, description="定人：责任人（人员代码）", examples=["zhang-ju"])
    post: Text | None = Field(default=None, description="定岗：岗位", examples=["市场管理员"])
    hours: Text | None = Field(default=None, description="定时：值守或巡查时段", examples=["每日 7:00–19:00"])
    patrol_days: int | None = Field(default=None, ge=1, description="本点位另定的巡查间隔（天）")
    patrols: tuple[Patrol, ...] = Field(default=(), description="巡查记录，每次一行")
    scores: tuple[Mark, ...] = Field(default=(), description="各轮得分")


class Points(Record, title="points.yml：点位"):
    """`points.yml`: the types of places, and every place."""

    patrol_days: int = Field(default=7, ge=1, description="总规定：至少每隔多少天巡查一次")
    types: tuple[PointType, ...] = Field(default=(), description="点位类型")
    points: tuple[Point, ...] = Field(default=(), description="点位")
