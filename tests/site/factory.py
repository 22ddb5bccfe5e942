"""A small city for the tests of the site: every page has something to show, and some of it is hostile."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from juanzong.compile import Material, compile_dossiers
from juanzong.findings import Finding, finding
from juanzong.index import build, documents
from juanzong.lang import Lang
from juanzong.load.crosswalk import Crossing
from juanzong.load.highlights import Highlight, Highlights, Honour, Milestone
from juanzong.load.models import (
    Archive,
    Confirmation,
    Edition,
    Fonds,
    Format,
    Indicator,
    Kind,
    Nature,
    Part,
    Profile,
    Round,
    Sidecar,
    Slot,
    Window,
)
from juanzong.load.organisation import District, Group, Organisation, Person, Responsibility, Unit
from juanzong.load.points import Mark, Patrol, Point, Points, PointType
from juanzong.load.problems import Handover, Mode, Notice, Outcome, Problem, Recheck
from juanzong.model import (
    Block,
    BlockKind,
    Clause,
    Config,
    Evidence,
    Link,
    LinkStatus,
    Media,
    Origin,
    Page,
    Prepared,
    PublishedFile,
    Reading,
    Screened,
    Stated,
    Verdict,
)
from juanzong.office import survey
from juanzong.office.reports import with_reports
from tests.values import JPEG, PDF, TEXT, make_evidence

HOSTILE = """<script>alert(1)</script>"'></title><b>&amp;"""
"""A title that breaks out of whatever does not escape it."""

DOCX = Media(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", Format.DOCUMENT
)
XLSX = Media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", Format.SHEET)
TODAY = date(2026, 6, 15)
INSPECTION = (
    Part.DOSSIERS,
    Part.SEARCH,
    Part.CATALOGUE,
    Part.ORGANISATION,
    Part.TIMELINE,
    Part.VERIFY,
    Part.HIGHLIGHTS,
)
WORKING = (
    *INSPECTION,
    Part.STANDARDS,
    Part.GAPS,
    Part.QUEUE,
    Part.LEDGER,
    Part.POINTS,
    Part.REPORTS,
    Part.EDITIONS,
    Part.FINDINGS,
    Part.WITHHELD,
    Part.DUTIES,
    Part.TASKS,
    Part.SCORE,
)


def make_config(parts: Iterable[Part] = INSPECTION, *, suggestions: bool = False) -> Config:
    """A standard of three clauses over three levels, one group, one district."""
    slots = (Slot(kind="规范文件", min=2), Slot(kind="实景图片", min=1, max=3, note="白天拍摄"))
    clauses = (
        Indicator(code="I-1-1-1", display="1)", title="创建工作机制", text="有规划、有部署。", slots=slots),
        Indicator(code="I-1-1-2", display="2)", title=HOSTILE, methods=("实地考察",), score=1.5),
    )
    negative = Indicator(code="I-2", display="Ⅰ-2", title="否决事项", nature=Nature.NEGATIVE)
    content = Indicator(
        code="I-1-1", display="Ⅱ-1", title="组织领导", methods=("材料审核",), children=clauses
    )
    project = Indicator(code="I-1", display="Ⅰ-1", title="廉洁高效的政务环境", children=(content,))
    edition = Edition(
        id="2026",
        title="云泽市文明城市测评体系（2026）",
        levels=("测评项目", "测评指标", "测评标准"),
        methods=("材料审核", "实地考察"),
        kinds=(Kind(name="规范文件"), Kind(name="实景图片", formats=(Format.IMAGE,))),
        total=100,
        indicators=(project, negative),
    )
    archive = Archive(
        name="云泽市创建档案",
        city="云泽市",
        edition="2026",
        fonds=Fonds(code="Z109", name="云泽市创建办"),
        round=Round(
            name="2026年度测评",
            inspection=date(2026, 12, 15),
            window=Window(start=date(2025, 11, 1), end=date(2026, 10, 31)),
        ),
        profiles={
            "only": Profile(title="云泽市文明城市创建卷宗", parts=tuple(parts), suggestions=suggestions)
        },
    )
    archive = archive.model_copy(update={"limits": archive.limits.model_copy(update={"table_rows": 10})})
    organisation = Organisation(
        groups=(
            Group(id="office", name="领导小组办公室", leader="p1", lead_unit="ccb", duty="统筹全市创建。"),
        ),
        units=(Unit(id="ccb", name="创建办"), Unit(id="jyj", name="教育局")),
        districts=(District(id="east", name="东区", unit="jyj"),),
        people=(Person(id="p1", name="简某", post="副书记", unit="ccb"),),
        responsibilities=(
            Responsibility(
                indicators=("I-1",),
                group="office",
                lead_unit="ccb",
                units=("jyj",),
                districts=("east",),
                liaison="p1",
                deadline=date(2026, 9, 1),
            ),
        ),
    )
    path = (project, content)
    leaves = (*(Clause(c, (*path, c)) for c in clauses), Clause(negative, (negative,)))
    return Config(
        Path("archive"),
        archive,
        edition,
        organisation,
        leaves,
        points=make_points(),
        problems=make_problems(),
        unread_problems=("problems/坏.yml",),
        highlights=make_highlights(),
        kin=(
            edition.model_copy(update={"id": "2029", "predecessor": "2026", "indicators": (content,)}),
            make_parallel(edition),
        ),
    )


def make_parallel(edition: Edition) -> Edition:
    """A hostile standard beside the current one, one of its clauses without a source."""
    clauses = (
        Indicator(code="W-1", display="1)", title=HOSTILE, slots=(Slot(kind="规范文件"),)),
        Indicator(code="W-2", display="2)", title="另一条"),
    )
    crossings = (Crossing(old=("I-1-1-1",), new=("W-1",)),)
    update = {"id": "wcn", "title": HOSTILE, "alongside": "2026", "crosswalk": crossings}
    return edition.model_copy(update={**update, "indicators": clauses})


def make_highlights() -> Highlights:
    """Highlights of a hostile title and of a picture, an honour, and a milestone without evidence."""
    items = make_items()
    picture, notice = items["picture"].id, items["notice"].id
    return Highlights(
        highlights=(
            Highlight(clause="I-1-1-1", title=HOSTILE, text=HOSTILE, evidence=(picture, notice)),
            Highlight(clause="I-1-1-2", title="扫描件作证", text="不能发布", evidence=(items["scan"].id,)),
        ),
        honours=(Honour(title=HOSTILE, issuer="省", date=date(2026, 1, 5), evidence=(notice,)),),
        campaign=(Milestone(date=date(2026, 2, 1), title="动员大会", text=HOSTILE),),
    )


def make_points() -> Points:
    """A hostile type, a point that lacks everything, and one in order."""
    return Points(
        types=(PointType(id="ncp", name=HOSTILE, clauses=("I-1-1-1", "I-1"), standards=(HOSTILE,)),),
        points=(
            Point(id="p-bare", name=HOSTILE, type="ncp", district="east"),
            Point(
                id="p-full",
                name="望湖市场",
                type="ncp",
                district="east",
                address="一路1号",
                unit="jyj",
                person="p1",
                post="市场管理员",
                hours="全天",
                patrols=(Patrol(date=date(2026, 6, 14), by="p1", note=HOSTILE),),
                scores=tuple(Mark(round=f"{m}月", date=date(2026, m, 1), score=80 + m) for m in (3, 5)),
            ),
        ),
    )


def make_problems() -> tuple[Problem, ...]:
    """One closed with pictures, one hostile and overdue."""
    picture = make_items()["picture"]
    first = date(2026, 5, 1)
    closed = Problem(
        id="2026-001",
        source="督查",
        found=first,
        category="卫生",
        text="垃圾满溢",
        point="p-full",
        clauses=("I-1-1-1",),
        responsible="p1",
        worker="班长",
        standard="日清",
        deadline=date(2026, 5, 8),
        measures="增加保洁",
        handovers=(Handover(date=first, mode=Mode.SPOT, by="p1"),),
        notices=(Notice(date=date(2026, 5, 2), title="通报第1期"),),
        after=(picture.id,),
        done=date(2026, 5, 6),
        rechecks=(Recheck(date=date(2026, 5, 7), by="督查科", result=Outcome.MET, note="已改好"),),
        closed=date(2026, 5, 8),
    )
    hostile = Problem(
        id="2026-002",
        source=HOSTILE,
        found=date(2026, 6, 1),
        category=HOSTILE,
        text=HOSTILE,
        district="east",
        worker=HOSTILE,
        standard=HOSTILE,
        deadline=date(2026, 6, 10),
        measures=HOSTILE,
    )
    return closed, hostile


def make_items() -> dict[str, Evidence]:
    """One item of each kind, by a short name."""
    quote = Confirmation(code="I-1-1-2", page=2, quote="注册志愿者占常住人口的百分之十八")
    notice = make_evidence(
        "云创发〔2026〕1号\n关于印发方案的通知\f注册志愿者占常住人口的百分之十八",
        name="方案.pdf",
        folders=("I-1-1-1",),
        media=PDF,
        title="关于印发方案的通知",
        day=date(2026, 3, 1),
        kind="规范文件",
        sidecar=Sidecar(indicators=(quote,), district="east"),
    )
    notice = replace(
        notice,
        extraction=replace(notice.extraction, paged=True),
        description=replace(
            notice.description,
            doc_number=Stated("云创发〔2026〕1号", Origin.CONTENT),
            issuer=Stated("云泽市创建办", Origin.METADATA),
        ),
    )
    hostile = make_evidence(
        HOSTILE, name=f"{HOSTILE.replace('/', '')}.txt", folders=("I-1-1-2",), title=HOSTILE
    )
    rows = tuple((f"社区{n}", str(n)) for n in range(1, 13))
    sheet = make_evidence("表", name="统计.xlsx", folders=("I-1-1-1",), media=XLSX, title="社区统计表")
    blocks = (Block(BlockKind.HEADING, "统计", 1), Block(BlockKind.TABLE, rows=rows))
    sheet = replace(sheet, extraction=replace(sheet.extraction, pages=(Page(1, blocks, "第一季度"),)))
    picture = make_evidence(name="广场.jpg", folders=("I-1-1-1",), media=JPEG, title="广场", kind="实景图片")
    picture = replace(
        picture,
        description=replace(
            picture.description, caption="2026年3月，广场", date=Stated(date(2026, 3, 5), Origin.FILENAME)
        ),
    )
    return {
        "notice": notice,
        "hostile": hostile,
        "sheet": sheet,
        "picture": picture,
        "scan": make_evidence(name="扫描.pdf", media=PDF, reading=Reading.UNREAD, title="防汛预案扫描"),
        "inbox": make_evidence("不知归入哪条", name="待定.txt", media=TEXT, title="待定材料"),
        "report": make_evidence(
            "情况说明\n第二段", name="说明.docx", folders=("I-1-1-2",), media=DOCX, title="情况说明"
        ),
    }


def make_prepared(
    parts: Iterable[Part] = INSPECTION,
    *,
    suggestions: bool = False,
    extra: Iterable[Evidence] = (),
    lang: Lang = Lang.ZH,
) -> Prepared:
    """A publication of those items, as compiling makes it, with a published file for each."""
    config = make_config(parts, suggestions=suggestions)
    items = make_items()
    every = (*items.values(), *extra)
    screened = [
        Screened(e, Verdict.WITHHELD, ("JZ401",)) if e is items["scan"] else Screened(e, Verdict.RELEASED)
        for e in every
    ]
    links = [
        Link(e.id, place.folder, LinkStatus.PLACED)
        for e in every
        for place in e.item.placements
        if place.folder
    ]
    quoted = items["notice"].item.sidecars[0].indicators[0]
    links.append(
        Link(items["notice"].id, quoted.code, LinkStatus.CONFIRMED, page=quoted.page, quote=quoted.quote)
    )
    links.append(Link(items["inbox"].id, "I-1-1-1", LinkStatus.SUGGESTED, 0.61, 0.2, ("创建", "<i>机制</i>")))
    findings = make_findings(items)
    material = Material(config, tuple(screened), tuple(links), findings, "0123456789abcdef")
    publication, _ = survey(compile_dossiers(material, "only", TODAY, lang)[0])
    publication = with_reports(publication)
    files = {
        e.id: PublishedFile(
            e.item.published_name,
            hashlib.sha256(b"copy").hexdigest() if e is items["picture"] else e.item.sha256,
            e.item.bytes,
            e is items["picture"],
        )
        for e in publication.evidence.values()
    }
    return Prepared(publication, files, build(documents(publication)))


def make_findings(items: dict[str, Evidence]) -> tuple[Finding, ...]:
    """What is wrong with one of them; compiling adds its own."""
    return (finding("JZ401", items["scan"].item.path),)
