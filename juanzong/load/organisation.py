"""What stands in `organisation.yml`: groups, units, districts, people, and who is responsible for what."""

from pydantic import Field

from juanzong.load.fields import Code, Day, Record, Text


class Person(Record, title="人员"):
    """A person by post."""

    id: Code = Field(description="人员代码", examples=["zhang-ju"])
    name: Text = Field(description="姓名", examples=["张某"])
    post: Text = Field(description="职务", examples=["局长"])
    unit: Code = Field(description="所在单位", examples=["gongan"])


class Unit(Record, title="单位"):
    """A department or other body that owns evidence."""

    id: Code = Field(description="单位代码", examples=["gongan"])
    name: Text = Field(description="全称", examples=["某市公安局"])
    short: Text | None = Field(default=None, description="简称", examples=["市公安局"])
    aliases: tuple[Text, ...] = Field(
        default=(), description="落款、文号中出现的其他名称、机关代字", examples=[["交警支队", "某公"]]
    )
    letter: Text | None = Field(
        default=None,
        description="责任书（材料在档案文件夹中的路径）",
        examples=["evidence/VIII-1-1-1/创建责任书.pdf"],
    )


class Objection(Record, title="异议说明"):
    """A unit objects in writing to a duty; it stands until it is answered."""

    unit: Code = Field(description="提出单位", examples=["gongan"])
    text: Text = Field(description="异议内容", examples=["本条第三项由市交通局主管，建议改为配合单位"])
    by: Text = Field(description="签字人（职务）", examples=["市公安局副局长"])
    date: Day = Field(description="提出日期")
    answer: Text | None = Field(default=None, description="答复；没有答复的仍算未办结", examples=["同意调整"])


class Group(Record, title="工作组"):
    """A working group (工作组)."""

    id: Code = Field(description="工作组代码", examples=["shehuizhian"])
    name: Text = Field(description="名称", examples=["社会治安组"])
    leader: Code | None = Field(default=None, description="组长（人员代码）", examples=["zhang-ju"])
    deputies: tuple[Code, ...] = Field(default=(), description="副组长（人员代码）", examples=[["li-fuju"]])
    lead_unit: Code | None = Field(default=None, description="牵头单位", examples=["gongan"])
    members: tuple[Code, ...] = Field(default=(), description="成员单位", examples=[["gongan"]])
    duty: Text | None = Field(default=None, description="职责", examples=["统筹治安类指标"])


class District(Record, title="区、功能区"):
    """A district or zone (区、功能区)."""

    id: Code = Field(description="区代码", examples=["dongcheng"])
    name: Text = Field(description="名称", examples=["东城区"])
    unit: Code | None = Field(default=None, description="对应的责任单位", examples=["dongcheng-qu"])


class Responsibility(Record, title="责任分工"):
    """Who is responsible for some indicators; `indicators` name a node and mean every clause below it."""

    indicators: tuple[Code, ...] = Field(
        min_length=1, description="指标代码，含其下各条", examples=[["I-1-1"]]
    )
    group: Code = Field(description="工作组", examples=["shehuizhian"])
    lead_unit: Code = Field(description="牵头单位", examples=["gongan"])
    units: tuple[Code, ...] = Field(default=(), description="责任（配合）单位", examples=[["gongan"]])
    districts: tuple[Code, ...] = Field(default=(), description="涉及的区", examples=[["dongcheng"]])
    person: Code | None = Field(default=None, description="责任人", examples=["zhang-ju"])
    liaison: Code | None = Field(default=None, description="联络员（资料员）", examples=["wang-keyuan"])
    deadline: Day | None = Field(default=None, description="材料报送时限")
    objections: tuple[Objection, ...] = Field(default=(), description="责任单位的书面异议")


class Organisation(Record, title="organisation.yml：组织与责任"):
    """`organisation.yml`: groups, units, districts, people, and who is responsible for what."""

    groups: tuple[Group, ...] = Field(default=(), description="工作组")
    units: tuple[Unit, ...] = Field(default=(), description="单位")
    districts: tuple[District, ...] = Field(default=(), description="区、功能区")
    people: tuple[Person, ...] = Field(default=(), description="人员（按职务）")
    responsibilities: tuple[Responsibility, ...] = Field(default=(), description="责任分工")
