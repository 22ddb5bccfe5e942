"""The half-month briefing (简报), of the city and of each group."""

from collections.abc import Iterator

from juanzong.model import Due, Publication, SlotState
from juanzong.model.ledger import Axis, Standing
from juanzong.model.report import Chapter, Report, ReportKind, Table
from juanzong.office.reports.figures import Share, turned
from juanzong.office.reports.score import score_chapter, score_figure
from juanzong.office.reports.writing import Desk


def briefing(desk: Desk, before: Publication | None, group: str = "") -> Report:
    """What was delivered and put right in the period, what is owed, and the change since the last release."""
    share = Share(desk.publication, group)
    whose = desk.names.group(group) if group else desk.config.archive.city
    chapters = [_dossiers(desk, share), _problems(desk, share), _owed(desk, share)]
    if score := score_chapter(desk, share):
        chapters.insert(0, score)
    if not group and desk.publication.office and desk.publication.office.spots:
        chapters.append(_points(desk))
    chapters.append(_changes(desk, share, before))
    title = desk.say(f"{whose}创建工作简报", f"Briefing: {whose}")
    return desk.report(ReportKind.BRIEFING, title, chapters, part=group or "city")


def _dossiers(desk: Desk, share: Share) -> Chapter:
    total, usable, new = len(share.dossiers), share.usable, share.received(desk.period)
    absent = sum(dossier.state is SlotState.ABSENT for dossier in share.dossiers)
    return Chapter(
        desk.say("卷宗", "Dossiers"),
        (
            desk.say(
                f"共 {total} 个卷宗，材料要求全部达到“可用”的 {usable} 个，一件材料也没有的 {absent} 个；"
                f"归入卷宗的材料 {len(share.items)} 件，本期新收 {new} 件。",
                f"{total} dossiers, {usable} with every requirement met, {absent} without any item;"
                f" {len(share.items)} items, {new} of them received in the period.",
            ),
        ),
    )


def _problems(desk: Desk, share: Share) -> Chapter:
    found = sum(desk.period.holds(case.problem.found) for case in share.cases)
    closed = sum(case.closed and desk.period.holds(case.problem.closed) for case in share.cases)
    rate = share.rate
    text = desk.say(
        f"本期发现问题 {found} 个，销号 {closed} 个。累计发现 {rate.found} 个，销号 {rate.closed} 个，"
        f"整改率 {desk.percent(rate)}；超期未改 {share.count(Standing.OVERDUE)} 个，"
        f"无证销号 {share.count(Standing.UNPROVEN)} 个，待复查 {share.count(Standing.RECHECK)} 个。",
        f"{found} problems found and {closed} closed in the period; {rate.found} and {rate.closed}"
        f" in all, {desk.percent(rate)}; {share.count(Standing.OVERDUE)} overdue,"
        f" {share.count(Standing.UNPROVEN)} without proof, {share.count(Standing.RECHECK)} to re-check.",
    )
    tables = () if share.group else (_by_district(desk),)
    return Chapter(desk.say("问题整改", "Problems"), (text,), tables)


def _by_district(desk: Desk) -> Table:
    office = desk.publication.office
    rates = office.ledger.rates.get(Axis.DISTRICT, {}) if office else {}
    return Table(
        desk.say("各区整改情况", "By district"),
        tuple(desk.say("区 发现 销号 整改率", "District Found Closed Rate").split(" ")),
        tuple(
            (desk.names.district(key) or "—", rate.found, rate.closed, desk.percent(rate))
            for key, rate in rates.items()
        ),
    )


def _owed(desk: Desk, share: Share) -> Chapter:
    """What is past its deadline: problems and material."""
    owed = [case for case in share.cases if case.exposed]
    owed.sort(key=lambda case: (-case.days_over, -case.handovers, case.problem.id))
    office = desk.publication.office
    tasks = [t for t in office.tasks if share.group in ("", t.owner.group)] if office else []
    late = [task for task in tasks if task.due is Due.OVERDUE]
    clauses = {dossier.code: dossier.clause.indicator for dossier in share.dossiers}
    rows = tuple(
        (
            position,
            f"{clauses[task.code].display} {clauses[task.code].title}",
            task.slot.slot.kind,
            desk.names.unit(task.owner.lead_unit),
            desk.names.person(task.owner.liaison),
            task.deadline.isoformat() if task.deadline else "",
        )
        for position, task in enumerate(late, 1)
    )
    head = desk.say(
        "序号 测评标准 材料要求 牵头单位 联络员 时限", "No. Clause Requirement Unit Liaison Deadline"
    )
    tables = (
        desk.cases(desk.say("列入通报曝光的问题", "Problems made public"), owed),
        Table(desk.say("逾期未交的材料", "Overdue material"), tuple(head.split(" ")), rows),
    )
    return Chapter(
        desk.say("需要推进的事项", "What is owed"),
        (
            desk.say(
                f"列入通报曝光的问题 {len(owed)} 个，逾期未交的材料要求 {len(late)} 项。",
                f"{len(owed)} problems made public, {len(late)} requirements overdue.",
            ),
        ),
        tuple(table for table in tables if table.rows),
    )


def _points(desk: Desk) -> Chapter:
    office = desk.publication.office
    spots = office.spots if office else ()
    stale = [spot for spot in spots if spot.stale]
    rows = tuple(
        (
            position,
            spot.point.name,
            desk.names.district(spot.point.district),
            spot.kind.name,
            desk.names.unit(spot.point.unit),
            spot.last.isoformat() if spot.last else desk.say("无记录", "never"),
        )
        for position, spot in enumerate(stale, 1)
    )
    head = desk.say("序号 点位 区 类型 责任单位 最近巡查", "No. Point District Type Unit Last")
    table = Table(desk.say("逾期未巡查的点位", "Patrols due"), tuple(head.split(" ")), rows)
    lacking = sum(bool(spot.missing) for spot in spots)
    text = desk.say(
        f"共 {len(spots)} 个点位，责任不全的 {lacking} 个，逾期未巡查的 {len(stale)} 个。",
        f"{len(spots)} points, {lacking} without full duty, {len(stale)} patrols due.",
    )
    return Chapter(desk.say("点位", "Points"), (text,), (table,) if rows else ())


def _changes(desk: Desk, share: Share, before: Publication | None) -> Chapter:
    heading = desk.say("与上次发布相比", "Since the last release")
    if before is None:
        return Chapter(
            heading,
            (
                desk.say(
                    "没有可比的上次发布：发布记录（release.yml）没有写提交号，或在本机的 git 历史中找不到。",
                    "There is no earlier release: release.yml names no commit that git has here.",
                ),
            ),
        )
    former = Share(before, share.group)
    day = desk.day(before.today)
    text = desk.say(
        f"上次发布：{day}，提交 {before.commit[:12]}。", f"Last release: {day}, {before.commit[:12]}."
    )
    head = desk.say("项目 上次发布 本期 变化", "Figure Before Now Change")
    figures = Table(
        desk.say("主要数字", "Figures"), tuple(head.split(" ")), tuple(_figures(desk, share, former))
    )
    turns = Table(
        desk.say("状态有变化的卷宗", "Dossiers that stand otherwise"),
        tuple(desk.say("测评标准 上次发布 本期", "Clause Before Now").split(" ")),
        tuple(
            (
                f"{dossier.clause.indicator.display} {dossier.clause.indicator.title}",
                desk.state(state),
                desk.state(dossier.state),
            )
            for dossier, state in turned(share, former)
        ),
    )
    return Chapter(heading, (text,), (figures, turns) if turns.rows else (figures,))


def _figures(desk: Desk, now: Share, before: Share) -> Iterator[tuple[str | int, ...]]:
    pairs = (
        (desk.say("卷宗数", "Dossiers"), len(before.dossiers), len(now.dossiers)),
        (desk.say("可用的卷宗", "Usable dossiers"), before.usable, now.usable),
        (desk.say("卷宗中的材料", "Items"), len(before.items), len(now.items)),
        (desk.say("逾期未交的要求", "Overdue requirements"), before.overdue_tasks, now.overdue_tasks),
        (desk.say("发现问题", "Problems found"), before.rate.found, now.rate.found),
        (desk.say("销号问题", "Problems closed"), before.rate.closed, now.rate.closed),
    )
    if figure := score_figure(desk, now, before):
        yield figure
    for name, then, there in pairs:
        yield name, then, there, f"{there - then:+d}" if there != then else "0"
    then_rate, rate = before.rate.percent, now.rate.percent
    change = "—" if then_rate is None or rate is None else f"{rate - then_rate:+}"
    yield desk.say("整改率", "Rate"), desk.percent(before.rate), desk.percent(now.rate), change
