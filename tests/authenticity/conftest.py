from collections.abc import Callable
from pathlib import Path

import pytest

from juanzong.cache import Cache
from juanzong.load import load
from juanzong.model import Config
from tests.archives import make_archive


@pytest.fixture
def config_of(tmp_path: Path) -> Callable[..., Config]:
    """Makes a configuration with other thresholds of authenticity than the usual ones."""

    def make(**rules: object) -> Config:
        archive = {"thresholds": {"authenticity": rules}}
        config, found = load(make_archive(tmp_path, {}, archive=archive))
        assert config is not None, found
        return config

    return make


@pytest.fixture
def config(config_of: Callable[..., Config]) -> Config:
    return config_of()


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache.open(tmp_path / "cache.sqlite")
