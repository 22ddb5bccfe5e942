"""The demo's ledger and points show every state there is, and every picture they name is there."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from juanzong.load import load
from juanzong.model import Config
from juanzong.model.ledger import Ledger, Standing
from juanzong.office.ledger import keep_ledger
from juanzong.office.points import keep_points
from juanzong.references import References
from tests.values import JPEG, make_evidence

ROOT = Path(__file__).parents[2] / "archive"
TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def config() -> Config:
    config, found = load(ROOT)
    assert config
    assert [one for one in found if one.blocks] == []
    return config


@pytest.fixture(scope="module")
def ledger(config: Config) -> Ledger:
    """The ledger, as if every picture could be seen."""
    named = {name: make_evidence(name=name, media=JPEG) for p in config.problems for name in p.after}
    return keep_ledger(config, References(named), TODAY)


def test_it_is_large_enough_to_show_something(config: Config) -> None:
    assert len(config.problems) >= 30
    assert len(config.points.points) >= 40
    assert len(config.points.types) >= 10


def test_every_picture_that_is_named_is_there(config: Config) -> None:
    named = [name for problem in config.problems for name in (*problem.before, *problem.after)]
    assert [name for name in named if not (ROOT / name).is_file()] == []
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / "problems").rglob("*.jpg")}
    assert there == set(named)


def test_every_state_occurs(ledger: Ledger) -> None:
    states = Counter(case.standing for case in ledger.cases)
    assert set(states) == set(Standing)
    assert any(case.rebound_of for case in ledger.cases)
    assert any(case.problem.unfixed for case in ledger.cases)
    assert ledger.exposed
    assert ledger.red
    assert ledger.black


def test_some_points_want_looking_after(config: Config, ledger: Ledger) -> None:
    spots = keep_points(config, ledger, TODAY)
    assert any(spot.missing for spot in spots)
    assert any(spot.stale for spot in spots)
    assert any(spot.last is None for spot in spots)
    assert sum(spot.stale for spot in spots) < len(spots) / 2
