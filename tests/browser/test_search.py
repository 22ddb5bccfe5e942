"""Search as readers have it: the demo's site from a stick, in both browsers, held against a plain scan."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import html

from juanzong import text
from juanzong.index import Document, DocumentKind, desk
from tests.browser.page import Page
from tests.browser.searching import DONE, ask, random_runs, scanned, search_address
from tests.conftest import Site

pytestmark = pytest.mark.browser

RUNS = 80
NOWHERE = "魑魅魍魉饕餮"


@pytest.fixture(scope="module")
def desk_index(found: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk index of the same documents."""
    folder = tmp_path_factory.mktemp("desk") / "desk"
    desk.update(found, folder)
    return folder


def settled(page: Page, query: str) -> list[str]:
    """The hits once the page has answered this very query and the address holds it."""
    page.wait_for(f"new URLSearchParams(location.search).get('q') === {query!r} && {DONE}")
    return sorted(page.all("[data-evidence-id]", "data-evidence-id"))


def leave(page: Page, action: Callable[[], object]) -> None:
    """Do what leads to another page, and wait for it."""
    page.evaluate("window.__leaving = true")
    action()
    page.wait_for("!window.__leaving && document.readyState === 'complete'")
    page.settle()


# --- finding -------------------------------------------------------------------------------------------


def test_page_desk_and_plain_scan_find_the_same(
    opened: Page, evidence: tuple[Document, ...], desk_index: Path
) -> None:
    runs = random_runs(evidence, random.Random(3))
    differing = {}
    for run in (next(runs) for _ in range(RUNS)):
        want = scanned(evidence, run)
        answer = ask(opened, run)
        at_desk = {
            hit.document.id
            for hit in desk.search(desk_index, run, limit=10_000, plain=True).hits
            if hit.document.kind is DocumentKind.EVIDENCE
        }
        if not sorted(want) == sorted(answer["hits"]) == sorted(at_desk) or answer["total"] != str(len(want)):
            differing[run] = (sorted(want), sorted(at_desk), answer)
        assert want, run
    assert differing == {}


def test_words_apart_must_all_be_there(opened: Page, evidence: tuple[Document, ...]) -> None:
    chance = random.Random(5)
    for _ in range(10):
        one = chance.choice([document for document in evidence if len(document.body) > 40])
        words = [next(random_runs([one], chance)).strip() for _ in range(2)]
        query = " ".join(words)
        answer = ask(opened, query)
        assert set(answer["hits"]) == scanned(evidence, query) >= {one.id}, query


def test_dossiers_and_guide_pages_are_found(opened: Page, found: tuple[Document, ...], site: Site) -> None:
    for kind in (DocumentKind.DOSSIER, DocumentKind.PAGE):
        one = next(document for document in found if document.kind is kind)
        answer = ask(opened, f'"{one.title}"')
        assert one.url in answer["pages"]
        href = opened.all(f"[data-page-url='{one.url}'] a", "href")[0]
        assert (site.folder / href.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0]).is_file()


def test_every_dossier_and_page_found_can_be_shown(
    opened: Page, found: tuple[Document, ...], evidence: tuple[Document, ...]
) -> None:
    others = [one for one in found if one not in evidence]
    answer = ask(opened, "材料")
    assert set(answer["pages"]) == {one.url for one in others if one.id in scanned(found, "材料")}
    assert len(answer["pages"]) > 3


# --- asking --------------------------------------------------------------------------------------------


def test_typed_pasted_and_composed_queries_are_one(opened: Page, evidence: tuple[Document, ...]) -> None:
    query = "文明城市"
    want = sorted(scanned(evidence, query))
    opened.focus("#search-input")
    opened.type(query)
    assert settled(opened, query) == want
    ask(opened, NOWHERE)
    assert settled(opened, NOWHERE) == []
    opened.fill("#search-input", query)
    assert settled(opened, query) == want
    ask(opened, NOWHERE)
    assert settled(opened, NOWHERE) == []
    opened.fill("#search-input", "")
    opened.compose(["wen", "wen'ming", "wen'ming'cheng'shi"], query)
    assert settled(opened, query) == want


def test_what_an_ime_shows_meanwhile_is_not_searched(opened: Page) -> None:
    said = opened.evaluate("""(async () => {
        const [input, status] = ["input", "status"].map(name => document.getElementById("search-" + name));
        const states = [];
        new MutationObserver(() => states.push(status.dataset.state)).observe(status, {attributes: true});
        input.focus();
        input.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
        for (const step of ["wen", "wen'ming"]) {
            input.value = step;
            input.dispatchEvent(new InputEvent("input", {data: step, isComposing: true, bubbles: true}));
            await new Promise(resolve => setTimeout(resolve, 300));
        }
        const meanwhile = states.slice();
        input.value = "文明";
        input.dispatchEvent(new CompositionEvent("compositionend", {data: "文明", bubbles: true}));
        return meanwhile;
    })()""")
    assert said == []
    assert settled(opened, "文明")


def test_the_address_holds_the_query(opened: Page, evidence: tuple[Document, ...], site: Site) -> None:
    query = "100% #1 & 文明"
    ask(opened, query)
    opened.wait_for(f"new URLSearchParams(location.search).get('q') === {query!r}")
    want = ask(opened, "文明")["hits"]
    hits = settled(opened, "文明")
    assert set(want) == set(hits) == scanned(evidence, "文明")
    leave(opened, lambda: opened.send("Page.reload"))
    assert settled(opened, "文明") == hits
    leave(opened, lambda: opened.click("[data-evidence-id] a"))
    assert "/evidence/" in opened.url
    leave(opened, lambda: opened.evaluate("history.back()"))
    assert settled(opened, "文明") == hits
    assert opened.evaluate("document.getElementById('search-input').value") == "文明"
    opened.goto(search_address(site, "文明"))
    assert settled(opened, "文明") == hits


def test_hostile_queries_inject_nothing_and_stall_nothing(
    opened: Page, evidence: tuple[Document, ...], site: Site
) -> None:
    queries = [
        "<img src=x onerror=window.__hit=1>",
        "</script><script>window.__hit=1</script>",
        "\"'><b onmouseover=window.__hit=1>",
        '"' * 7 + "' ` \\ ${window.__hit=1}",
        "文明" * 1500,
        "\ud800文\udfff明\udc00",
        "(a+)+$ [^文]* .* \\d{3,} ?",
        "__proto__ constructor toString",
        "\u202e\u0000\ufeff",
        "a" * 3000,
    ]
    answered = {}
    for query in queries:
        before = opened.evaluate("document.querySelectorAll('img, b, script:not([src])').length")
        answer = ask(opened, query)
        assert answer["state"] in ("done", "ready"), query
        assert opened.evaluate("document.querySelectorAll('img, b, script:not([src])').length") == before, (
            query
        )
        answered[query] = set(answer["hits"])
    assert answered["\ud800文\udfff明\udc00"] == scanned(evidence, "文明") == set(ask(opened, "文明")["hits"])
    one = next(document for document in evidence if document.body)
    for path in ("search.html", one.url):
        for query in queries[:5]:
            opened.goto(f"{site.folder.as_uri()}/{path}?q={quote(query)}")
            assert opened.evaluate("[document.querySelectorAll('img[src=x]').length, typeof __hit]") == [
                0,
                "undefined",
            ]


# --- using ---------------------------------------------------------------------------------------------


def test_keys_lead_to_the_passage(page: Page, evidence: tuple[Document, ...], site: Site) -> None:
    one, number, query = next(
        (document, number, run)
        for document in evidence
        for number, shown in document.pages[1:]
        for run in re.findall(r"[\u4e00-\u9fff]{8}", shown)
        if all(run not in before for at, before in document.pages if at < number)
        and len(scanned(evidence, run)) == 1
    )
    page.goto(search_address(site, query))
    assert settled(page, query) == [one.id]
    page.evaluate("document.activeElement.blur()")
    page.press("/")
    box = "document.activeElement.id === 'search-input'"
    assert page.evaluate(box)
    assert page.evaluate("document.activeElement.value") == query
    page.press("ArrowDown")
    assert page.evaluate("document.activeElement.matches('.jz-hit__title')")
    page.press("ArrowUp")
    assert page.evaluate(box)
    page.press("ArrowDown")
    while page.evaluate("!document.activeElement.closest('[data-evidence-id]')"):
        page.press("ArrowDown")
    leave(page, lambda: page.press("Enter"))
    page.wait_for("document.querySelector('.jz-found--here')")
    marked, part, seen = page.evaluate("""(() => {
        const all = Array.from(document.querySelectorAll(".jz-found--here"));
        const box = all[0].getBoundingClientRect();
        return [all.map(e => e.textContent).join(""), all[0].closest("[data-text]").id,
                box.top >= 0 && box.bottom <= innerHeight];
    })()""")
    assert (marked, part, seen) == (query, f"p{number}", True)
    assert page.url.endswith(f"#p{number}")
    assert page.problems() == []


def test_n_and_p_step_through_every_place(page: Page, evidence: tuple[Document, ...], site: Site) -> None:
    one = max(evidence, key=lambda document: (document.body.count("文明"), document.id))
    places = text.search_text(one.body).count("文明")
    assert places > 2
    page.goto(f"{site.folder.as_uri()}/{one.url}?q={quote('文明')}")
    page.wait_for("document.querySelector('.jz-finder')")
    counts = [page.text(".jz-finder span")]
    for stroke in ("n", "n", "p", "p", "p"):
        page.press(stroke)
        counts.append(page.text(".jz-finder span"))
    at = [int(said) for said in re.findall(r"第 (\d+) 处", " ".join(counts))]
    assert at == [1, 2, 3, 2, 1, places]
    assert page.text(".jz-found--here") == "文明"
    assert page.evaluate("document.querySelectorAll('.jz-found').length") == places


def test_every_text_that_search_finds_can_be_marked(evidence: tuple[Document, ...], site: Site) -> None:
    """What the index holds of an item stands on its page, cells and folded rows included."""
    lost = []
    for one in evidence:
        tree = html.fromstring((site.folder / one.url).read_bytes())
        parts = [part for part in tree.iter() if "data-text" in part.attrib]
        pieces = [str(piece) for part in parts for piece in part.itertext()]
        shown = re.sub(r"\s", "", text.search_text("\n".join(pieces)))
        if re.sub(r"\s", "", text.search_text(one.body)) not in shown:
            lost.append(one.url)
    assert lost == []


def test_nothing_found_helps_and_is_announced(opened: Page, site: Site) -> None:
    opened.focus("#search-input")
    assert opened.all("#search-status", "aria-live") == ["polite"]
    answer = ask(opened, NOWHERE)
    assert answer == {"state": "done", "total": "0", "hits": [], "pages": []}
    assert "没有找到" in opened.text("#search-status")
    assert "少输几个字" in opened.text("#search-help")
    catalogue = opened.all("#search-help a", "href")[0]
    assert (site.folder / catalogue).is_file()
    ask(opened, "文明")
    assert "找到" in opened.text("#search-status")
    assert opened.evaluate("document.getElementById('search-help').hidden")


def test_a_file_missing_on_the_stick_is_said_with_what_to_do(page: Page, site: Site, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(site.folder, tmp_path / "site", ignore=shutil.ignore_patterns("files")))
    (copy / "search" / "index.js").unlink()
    page.goto(f"{copy.as_uri()}/search.html?q={quote('文明')}")
    page.wait_for("document.querySelector('#search-status[data-state=error]')")
    assert "U 盘" in page.text("#search-help")
    assert page.evaluate("!!document.querySelector('#search-help button')")


def test_no_hit_is_shown_twice_however_often_more_is_asked_for(
    opened: Page, evidence: tuple[Document, ...], site: Site
) -> None:
    # At once, as when the page goes on by itself while a reader presses.
    opened.goto(search_address(site, "月"))
    opened.wait_for(f"{DONE} && !document.getElementById('search-more').hidden")
    opened.evaluate("""(() => {
        const more = document.getElementById("search-more");
        for (let i = 0; i < 3; i++) { more.disabled = false; more.click(); }
    })()""")
    hits = ask(opened, "月")["hits"]
    assert len(hits) == len(set(hits))
    assert set(hits) == scanned(evidence, "月")


def test_without_scripts_the_catalogue_is_offered(page: Page, site: Site) -> None:
    page.set_scripts(enabled=False)
    page.goto(f"{site.folder.as_uri()}/search.html")
    assert "catalogue.html" in page.all("noscript a", "href")
    assert page.call("() => document.querySelector('noscript a').getClientRects().length > 0")
    assert not page.call("() => document.querySelector('#search-app').getClientRects().length > 0")
