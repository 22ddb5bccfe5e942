"""Fixtures of the browser tests; the browsers are started once and every test gets a fresh page."""

import os
from collections.abc import Iterator

import pytest

from tests.browser import browsers
from tests.browser.browsers import Browser
from tests.browser.page import Page


@pytest.fixture(scope="session", params=browsers.NAMES)
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Each of the two browsers; one that is missing fails the run that must not miss it, and skips others."""
    name: str = request.param
    if browsers.find(name) is None:
        said = f"no browser {name!r} on this machine: bash tests/run gets it"
        if os.environ.get("CI") or os.environ.get("JUANZONG_BROWSERS") == "required":
            pytest.fail(said)
        pytest.skip(said)
    with browsers.start(name) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A blank page."""
    with browser.page() as opened:
        yield opened
