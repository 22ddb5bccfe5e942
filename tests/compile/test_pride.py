"""Highlights: only what its evidence lets be shown, without personal data and marks."""

from dataclasses import replace
from datetime import date

import pytest

from juanzong.compile.pride import check_pride, pride_of
from juanzong.load.highlights import Highlight, Highlights, Honour, Milestone
from juanzong.model import Config
from tests.site.factory import make_config
from tests.values import make_evidence

PAPER = make_evidence("文", name="文.txt", folders=("I-1-1-1",))
PATH = PAPER.item.path


def config(**told: object) -> Config:
    return replace(make_config(), highlights=Highlights.model_validate(told))


def feat(code: str = "I-1-1-1", evidence: str = PATH, **more: str) -> Highlight:
    return Highlight.model_validate(
        {"clause": code, "title": "亮点", "text": "做法", "evidence": (evidence,), **more}
    )


def test_a_highlight_names_its_items() -> None:
    (one,) = pride_of(config(highlights=(feat(),)), [PAPER]).feats
    assert (one.code, one.evidence) == ("I-1-1-1", (PAPER.id,))


@pytest.mark.parametrize("reference", [PAPER.id, PATH.replace("/", "\\"), f"archive/{PATH}"])
def test_items_are_named_as_clerks_name_them(reference: str) -> None:
    assert pride_of(config(highlights=(feat(evidence=reference),)), [PAPER]).feats


def test_what_may_not_be_shown_takes_its_highlight_with_it() -> None:
    honour = Honour(title="荣誉", issuer="省", date=date(2026, 1, 1), evidence=(PATH,))
    milestone = Milestone(date=date(2026, 1, 2), title="动员", evidence=(PATH,))
    made = config(highlights=(feat(),), honours=(honour,), campaign=(milestone,))
    pride = pride_of(made, [])
    assert (pride.feats, pride.awards) == ((), ())
    assert [(event.title, event.evidence) for event in pride.campaign] == [("动员", ())]
    assert [f.field for f in check_pride(made, [])] == [
        "highlights.0.evidence",
        "honours.0.evidence",
        "campaign.0.evidence",
    ]
    assert list(check_pride(made, [PAPER])) == []


def test_highlights_stand_in_the_order_of_the_standard() -> None:
    made = config(highlights=(feat("I-2"), feat("I-1-1-2"), feat()))
    assert [one.code for one in pride_of(made, [PAPER]).feats] == ["I-1-1-1", "I-1-1-2", "I-2"]


def test_personal_data_are_masked() -> None:
    made = config(highlights=(feat(text="联系 13912345678"),))
    assert "13912345678" not in repr(pride_of(made, [PAPER]))


def test_what_bears_a_mark_is_left_out_and_told() -> None:
    made = config(highlights=(feat(text="机密★1年"), feat("I-1-1-2")))
    assert [one.code for one in pride_of(made, [PAPER]).feats] == ["I-1-1-2"]
    assert [(f.code, f.subject) for f in check_pride(made, [PAPER])] == [("JZ402", "highlights.yml")]
