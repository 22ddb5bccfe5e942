"""Asking the search page, whichever browser shows it, and what a plain scan answers."""

import random
import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from juanzong import text
from juanzong.index import Document
from tests.browser.page import Page
from tests.conftest import Site

LONGEST = 12
DONE = "document.querySelector('#search-status[data-state=done]')"

# Sets the box's text as a paste does, waits for the answer, and has all of it shown.
ASK = """async query => {
    const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
    const named = id => document.getElementById("search-" + id);
    named("input").value = query;
    named("input").dispatchEvent(new Event("change"));
    await pause(5);
    while (named("status").dataset.state === "searching") await pause(5);
    for (const more of [named("more"), named("more-pages")]) {
        while (named("status").dataset.state === "done" && !more.hidden) {
            if (!more.disabled) more.click();
            await pause(5);
        }
    }
    const all = name =>
        Array.from(document.querySelectorAll(`[data-${name}]`), one => one.getAttribute("data-" + name));
    return {state: named("status").dataset.state, total: named("status").dataset.total || "",
            hits: all("evidence-id"), pages: all("page-url")};
}"""


def random_runs(found: Sequence[Document], chance: random.Random) -> Iterator[str]:
    """Runs of displayed text; a box of one line makes spaces of line ends, as browsers do on pasting."""
    while True:
        one = chance.choice(found)
        shown = chance.choice([one.body, one.body, one.body, one.title, one.number, one.issuer])
        start = chance.randrange(len(shown)) if shown else 0
        run = re.sub(r"[\r\n]", " ", shown[start : start + chance.randint(1, LONGEST)])
        if text.terms(run):
            yield run


def scanned(found: Sequence[Document], query: str) -> set[str]:
    """The documents that hold all terms of a query, by reading every text."""
    wanted = text.terms(query)
    return {one.id for one in found if all(term in one.search_text for term in wanted)}


def ask(page: Page, query: str) -> dict[str, Any]:
    """What the page answers when a query stands in the box."""
    answer: dict[str, Any] = page.call(ASK, query)
    return answer


def search_address(site: Site, query: str) -> str:
    """The search page with a query in its address."""
    return f"{site.folder.as_uri()}/search.html?q={quote(query)}"
