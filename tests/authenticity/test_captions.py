from dataclasses import replace

import pytest

from juanzong.authenticity.captions import caption_gaps, lacking
from juanzong.model import Config, Evidence, Link, LinkStatus
from tests.authenticity.making import picture

FULL = (
    "2026年4月15日早高峰，望湖路口，志愿者1名，主题为礼让斑马线，背景是文明交通行动，事由是机动车停车让行。"
)


@pytest.mark.parametrize(
    ("caption", "missing"),
    [
        (FULL, ()),
        ("时间：3月5日；地点：广场；人物：市民；主题：阅读；背景：读书日；事由：领取图书", ()),
        ("2026年4月23日世界读书日期间，市图书馆举办“书香”活动，馆长和读者代表参加", ()),
        ("为迎接国庆，10月1日志愿者在中山路开展文明劝导", ()),
        ("老街", ("时间", "人物", "主题", "背景", "事由")),
        ("志愿者在中山路开展文明劝导", ("时间", "背景")),
        ("2026年3月5日，中山路，志愿者开展文明交通劝导", ("背景",)),
        ("2026年3月5日，志愿者为了迎接检查开展文明交通劝导", ("地点",)),
        ("IMG_20260305", ("时间", "地点", "人物", "主题", "背景", "事由")),
    ],
)
def test_elements(caption: str, missing: tuple[str, ...]) -> None:
    assert lacking(caption) == missing


def test_the_citys_names_are_places() -> None:
    assert "地点" in lacking("高新的志愿者")
    assert "地点" not in lacking("高新的志愿者", ("高新",))


def codes(config: Config, one: Evidence, *, used: bool = True) -> list[str]:
    links = [Link(one.id, "A-1", LinkStatus.PLACED)] if used else []
    return [f.code for f in caption_gaps(config, [one], links)]


def test_pictures_in_dossiers_need_captions(config: Config) -> None:
    assert codes(config, picture(caption=FULL)) == []
    assert codes(config, picture(caption="老街")) == ["JZ465"]
    assert codes(config, picture()) == ["JZ466"]
    assert codes(config, picture(), used=False) == []


def test_other_kinds_need_none(config: Config) -> None:
    one = picture()
    assert codes(config, replace(one, description=replace(one.description, kind=None))) == []
