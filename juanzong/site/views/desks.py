"""What a group, unit, district or person has to do: mine, missing, overdue, and what it costs."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from juanzong.decimals import decimal
from juanzong.load.models import Part
from juanzong.load.organisation import Responsibility
from juanzong.model import Dossier, Due, Owner, Task
from juanzong.model.ledger import Case
from juanzong.model.score import NOTHING
from juanzong.office.duties import letters_of
from juanzong.office.tasks import standing
from juanzong.site.contexts.office import Figure, OwnerRow
from juanzong.site.contexts.owners import DeskPage, DutyList, DutyRow, ObjectionRow
from juanzong.site.contexts.shared import Fact, Ref
from juanzong.site.nav import Section
from juanzong.site.urls import OwnerKind, Urls
from juanzong.site.view import View
from juanzong.site.views.ledger import case_row
from juanzong.site.views.marks import lost_how
from juanzong.site.views.tasks import task_lists


@dataclass(frozen=True, slots=True)
class Role:
    """What an owner may be to a clause; `note` says where the loss counts if not with this owner.

    Who `delivers` sees what is still to be delivered.
    """

    title: str
    has: Callable[[Owner], bool]
    note: str = ""
    delivers: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """The dossiers that an owner has in a role."""

    role: Role
    dossiers: tuple[Dossier, ...]


def group_desk(view: View, urls: Urls, owner: str) -> DeskPage:
    """A working group."""
    group = view.groups[owner]
    facts = (
        _people(view, urls, view.say("组长", "Leader"), (group.leader,)),
        _people(view, urls, view.say("副组长", "Deputies"), group.deputies),
        _units(view, urls, view.say("牵头单位", "Lead unit"), (group.lead_unit,)),
        _units(view, urls, view.say("成员单位", "Members"), group.members),
    )
    roles = (Role(view.say("本组负责", "Answers for"), lambda one: one.group == owner),)
    return _desk(view, urls, OwnerKind.GROUPS, owner, facts, roles)


def unit_desk(view: View, urls: Urls, owner: str) -> DeskPage:
    """A unit, with what it leads and what it helps with."""
    organisation = view.publication.config.organisation
    letter = letters_of(view.publication).get(owner)
    signed = (Ref(view.title(letter), urls.evidence(letter.id)),) if letter else ()
    people = tuple(person.id for person in organisation.people if person.unit == owner)
    groups = [g.id for g in organisation.groups if owner in (g.lead_unit, *g.members)]
    districts = {d.id for d in organisation.districts if d.unit == owner}
    facts = (
        Fact(view.say("所在工作组", "Groups"), "", _refs(view, urls, OwnerKind.GROUPS, groups)),
        Fact(view.say("责任区", "Districts"), "", _refs(view, urls, OwnerKind.DISTRICTS, sorted(districts))),
        _people(view, urls, view.say("人员", "People"), people),
        Fact(view.say("责任书", "Letter"), "", signed),
    )
    elsewhere = _elsewhere(view)
    roles = (
        Role(view.say("牵头", "Leads"), lambda one: one.lead_unit == owner),
        Role(view.say("配合", "Helps"), lambda one: owner in one.units, elsewhere, delivers=False),
        Role(
            view.say("本区涉及", "In its district"),
            lambda one: not districts.isdisjoint(one.districts),
            elsewhere,
            delivers=False,
        ),
    )
    return _desk(view, urls, OwnerKind.UNITS, owner, facts, roles)


def district_desk(view: View, urls: Urls, owner: str) -> DeskPage:
    """A district or zone; its losses are those of the lead units and are counted there."""
    district = view.districts[owner]
    facts = (_units(view, urls, view.say("责任单位", "Unit"), (district.unit,)),)
    title = view.say("本区涉及", "In this district")
    roles = (Role(title, lambda one: owner in one.districts, _elsewhere(view)),)
    return _desk(view, urls, OwnerKind.DISTRICTS, owner, facts, roles)


def person_desk(view: View, urls: Urls, owner: str) -> DeskPage:
    """A person by post, with what that post answers for and what it delivers."""
    person = view.people[owner]
    organisation = view.publication.config.organisation
    leads = [group.id for group in organisation.groups if owner in (group.leader, *group.deputies)]
    facts = (
        Fact(view.say("职务", "Post"), person.post),
        _units(view, urls, view.say("单位", "Unit"), (person.unit,)),
        Fact(view.say("任组长、副组长", "Leads"), "", _refs(view, urls, OwnerKind.GROUPS, leads)),
    )
    roles = (
        Role(view.say("本人负责", "Answers for"), lambda one: one.person == owner),
        Role(
            view.say("联络报送", "Delivers as liaison"),
            lambda one: one.liaison == owner,
            _elsewhere(view),
        ),
    )
    return _desk(view, urls, OwnerKind.PEOPLE, owner, facts, roles)


def _elsewhere(view: View) -> str:
    return view.say("失分计在牵头单位和责任人名下。", "Losses count with the lead unit and its person.")


def _desk(
    view: View, urls: Urls, kind: OwnerKind, owner: str, facts: Sequence[Fact], roles: Sequence[Role]
) -> DeskPage:
    held = tuple(_held(view, roles))
    codes = {dossier.code for one in held if one.role.delivers for dossier in one.dossiers}
    tasks = [task for task in view.office.tasks if task.code in codes]
    cases = [case for case in view.office.ledger.cases if not case.closed and owner in _whose(kind, case)]
    organisation = view.publication.config.organisation
    objections = (row for duty in organisation.responsibilities for row in objection_rows(view, urls, duty))
    return DeskPage(
        title=view.owner_name(kind, owner),
        kind=view.owner_kind(kind),
        duty=view.groups[owner].duty or "" if kind is OwnerKind.GROUPS else "",
        made=view.day(view.publication.today),
        crumbs=(
            Ref(Section.OFFICE.title(view.lang), urls.office()),
            Ref(Section.DUTIES.title(view.lang), urls.duties()),
        ),
        facts=tuple(fact for fact in facts if fact.value or fact.refs),
        figures=(*_figures(view, held, tasks), *_owed(view, cases)),
        lists=tuple(one for one in task_lists(view, urls, tasks) if one.rows),
        duties=tuple(_duties(view, urls, one) for one in held),
        objections=tuple(row for row in objections if row.unit == view.owner_ref(urls, kind, owner)),
        problems=tuple(case_row(view, urls, case) for case in cases),
    )


def _held(view: View, roles: Sequence[Role]) -> Iterator[Held]:
    """What an owner has in each role; a clause stands in the first that fits."""
    seen: set[str] = set()
    for role in roles:
        mine = tuple(d for d in view.publication.dossiers if role.has(d.owner) and d.code not in seen)
        seen.update(dossier.code for dossier in mine)
        if mine:
            yield Held(role, mine)


def _figures(view: View, held: Sequence[Held], tasks: Sequence[Task]) -> Iterator[Figure]:
    for one in held:
        yield Figure(str(len(one.dossiers)), view.say(f"条{one.role.title}", one.role.title))
    due = [task.due for task in tasks]
    if view.has(Part.TASKS):
        week, overdue = due.count(Due.WEEK), due.count(Due.OVERDUE)
        yield _linked(week, view.say("项本周要交", "due this week"), "#week", "warn")
        yield _linked(overdue, view.say("项逾期未交", "overdue"), "#overdue", "bad")
    board = view.office.score
    if board and held:
        first = held[0]
        lost = sum((board.clauses[d.code].lost for d in first.dossiers), NOTHING)
        label = view.say("分预计失分", "points expected to be lost")
        if first.role.note:
            label = view.say("分，所涉各条合计预计失分", "points lost by the clauses it has a part in")
        yield Figure(decimal(lost), label, "", "bad" if lost else "")


def _owed(view: View, cases: Sequence[Case]) -> Iterator[Figure]:
    if view.has(Part.LEDGER):
        yield _linked(len(cases), view.say("个问题未整改", "problems not put right"), "#problems", "bad")


def _whose(kind: OwnerKind, case: Case) -> tuple[str | None, ...]:
    """The owners of a kind whose a problem is."""
    return {
        OwnerKind.GROUPS: (case.group,),
        OwnerKind.UNITS: (case.unit,),
        OwnerKind.DISTRICTS: (case.district,),
        OwnerKind.PEOPLE: (case.problem.responsible, case.problem.worker),
    }[kind]


def _linked(count: int, label: str, href: str, key: str) -> Figure:
    return Figure(str(count), label, href, key) if count else Figure("0", label)


def _duties(view: View, urls: Urls, held: Held) -> DutyList:
    rows = tuple(_duty(view, urls, dossier) for dossier in held.dossiers)
    return DutyList(f"{held.role.title}（{len(rows)}）", held.role.note, rows)


def _duty(view: View, urls: Urls, dossier: Dossier) -> DutyRow:
    indicator, deadline = dossier.clause.indicator, dossier.owner.deadline
    board = view.office.score
    due, _ = standing(deadline, view.publication.today)
    return DutyRow(
        display=indicator.display,
        title=indicator.title,
        href=view.dossier_href(urls, dossier.code),
        state=view.shown_state(dossier.state),
        deadline=deadline.isoformat() if deadline else "",
        due=due.value,
        lost=lost_how(view, board, board.clauses[dossier.code]) if board else None,
    )


def objection_rows(view: View, urls: Urls, row: Responsibility) -> Iterator[ObjectionRow]:
    """The written objections to a responsibility."""
    for one in row.objections:
        yield ObjectionRow(
            clauses=view.say("、", ", ").join(row.indicators),
            unit=view.owner_ref(urls, OwnerKind.UNITS, one.unit) or Ref(one.unit, ""),
            text=view.said(one.text),
            by=view.said(one.by),
            date=one.date.isoformat(),
            answer=view.said(one.answer) if one.answer else "",
        )


def unit_rows(view: View, urls: Urls) -> tuple[OwnerRow, ...]:
    """All units, those with something to deliver first, the most overdue and pressing ahead."""
    rows = owner_rows(view, urls, OwnerKind.UNITS, lambda one, unit: one.lead_unit == unit)
    return tuple(sorted(rows, key=lambda row: (-(row.overdue + row.week), -row.overdue)))


def owner_rows(
    view: View, urls: Urls, kind: OwnerKind, has: Callable[[Owner, str], bool]
) -> tuple[OwnerRow, ...]:
    """All owners of a kind with their tasks and losses; `has` says whether an owner of a clause is one.

    Losses count with groups, lead units and people who answer for clauses; districts have none of their own.
    """
    board = view.office.score
    losses: Mapping[OwnerKind, Mapping[str, Fraction]] = {}
    if board:
        losses = {
            OwnerKind.GROUPS: board.by_group,
            OwnerKind.UNITS: board.by_unit,
            OwnerKind.PEOPLE: board.by_person,
        }
    rows = []
    for owner in view.owners(kind):
        due = [task.due for task in view.office.tasks if has(task.owner, owner)]
        lost = losses.get(kind, {}).get(owner, NOTHING)
        rows.append(
            OwnerRow(
                name=view.owner_name(kind, owner),
                href=urls.desk(kind, owner),
                clauses=sum(has(d.owner, owner) for d in view.publication.dossiers),
                overdue=due.count(Due.OVERDUE),
                week=due.count(Due.WEEK),
                lost=decimal(lost) if lost else "",
            )
        )
    return tuple(rows)


def _refs(view: View, urls: Urls, kind: OwnerKind, owners: Sequence[str]) -> tuple[Ref, ...]:
    return tuple(ref for owner in owners if (ref := view.owner_ref(urls, kind, owner)))


def _people(view: View, urls: Urls, label: str, people: Sequence[str | None]) -> Fact:
    return Fact(label, "", _refs(view, urls, OwnerKind.PEOPLE, [one for one in people if one]))


def _units(view: View, urls: Urls, label: str, units: Sequence[str | None]) -> Fact:
    return Fact(label, "", _refs(view, urls, OwnerKind.UNITS, [one for one in units if one]))
