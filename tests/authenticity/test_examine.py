from dataclasses import replace
from datetime import date

from juanzong.authenticity import examine
from juanzong.cache import Cache
from juanzong.model import Config, Link, LinkStatus, Screened, Verdict
from tests.archives import NOTICE, REPORT
from tests.authenticity.making import picture, scene
from tests.values import make_evidence

FILLER = REPORT * 4


def test_a_good_pool_gives_rise_to_no_doubt(config: Config, cache: Cache) -> None:
    caption = (
        "2026年4月15日，望湖路口，志愿者1名，主题为礼让斑马线，背景是文明交通行动，事由是机动车停车让行。"
    )
    good = [
        make_evidence(NOTICE, title="关于加强交通秩序整治的通知", day=date(2026, 3, 5), kind="规范文件"),
        make_evidence(REPORT, name="乙.txt", title="说明", day=date(2026, 4, 8), kind="情况说明"),
        picture(image=scene(1), caption=caption, taken=date(2026, 4, 15), day=date(2026, 4, 15)),
    ]
    screened = [Screened(one, Verdict.RELEASED) for one in good]
    links = [Link(one.id, "A-1", LinkStatus.PLACED) for one in good]
    assert examine(config, screened, links, cache) == ()


def test_nothing_is_said_of_a_secret_item(config: Config, cache: Cache) -> None:
    secret = make_evidence(FILLER, name="密.txt", title="甲")
    copy = make_evidence(FILLER + "尾", name="抄.txt", title="乙", day=date(2026, 4, 8))
    links = [Link(secret.id, "A-1", LinkStatus.PLACED)]
    told = examine(config, [Screened(secret, Verdict.SECRET), Screened(copy, Verdict.RELEASED)], links, cache)
    assert told == ()
    told = examine(
        config, [Screened(secret, Verdict.WITHHELD), Screened(copy, Verdict.RELEASED)], links, cache
    )
    assert [f.code for f in told] == ["JZ451"]


def test_suggestions_fill_no_dossier(config: Config, cache: Cache) -> None:
    one = picture(image=scene(1))
    suggested = Link(one.id, "A-1", LinkStatus.SUGGESTED, 0.5)
    assert examine(config, [Screened(one, Verdict.RELEASED)], [suggested], cache) == ()
    placed = replace(suggested, status=LinkStatus.PLACED)
    assert [f.code for f in examine(config, [Screened(one, Verdict.RELEASED)], [placed], cache)] == ["JZ466"]
