"""Reports along the standard: self-inspection per clause, and who is responsible for what."""

from collections import Counter

from juanzong.model import Dossier, FilledSlot, SlotState
from juanzong.model.report import Chapter, Report, ReportKind, Table
from juanzong.office.reports.writing import Desk


def self_inspection(desk: Desk) -> Report:
    """自查报告: every clause with its requirements, how far they are, and what is wrong."""
    wrong = Counter(finding.subject for finding in desk.publication.findings)
    paths = {
        i: [place.shown_path for place in one.item.placements] for i, one in desk.publication.evidence.items()
    }
    parts: dict[str, list[Dossier]] = {}
    for dossier in desk.publication.dossiers:
        top = dossier.clause.path[0]
        parts.setdefault(f"{top.display} {top.title}", []).append(dossier)
    head = desk.say(
        "编号 测评标准 材料要求（可用/应有） 材料件数 检查意见 牵头单位 自查结论",
        "No. Clause Requirements Items Findings Unit Result",
    )
    chapters = [_summary(desk)]
    for name, dossiers in parts.items():
        rows = tuple(
            (
                dossier.clause.indicator.display,
                dossier.clause.indicator.title,
                desk.say("；", "; ").join(_slot(slot) for slot in dossier.slots) or "—",
                sum(entry.link.is_fact for entry in dossier.entries),
                wrong[dossier.code]
                + sum(wrong[p] for e in dossier.entries if e.link.is_fact for p in paths[e.evidence_id]),
                desk.names.unit(dossier.owner.lead_unit),
                _result(desk, dossier),
            )
            for dossier in dossiers
        )
        chapters.append(Chapter(name, (), (Table(name, tuple(head.split(" ")), rows),)))
    title = desk.say(f"{desk.config.edition.title}自查报告", f"Self-inspection: {desk.config.edition.title}")
    return desk.report(ReportKind.SELF_INSPECTION, title, chapters, wide=True, spans=False)


def _summary(desk: Desk) -> Chapter:
    states = Counter(dossier.state for dossier in desk.publication.dossiers)
    total = sum(states.values())
    text = desk.say(
        f"本体系共 {total} 条测评标准：材料要求全部可用的 {states[SlotState.USABLE]} 条，"
        f"已有材料但没有达到要求的 {states[SlotState.UPLOADED]} 条，"
        f"没有材料的 {states[SlotState.ABSENT]} 条。",
        f"{total} clauses: {states[SlotState.USABLE]} with every requirement met,"
        f" {states[SlotState.UPLOADED]} with some material, {states[SlotState.ABSENT]} without any.",
    )
    return Chapter(desk.say("总体情况", "Summary"), (text,))


def _slot(filled: FilledSlot) -> str:
    return f"{filled.slot.kind} {len(filled.usable)}/{filled.slot.min}"


def _result(desk: Desk, dossier: Dossier) -> str:
    return {
        SlotState.USABLE: desk.say("达到要求", "met"),
        SlotState.UPLOADED: desk.say("部分达到", "partly met"),
        SlotState.ABSENT: desk.say("没有材料", "no material"),
    }[dossier.state]


def responsibilities(desk: Desk) -> Report:
    """责任分解表: every clause with leader, units, people, requirements and deadline."""
    head = desk.say(
        "测评标准 牵头领导 牵头单位 责任（配合）单位 工作组 区 责任人 联络员 材料要求 时限 状态",
        "Clause Leader Lead-unit Units Group Districts Responsible Liaison Requirements Deadline State",
    )
    comma = desk.say("、", ", ")
    names = desk.names
    rows = tuple(
        (
            f"{dossier.clause.indicator.display} {dossier.clause.indicator.title}",
            names.leader(dossier.owner.group),
            names.unit(dossier.owner.lead_unit),
            comma.join(names.unit(unit) for unit in dossier.owner.units),
            names.group(dossier.owner.group),
            comma.join(names.district(district) for district in dossier.owner.districts),
            names.person(dossier.owner.person),
            names.person(dossier.owner.liaison),
            comma.join(f"{f.slot.kind}{f.slot.min}件" if f.slot.min else f.slot.kind for f in dossier.slots),
            dossier.owner.deadline.isoformat() if dossier.owner.deadline else "",
            desk.state(dossier.state),
        )
        for dossier in desk.publication.dossiers
    )
    title = desk.say(f"{desk.config.archive.city}创建工作责任分解表", "Responsibilities")
    table = Table(title, tuple(head.split(" ")), rows)
    chapter = Chapter(desk.say("责任分解", "Responsibilities"), (), (table,))
    return desk.report(ReportKind.RESPONSIBILITY, title, (chapter,), wide=True, spans=False)
