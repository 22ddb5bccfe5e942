"""What stands in the YAML files of `archive/`: typed, frozen, and the source of their JSON Schemas.

Every number, window, weight and pattern of a standard or a policy is a field here and a value there.
"""

import datetime as dt
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from juanzong.load.authenticity import Authenticity
from juanzong.load.crosswalk import Crossing
from juanzong.load.fields import Code, Day, Flag, Pattern, Record, Text
from juanzong.load.handoff import HandoffRules
from juanzong.load.policies import Policies
from juanzong.load.problems import LedgerRules
from juanzong.load.reports import ReportRules
from juanzong.load.scoring import Grade, Score, Scoring

_DEFAULT_PATTERN = "{fonds}-{category}·{year}-{retention}-{section}-{item:04d}"


class Window(Record, title="有效期"):
    """The span of days, both ends included, from which evidence counts."""

    start: Day = Field(description="第一天（含）")
    end: Day = Field(description="最后一天（含）")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end < self.start:
            days = {"start": str(self.start), "end": str(self.end)}
            raise PydanticCustomError("window_order", "the end stands before the start", days)
        return self


# --- archive.yml ---------------------------------------------------------------------------------------


class Fonds(Record, title="全宗"):
    """全宗: whose archive this is."""

    code: Text = Field(description="全宗号", examples=["Z109"])
    name: Text = Field(description="全宗名称", examples=["某市文明办"])


class Milestone(Record, title="时间节点"):
    """A day of the round that everybody works towards; with a `start` it ends a stage."""

    name: Text = Field(description="节点（阶段）名称", examples=["材料报送截止"])
    start: Day | None = Field(default=None, description="阶段的第一天；只是一个节点的不写")
    date: Day = Field(description="节点日期，阶段的最后一天")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.date < self.start:
            days = {"start": str(self.start), "end": str(self.date)}
            raise PydanticCustomError("window_order", "the end stands before the start", days)
        return self


class Round(Record, title="测评轮次"):
    """One round of inspection."""

    name: Text = Field(description="轮次名称", examples=["2026年度测评"])
    inspection: Day = Field(description="迎检日期")
    window: Window = Field(description="佐证材料有效期")
    milestones: tuple[Milestone, ...] = Field(default=(), description="迎检前的阶段和时间节点")


class Retention(StrEnum):
    """保管期限 (DA/T 22-2015): permanent, 30 years, 10 years."""

    PERMANENT = "Y"
    YEARS_30 = "D30"
    YEARS_10 = "D10"


class Numbering(Record, title="档号"):
    """How 档号 are made; `pattern` knows fonds, category, year, retention, section and item."""

    pattern: Pattern = Field(
        default=_DEFAULT_PATTERN,
        description="档号式样，可用 {fonds} {category} {year} {retention} {section} {item}",
    )
    category: Text = Field(default="WS", description="门类代码，文书为 WS")
    section: Text = Field(default="CCB", description="机构（问题）代码")
    retention: Retention = Field(
        default=Retention.YEARS_30, description="缺省保管期限：Y 永久，D30 30年，D10 10年"
    )


class Thresholds(Record, title="判断界限"):
    """Where a measured value becomes a judgement."""

    suggest_score: float = Field(default=0.05, ge=0, le=1, description="低于此分不提出归类建议（0–1）")
    readable_share: float = Field(default=0.85, ge=0, le=1, description="文字层中常用字所占比例的下限")
    ocr_score: float = Field(
        default=0.8, ge=0, le=1, description="OCR 识别的把握低于此值的页，视为没有读出（0–1）"
    )
    date_earliest: Day = Field(default=dt.date(1949, 10, 1), description="早于此日的日期视为误读")
    authenticity: Authenticity = Field(default=Authenticity(), description="真实性检查的界限和用语")


class Limits(Record, title="读取单个文件的限度"):
    """Bounds of the child process that reads one file."""

    seconds: float = Field(default=20, gt=0, description="每个文件的处理器时间（秒）")
    memory_mb: int = Field(default=2048, ge=256, description="每个文件的内存（MiB）")
    output_mb: int = Field(default=64, ge=1, description="每个文件读出内容的上限（MiB）")
    ocr_seconds: float = Field(default=60, ge=0, description="OCR 识别每页的处理器时间（秒）；0 表示不识别")
    ocr_memory_mb: int = Field(default=1536, ge=768, description="OCR 识别所用的内存（MiB）")
    rendition_seconds: float = Field(default=120, gt=0, description="用 LibreOffice 转换一个文件的时限（秒）")
    figures: int = Field(default=40, ge=0, description="网页上每件文档显示的插图数上限")
    table_rows: int = Field(default=500, ge=10, description="网页上每张表显示的行数上限")


class Part(StrEnum):
    """A part of the site that a profile has or lacks; what it lacks is not built."""

    DOSSIERS = "dossiers"
    SEARCH = "search"
    CATALOGUE = "catalogue"
    ORGANISATION = "organisation"
    TIMELINE = "timeline"
    VERIFY = "verify"
    HIGHLIGHTS = "highlights"
    STANDARDS = "standards"
    GAPS = "gaps"
    QUEUE = "queue"
    FINDINGS = "findings"
    WITHHELD = "withheld"
    DUTIES = "duties"
    TASKS = "tasks"
    SCORE = "score"
    LEDGER = "ledger"
    POINTS = "points"
    REPORTS = "reports"
    EDITIONS = "editions"


class Profile(Record, title="站点版本"):
    """One audience of the site."""

    title: Text = Field(description="站点标题", examples=["文明城市创建卷宗"])
    parts: tuple[Part, ...] = Field(
        description="有哪些部分；没有的不生成", examples=[["dossiers", "search", "catalogue"]]
    )
    suggestions: Flag = Field(default=False, description="是否把归类建议当作链接发布")
    docs: tuple[Text, ...] = Field(default=("index.md",), description="docs/ 中进入本站的页面（通配符）")
    page_images: int = Field(
        default=0,
        ge=0,
        le=500,
        description="每件 PDF 有几页在网页上另显示为图片，供不能显示 PDF 的浏览器用；0 为不显示",
    )


class Archive(Record, title="archive.yml：档案总体设置"):
    """`archive.yml`: the city, the current edition, the round, the profiles and the policies."""

    name: Text = Field(description="档案名称，用作站点名", examples=["某市文明城市创建档案"])
    city: Text = Field(description="城市", examples=["某市"])
    edition: Code = Field(description="当前测评体系，editions/ 下的文件名", examples=["2026"])
    fonds: Fonds = Field(description="全宗")
    round: Round = Field(description="本轮测评")
    numbering: Numbering = Field(default=Numbering(), description="档号怎么编")
    profiles: dict[Code, Profile] = Field(
        min_length=1, description="站点的各个版本，如 inspection（测评组）、working（内部）"
    )
    policies: Policies = Field(default=Policies(), description="发布规定")
    thresholds: Thresholds = Field(default=Thresholds(), description="判断界限")
    limits: Limits = Field(default=Limits(), description="读取单个文件的限度")
    handoff: HandoffRules = Field(default=HandoffRules(), description="移交：载体和打印")
    ledger: LedgerRules = Field(default=LedgerRules(), description="整改台账规定")
    reports: ReportRules = Field(default=ReportRules(), description="报告")

    @property
    def widest(self) -> str:
        """The profile that has the most parts."""
        return max(self.profiles, key=lambda name: len(self.profiles[name].parts))


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


class Kind(Record, title="材料类别"):
    """A kind of evidence that slots ask for, and how it is recognised."""

    name: Text = Field(description="材料类别", examples=["规范文件"])
    document_types: tuple[Text, ...] = Field(
        default=(), description="属于本类的文种", examples=[["通知", "方案"]]
    )
    formats: tuple[Format, ...] = Field(default=(), description="属于本类的文件形式", examples=[["image"]])


class Slot(Record, title="材料要求"):
    """One requirement of a clause: at least `min` items of `kind`."""

    kind: Text = Field(description="材料类别，须在 kinds 中", examples=["规范文件"])
    min: int = Field(default=1, ge=0, description="至少几件")
    max: int | None = Field(default=None, ge=1, description="至多几件")
    max_chars: int | None = Field(default=None, ge=1, description="每件至多几字")
    note: Text | None = Field(default=None, description="具体要求", examples=["印发本年度工作方案"])
    points: Score | None = Field(
        default=None, gt=0, description="占本条几分；各项都不写则平分，写了一项则未写的不占分", examples=[0.5]
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max is not None and self.max < self.min:
            bounds = {"min": self.min, "max": self.max}
            raise PydanticCustomError("slot_order", "the most is less than the least", bounds)
        return self


class Nature(StrEnum):
    """基本、特色 or 负面."""

    BASIC = "基本"
    FEATURED = "特色"
    NEGATIVE = "负面"


class Indicator(Record, title="指标"):
    """A node of the standard; a node without children is a clause (测评标准) and has a dossier."""

    code: Code = Field(description="代码，用于路径", examples=["I-1-1-2"])
    display: Text = Field(description="原文编号", examples=["Ⅱ-1-1)-②"])
    title: Text = Field(description="标题", examples=["交通秩序良好"])
    text: Text | None = Field(default=None, description="标准原文", examples=["车辆、行人各行其道"])
    nature: Nature = Field(default=Nature.BASIC, description="基本、特色或负面")
    score: Score | None = Field(default=None, description="分值；负面清单条目为每起扣分", examples=[1.5])
    cap: Score | None = Field(default=None, gt=0, description="负面清单：本条最多扣几分", examples=[10])
    grades: tuple[Grade, ...] = Field(
        default=(), description="其下各条按达标条数定档计分（A、B、C），从高到低"
    )
    methods: tuple[Text, ...] = Field(
        default=(), description="测评方法，须在 methods 中", examples=[["材料审核"]]
    )
    slots: tuple[Slot, ...] = Field(default=(), description="材料要求", examples=[[{"kind": "规范文件"}]])
    window: Window | None = Field(default=None, description="本条另定的有效期")
    keywords: tuple[Text, ...] = Field(
        default=(), description="归类用的关键词", examples=[["斑马线", "礼让行人"]]
    )
    children: tuple["Indicator", ...] = Field(default=(), description="下一级指标")


class Tier(Record, title="等次"):
    """A score from which a result counts as this tier."""

    name: Text = Field(description="等次名称", examples=["第一档"])
    min: Score = Field(description="至少多少分", examples=[90])


class Edition(Record, title="editions/*.yml：测评体系"):
    """`editions/<id>.yml`: one standard (测评体系)."""

    id: Code = Field(description="代码，与文件名一致", examples=["2026"])
    title: Text = Field(description="测评体系全称", examples=["文明城市测评体系（2026年版）"])
    levels: tuple[Text, ...] = Field(
        min_length=1, description="各级名称，自上而下", examples=[["测评项目", "测评指标", "测评内容"]]
    )
    methods: tuple[Text, ...] = Field(description="测评方法", examples=[["材料审核", "实地考察"]])
    kinds: tuple[Kind, ...] = Field(description="材料类别", examples=[[{"name": "规范文件"}]])
    total: Score = Field(description="总分", examples=[100])
    tiers: tuple[Tier, ...] = Field(default=(), description="等次")
    scoring: Scoring = Field(default=Scoring(), description="计分办法")
    predecessor: Code | None = Field(default=None, description="上一版测评体系", examples=["2023"])
    alongside: Code | None = Field(default=None, description="与哪个测评体系共用材料", examples=["2026"])
    crosswalk: tuple[Crossing, ...] = Field(default=(), description="与上一版（或共用材料的体系）的对照")
    indicators: tuple[Indicator, ...] = Field(
        min_length=1,
        description="指标",
        examples=[[{"code": "I-1", "display": "Ⅰ-1", "title": "交通秩序"}]],
    )


# --- evidence sidecars ---------------------------------------------------------------------------------


class Confirmation(Record, title="确认归入"):
    """A person says: this item proves this clause, here."""

    code: Code = Field(description="指标代码", examples=["I-1-1-2"])
    page: int | None = Field(default=None, ge=1, description="印证语句所在页", examples=[3])
    quote: Text | None = Field(default=None, description="印证语句原文", examples=["全年开展劝导120次"])


class Clearance(Record, title="审阅放行"):
    """A person has looked at what the machine could not read, and lets it go out."""

    by: Text = Field(description="审阅人（职务）", examples=["档案资料组组长"])
    date: Day = Field(description="审阅日期")
    note: Text = Field(description="说明", examples=["已逐页查看，无敏感内容"])


class Sidecar(Record, title="证据说明：文件旁的同名 .yml"):
    """`<file>.yml` beside a file: what a person states about it; every field is optional."""

    title: Text | None = Field(default=None, description="题名", examples=["关于印发工作方案的通知"])
    doc_number: Text | None = Field(default=None, description="文号", examples=["某文明办〔2026〕3号"])
    issuer: Text | None = Field(default=None, description="责任者", examples=["某市公安局"])
    date: Day | None = Field(default=None, description="成文日期")
    kind: Text | None = Field(default=None, description="材料类别", examples=["规范文件"])
    document_type: Text | None = Field(default=None, description="文种", examples=["通知"])
    caption: Text | None = Field(
        default=None,
        description="图片说明：时间、地点、人物、主题、背景、事由",
        examples=["2026年3月5日，中山路，志愿者开展文明交通劝导"],
    )
    district: Code | None = Field(default=None, description="所属区", examples=["dongcheng"])
    retention: Retention | None = Field(default=None, description="保管期限：Y 永久，D30 30年，D10 10年")
    note: Text | None = Field(default=None, description="备注", examples=["原件存市档案馆"])
    indicators: tuple[Confirmation, ...] = Field(
        default=(), description="确认归入的指标", examples=[[{"code": "I-1-1-2"}]]
    )
    not_evidence: Text | None = Field(
        default=None, description="不作佐证材料的理由；写了就不再归入任何一条", examples=["会议通知草稿"]
    )
    cleared: Clearance | None = Field(default=None, description="人工审阅后放行")
