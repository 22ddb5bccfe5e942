"""The filters beside the hits: what they list, how they count, and how they are taken away again."""

from datetime import date

import pytest

from juanzong.index import Document
from tests.browser.page import Page
from tests.browser.searching import DONE, ask, search_address
from tests.conftest import Site

pytestmark = pytest.mark.browser


def choose(page: Page, facet: str, place: int = 0) -> int:
    """Tick a value of a facet that is not ticked; how many items it said to have."""
    page.wait_for(f"document.querySelector('[data-facet={facet}]')")
    page.call("name => { document.querySelector(`[data-facet=${name}]`).open = true; }", facet)
    page.wait_for(f"document.querySelectorAll('[data-facet={facet}] input').length > {place}")
    said = page.call(
        """(name, place) => {
            const tick = document.querySelectorAll(`[data-facet=${name}] input:not(:checked)`)[place];
            tick.click();
            return tick.parentNode.querySelector("small").textContent;
        }""",
        facet,
        place,
    )
    return int(said)


def chosen(page: Page, facet: str) -> str:
    """The one value of a facet that the address comes to hold."""
    asked = f"new URLSearchParams(location.search).getAll('{facet}')"
    page.wait_for(f"{asked}.length === 1")
    return str(page.evaluate(asked)[0])


def total(page: Page) -> int:
    """The number of items found, once the page has answered."""
    page.wait_for(DONE)
    return int(page.evaluate("document.getElementById('search-status').dataset.total"))


def test_filters_alone_list_what_fits_newest_first(opened: Page, evidence: tuple[Document, ...]) -> None:
    said = choose(opened, "kind")
    assert total(opened) == said
    kind = chosen(opened, "kind")
    wanted = [one for one in evidence if one.evidence_kind == kind]
    hits = ask(opened, "")["hits"]
    assert sorted(hits) == sorted(one.id for one in wanted)
    dates = {one.id: one.date or date.min for one in wanted}
    assert [dates[hit] for hit in hits] == sorted(dates.values(), reverse=True)


def test_values_widen_their_own_facet_and_narrow_others(opened: Page, evidence: tuple[Document, ...]) -> None:
    ask(opened, "文明")
    first = choose(opened, "kind")
    assert total(opened) == first
    opened.wait_for("document.querySelectorAll('[data-facet=kind] input').length > 1")
    second = choose(opened, "kind")
    opened.wait_for("document.querySelectorAll('.jz-chip').length === 2")
    assert total(opened) == first + second
    third = choose(opened, "group")
    opened.wait_for("document.querySelectorAll('.jz-chip').length === 3")
    assert total(opened) == third < first + second
    opened.evaluate("document.querySelector('.jz-chip').click()")
    opened.wait_for("document.querySelectorAll('.jz-chip').length === 2")
    assert total(opened) <= third
    hits = ask(opened, "文明")["hits"]
    kinds = {one.evidence_kind for one in evidence if one.id in hits}
    groups = [one.groups for one in evidence if one.id in hits]
    kind, group = chosen(opened, "kind"), chosen(opened, "group")
    assert kinds == {kind}
    assert all(group in dict(one) for one in groups)


def test_a_narrow_screen_folds_the_filters(page: Page, site: Site) -> None:
    page.set_viewport(375, 800, mobile=True)
    page.goto(search_address(site, "文明"))
    page.wait_for(DONE)
    assert not page.evaluate("document.getElementById('search-facets').open")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("#search-facets > summary")
    page.wait_for("document.querySelector('#search-facets [data-facet=kind] input').offsetHeight")
    assert page.problems() == []


def test_facets_narrow_and_dates_sort(opened: Page, evidence: tuple[Document, ...]) -> None:
    dates = {one.id: one.date for one in evidence}
    total = int(ask(opened, "文明")["total"])
    opened.wait_for("document.querySelector('#search-facets [data-facet=kind] input')")
    said = int(
        opened.call(
            """() => {
                const box = document.querySelector("[data-facet=kind]"), tick = box.querySelector("input");
                box.open = true;
                tick.click();
                return tick.parentNode.querySelector("small").textContent;
            }"""
        )
    )
    assert 0 < said < total
    opened.wait_for(f"{DONE} && new URLSearchParams(location.search).getAll('kind').length === 1")
    answer = ask(opened, "文明")
    kinds = {one.id: one.evidence_kind for one in evidence}
    assert (answer["total"], len(answer["hits"])) == (str(said), said)
    assert len({kinds[hit] for hit in answer["hits"]}) == 1
    opened.call(
        """() => {
            const sort = document.getElementById("search-sort");
            sort.value = "date";
            sort.dispatchEvent(new Event("change"));
        }"""
    )
    opened.wait_for(DONE)
    by_date = [dates[hit] or date.min for hit in ask(opened, "文明")["hits"]]
    assert len(set(by_date)) > 1
    assert by_date == sorted(by_date, reverse=True)
