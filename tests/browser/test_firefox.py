"""Search in Firefox, opened from a folder whose name has everything difficult; runs where there is one."""

import json
import random
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from juanzong.index import Document
from tests.browser import firefox
from tests.browser.firefox import Tab
from tests.browser.searching import ASK, DONE, random_runs, scanned
from tests.conftest import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(firefox.find() is None, reason="no Firefox on this machine"),
]

ENTER = "\ue007"


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    """Firefox with one tab; nothing that a test does in it may be an error."""
    with firefox.start() as started:
        yield started
        assert started.errors == []


def test_search_finds_what_a_plain_scan_finds(tab: Tab, evidence: tuple[Document, ...], site: Site) -> None:
    tab.goto(f"{site.folder.as_uri()}/search.html")
    runs = random_runs(evidence, random.Random(17))
    differing = {}
    for run in (next(runs) for _ in range(40)):
        answer = tab.evaluate(f"({ASK})({json.dumps(run)})")
        want = scanned(evidence, run)
        if set(answer["hits"]) != want or answer["total"] != str(len(want)):
            differing[run] = (want, answer)
    assert differing == {}


def test_a_typed_query_stands_in_the_address_and_its_hit_opens_at_the_page(
    tab: Tab, evidence: tuple[Document, ...], site: Site
) -> None:
    one, number, query = next(
        (document, number, run)
        for document in evidence
        for number, shown in document.pages[1:]
        for run in re.findall(r"[\u4e00-\u9fff]{8}", shown)
        if all(run not in before for at, before in document.pages if at < number)
        and len(scanned(evidence, run)) == 1
    )
    tab.goto(f"{site.folder.as_uri()}/search.html")
    tab.evaluate("document.getElementById('search-input').focus()")
    tab.type(query)
    tab.wait_for(f"new URLSearchParams(location.search).get('q') === '{query}' && {DONE}")
    assert tab.evaluate(
        "Array.from(document.querySelectorAll('[data-evidence-id]'), e => e.dataset.evidenceId)"
    ) == [one.id]
    tab.evaluate("document.querySelector('[data-evidence-id] a').focus()")
    tab.type(ENTER)
    tab.wait_for("document.querySelector('.jz-found--here')")
    marked, part = tab.evaluate("""(() => {
        const all = Array.from(document.querySelectorAll(".jz-found--here"));
        return [all.map(e => e.textContent).join(""), all[0].closest("[data-text]").id];
    })()""")
    assert (marked, part) == (query, f"p{number}")
    assert tab.evaluate("location.hash") == f"#p{number}"


def test_filters_work(tab: Tab, evidence: tuple[Document, ...], site: Site) -> None:
    tab.goto(f"{site.folder.as_uri()}/search.html?q={quote('文明')}")
    tick = "document.querySelector('[data-facet=kind] input')"
    tab.wait_for(f"{DONE} && {tick}")
    said = tab.evaluate(f"{tick}.parentNode.querySelector('small').textContent")
    assert 0 < int(said) < len(scanned(evidence, "文明"))
    tab.evaluate(f"{tick}.click()")
    tab.wait_for(f"{DONE} && document.querySelector('.jz-chip')")
    assert tab.evaluate("document.getElementById('search-status').dataset.total") == said
