"""What is missing for one unit: by the address, by the list, and without scripts."""

from tests.browser.page import Page
from tests.conftest import Site

SHOWN = "[...document.querySelectorAll('tr[data-units]')].filter(row => !row.hidden)"


def test_the_address_names_the_unit(page: Page, working_site: Site) -> None:
    gaps = (working_site.folder / "gaps.html").as_uri()
    page.goto(gaps)
    everybody = page.evaluate(f"{SHOWN}.length")
    unit = page.evaluate("document.querySelector('[name=unit]').options[1].value")
    page.goto(f"{gaps}?unit={unit}#unit-{unit}")
    own = page.evaluate(f"{SHOWN}.map(row => row.dataset.units.split(' '))")
    assert 0 < len(own) < everybody
    assert all(unit in units for units in own)
    assert f"还有 {len(own)} 卷" in page.text(".jz-units")
    page.evaluate(
        "(function (s) { s.value = ''; s.dispatchEvent(new Event('change')); })"
        "(document.querySelector('[name=unit]'))"
    )
    assert page.evaluate(f"{SHOWN}.length") == everybody
    page.goto(f"{gaps}?unit=nobody")
    assert page.evaluate(f"{SHOWN}.length") == everybody
    assert page.problems() == []


def test_without_scripts_the_anchor_leads_to_the_unit(page: Page, working_site: Site) -> None:
    page.set_scripts(enabled=False)
    page.goto((working_site.folder / "gaps.html").as_uri())
    page.set_scripts(enabled=True)
    assert page.evaluate("document.querySelector('.jz-units').hidden")
    anchors = page.all("[data-by-unit] a[href*='unit=']", "href")
    assert anchors
    for href in anchors:
        anchor = href.partition("#")[2]
        assert page.evaluate(f"!!document.getElementById({anchor!r})"), href
