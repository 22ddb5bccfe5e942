"""Fixtures of the browser tests; the browsers are started once and every test gets a fresh page."""

import os
from collections.abc import Iterator
from datetime import date

import pytest

from juanzong.index import Document, DocumentKind, documents
from juanzong.pipeline import assess
from juanzong.request import Request, work_folder
from juanzong.site.handwritten import documents_of
from tests.browser import browsers
from tests.browser.browsers import Browser
from tests.browser.page import Page
from tests.conftest import ROOT, TODAY, Site


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


@pytest.fixture(scope="session")
def found() -> tuple[Document, ...]:
    """What the inspection profile lets be found, by the pipeline itself."""
    archive = ROOT / "archive"
    request = Request(archive, "inspection", date.fromisoformat(TODAY), work_folder(archive), workers=1)
    publication = assess(request).publication
    return documents(publication, documents_of(publication))


@pytest.fixture(scope="session")
def evidence(found: tuple[Document, ...]) -> tuple[Document, ...]:
    """The items among them."""
    return tuple(one for one in found if one.kind is DocumentKind.EVIDENCE)


@pytest.fixture
def opened(page: Page, site: Site) -> Iterator[Page]:
    """The search page; whatever the test does there must not make it complain."""
    page.goto(f"{site.folder.as_uri()}/search.html")
    yield page
    assert page.problems() == []
