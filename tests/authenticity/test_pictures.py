from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from juanzong.authenticity.looks import Look, look_at
from juanzong.authenticity.pictures import alike, poor_pictures, reused_pictures
from juanzong.findings import Finding
from juanzong.load.authenticity import Authenticity
from juanzong.load.models import Sidecar
from juanzong.model import Config, Evidence, Link, LinkStatus
from tests.authenticity.making import page, picture, scene

RULES = Authenticity()
LOOKS = st.builds(
    Look,
    st.integers(0, 2**64 - 1),
    st.integers(0, 2**64 - 1),
    st.integers(0, 999),
    st.integers(0, 100),
)


def reused(config: Config, *pictures: Evidence, links: dict[str, str] | None = None) -> list[Finding]:
    seen = {
        one.id: look_at(one.extraction.preview.thumbnail)
        for one in pictures
        if one.extraction.preview.thumbnail
    }
    facts = [
        Link(one.id, code, LinkStatus.PLACED)
        for one in pictures
        for code in (links or {}).get(one.item.name, "A-1").split()
    ]
    return list(reused_pictures(config, pictures, facts, seen))


def test_a_picture_saved_again_is_suspected(config: Config) -> None:
    one = picture("甲.jpg", image=scene(1), day=date(2026, 3, 1))
    other = picture("乙.jpg", image=scene(1).resize((120, 90)), day=date(2026, 4, 1))
    third = picture("丙.jpg", image=scene(2), day=date(2026, 4, 1))
    (made,) = reused(config, other, one, third, links={"乙.jpg": "B-1"})
    assert (made.code, made.subject) == ("JZ452", "evidence/A-1/乙.jpg")
    told = dict(made.details)
    assert (told["other"], told["codes"], told["other_codes"]) == ("evidence/A-1/甲.jpg", "B-1", "A-1")


@pytest.mark.parametrize(
    ("captions", "days"),
    [
        (("2025年3月5日，人民广场", "2026年3月5日，人民广场"), (None, None)),
        ((None, "2026年3月5日，人民广场"), (date(2024, 3, 5), date(2026, 3, 5))),
    ],
)
def test_an_old_picture_for_a_new_year(
    config: Config, captions: tuple[str | None, str], days: tuple[date | None, date | None]
) -> None:
    one = picture("甲.jpg", image=scene(1), caption=captions[0], day=days[0])
    other = picture("乙.jpg", image=scene(1).resize((200, 150)), caption=captions[1], day=days[1])
    assert [f.code for f in reused(config, one, other)] == ["JZ457"]


def test_one_picture_many_times_gives_one_finding_each(config: Config) -> None:
    copies = [picture(f"{n}.jpg", image=scene(1).resize((200 + n, 150 + n))) for n in range(5)]
    made = reused(config, *copies)
    assert [dict(f.details)["count"] for f in made] == ["1", "2", "3", "4"]


def test_pages_have_to_be_nearer_than_photographs() -> None:
    photo, paper = Look(0, 0, 100, 10), Look(0, 0, 100, 90)
    near = 0b111111111111
    assert list(alike(RULES, [photo, replace(photo, differences=near)])) == [(0, 1, 12)]
    assert list(alike(RULES, [paper, replace(photo, differences=near)])) == [(0, 1, 12)]
    assert list(alike(RULES, [paper, replace(paper, differences=near)])) == []
    assert list(alike(RULES, [paper, replace(paper, differences=0b1)])) == [(0, 1, 1)]


def test_two_pages_are_two_pages(config: Config) -> None:
    assert reused(config, *(picture(f"{n}.jpg", image=page(n)) for n in range(6))) == []


@given(st.lists(LOOKS, max_size=12), st.integers(0, 128))
def test_pairs_are_those_a_plain_comparison_finds(seen: list[Look], bound: int) -> None:
    rules = Authenticity(photo_distance=bound, paper_distance=bound // 2)
    plain = [
        (a, b, seen[a].distance(seen[b]))
        for a in range(len(seen))
        for b in range(a + 1, len(seen))
        if seen[a].distance(seen[b]) <= (bound // 2 if min(seen[a].light, seen[b].light) >= 70 else bound)
    ]
    assert list(alike(rules, seen)) == plain


def test_one_picture_for_two_clauses_is_noticed(config: Config) -> None:
    (made,) = reused(config, picture("甲.jpg"), links={"甲.jpg": "A-1 B-1"})
    assert (made.code, dict(made.details)["codes"]) == ("JZ453", "A-1、B-1")
    assert reused(config, picture("甲.jpg"), links={"甲.jpg": "A-1 A-1"}) == []


def test_one_picture_said_to_be_of_two_years(config: Config) -> None:
    said = Sidecar(caption="2025年3月5日，广场", date=date(2026, 3, 5))
    assert [f.code for f in reused(config, picture(sidecar=said))] == ["JZ456"]
    agreed = Sidecar(caption="2026年3月1日至2026年3月5日，广场", date=date(2026, 3, 5))
    assert reused(config, picture(sidecar=agreed)) == []


def poor(one: Evidence) -> list[str]:
    thumbnail = one.extraction.preview.thumbnail
    seen = {one.id: look_at(thumbnail)} if thumbnail else {}
    return [f.code for f in poor_pictures(RULES, [one], seen)]


def test_small_and_blurred_pictures() -> None:
    assert poor(picture(image=scene(3))) == []
    assert poor(picture(image=scene(3), size=(640, 480))) == ["JZ464"]
    assert poor(picture(image=scene(3), size=(600, 1200))) == []
    assert poor(picture(image=scene(3).filter(ImageFilter.GaussianBlur(5)))) == ["JZ463"]
    assert poor(picture(image=Image.new("RGB", (300, 200), "grey"), size=(0, 0))) == ["JZ463"]
