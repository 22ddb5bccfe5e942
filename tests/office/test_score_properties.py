"""Whatever an archive holds: worst ≤ expected ≤ best ≤ full, and every loss has an owner."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from juanzong.load.models import Edition, Indicator, Kind, Slot
from juanzong.load.scoring import Assessments, Basis, Grade, Scoring, SelfAssessment, TestPart
from juanzong.model import Clause, Dossier, FilledSlot, Owner, Publication, SlotState
from juanzong.office.score import score
from tests.site.factory import TODAY, WORKING, make_prepared

BASE = make_prepared(WORKING).publication
GRADES = tuple(
    Grade(name=name, met=met, share=Decimal(share))
    for name, met, share in (("A", 2, "1"), ("B", 1, ".7"), ("C", 0, ".4"))
)
points = st.decimals(min_value="0.0001", max_value=20, places=4)
shares = st.decimals(min_value=0, max_value=1, places=4)


@st.composite
def filled(draw: st.DrawFn) -> FilledSlot:
    slot = Slot(kind="规范文件", min=draw(st.integers(0, 3)), points=draw(st.none() | points))
    there = draw(st.integers(0, 4))
    usable = draw(st.integers(0, there))
    names = tuple(f"{n:012d}" for n in range(there))
    return FilledSlot(slot, SlotState.UPLOADED, names, names[:usable])


@st.composite
def publications(draw: st.DrawFn) -> Publication:
    """A standard of up to five clauses, two of them graded perhaps, in two parts of the test."""
    methods = st.sampled_from([("甲",), ("乙",), ("甲", "乙")])
    leaves, dossiers = [], []
    for number in range(draw(st.integers(1, 5))):
        slots = draw(st.lists(filled(), max_size=3))
        leaf = Indicator(
            code=f"A-{number}",
            display=str(number),
            title="条",
            score=draw(st.none() | points),
            methods=draw(methods),
            slots=tuple(one.slot for one in slots),
        )
        leaves.append(leaf)
        dossiers.append((leaf, tuple(slots)))
    graded = draw(st.booleans())
    node = Indicator(
        code="A", display="A", title="甲", score=10, grades=GRADES if graded else (), children=tuple(leaves)
    )
    rates = sorted(draw(st.tuples(shares, shares, shares)))
    judged = SelfAssessment(
        part="yi", lowest=rates[0], rate=rates[1], highest=rates[2], reason="因", by="人", date=TODAY
    )
    parts = (
        TestPart(id="jia", name="甲", methods=("甲",), weight=draw(points)),
        TestPart(id="yi", name="乙", methods=("乙",), weight=draw(points), basis=Basis.ASSESSED),
    )
    scoring = Scoring(
        parts=draw(st.sampled_from([(), parts])), uploaded=draw(shares), partial=draw(st.booleans())
    )
    edition = Edition(
        id="p",
        title="体系",
        levels=("一", "二"),
        methods=("甲", "乙"),
        kinds=(Kind(name="规范文件"),),
        total=10,
        scoring=scoring,
        indicators=(node,),
    )
    config = replace(BASE.config, edition=edition, assessments={"A": Assessments(judged=(judged,))})
    owners = st.sampled_from(
        [Owner(), Owner("g", "u", person="p", deadline=TODAY), Owner("h", "v", person="q")]
    )
    return replace(
        BASE,
        config=config,
        dossiers=tuple(
            Dossier(Clause(leaf, (node, leaf)), slots, (), draw(owners)) for leaf, slots in dossiers
        ),
    )


@given(publications())
def test_scores_are_in_order_and_losses_have_owners(publication: Publication) -> None:
    board = score(publication)
    for points in (board.points, *(clause.points for clause in board.clauses.values())):
        assert points.worst <= points.expected <= points.best
    tested = sum((clause.most for clause in board.clauses.values()), Fraction())
    assert board.points.worst >= 0
    assert board.points.best <= tested <= board.full
    assert sum((part.points.expected for part in board.parts), Fraction()) == board.points.expected
    for rolled in (board.by_group, board.by_unit, board.by_person):
        assert sum(rolled.values()) == tested - board.points.expected
    assert {clause.code for clause in board.weak} == {c.code for c in board.clauses.values() if c.lost > 0}
