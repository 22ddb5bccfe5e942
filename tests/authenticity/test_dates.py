from dataclasses import replace
from datetime import date

import pytest

from juanzong.authenticity.dates import claimed, dates_at_odds
from juanzong.load.models import Sidecar
from juanzong.model import Config, Evidence, Origin, Stated
from tests.authenticity.making import picture, received
from tests.values import make_evidence

RECEIVED = date(2026, 5, 10)


def codes(config: Config, one: Evidence) -> list[str]:
    return [f.code for f in dates_at_odds(config, [one])]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 5, 12), ["JZ454"]),
        (date(2027, 1, 1), ["JZ454"]),
        (date(2026, 5, 11), []),
        (date(2026, 5, 10), []),
        (date(2020, 1, 1), []),
        (None, []),
    ],
)
def test_nothing_is_dated_after_it_was_received(
    config: Config, day: date | None, expected: list[str]
) -> None:
    assert codes(config, received(make_evidence("正文", day=day), RECEIVED)) == expected


def test_a_day_guessed_from_the_name_and_a_pool_without_git_say_nothing(config: Config) -> None:
    one = make_evidence("正文", day=date(2026, 9, 1))
    assert codes(config, one) == []
    guessed = replace(
        one, description=replace(one.description, date=Stated(date(2026, 9, 1), Origin.FILENAME))
    )
    assert codes(config, received(guessed, RECEIVED)) == []


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("2026年3月5日，人民广场，志愿者清扫", []),
        ("2026年3月8日，人民广场，志愿者清扫", []),
        ("2026年3月9日，人民广场，志愿者清扫", ["JZ455"]),
        ("2025年3月5日，人民广场，志愿者清扫", ["JZ455"]),
        ("2025年3月5日整治前与2026年3月5日整治后对比", []),
        ("3月的人民广场", []),
        (None, []),
    ],
)
def test_the_camera_knows_when_it_was(config: Config, caption: str | None, expected: list[str]) -> None:
    assert codes(config, picture(taken=date(2026, 3, 5), caption=caption)) == expected


def test_a_sidecars_day_is_a_claim_too(config: Config) -> None:
    said = Sidecar(date=date(2026, 8, 1))
    assert codes(config, picture(taken=date(2026, 3, 5), sidecar=said)) == ["JZ455"]
    assert codes(config, picture(sidecar=said)) == []


def test_claims_are_of_all_sidecars_in_order(config: Config) -> None:
    one = picture(sidecar=Sidecar(caption="2026年5月1日、2026-03-01", date=date(2026, 4, 1)))
    earliest = config.archive.thresholds.date_earliest
    assert claimed(one, earliest) == (date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1))
