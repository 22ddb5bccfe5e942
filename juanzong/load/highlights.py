"""What the city is proud of: `highlights.yml`, for the inspectors' site, each with its evidence."""

from pydantic import Field

from juanzong.load.fields import Code, Day, Record, Text


class Highlight(Record, title="亮点"):
    """A practice worth showing, at the clause it belongs to."""

    clause: Code = Field(description="测评标准", examples=["I-1-1-2"])
    title: Text = Field(description="标题", examples=["湖畔夜话：把宣讲搬到渡口"])
    text: Text = Field(description="做法和成效，一两句话", examples=["全年 46 场，群众自己讲自己的故事"])
    evidence: tuple[Text, ...] = Field(
        min_length=1,
        description="印证材料：evidence/ 下的路径，或材料编号（12 位）",
        examples=[["evidence/I-1-1-2/宣讲.jpg"]],
    )


class Honour(Record, title="荣誉"):
    """A title or prize, with the paper that grants it."""

    title: Text = Field(description="荣誉名称", examples=["省级文明城市"])
    issuer: Text = Field(description="授予单位", examples=["某省文明委"])
    date: Day = Field(description="授予日期")
    level: Text | None = Field(default=None, description="级别", examples=["省级"])
    evidence: tuple[Text, ...] = Field(
        min_length=1, description="证书、文件，写法同上", examples=[["evidence/VI-1-1-1/决定.pdf"]]
    )


class Milestone(Record, title="创建历程"):
    """Something that happened on the way."""

    date: Day = Field(description="日期")
    title: Text = Field(description="事项", examples=["召开全市动员大会"])
    text: Text | None = Field(default=None, description="说明", examples=["部署三年行动"])
    evidence: tuple[Text, ...] = Field(default=(), description="材料，写法同上")


class Highlights(Record, title="highlights.yml：亮点、荣誉、历程"):
    """`highlights.yml`: what is shown first to inspectors."""

    highlights: tuple[Highlight, ...] = Field(default=(), description="亮点，按测评标准")
    honours: tuple[Honour, ...] = Field(default=(), description="荣誉")
    campaign: tuple[Milestone, ...] = Field(default=(), description="创建历程")
