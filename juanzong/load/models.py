"""What stands in the YAML files of `archive/`: typed, frozen, and the source of their JSON Schemas.

Every number, window, weight and pattern of a standard or a policy is a field here and a value there.
"""

import datetime as dt
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?$")]
"""A name that is safe in a path, a URL and on every file system: `I-1-1-2`, `jcz`."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Record(BaseModel):
    """Base of all YAML models: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Window(Record):
    """The span of days, both ends included, from which evidence counts."""

    start: dt.date = Field(description="第一天（含）")
    end: dt.date = Field(description="最后一天（含）")


# --- archive.yml ---------------------------------------------------------------------------------------


class Fonds(Record):
    """全宗: whose archive this is."""

    code: Text = Field(description="全宗号，如 Z109")
    name: Text = Field(description="全宗名称")


class Round(Record):
    """One round of inspection."""

    name: Text = Field(description="轮次名称，如 2026年度测评")
    inspection: dt.date = Field(description="迎检日期")
    window: Window = Field(description="佐证材料有效期")


class Retention(StrEnum):
    """保管期限 (DA/T 22-2015): permanent, 30 years, 10 years."""

    PERMANENT = "Y"
    YEARS_30 = "D30"
    YEARS_10 = "D10"


class Numbering(Record):
    """How 档号 are made; `pattern` knows fonds, category, year, retention, section and item."""

    pattern: Text = Field(
        default="{fonds}-{category}·{year}-{retention}-{section}-{item:04d}", description="档号式样"
    )
    category: Text = Field(default="WS", description="门类代码，文书为 WS")
    section: Text = Field(default="CCB", description="机构（问题）代码")
    retention: Retention = Field(default=Retention.YEARS_30, description="缺省保管期限")


class Unread(StrEnum):
    """What happens to an item of which no text could be read."""

    WITHHOLD = "withhold"
    PUBLISH = "publish"


class Policies(Record):
    """What may leave the house."""

    unread_documents: Unread = Field(default=Unread.WITHHOLD, description="没有读出文字的扫描件、文档")
    unread_pictures: Unread = Field(default=Unread.PUBLISH, description="照片、图像")
    secrecy_marks: tuple[Text, ...] = Field(default=("绝密", "机密", "秘密"), description="国家秘密标志用语")
    internal_marks: tuple[Text, ...] = Field(
        default=("内部资料", "注意保存", "内部文件", "不得外传"), description="内部资料标志用语"
    )


class Thresholds(Record):
    """Where a measured value becomes a judgement."""

    suggest_score: float = Field(default=0.05, ge=0, le=1, description="低于此分不提出归类建议（0–1）")
    readable_share: float = Field(default=0.85, ge=0, le=1, description="文字层中常用字所占比例的下限")
    date_earliest: dt.date = Field(default=dt.date(1949, 10, 1), description="早于此日的日期视为误读")


class Limits(Record):
    """Bounds of the child process that reads one file."""

    seconds: float = Field(default=20, gt=0, description="每个文件的处理器时间（秒）")
    memory_mb: int = Field(default=2048, ge=256, description="每个文件的内存（MiB）")
    output_mb: int = Field(default=64, ge=1, description="每个文件读出内容的上限（MiB）")
    table_rows: int = Field(default=500, ge=10, description="网页上每张表显示的行数上限")


class Part(StrEnum):
    """A part of the site that a profile has or lacks; what it lacks is not built."""

    DOSSIERS = "dossiers"
    SEARCH = "search"
    CATALOGUE = "catalogue"
    ORGANISATION = "organisation"
    TIMELINE = "timeline"
    VERIFY = "verify"
    GAPS = "gaps"
    QUEUE = "queue"
    FINDINGS = "findings"
    WITHHELD = "withheld"


class Profile(Record):
    """One audience of the site."""

    title: Text = Field(description="站点标题")
    parts: tuple[Part, ...] = Field(description="有哪些部分；没有的不生成")
    suggestions: bool = Field(default=False, description="是否把归类建议当作链接发布")
    docs: tuple[Text, ...] = Field(default=("index.md",), description="docs/ 中进入本站的页面（通配符）")


class Archive(Record):
    """`archive.yml`: the city, the current edition, the round, the profiles and the policies."""

    name: Text = Field(description="档案名称，用作站点名")
    city: Text = Field(description="城市")
    edition: Code = Field(description="当前测评体系，editions/ 下的文件名")
    fonds: Fonds
    round: Round
    numbering: Numbering = Numbering()
    profiles: dict[Code, Profile]
    policies: Policies = Policies()
    thresholds: Thresholds = Thresholds()
    limits: Limits = Limits()


# --- editions/<id>.yml ---------------------------------------------------------------------------------


class Format(StrEnum):
    """The family a file belongs to, identified from its bytes."""

    PDF = "pdf"
    DOCUMENT = "document"
    SHEET = "sheet"
    SLIDES = "slides"
    IMAGE = "image"
    VIDEO = "video"
    TEXT = "text"
    PACKAGE = "package"
    OTHER = "other"


class Kind(Record):
    """A kind of evidence that slots ask for, and how it is recognised."""

    name: Text = Field(description="材料类别，如 规范文件")
    document_types: tuple[Text, ...] = Field(default=(), description="属于本类的文种，如 通知、方案")
    formats: tuple[Format, ...] = Field(default=(), description="属于本类的文件形式，如 image")


class Slot(Record):
    """One requirement of a clause: at least `min` items of `kind`."""

    kind: Text = Field(description="材料类别，须在 kinds 中")
    min: int = Field(default=1, ge=0, description="至少几件")
    max: int | None = Field(default=None, ge=1, description="至多几件")
    max_chars: int | None = Field(default=None, ge=1, description="每件至多几字")
    note: Text | None = Field(default=None, description="具体要求")


class Nature(StrEnum):
    """基本、特色 or 负面."""

    BASIC = "基本"
    FEATURED = "特色"
    NEGATIVE = "负面"


class Indicator(Record):
    """A node of the standard; a node without children is a clause (测评标准) and has a dossier."""

    code: Code = Field(description="代码，用于路径，如 I-1-1-2")
    display: Text = Field(description="原文编号，如 Ⅱ-1-1)-②")
    title: Text = Field(description="标题")
    text: Text | None = Field(default=None, description="标准原文")
    nature: Nature = Nature.BASIC
    score: float | None = Field(default=None, description="分值")
    methods: tuple[Text, ...] = Field(default=(), description="测评方法，须在 methods 中")
    slots: tuple[Slot, ...] = Field(default=(), description="材料要求")
    window: Window | None = Field(default=None, description="本条另定的有效期")
    keywords: tuple[Text, ...] = Field(default=(), description="归类用的关键词")
    children: tuple["Indicator", ...] = ()


class Tier(Record):
    """A score from which a result counts as this tier."""

    name: Text
    min: float


class Edition(Record):
    """`editions/<id>.yml`: one standard (测评体系)."""

    id: Code
    title: Text = Field(description="测评体系全称")
    levels: tuple[Text, ...] = Field(min_length=1, description="各级名称，自上而下")
    methods: tuple[Text, ...] = Field(description="测评方法")
    kinds: tuple[Kind, ...] = Field(description="材料类别")
    total: float = Field(description="总分")
    tiers: tuple[Tier, ...] = ()
    indicators: tuple[Indicator, ...] = Field(min_length=1)


# --- organisation.yml ----------------------------------------------------------------------------------


class Person(Record):
    """A person by post."""

    id: Code
    name: Text
    post: Text = Field(description="职务")
    unit: Code = Field(description="所在单位")


class Unit(Record):
    """A department or other body that owns evidence."""

    id: Code
    name: Text = Field(description="全称")
    short: Text | None = Field(default=None, description="简称")
    aliases: tuple[Text, ...] = Field(default=(), description="落款、文号中出现的其他名称、机关代字")


class Group(Record):
    """A working group (工作组)."""

    id: Code
    name: Text
    leader: Code | None = Field(default=None, description="组长（人员代码）")
    deputies: tuple[Code, ...] = ()
    lead_unit: Code | None = Field(default=None, description="牵头单位")
    members: tuple[Code, ...] = Field(default=(), description="成员单位")
    duty: Text | None = Field(default=None, description="职责")


class District(Record):
    """A district or zone (区、功能区)."""

    id: Code
    name: Text
    unit: Code | None = Field(default=None, description="对应的责任单位")


class Responsibility(Record):
    """Who is responsible for some indicators; `indicators` name a node and mean every clause below it."""

    indicators: tuple[Code, ...] = Field(min_length=1, description="指标代码，含其下各条")
    group: Code = Field(description="工作组")
    lead_unit: Code = Field(description="牵头单位")
    units: tuple[Code, ...] = Field(default=(), description="责任（配合）单位")
    districts: tuple[Code, ...] = Field(default=(), description="涉及的区")
    person: Code | None = Field(default=None, description="责任人")
    liaison: Code | None = Field(default=None, description="联络员（资料员）")
    deadline: dt.date | None = Field(default=None, description="材料报送时限")


class Organisation(Record):
    """`organisation.yml`: groups, units, districts, people, and who is responsible for what."""

    groups: tuple[Group, ...]
    units: tuple[Unit, ...]
    districts: tuple[District, ...] = ()
    people: tuple[Person, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()


# --- evidence sidecars ---------------------------------------------------------------------------------


class Confirmation(Record):
    """A person says: this item proves this clause, here."""

    code: Code = Field(description="指标代码")
    page: int | None = Field(default=None, ge=1, description="印证语句所在页")
    quote: Text | None = Field(default=None, description="印证语句原文")


class Clearance(Record):
    """A person has looked at what the machine could not read, and lets it go out."""

    by: Text = Field(description="审阅人（职务）")
    date: dt.date
    note: Text = Field(description="说明")


class Sidecar(Record):
    """`<file>.yml` beside a file: what a person states about it; every field is optional."""

    title: Text | None = Field(default=None, description="题名")
    doc_number: Text | None = Field(default=None, description="文号")
    issuer: Text | None = Field(default=None, description="责任者")
    date: dt.date | None = Field(default=None, description="成文日期")
    kind: Text | None = Field(default=None, description="材料类别")
    document_type: Text | None = Field(default=None, description="文种")
    caption: Text | None = Field(default=None, description="图片说明：时间、地点、人物、主题、背景、事由")
    district: Code | None = Field(default=None, description="所属区")
    retention: Retention | None = Field(default=None, description="保管期限")
    note: Text | None = Field(default=None, description="备注")
    indicators: tuple[Confirmation, ...] = Field(default=(), description="确认归入的指标")
    cleared: Clearance | None = Field(default=None, description="人工审阅后放行")
