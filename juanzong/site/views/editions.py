"""What a new standard changes, dossier by dossier."""

from juanzong.model.change import Carry, Change, Comparison, Kind, Need, Op
from juanzong.site.contexts.editions import ChangeList, ChangeRow, ComparisonPage, EditionsPage
from juanzong.site.contexts.shared import Ref
from juanzong.site.contexts.standard import Count
from juanzong.site.urls import Urls
from juanzong.site.view import View


def editions_page(view: View, urls: Urls) -> EditionsPage:
    """The comparisons there are."""
    return EditionsPage(
        title=view.say("新旧体系对照", "Standards compared"),
        rows=tuple(
            (Ref(_title(view, one), urls.comparison(one.before.id, one.now.id)), _counts(view, one))
            for one in view.office.comparisons
        ),
    )


def comparison_page(view: View, urls: Urls, *, comparison: Comparison) -> ComparisonPage:
    """Two standards: what carries over, what needs proof, who must act."""
    return ComparisonPage(
        title=_title(view, comparison),
        crumbs=(
            Ref(view.say("创建工作台", "Office"), urls.office()),
            Ref(view.say("新旧体系对照", "Standards compared"), urls.editions()),
        ),
        before=comparison.before.title,
        now=comparison.now.title,
        counts=_counts(view, comparison),
        lists=tuple(
            ChangeList(
                carry.value,
                _carry(view, carry),
                _advice(view, carry),
                tuple(_row(view, urls, change) for change in comparison.of(carry)),
            )
            for carry in (Carry.NEW, Carry.PROOF, Carry.REVIEW, Carry.WHOLE, Carry.DROPPED)
        ),
    )


def _title(view: View, one: Comparison) -> str:
    return view.say(f"{one.before.id} 版与 {one.now.id} 版对照", f"{one.before.id} and {one.now.id}")


def _counts(view: View, one: Comparison) -> tuple[Count, ...]:
    return tuple(Count(_carry(view, carry), len(one.of(carry)), f"#{carry.value}") for carry in Carry)


def _carry(view: View, carry: Carry) -> str:
    return {
        Carry.WHOLE: view.say("整卷沿用", "carries over whole"),
        Carry.REVIEW: view.say("核对后沿用", "to be reviewed"),
        Carry.PROOF: view.say("补充材料", "needs more proof"),
        Carry.NEW: view.say("新建卷宗", "new dossier"),
        Carry.DROPPED: view.say("不再要求", "asked for no more"),
    }[carry]


def _advice(view: View, carry: Carry) -> str:
    return {
        Carry.WHOLE: view.say("标准原文和材料要求没有变，材料可以整卷使用。", "Nothing is to be done."),
        Carry.REVIEW: view.say(
            "标准原文有改动或拆分，逐件核对材料是否仍能印证。",
            "The wording changed: see whether the items still prove it.",
        ),
        Carry.PROOF: view.say("材料要求多于以前，按所列补充。", "More is asked for than before."),
        Carry.NEW: view.say("上一版没有这一条，明确责任单位，新建卷宗。", "There was no such clause."),
        Carry.DROPPED: view.say("本版不再要求，原卷宗留存备查。", "Keep the dossier for reference."),
    }[carry]


def _row(view: View, urls: Urls, change: Change) -> ChangeRow:
    shown = change.new or change.old[0]
    dossier = next((view.dossiers[c] for c in _codes(change) if c in view.dossiers), None)
    owner = dossier.owner if dossier else None
    who = [view.unit(owner.lead_unit), view.person(owner.liaison or owner.person)] if owner else []
    reworded = any(run.op is not Op.KEPT for run in change.words)
    return ChangeRow(
        display=shown.display,
        title=Ref(shown.title, view.dossier_href(urls, dossier.code) if dossier else ""),
        old=tuple(f"{leaf.display} {leaf.title}" for leaf in change.old) if change.new else (),
        kinds=tuple(_kind(view, kind) for kind in change.kinds),
        words=change.words if reworded else (),
        score=_score(change),
        needs=tuple(_need(view, need) for need in change.needs),
        note=change.note,
        state=view.shown_state(dossier.state) if dossier else None,
        who=view.say("，", ", ").join(filter(None, who)),
    )


def _codes(change: Change) -> tuple[str, ...]:
    """Codes under which its dossier may be: the new one's, or the old ones'."""
    return (*((change.new.code,) if change.new else ()), *(leaf.code for leaf in change.old))


def _kind(view: View, kind: Kind) -> str:
    return {
        Kind.ADDED: view.say("新增", "added"),
        Kind.REMOVED: view.say("删除", "removed"),
        Kind.RENUMBERED: view.say("改编号", "renumbered"),
        Kind.MERGED: view.say("合并", "merged"),
        Kind.SPLIT: view.say("拆分", "split"),
        Kind.REWORDED: view.say("改文字", "reworded"),
        Kind.REWEIGHTED: view.say("改分值", "re-weighted"),
        Kind.RESLOTTED: view.say("改材料要求", "re-slotted"),
    }[kind]


def _score(change: Change) -> str:
    """The score as it is, or how it changed."""
    before, now = (
        "—" if score is None else f"{score:.4f}".rstrip("0").rstrip(".")
        for score in (change.score_before, change.score_now)
    )
    return now if before == now else f"{before} → {now}"


def _need(view: View, need: Need) -> str:
    return view.say(
        f"{need.kind}：原 {need.before} 件，现 {need.now} 件",
        f"{need.kind}: {need.before} before, {need.now} now",
    )
