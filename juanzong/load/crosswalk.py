"""How the clauses of a standard follow from those of its predecessor: part of `editions/<id>.yml`."""

from pydantic import Field

from juanzong.load.fields import Code, Record, Text


class Crossing(Record, title="新旧对照"):
    """Old clauses whose matter is that of new ones; several on a side where clauses were merged or split."""

    old: tuple[Code, ...] = Field(
        default=(), description="上一版的指标代码；不写表示本版新增", examples=[["I-1-1"]]
    )
    new: tuple[Code, ...] = Field(
        default=(), description="本版的指标代码；不写表示本版删除", examples=[["I-1-1-1", "I-1-1-2"]]
    )
    note: Text | None = Field(default=None, description="说明", examples=["一条拆为两条"])
