"""The demo's sites as readers meet them: every link, both browsers, from a server and from a stick."""

import io
from collections.abc import Iterator
from urllib.parse import quote

import pypdf
import pytest
from lxml import html

from tests.browser import links
from tests.browser.page import Page
from tests.browser.serving import serve
from tests.conftest import Site

BOTH = ("site", "working_site")


@pytest.fixture(params=BOTH)
def each_site(request: pytest.FixtureRequest) -> Site:
    """The site of each profile."""
    found: Site = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Site) -> Iterator[str]:
    """The address of the inspection site's folder, opened as a file and over a server."""
    if request.param == "file":
        yield f"{site.folder.as_uri()}/"
        return
    with serve(site.folder.parent) as address:
        yield f"{address}{quote(site.folder.name)}/"


def representatives(site: Site) -> list[str]:
    """Every page at the top, the largest of each folder, and an evidence page of each media type."""
    found = [page.name for page in site.pages if page.parent == site.folder]
    for folder in sorted(entry for entry in site.folder.iterdir() if entry.is_dir()):
        if pages := list(folder.rglob("*.html")):
            largest = max(pages, key=lambda page: (page.stat().st_size, page.name))
            found.append(largest.relative_to(site.folder).as_posix())
    by_type = {item["media_type"]: item["page"] for item in site.catalogue["evidence"]}
    return list(dict.fromkeys([*found, *by_type.values()]))


def filled(site: Site) -> dict[str, str]:
    """Ids of evidence and the code of a dossier each stands in."""
    return {
        evidence_id: row["code"] for row in site.catalogue["indicators"] for evidence_id in row["evidence"]
    }


# --- without a browser ---------------------------------------------------------------------------------


def test_every_link_leads_somewhere_inside(each_site: Site) -> None:
    assert len(each_site.pages) > len(each_site.catalogue["evidence"]) > 50
    assert links.faults(each_site.folder) == []


def test_every_page_is_reached_by_links_alone(each_site: Site) -> None:
    everything = {page.relative_to(each_site.folder).as_posix() for page in each_site.pages}
    assert everything - links.reached(each_site.folder) == set()


def test_every_page_says_what_it_is(each_site: Site) -> None:
    faults = []
    for page in each_site.pages:
        tree = html.fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        checks = {
            "language": tree.get("lang", "").startswith("zh"),
            "charset": bool(tree.xpath("//meta[@charset]")),
            "viewport": bool(tree.xpath("//meta[@name='viewport']")),
            "title": bool((tree.findtext(".//title") or "").strip()),
            "one h1": len(list(tree.iter("h1"))) == 1,
            "text for pictures": not tree.xpath("//img[not(@alt)]"),
            "names for fields": all(
                field.get("aria-label")
                or field.get("aria-labelledby")
                or tree.xpath("//label[@for=$id]", id=field.get("id", "none"))
                or any(True for _ in field.iterancestors("label"))
                for field in tree.iter("input", "select", "textarea")
                if field.get("type") not in ("hidden", "checkbox", "radio")
            ),
        }
        faults += [
            f"{page.relative_to(each_site.folder)}: {name}" for name, holds in checks.items() if not holds
        ]
    assert faults == []


def test_files_download_under_their_own_names(each_site: Site) -> None:
    offered = 0
    for item in each_site.catalogue["evidence"]:
        tree = html.fromstring((each_site.folder / item["page"]).read_bytes())
        names = [link.get("download") for link in tree.iter("a") if "download" in link.attrib]
        assert names == ([item["name"]] if item["file"] else [])
        assert not item["file"] or (each_site.folder / item["file"]).is_file()
        offered += len(names)
    assert offered > 50


def test_the_inspection_site_has_no_page_of_the_working_one(site: Site, working_site: Site) -> None:
    def at_top(one: Site) -> set[str]:
        return {page.name for page in one.pages if page.parent == one.folder}

    more = at_top(working_site) - at_top(site)
    assert {"gaps.html", "queue.html", "findings.html", "withheld.html"} <= more
    for page in site.pages:
        text = page.read_text(encoding="utf-8")
        assert not [name for name in more if name in text], page.name


# --- in the browsers -----------------------------------------------------------------------------------


@pytest.mark.browser
def test_pages_are_quiet_and_ask_for_nothing_outside(page: Page, root: str, site: Site) -> None:
    problems = {}
    for path in representatives(site):
        page.clear()
        page.goto(root + path)
        if found := page.problems() or ([] if page.title.strip() else ["no title"]):
            problems[path] = found
    assert problems == {}


@pytest.mark.browser
def test_pages_fit_a_narrow_screen(page: Page, site: Site) -> None:
    page.set_viewport(360, 740, mobile=True)
    wide = {}
    for path in representatives(site):
        page.goto(f"{site.folder.as_uri()}/{path}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 360:
            wide[path] = width
    assert wide == {}


@pytest.mark.browser
def test_two_clicks_lead_from_home_to_the_evidence_of_a_clause(page: Page, root: str, site: Site) -> None:
    evidence_id, code = next(iter(filled(site).items()))
    page.goto(f"{root}index.html")
    page.follow(f"a[href='dossiers/{code}.html']")
    assert code in page.text()
    page.follow(f"a[href='../evidence/{evidence_id}.html']")
    title = next(item["title"] for item in site.catalogue["evidence"] if item["id"] == evidence_id)
    assert page.text("h1") == title
    assert page.problems() == []


@pytest.mark.browser
def test_the_search_box_is_reached_and_used_by_keyboard(page: Page, root: str, site: Site) -> None:
    wanted = next(item for item in site.catalogue["evidence"] if item["doc_number"])
    page.goto(f"{root}index.html")
    for _ in range(15):
        page.press("Tab")
        if page.evaluate("document.activeElement.matches('input[type=search]')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert (outline, shadow) != ("none", "none"), "the focus is not seen"
    page.type(wanted["doc_number"])
    page.press("Enter")
    page.wait_for("document.querySelector('#search-status[data-state=done]')")
    hits = page.all("[data-evidence-id]", "data-evidence-id")
    assert wanted["id"] in hits
    assert int(page.all("#search-status", "data-total")[0]) >= len(set(hits)) > 0
    page.follow(f"[data-evidence-id='{wanted['id']}'] a")
    assert page.text("h1") == wanted["title"]
    assert page.problems() == []


@pytest.mark.browser
def test_without_scripts_everything_is_still_there(page: Page, site: Site) -> None:
    page.set_scripts(enabled=False)
    base = site.folder.as_uri()
    page.goto(f"{base}/index.html")
    to_dossiers = {link.rsplit("/", 1)[-1] for link in page.all("a[href*='dossiers/']", "href")}
    assert to_dossiers >= {f"{row['code']}.html" for row in site.catalogue["indicators"]}
    page.goto(f"{base}/catalogue.html")
    shown = page.text()
    titles = {item["title"] for item in site.catalogue["evidence"] if item["id"] in filled(site)}
    assert {title for title in titles if title not in shown} == set()
    page.goto(f"{base}/search.html?q=文明")
    assert page.evaluate("!!document.querySelector('noscript')")
    assert page.problems() == []


@pytest.mark.browser
def test_a_dossier_prints_on_a4_with_its_catalogue_across(page: Page, site: Site) -> None:
    evidence_id, code = next(iter(filled(site).items()))
    page.goto(f"{site.folder.as_uri()}/print/{code}.html")
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
    sizes = {
        (round(float(s.mediabox.width) / 72 * 25.4), round(float(s.mediabox.height) / 72 * 25.4))
        for s in sheets
    }
    assert {tuple(sorted(size)) for size in sizes} == {(210, 297)}
    assert page.problems() == []
    title = next(item["title"] for item in site.catalogue["evidence"] if item["id"] == evidence_id)
    assert title in page.text()
