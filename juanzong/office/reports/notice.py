"""The notice of the supervision group (督查通报)."""

from juanzong.model.ledger import Axis, Ledger, Rate
from juanzong.model.report import Chapter, Report, ReportKind, Table
from juanzong.office.reports.writing import Desk


def notice(desk: Desk) -> Report:
    """Rates by unit, what is made public and why, who is on the red and on the black list."""
    ledger = desk.publication.office.ledger if desk.publication.office else Ledger()
    title = desk.say(f"{desk.config.archive.city}创建工作督查通报", "Notice of the supervision")
    chapters = (_rates(desk, ledger), _exposed(desk, ledger), _lists(desk, ledger), _rebounds(desk, ledger))
    return desk.report(ReportKind.NOTICE, title, chapters)


def _rates(desk: Desk, ledger: Ledger) -> Chapter:
    rate = ledger.city
    text = desk.say(
        f"截至{desk.day(desk.today)}，全市累计发现问题 {rate.found} 个，销号 {rate.closed} 个，"
        f"整改率 {desk.percent(rate)}。整改率按销号数除以发现数计算，无证销号的不计入销号数。",
        f"{rate.found} problems found and {rate.closed} closed, {desk.percent(rate)};"
        " what is closed without proof counts as open.",
    )
    tables = (
        _table(desk, ledger, Axis.DISTRICT, desk.say("各区整改率", "By district")),
        _table(desk, ledger, Axis.UNIT, desk.say("各单位整改率", "By unit")),
    )
    return Chapter(desk.say("整改总体情况", "Rates"), (text,), tables)


def _table(desk: Desk, ledger: Ledger, axis: Axis, caption: str) -> Table:
    rates = sorted(ledger.rates.get(axis, {}).items(), key=lambda pair: (pair[1].percent or 0, pair[0]))
    return _rate_table(desk, caption, [(axis, key, rate) for key, rate in rates])


def _rate_table(desk: Desk, caption: str, rows: list[tuple[Axis, str, Rate]]) -> Table:
    head = desk.say("名称 发现 销号 整改率", "Name Found Closed Rate")
    return Table(
        caption,
        tuple(head.split(" ")),
        tuple((_name(desk, axis, key), r.found, r.closed, desk.percent(r)) for axis, key, r in rows),
    )


def _name(desk: Desk, axis: Axis, key: str) -> str:
    named = desk.names.district(key) if axis is Axis.DISTRICT else desk.names.unit(key)
    return named or desk.say("未明确", "not known")


def _exposed(desk: Desk, ledger: Ledger) -> Chapter:
    most = desk.config.archive.ledger.exposure_handovers
    text = desk.say(
        f"超过工作时限，或交办 {most} 次以上仍未改好的问题 {len(ledger.exposed)} 个，予以通报。"
        "请责任单位立即整改，上报整改后照片，由督查组复查销号。",
        f"{len(ledger.exposed)} problems are overdue, or were handed over {most} times.",
    )
    tables = (desk.cases(desk.say("通报问题清单", "Problems"), ledger.exposed),) if ledger.exposed else ()
    return Chapter(desk.say("通报曝光", "Made public"), (text,), tables)


def _lists(desk: Desk, ledger: Ledger) -> Chapter:
    rules = desk.config.archive.ledger
    text = desk.say(
        f"发现问题 {rules.listed_from} 个以上的，整改率 {rules.red_rate:g}% 以上列红榜，"
        f"不足 {rules.black_rate:g}% 列黑榜。",
        f"Of those with {rules.listed_from} problems or more: red from {rules.red_rate:g}%,"
        f" black below {rules.black_rate:g}%.",
    )
    tables = [
        _rate_table(desk, caption, [(axis, key, ledger.rates[axis][key]) for axis, key in some])
        for caption, some in (
            (desk.say("红榜", "Red list"), ledger.red),
            (desk.say("黑榜", "Black list"), ledger.black),
        )
        if some
    ]
    return Chapter(desk.say("红榜黑榜", "Red and black list"), (text,), tuple(tables))


def _rebounds(desk: Desk, ledger: Ledger) -> Chapter:
    cases = [case for case in ledger.cases if case.rebound_of]
    text = desk.say(
        f"同一点位同类问题销号后再次出现的 {len(cases)} 个。", f"{len(cases)} problems came back."
    )
    tables = (desk.cases(desk.say("反弹问题清单", "Problems that came back"), cases),) if cases else ()
    return Chapter(desk.say("反弹", "Rebounds"), (text,), tables)
