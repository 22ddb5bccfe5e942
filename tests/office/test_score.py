"""The archive of `paper.py` gives exactly the numbers that were worked out by hand.

cailiao, 40 points over A-1 (4), A-2 (6) and B (10): 40 / 20 = 2 points for each
    A-1  4 × 2 = 8.  Notice usable: 3/4; report outside the window: 1/4 at best, half of it expected.
         worst 8 × 3/4 = 6; expected 8 × (3/4 + 1/8) = 7; best 8
    A-2  6 × 2 = 12. One report of two, no notice: nothing
    B    10 × 2 = 20, 20/3 for each clause. B-1 holds, B-2 could, B-3 does not.
         worst C: 20 × 0.4 = 8, so 12 are lost, 6 by B-2 and 6 by B-3: 20/3, 2/3, 2/3
         best  B: 20 × 0.7 = 14, 6 are lost, 3 and 3:               20/3, 11/3, 11/3
         expected half-way: 11;                                     20/3, 13/6, 13/6
    together worst 14, expected 18, best 22
shidi, 40 points over A-1 alone; judged 70 %, 80 %, 90 %: 28, 32, 36
wenjuan, 20 points over A-2 alone; judged 91.25 %: 18.25 three times
C-1 happened twice: 2 × 2 = 4, at most 3
in all  worst    14 + 28 + 18.25 − 3 = 57.25
        expected 18 + 32 + 18.25 − 3 = 65.25, lost 34.75
        best     22 + 36 + 18.25 − 3 = 73.25
"""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from juanzong.load.models import Tier
from juanzong.model import Publication
from juanzong.model.score import Ground, Scoreboard, Span
from juanzong.office.score import distance
from juanzong.pipeline import assess
from tests.archives import request_for
from tests.office.paper import make_paper

F = Fraction


def _published(folder: Path, **files: Any) -> Publication:
    return assess(request_for(make_paper(folder, **files), "working")).publication


def _board(publication: Publication) -> Scoreboard:
    assert publication.office
    assert publication.office.score
    return publication.office.score


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    return _published(tmp_path_factory.mktemp("paper"))


@pytest.fixture
def board(publication: Publication) -> Scoreboard:
    return _board(publication)


Number = str | int | Decimal | Fraction


def span(worst: Number, expected: Number, best: Number) -> Span:
    return Span(F(worst), F(expected), F(best))


def test_the_total(board: Scoreboard) -> None:
    assert board.full == 100
    assert board.points == span("57.25", "65.25", "73.25")
    assert board.lost == F("34.75")


def test_the_parts_of_the_test(board: Scoreboard) -> None:
    found: dict[str, object] = {
        part.id: (part.clauses, part.stakes, part.factor, part.points) for part in board.parts
    }
    assert found == {
        "cailiao": (5, 20, 2, span(14, 18, 22)),
        "shidi": (1, 4, 10, span(28, 32, 36)),
        "wenjuan": (1, 6, F(20, 6), span("18.25", "18.25", "18.25")),
    }


def test_every_clause_in_every_part(board: Scoreboard) -> None:
    third = F(20, 3)
    assert {
        (clause.code, mark.part): (mark.most, mark.points, mark.ground)
        for clause in board.clauses.values()
        for mark in clause.marks
    } == {
        ("A-1", "cailiao"): (8, span(6, 7, 8), Ground.SLOTS),
        ("A-1", "shidi"): (40, span(28, 32, 36), Ground.ASSESSED),
        ("A-2", "cailiao"): (12, span(0, 0, 0), Ground.SLOTS),
        ("A-2", "wenjuan"): (20, span("18.25", "18.25", "18.25"), Ground.ASSESSED),
        ("B-1", "cailiao"): (third, span(third, third, third), Ground.GRADE),
        ("B-2", "cailiao"): (third, span(F(2, 3), F(13, 6), F(11, 3)), Ground.GRADE),
        ("B-3", "cailiao"): (third, span(F(2, 3), F(13, 6), F(11, 3)), Ground.GRADE),
    }


def test_what_the_negative_list_takes_off_is_capped(board: Scoreboard) -> None:
    assert board.clauses["C-1"].deducted == 3
    assert board.clauses["C-1"].points == span(-3, -3, -3)


def test_the_loss_of_each_clause_is_what_its_owner_answers_for(board: Scoreboard) -> None:
    """48 − 39 = 9; 32 − 18.25 = 13.75; 20/3 − 13/6 = 4.5 twice; 3. Together 34.75, and so by every owner."""
    assert {c.code: c.lost for c in board.clauses.values()} == {
        "A-1": 9,
        "A-2": F("13.75"),
        "B-1": 0,
        "B-2": F("4.5"),
        "B-3": F("4.5"),
        "C-1": 3,
    }
    assert board.by_group == {"g1": F("22.75"), "g2": 9, "": 3}
    assert board.by_unit == {"u2": F("22.75"), "u1": 9, "": 3}
    assert board.by_person == {"p2": F("22.75"), "p1": 9, "": 3}
    for rolled in (board.by_group, board.by_unit, board.by_person):
        assert sum(rolled.values()) == board.lost


def test_weak_links_are_ranked_by_the_points_to_win_back_a_day(board: Scoreboard) -> None:
    """A-2 is overdue: today. A-1 has 10 days. B and C have none but the inspection, 197 days away."""
    found: list[object] = [(c.code, c.pace) for c in board.weak]
    assert found == [
        ("A-2", F("13.75")),
        ("A-1", F("0.9")),
        ("B-2", F("4.5") / 197),
        ("B-3", F("4.5") / 197),
        ("C-1", F(3, 197)),
    ]


def test_the_distance_to_every_tier(board: Scoreboard) -> None:
    found: list[object] = [(d.tier.name, d.lacking) for d in board.tiers]
    assert found == [
        ("第一档", span("32.75", "24.75", "16.75")),
        ("第二档", span("22.75", "14.75", "6.75")),
        ("第三档", span("-57.25", "-65.25", "-73.25")),
    ]


def test_last_years_result_was_2_58_short_of_the_first_tier(publication: Publication) -> None:
    (past,) = publication.config.history
    assert past.total == F("87.42")
    assert distance(Tier(name="第一档", min=90), span(past.total, past.total, past.total)).lacking == span(
        "2.58", "2.58", "2.58"
    )


def test_a_share_of_what_is_asked_counts_where_the_edition_says_so(tmp_path: Path) -> None:
    """A-2 then has one report of two, half of half its 12 points: 3."""
    scoring = {"scoring": {"partial": True, "uploaded": 0.5}, "total": 20}
    board = _board(_published(tmp_path, edition=scoring))
    (mark,) = board.clauses["A-2"].marks
    assert mark.most == 6
    assert mark.points == span("1.5", "1.5", "1.5")


def test_an_edition_that_names_no_parts_scores_by_evidence_alone(tmp_path: Path) -> None:
    """A-1: 4 × 3/4 = 3; A-2: 0; B: 10 × 0.4 = 4; less 3. Uploaded counts at best only: 4 + 0 + 7 − 3."""
    board = _board(_published(tmp_path, edition={"scoring": {}, "total": 20}))
    assert board.full == 20
    assert board.points == span(4, 4, 8)


def test_what_nobody_has_judged_brings_nothing_and_is_listed(tmp_path: Path) -> None:
    publication = _published(tmp_path, **{"assessments/A.yml": {}, "assessments/C-1.yml": {}})
    board = _board(publication)
    mark = next(m for m in board.clauses["A-1"].marks if m.part == "shidi")
    assert (mark.ground, mark.points) == (Ground.UNKNOWN, span(0, 0, 40))
    assert {"JZ624", "JZ625"} <= {f.code for f in publication.findings}


def test_a_part_that_tests_nothing_is_told(tmp_path: Path) -> None:
    """Its 10 points can be won by nobody: they are in the full score and in no clause."""
    scoring = {
        "parts": [
            {"id": "cailiao", "name": "网上申报", "methods": ["材料审核"], "weight": 90},
            {"id": "shidi", "name": "实地考察", "methods": ["没有的方法"], "weight": 10},
        ]
    }
    publication = _published(tmp_path, edition={"scoring": scoring})
    board = _board(publication)
    assert board.full - sum(clause.most for clause in board.clauses.values()) == 10
    assert {"JZ619", "JZ628"} <= {f.code for f in publication.findings}


def test_a_broken_assessment_costs_itself_only(tmp_path: Path) -> None:
    publication = _published(
        tmp_path, **{"assessments/A-2.yml": {"judged": [{"part": "wenjuan", "rate": "很高"}]}}
    )
    board = _board(publication)
    assert board.clauses["A-1"].lost == 9
    assert board.clauses["A-2"].lost == 32
    wrong = {(f.code, f.field) for f in publication.findings if f.subject == "assessments/A-2.yml"}
    assert ("JZ124", "judged.0.rate") in wrong


def test_rates_in_disorder_and_days_to_come_are_told(tmp_path: Path) -> None:
    said = {
        "part": "wenjuan",
        "rate": 0.7,
        "lowest": 0.9,
        "reason": "问卷",
        "by": "科长",
        "date": "2027-01-01",
    }
    publication = _published(tmp_path, **{"assessments/A-2.yml": {"judged": [said]}})
    told = {(f.code, f.field) for f in publication.findings if f.subject == "assessments/A-2.yml"}
    assert told == {("JZ629", "judged.0.rate"), ("JZ630", "judged.0.date")}


def test_rates_in_order_are_nothing_to_tell(publication: Publication) -> None:
    assert not {"JZ629", "JZ630"} & {f.code for f in publication.findings}
