"""The ledger: its board and a page for every problem."""

from collections.abc import Iterable

from juanzong.load.problems import Outcome
from juanzong.model.ledger import Axis, Case, Lack, Ledger, Rate, Standing, Step
from juanzong.site.contexts.ledger import (
    CaseList,
    CasePage,
    CaseRow,
    LedgerPage,
    Photo,
    RateRow,
    RateTable,
    StepRow,
)
from juanzong.site.contexts.shared import Fact, Ref, State
from juanzong.site.contexts.standard import Count
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.ground import clause_refs, owner_ref, point_ref


def ledger_page(view: View, urls: Urls) -> LedgerPage:
    """What is owed, who is exposed, and every problem by how far it is."""
    ledger, rules = view.office.ledger, view.publication.config.archive.ledger
    exposed = tuple(case_row(view, urls, case) for case in ledger.exposed)
    lists = tuple(_list(view, urls, ledger, standing) for standing in Standing)
    red, black = (
        tuple(rate_row(_named(view, urls, axis, key), ledger.rates[axis][key]) for axis, key in some)
        for some in (ledger.red, ledger.black)
    )
    return LedgerPage(
        title=view.say("整改台账", "Ledger of problems"),
        made=view.day(view.publication.today),
        counts=tuple(Count(one.title, len(one.rows), f"#{one.key}") for one in lists),
        city=rate_row(Ref(view.publication.config.archive.city, ""), ledger.city),
        jumps=tuple(
            Ref(title, f"#{key}")
            for key, title in (
                ("exposed", view.say("通报曝光", "Made public")),
                ("listed", view.say("红榜黑榜", "Red and black list")),
                ("rates", view.say("整改率", "Rates")),
                *((one.key, one.title) for one in lists if one.rows),
            )
        ),
        exposed=exposed,
        exposed_rule=view.say(
            f"超过工作时限，或交办 {rules.exposure_handovers} 次以上仍未改好的，列入本表。",
            f"Overdue, or handed over {rules.exposure_handovers} times and not put right.",
        ),
        red=red,
        black=black,
        listed_rule=view.say(
            f"发现问题 {rules.listed_from} 个以上的区和单位，整改率 {rules.red_rate:g}% 以上列红榜，"
            f"不足 {rules.black_rate:g}% 列黑榜。",
            f"Districts and units with {rules.listed_from} problems or more: red from {rules.red_rate:g} %,"
            f" black below {rules.black_rate:g} %.",
        ),
        rates=tuple(rate_table(view, urls, ledger, axis) for axis in Axis),
        lists=lists,
        unread=ledger.unread,
    )


def _list(view: View, urls: Urls, ledger: Ledger, standing: Standing) -> CaseList:
    rows = tuple(case_row(view, urls, case) for case in ledger.cases if case.standing is standing)
    return CaseList(standing.value, standing_word(view, standing), rows)


def standing_word(view: View, standing: Standing) -> str:
    """How far a problem is, in a word."""
    return {
        Standing.OVERDUE: view.say("超期未改", "overdue"),
        Standing.OPEN: view.say("正在整改", "open"),
        Standing.UNPROVEN: view.say("无证销号", "closed without proof"),
        Standing.RECHECK: view.say("待复查", "to re-check"),
        Standing.CLOSED: view.say("已销号", "closed"),
    }[standing]


def case_row(view: View, urls: Urls, case: Case) -> CaseRow:
    """A problem as a line of a list."""
    problem = case.problem
    return CaseRow(
        no=problem.id,
        href=urls.problem(problem.id),
        text=problem.text,
        category=problem.category,
        point=point_ref(view, urls, problem.point),
        district=view.district_name(case.district),
        unit=owner_ref(view, urls, OwnerKind.UNITS, case.unit),
        responsible=owner_ref(view, urls, OwnerKind.PEOPLE, problem.responsible),
        found=problem.found.isoformat(),
        deadline=problem.deadline.isoformat() if problem.deadline else "",
        state=State(case.standing.value, standing_word(view, case.standing)),
        notes=_notes(view, case),
    )


def _notes(view: View, case: Case) -> tuple[str, ...]:
    """What else is to be known of a problem."""
    notes = []
    if case.days_over:
        notes.append(view.say(f"超期 {case.days_over} 天", f"{case.days_over} days over"))
    if case.handovers > 1:
        notes.append(view.say(f"交办 {case.handovers} 次", f"handed over {case.handovers} times"))
    if case.rebound_of:
        earlier = "、".join(case.rebound_of)
        notes.append(view.say(f"反弹（此前 {earlier}）", f"rebound of {earlier}"))
    if case.lacks:
        lacks = view.say("、", ", ").join(_lack(view, lack) for lack in case.lacks)
        notes.append(view.say(f"缺{lacks}", f"lacks {lacks}"))
    if case.problem.unfixed:
        notes.append(view.say(f"四定缺{'、'.join(case.problem.unfixed)}", "not fixed who, what and when"))
    return tuple(notes)


def _lack(view: View, lack: Lack) -> str:
    english = {Lack.DONE: "day of completion", Lack.PICTURES: "pictures", Lack.RECHECK: "re-check"}
    return view.say(lack.value, english[lack])


def rate_row(name: Ref, rate: Rate, listed: str = "") -> RateRow:
    """A rate with its name; 整改率 has two decimals."""
    percent = f"{rate.percent}%" if rate.percent is not None else "—"
    return RateRow(name, rate.found, rate.closed, percent, listed)


def _rate_row(view: View, urls: Urls, axis: Axis, key: str, rate: Rate) -> RateRow:
    ledger = view.office.ledger
    listed = "red" if (axis, key) in ledger.red else "black" if (axis, key) in ledger.black else ""
    return rate_row(_named(view, urls, axis, key), rate, listed)


def rate_table(view: View, urls: Urls, ledger: Ledger, axis: Axis) -> RateTable:
    """Found, closed and rate of all along an axis, the lowest rate first."""
    titles = {
        Axis.GROUP: view.say("工作组", "Group"),
        Axis.UNIT: view.say("责任单位", "Unit"),
        Axis.DISTRICT: view.say("区、功能区", "District"),
        Axis.POINT: view.say("点位", "Point"),
    }
    rates = sorted(ledger.rates.get(axis, {}).items(), key=lambda pair: (pair[1].percent or 0, pair[0]))
    rows = tuple(_rate_row(view, urls, axis, key, rate) for key, rate in rates)
    return RateTable(view.say(f"按{titles[axis]}", f"By {titles[axis].lower()}"), titles[axis], rows)


def _named(view: View, urls: Urls, axis: Axis, key: str) -> Ref:
    if not key:
        return Ref(view.say("未明确", "not known"), "")
    if axis is Axis.GROUP:
        group = view.groups.get(key)
        return Ref(group.name if group else key, view.group_href(urls, key) if group else "")
    if axis is Axis.DISTRICT:
        return Ref(view.district_name(key), view.area_href(urls, key))
    return point_ref(view, urls, key) if axis is Axis.POINT else owner_ref(view, urls, OwnerKind.UNITS, key)


def case_page(view: View, urls: Urls, *, case: Case) -> CasePage:
    """One problem with its loop, its four fixed things and its pictures."""
    problem = case.problem
    return CasePage(
        title=view.say(f"问题 {problem.id}", f"Problem {problem.id}"),
        crumbs=(
            Ref(view.say("创建工作台", "Office"), urls.office()),
            Ref(view.say("整改台账", "Ledger of problems"), urls.ledger()),
        ),
        text=problem.text,
        state=State(case.standing.value, standing_word(view, case.standing)),
        notes=(*_notes(view, case), *((view.say("通报曝光", "made public"),) if case.exposed else ())),
        steps=tuple(
            StepRow(_step(view, step), day.isoformat() if day else "") for step, day in case.steps.items()
        ),
        facts=_facts(view, urls, case),
        fixed=_fixed(view, urls, case),
        before=_photos(view, urls, case.before, view.say("整改前", "before")),
        after=_photos(view, urls, case.after, view.say("整改后", "after")),
        events=tuple(_events(view, case)),
    )


def _step(view: View, step: Step) -> str:
    return {
        Step.ASSIGNED: view.say("安排部署", "assigned"),
        Step.NOTIFIED: view.say("督查通报", "notified"),
        Step.RECTIFIED: view.say("整改问题", "put right"),
        Step.CONFIRMED: view.say("落实反馈", "confirmed"),
    }[step]


def _facts(view: View, urls: Urls, case: Case) -> tuple[Fact, ...]:
    problem = case.problem
    group = view.groups.get(case.group)
    facts = (
        Fact(view.say("来源", "Source"), problem.source),
        Fact(view.say("发现时间", "Found"), problem.found.isoformat()),
        Fact(
            view.say("点位", "Point"), "", tuple(filter(_named_ref, [point_ref(view, urls, problem.point)]))
        ),
        Fact(view.say("所在区", "District"), view.district_name(case.district)),
        Fact(view.say("问题类别", "Category"), problem.category),
        Fact(view.say("测评标准", "Clauses"), "", clause_refs(view, urls, problem.clauses)),
        Fact(
            view.say("责任单位", "Unit"),
            "",
            tuple(filter(_named_ref, [owner_ref(view, urls, OwnerKind.UNITS, case.unit, "")])),
        ),
        Fact(view.say("工作组", "Group"), group.name if group else ""),
        Fact(view.say("整改措施", "Measures"), problem.measures or ""),
    )
    return tuple(fact for fact in facts if fact.value or fact.refs)


def _named_ref(ref: Ref) -> bool:
    return bool(ref.title)


def _fixed(view: View, urls: Urls, case: Case) -> tuple[Fact, ...]:
    """责任人 工作人员 工作标准 工作时限; what is missing is said to be."""
    problem, missing = case.problem, view.say("未明确", "missing")
    responsible, worker = (
        (owner_ref(view, urls, OwnerKind.PEOPLE, person, missing),)
        for person in (problem.responsible, problem.worker)
    )
    return (
        Fact(view.say("责任人", "Responsible"), "", responsible),
        Fact(view.say("工作人员", "Worker"), "", worker),
        Fact(view.say("工作标准", "Standard of work"), problem.standard or missing),
        Fact(view.say("工作时限", "Deadline"), problem.deadline.isoformat() if problem.deadline else missing),
    )


def _photos(view: View, urls: Urls, ids: Iterable[str], what: str) -> tuple[Photo, ...]:
    shown = view.publication.shown
    return tuple(
        Photo(view.thumbnail(shown[i], urls), view.file(shown[i], urls), f"{what} {number}")
        for number, i in enumerate(ids, 1)
    )


def _events(view: View, case: Case) -> list[tuple[str, str]]:
    """What happened up to the day of the site, in order."""
    problem = case.problem
    found = [(problem.found, view.say(f"发现（{problem.source}）", f"found ({problem.source})"))]
    for handover in problem.handovers:
        by = f"，{view.person(handover.by)}" if handover.by else ""
        found.append((handover.date, view.say(f"{handover.mode}交办{by}", f"handed over{by}")))
    found += [(notice.date, notice.title) for notice in problem.notices]
    if problem.done:
        found.append((problem.done, view.say("报告整改完成", "reported as put right")))
    for check in problem.rechecks:
        said = f"：{check.note}" if check.note else ""
        met = view.say(check.result.value, "met" if check.result is Outcome.MET else "not met")
        text = view.say(f"{view.person(check.by)}复查，{met}{said}", f"re-check by {check.by}: {met}{said}")
        found.append((check.date, text))
    if problem.closed:
        found.append((problem.closed, view.say("销号", "closed")))
    today = view.publication.today
    return [(day.isoformat(), text) for day, text in sorted(found) if day <= today]
