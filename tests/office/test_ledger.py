"""A ledger worked out by hand: eight problems of two districts and two units, seen on 1 June 2026.

    no.  point  unit  district  deadline  done   re-check     pictures  closed  stands as
    1    m1     cgj   east      03-10     03-08  03-09 other  yes       03-10   closed
    2    m1     cgj   east      04-20     -      -            -         -       42 days over, rebound of 1
    3    m2     cgj   east      03-20     03-19  03-20 other  none      03-21   unproven: no pictures, 73 over
    4    m2     sjj   west      06-01     -      -            -         -       open (due today is in time)
    5    m2     sjj   west      05-20     05-25  -            yes       -       in re-check (late, but done)
    6    -      sjj   west      05-10     05-09  05-10 unmet  yes       -       overdue (22 days)
    7    -      sjj   west      05-10     05-09  05-10 itself yes       05-11   unproven: nobody else looked
    8    -      sjj   west      05-10     05-09  05-10 other  yes       05-12   closed

Found 8, closed 2: 2/8 = 25.00 %. East 1/3 = 33.33 %, west 1/5 = 20.00 %. cgj 1/3, sjj 1/5.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from juanzong.load.models import Archive
from juanzong.load.organisation import Organisation
from juanzong.load.points import Point, Points, PointType
from juanzong.load.problems import Handover, LedgerRules, Mode, Outcome, Problem, Recheck
from juanzong.model import Config
from juanzong.model.ledger import Axis, Case, Exposure, Lack, Ledger, Rate, Standing, Step
from juanzong.office.ledger import check_ledger, keep_ledger
from juanzong.references import References
from tests.site.factory import make_config
from tests.values import JPEG, make_evidence

TODAY = date(2026, 6, 1)
PICTURE = make_evidence(name="后.jpg", media=JPEG)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def problem(no: str, found: str, deadline: str, **more: object) -> Problem:
    stated = {
        "source": "督查",
        "category": "环境卫生",
        "text": "垃圾满溢",
        "responsible": "p1",
        "worker": "班长",
        "standard": "日清",
    }
    days = {"found": day(found), "deadline": day(deadline)}
    return Problem.model_validate({"id": no, **stated, **days, **more})


def recheck(on: str, by: str = "p9", result: Outcome = Outcome.MET) -> Recheck:
    return Recheck(date=day(on), by=by, result=result)


SEEN = {"after": (PICTURE.id,)}
WEST = {"unit": "sjj", "district": "west"}
PROBLEMS = (
    problem(
        "1",
        "03-01",
        "03-10",
        point="m1",
        done=day("03-08"),
        rechecks=(recheck("03-09"),),
        closed=day("03-10"),
        **SEEN,
    ),
    problem("2", "04-10", "04-20", point="m1"),
    problem(
        "3",
        "03-10",
        "03-20",
        point="m2",
        done=day("03-19"),
        rechecks=(recheck("03-20"),),
        closed=day("03-21"),
    ),
    problem("4", "05-20", "06-01", point="m2", **WEST),
    problem("5", "05-10", "05-20", point="m2", done=day("05-25"), **SEEN, **WEST),
    problem(
        "6",
        "05-01",
        "05-10",
        done=day("05-09"),
        rechecks=(recheck("05-10", result=Outcome.UNMET),),
        **SEEN,
        **WEST,
    ),
    problem(
        "7",
        "05-01",
        "05-10",
        done=day("05-09"),
        rechecks=(recheck("05-10", "p1"),),
        closed=day("05-11"),
        **SEEN,
        **WEST,
    ),
    problem(
        "8",
        "05-02",
        "05-10",
        done=day("05-09"),
        rechecks=(recheck("05-10"),),
        closed=day("05-12"),
        **SEEN,
        **WEST,
    ),
)
POINTS = Points(
    types=(PointType(id="m", name="农贸市场", standards=("地面无积水",)),),
    points=tuple(Point(id=i, name=i, type="m", district="east", unit="cgj") for i in ("m1", "m2")),
)


def config(*problems: Problem, rules: LedgerRules | None = None) -> Config:
    made = make_config()
    archive: Archive = made.archive.model_copy(update={"ledger": rules or LedgerRules()})
    return replace(made, archive=archive, points=POINTS, problems=problems, organisation=Organisation())


def kept(*problems: Problem, today: date = TODAY, rules: LedgerRules | None = None) -> Ledger:
    return keep_ledger(config(*problems, rules=rules), References.to_pictures([PICTURE]), today)


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    return kept(*PROBLEMS)


def case(ledger: Ledger, no: str) -> Case:
    return next(case for case in ledger.cases if case.problem.id == no)


def test_every_problem_stands_as_on_paper(ledger: Ledger) -> None:
    assert {c.problem.id: (c.standing, c.days_over) for c in ledger.cases} == {
        "1": (Standing.CLOSED, 0),
        "2": (Standing.OVERDUE, 42),
        "3": (Standing.UNPROVEN, 73),
        "4": (Standing.OPEN, 0),
        "5": (Standing.RECHECK, 0),
        "6": (Standing.OVERDUE, 22),
        "7": (Standing.UNPROVEN, 22),
        "8": (Standing.CLOSED, 0),
    }


def test_the_rates_are_those_on_paper(ledger: Ledger) -> None:
    assert (ledger.city, ledger.city.percent) == (Rate(8, 2), Decimal("25.00"))
    assert ledger.rates[Axis.DISTRICT] == {"east": Rate(3, 1), "west": Rate(5, 1)}
    assert ledger.rates[Axis.UNIT] == {"cgj": Rate(3, 1), "sjj": Rate(5, 1)}
    assert ledger.rates[Axis.POINT] == {"": Rate(3, 1), "m1": Rate(2, 1), "m2": Rate(3, 0)}


@pytest.mark.parametrize(
    ("found", "closed", "percent"),
    [
        (1032, 963, "93.31"),  # 93.3139…, the figure of the field
        (800, 1, "0.13"),  # 0.125: half up, not to even
        (800, 3, "0.38"),  # 0.375
        (3, 2, "66.67"),
        (7, 7, "100.00"),
    ],
)
def test_rates_have_two_decimals_half_up(found: int, closed: int, percent: str) -> None:
    assert str(Rate(found, closed).percent) == percent


def test_nothing_found_has_no_rate() -> None:
    assert Rate(0, 0).percent is None


def test_a_closing_says_what_it_lacks(ledger: Ledger) -> None:
    assert case(ledger, "3").lacks == (Lack.PICTURES,)
    assert case(ledger, "7").lacks == (Lack.RECHECK,)


def test_the_same_at_the_same_point_again_is_a_rebound(ledger: Ledger) -> None:
    assert {c.problem.id: c.rebound_of for c in ledger.cases if c.rebound_of} == {
        "2": ("1",),
        "4": ("3",),
        "5": ("3",),
    }


@pytest.mark.parametrize(("days", "rebound"), [(31, True), (30, False)])
def test_long_after_it_is_none(days: int, *, rebound: bool) -> None:
    """Closed on 10 March, found again on 10 April: 31 days."""
    made = kept(*PROBLEMS, rules=LedgerRules(rebound_days=days))
    assert bool(case(made, "2").rebound_of) is rebound


def test_the_loop_has_its_days() -> None:
    notice = {"date": day("03-03"), "title": "通报第1期"}
    handed = Handover(date=day("03-02"), mode=Mode.SPOT)
    one = PROBLEMS[0].model_copy(update={"handovers": (handed,)})
    one = Problem.model_validate({**one.model_dump(), "notices": [notice]})
    (made,) = kept(one).cases
    assert list(made.steps.items()) == [
        (Step.ASSIGNED, day("03-02")),
        (Step.NOTIFIED, day("03-03")),
        (Step.RECTIFIED, day("03-08")),
        (Step.CONFIRMED, day("03-10")),
    ]


def test_who_is_late_or_was_told_often_is_made_public() -> None:
    twice = {"handovers": tuple(Handover(date=day(d), mode=Mode.COLLECTIVE) for d in ("05-21", "05-25"))}
    late, told, early = PROBLEMS[1], PROBLEMS[3].model_copy(update=twice), PROBLEMS[3]
    made = kept(late, told.model_copy(update={"id": "41"}), early)
    assert [(c.problem.id, c.exposed) for c in made.exposed] == [
        ("2", (Exposure.OVERDUE,)),
        ("41", (Exposure.HANDOVERS,)),
    ]
    assert len(kept(told, rules=LedgerRules(exposure_handovers=3)).exposed) == 0


def test_the_lists_follow_the_thresholds() -> None:
    """west 1/5 = 20, east 1/3 = 33.33; with a red list from 30 east is on it, below 21 west is black."""
    made = kept(*PROBLEMS, rules=LedgerRules(red_rate=30, black_rate=21))
    assert made.red == ((Axis.DISTRICT, "east"), (Axis.UNIT, "cgj"))
    assert set(made.black) == {(Axis.DISTRICT, "west"), (Axis.UNIT, "sjj")}
    few = kept(*PROBLEMS, rules=LedgerRules(red_rate=30, black_rate=21, listed_from=4))
    assert few.red == ()


def test_days_to_come_do_not_count_yet() -> None:
    """On 9 March only problem 1 is found, done, and not closed."""
    made = kept(*PROBLEMS, today=day("03-09"))
    assert [(c.problem.id, c.standing) for c in made.cases] == [("1", Standing.RECHECK)]


def test_what_is_wrong_is_told_at_the_file() -> None:
    made = config(*PROBLEMS)
    found = {(f.subject, f.code) for f in check_ledger(made, kept(*PROBLEMS), TODAY)}
    assert found == {
        ("problems/2.yml", "JZ642"),
        ("problems/2.yml", "JZ651"),
        ("problems/3.yml", "JZ640"),
        ("problems/3.yml", "JZ642"),
        ("problems/4.yml", "JZ651"),
        ("problems/5.yml", "JZ651"),
        ("problems/6.yml", "JZ642"),
        ("problems/7.yml", "JZ640"),
        ("problems/7.yml", "JZ641"),
        ("problems/7.yml", "JZ642"),
    }


def test_what_bears_a_mark_is_in_no_ledger() -> None:
    secret = PROBLEMS[0].model_copy(update={"text": "机密★1年\n某处"})
    assert kept(secret).cases == ()


def test_personal_data_are_masked() -> None:
    told = PROBLEMS[0].model_copy(update={"text": "请联系 13912345678", "worker": "张某 13912345678"})
    (made,) = kept(told).cases
    assert "13912345678" not in repr(made)
